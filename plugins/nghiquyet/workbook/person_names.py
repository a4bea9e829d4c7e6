"""Is a text the full name of a person? Families, middle names and namesakes are data.

A name is told by its family together with its shape: «Nguyễn Văn A», «TRẦN THỊ B», «le van c».
Where the family is a common word («Hồ sơ», «Đào tạo») or bears no marks, shape proves little:
there the word behind it must be one that people bear as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import lru_cache

from nghiquyet.wording import clean_text

# Families and middle names: Lê Trung Hoa, «Họ và tên người Việt Nam» (2005), the commonest of them.
_SURE_FAMILIES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ ngô đinh trịnh phùng quách doãn khuất"
)
_COMMON_WORDS = (
    "vương khổng nghiêm hứa tống tạ mạc lục giáp bạch thạch cấn âu đàm giàng sùng thào "
    "hồ dương lý đào đoàn trương lâm mai tô hà cao lưu chu la thái kiều triệu lương thân tăng ninh "
    "từ đồng vi nông tiêu ông phí lại hán tào mã bế viên cù trà hầu lò quàng lường"
)
_MIDDLES = (
    "văn thị hữu đức đình ngọc xuân quang công minh thanh hồng thu thành trọng bá thế duy huy quốc "
    "mạnh tuấn hoàng kim gia như phương tiến viết doãn đăng khắc hải anh ánh bảo bích cẩm diệu "
    "hoài huyền khánh lan mỹ nhật phúc phú quý quỳnh thùy thúy thảo thuỳ thuý trung tường tùng "
    "việt vĩnh yến sỹ sĩ ích danh diễm hương"
)
# Streets, schools, places and campaigns are called after these, and begin like names.
_NAMESAKES = (
    "an dương vương|cao bằng|cao lãnh|đoàn thanh niên|đoàn thể|hà đông|hà giang|hà nam"
    "|hà nội|hà tĩnh|hai bà trưng|hồ chí minh|hồ tùng mậu|hoàng diệu|hoàng hoa thám"
    "|hoàng quốc việt|hoàng văn thụ|hoàng mai|kim đồng|la thành|lâm đồng|lê chân|lê duẩn"
    "|lê hồng phong|lê lai|lê lợi|lê quý đôn|lê thánh tông|lê thanh nghị|lê văn tám"
    "|lương bằng|lương thế vinh|lý nam đế|lý thái tổ|lý thường kiệt|lý tự trọng"
    "|mạc đĩnh chi|mai thúc loan|ngô gia tự|ngô quyền|ngô thì nhậm|nguyễn ái quốc"
    "|nguyễn bỉnh khiêm|nguyễn chí thanh|nguyễn công hoan|nguyễn công trứ|nguyễn đình chiểu"
    "|nguyễn đức cảnh|nguyễn du|nguyễn huệ|nguyễn hữu cảnh|nguyễn hữu cầu|nguyễn khuyến"
    "|nguyễn lương bằng|nguyễn thái học|nguyễn thị minh khai|nguyễn thị định|nguyễn trãi"
    "|nguyễn tri phương|nguyễn trường tộ|nguyễn văn cừ|nguyễn văn linh|nguyễn văn trỗi"
    "|nguyễn viết xuân|ninh bình|ninh giang|phạm hồng thái|phạm hùng|phạm ngũ lão"
    "|phạm ngọc thạch|phạm sư mạnh|phạm văn đồng|phan bội châu|phan chu trinh|phan đăng lưu"
    "|phan đình giót|phan đình phùng|phan thiết|thái bình|thái nguyên|tô hiến thành|tô hiệu"
    "|tô vĩnh diện|trần bình trọng|trần đại nghĩa|trần đăng ninh|trần hưng đạo"
    "|trần khánh dư|trần nguyên hãn|trần nhân tông|trần nhật duật|trần phú|trần quang khải"
    "|trần quốc toản|trương định|trương hán siêu|võ chí công|võ nguyên giáp|võ thị sáu"
    "|võ văn kiệt|vũ hựu|vũ quang|vũ thư"
)
_TITLE = re.compile(
    r"^(?:(?:đ[./]c|đồng chí|ông|bà|anh|chị|em|cháu|cụ|họ và tên|họ tên|tên)[\s.:]+)+", re.I
)
_CUT = re.compile(r"(?<![Đđ])/|[\n\t;,:()\d|_]+|\s[-–—]+|\svà\s|^[-–—+•*.]+")
_EDGES = " .-–—+•*"
_LONGEST_WORD = 7


def _without_marks(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return plain.encode("ascii", "ignore").decode()


SURE_FAMILIES = frozenset(_SURE_FAMILIES.split())
FAMILIES = SURE_FAMILIES | frozenset(_COMMON_WORDS.split())
MIDDLES = frozenset(_MIDDLES.split())
MIDDLES |= frozenset(map(_without_marks, MIDDLES))
_BARE_SURE = frozenset(map(_without_marks, SURE_FAMILIES))
EVERY_FAMILY = FAMILIES | frozenset(map(_without_marks, FAMILIES))
_KNOWN_NAMESAKES = frozenset(_NAMESAKES.split("|"))
_KNOWN_NAMESAKES |= frozenset(map(_without_marks, _KNOWN_NAMESAKES))


class Likeness(IntEnum):
    """How much a text looks like a person's name."""

    NONE = 0
    POSSIBLE = 1
    """Beside names it is one; alone it may be a word, a place or an office."""
    SURE = 2


@lru_cache(maxsize=4096)
def listed_names(text: str) -> Mapping[str, Likeness]:
    """The names of a text that begins with one; a sentence that tells of people lists none."""
    pieces = _pieces(text)
    first = next(pieces, "")
    if likeness(first) is Likeness.NONE:
        return {}
    alike = {piece.casefold(): likeness(piece) for piece in (first, *pieces)}
    return {name: much for name, much in alike.items() if much is not Likeness.NONE}


@lru_cache(maxsize=4096)
def mentioned_names(text: str) -> tuple[str, ...]:
    """Each full name that stands alone between commas, one that nobody would take for words."""
    return tuple(
        piece.casefold()
        for piece in _pieces(text)
        if len(piece.split()) > 2 and not piece.islower() and likeness(piece) is Likeness.SURE
    )


def _pieces(text: str) -> Iterator[str]:
    for piece in _CUT.split(unicodedata.normalize("NFC", text)):
        name = _TITLE.sub("", clean_text(piece).strip(_EDGES))
        if name:
            yield name


def likeness(text: str) -> Likeness:
    """How much a text looks like one person's name and nothing else."""
    words = text.split()
    if not 2 <= len(words) <= 5 or words[0].casefold() not in EVERY_FAMILY:
        return Likeness.NONE
    low = [word.casefold() for word in words]
    if not all(word.isalpha() and len(word) <= _LONGEST_WORD for word in words):
        return Likeness.NONE
    has_middle = len(words) > 2 and low[1] in MIDDLES
    is_titled = all(word[0].isupper() for word in words) and not text.isupper()
    is_even = is_titled or text.isupper() or text.islower()
    if not is_even and not (has_middle and words[1].islower()):  # «Phạm vi rộng», «Lê văn Nam»
        return Likeness.NONE
    is_sure = has_middle or low[0] in SURE_FAMILIES or (is_titled and low[0] in _BARE_SURE)
    if is_sure and " ".join(low) not in _KNOWN_NAMESAKES:
        return Likeness.SURE
    return Likeness.POSSIBLE if is_titled or is_sure else Likeness.NONE
