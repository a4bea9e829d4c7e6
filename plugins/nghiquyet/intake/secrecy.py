"""Marks of state secrets: words that stand alone on a line, or among others in capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_MARKS = {
    "mật": "MẬT",
    "tốimật": "TỐI MẬT",
    "tuyệtmật": "TUYỆT MẬT",
    # The same as the fonts .VnTime and VNI write them.
    "mët": "MẬT",
    "tèimët": "TỐI MẬT",
    "tuyötmët": "TUYỆT MẬT",
    "maät": "MẬT",
    "toáimaät": "TỐI MẬT",
    "tuyeätmaät": "TUYỆT MẬT",
}
_LABEL = re.compile("^(?:mức|cấp|møc|möùc)?(?:độ(?:bảo)?mật|émët|ñoämaät)")
_SAYS = re.compile(r"\b(?:độ mật|mức độ|cấp độ)\s*:\s*([^;,.]*)", re.IGNORECASE)
_ESCAPED_BREAK = re.compile("_x000[aAdD]_")
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Za-z])')
# Every mark has it: an M, and soon after it a letter that stands for Ậ, or an accent of its own.
_SHAPE = re.compile("[mMｍＭмМΜ][^0-9B-LN-Zb-ln-z]{0,12}[ẬậËëÄä\u0302\u0323]")
# Letters of other scripts that look like those of a mark: Cyrillic, Greek.
_LOOKALIKES = str.maketrans("МмТтОоАаУуЕеІіΜΤΟΑΥΕΙ", "MmTtOoAaYyEeIiMTOAYEI")
_PAPERS = (
    "TÀI LIỆU|HỒ SƠ|VĂN BẢN|BÁO CÁO|TỜ TRÌNH|CÔNG VĂN|KẾ HOẠCH|NGHỊ QUYẾT|QUYẾT ĐỊNH|THÔNG BÁO|"
    "KẾT LUẬN|CHỈ THỊ|ĐỀ ÁN|PHỤ LỤC|BIÊN BẢN|DANH SÁCH"
)
# A stamp among other words, in capitals as a stamp is: no ordinary text has «TUYỆT MẬT», and «MẬT»
# is one beside a sign or behind what it is stamped upon; «MẬT ĐỘ DÂN SỐ» is none.
_STAMP = re.compile(
    r"(?:\b(TUYỆT|TỐI)\s+MẬT\b|^\W*(?i:(tuyệt|tối)\s+mật)(?=\s*[–—-]))"
    rf"|(?:^|[\[(:/–—-]\s*|\b(?:{_PAPERS}|DẤU)\s+)MẬT(?=\s*(?:[\])(:;,./–—-]|$))"
    # «Tài liệu MẬT», but not «Tài liệu MẬT: 03 văn bản».
    rf"|\b(?i:{_PAPERS})\s+MẬT(?=\W*$)"
)
# The same typed without some or all of its accents, in capitals as a stamp is: «TÔI MẤT» is none.
_BARE_LETTERS = str.maketrans("ỐỆẬ", "OEA")
_BARE_STAMP = re.compile(
    r"(?:^|[\[(:;,/–—-]\s*)(TOI|TUYET)\s*MAT(?=\s*(?:[\])(:;,./–—-]|$))|\b(TUYET)\s+MAT\b"
)
_BARE_LABELLED = re.compile(
    r"^\W*(?:MUC|MỨC|CAP|CẤP)?\s*(?:DO|ĐỘ)\s+MAT\W+(?:(TOI|TUYET)\s*)?MAT\W*$"
)
_BARE = {"TOI": "TỐI MẬT", "TUYET": "TUYỆT MẬT", None: "MẬT"}
# Words that make an ordinary one of «MẬT», before and behind it.
_NAME_WORD = re.compile(r"[^\W\d_]+")
_DEGREE = re.compile(r"\b(?:tối|tuyệt) mật\b", re.IGNORECASE)
_BARE_NAME = re.compile(r"\b(?:(TUYET)\s*MAT\b|(TOI)\s*MAT(?=$|\s[a-zđ]))")
_BEFORE = frozenset(("BÍ", "BẢO", "CƠ", "NGẬM", "ĐƯỜNG", "NGỌT", "BI", "BAO"))
_BEHIND = frozenset(("ĐỘ", "ONG", "MÃ", "KHẨU", "VỤ", "THIẾT", "THƯ", "MÍA"))
_LONGEST = 120  # a label and a mark, each letter a space apart


def may_hold_mark(text: str) -> bool:
    """Whether ``text`` has what every mark has: a quick look at most of all texts."""
    return "MAT" in text or (not text.isascii() and _SHAPE.search(text) is not None)


def mark_of(line: str) -> str:
    """The mark of secrecy that ``line`` is, or empty.

    Only letters and digits count: a mark may stand in brackets, be s p a c e d, be written in
    full-width letters, in letters that look the same or with its accents apart, and may follow
    the label «Độ mật».
    """
    if len(line) > _LONGEST or not may_hold_mark(line):
        return ""
    plain = unicodedata.normalize("NFKC", line.translate(_LOOKALIKES))
    word = "".join(filter(str.isalnum, plain.casefold()))
    return (
        _MARKS.get(_LABEL.sub("", word)) or _MARKS.get(word) or _stamp_in(plain) or _bare_in(plain)
    )


def _stamp_in(line: str) -> str:
    """The stamp that stands among other words, or empty."""
    found = _STAMP.search(line) or _STAMP.search(_labelled(line))
    if found is None:
        return ""
    degree = found[1] or found[2]
    return f"{degree.upper()} MẬT" if degree else "MẬT"


def _bare_in(line: str) -> str:
    """The stamp in capitals that lack some of their accents, or empty."""
    bare = line.translate(_BARE_LETTERS).strip()
    found = _BARE_LABELLED.search(bare)
    if found is not None:
        return _BARE[found[1]]
    found = _BARE_STAMP.search(bare)
    return _BARE[found[1] or found[2]] if found is not None else ""


def mark_in_name(name: str) -> str:
    """The mark of secrecy that a file's name bears, or empty.

    Signs between words are spaces here; «MẬT» counts in capitals only, unless it is all of the
    name, and not where the words beside it make an ordinary one of it.
    """
    stem = unicodedata.normalize("NFKC", name.translate(_LOOKALIKES)).rpartition(".")[0] or name
    words = _NAME_WORD.findall(stem)
    if len(words) == 1 and words[0].casefold() == "mật":
        return "MẬT"
    found = _DEGREE.search(" ".join(words))
    if found is not None:
        return f"{found[0].split()[0].upper()} MẬT"
    bare = _BARE_NAME.search(" ".join(words).translate(_BARE_LETTERS))
    return _BARE[bare[1] or bare[2]] if bare is not None else _lone_in(words)


def _lone_in(words: Sequence[str]) -> str:
    beside = zip(["", *words], words, [*words[1:], ""], strict=False)
    lone = any(
        word == "MẬT" and before.upper() not in _BEFORE and behind.upper() not in _BEHIND
        for before, word, behind in beside
    )
    return "MẬT" if lone else ""


def _labelled(line: str) -> str:
    """What a label «Độ mật: …» says, in capitals; empty if there is no such label."""
    found = _SAYS.search(line)
    return found[1].strip().upper() if found else ""


def find_mark(texts: Iterable[str]) -> str:
    """The mark that stands alone on a line of one of the texts, or empty."""
    for text in texts:
        if may_hold_mark(text):
            for line in _ESCAPED_BREAK.sub("\n", text).splitlines():
                mark = mark_of(line)
                if mark:
                    return mark
    return ""


def header_lines(text: str) -> str:
    """A page's header or footer without Excel's codes: what is left, middle and right, apart."""
    return _HEADER_CODE.sub("\n", text)
