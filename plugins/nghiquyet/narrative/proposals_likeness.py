"""How alike two clauses are: by their words, and by what tells like tasks apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from nghiquyet.wording import matching_key

THRESHOLD = 0.65
"""Above every labelled pair that means two things, below every one that means one."""
_FEW_PAIRS = 4
_ABBREVIATIONS = {
    "ANTT": "an ninh trật tự",
    "ATTP": "an toàn thực phẩm",
    "BHYT": "bảo hiểm y tế",
    "CCHC": "cải cách hành chính",
    "CĐS": "chuyển đổi số",
    "GPMB": "giải phóng mặt bằng",
    "KTGS": "kiểm tra, giám sát",
    "NTM": "nông thôn mới",
    "NVQS": "nghĩa vụ quân sự",
    "PBGDPL": "phổ biến, giáo dục pháp luật",
    "PCCC": "phòng cháy, chữa cháy",
    "PCTT": "phòng, chống thiên tai",
    "SSCĐ": "sẵn sàng chiến đấu",
    "TKCN": "tìm kiếm cứu nạn",
    "TTATXH": "trật tự an toàn xã hội",
    "VSMT": "vệ sinh môi trường",
}
_SHORT = re.compile(rf"\b({'|'.join(_ABBREVIATIONS)})\b")
_LONG = {
    re.compile(name, re.IGNORECASE): short
    for name, short in (
        (r"Hội đồng nhân dân", "HĐND"),
        (r"[ỦU][ỷy] ban nhân dân", "UBND"),
        (r"Mặt trận Tổ quốc( Việt Nam)?", "MTTQ"),
        (r"tổ chức chính trị\s*[-–]\s*xã hội", "đoàn thể"),
        (r"đại biểu Quốc hội( khóa \w+)? và (đại biểu )?HĐND các cấp", "đại biểu"),
        (r"nhiệm kỳ \d{4}\W\d{4}", ""),
        (r"thiếu niên, nhi đồng", "thiếu nhi"),
    )
}
"""Names and formulas so long that they would be most of a clause's words."""
_STOCK = re.compile(
    r"\b(tiếp tục|tăng cường|đẩy mạnh|duy trì|thường xuyên|chủ động|tập trung|kịp thời|triển khai"
    r"|thực hiện|tổ chức|hoàn thiện|hoàn thành|tuyên truyền|hướng dẫn|chỉ đạo|phối hợp|nâng cao"
    r"|hiệu quả|công tác|theo quy định|chuẩn bị|dứt điểm|bảo đảm|trọng điểm)\b",
    re.IGNORECASE,
)
"""Words that begin or end any task and say nothing of what it is about."""
_FILLING = re.compile(
    r"\b(và|các|những|cho|của|ở|tại|trên địa bàn|với|về|để|nhân dịp|dịp)\b", re.IGNORECASE
)
"""Words that come and go where the same thing is said."""
_TELLING = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b\d{1,2}/\d{1,2}\b",
        r"\bdịp (tết|\d{1,2}/\d{1,2})",
        r"\bthứ (\w+)",
        r"\b(?:quý|học kỳ) ([ivx]+|\d)\b",
        r"\bđợt (\d+)\b(?!/)",
        r"\b(?:thôn|chi bộ) (\d+)\b",
        r"\b\d+-[a-zđ]+/[a-zđ]+\b",
        r"\bvụ (mùa|đông|chiêm)\b",
        r"\b(đầu|giữa|cuối) năm\b",
        r"\bhành động vì (\w+)",
        r"\b(luật|quy chế|nghị quyết|chỉ thị|nghị định)\b",
        r"\b(nông dân|phụ nữ|cựu chiến binh|thanh niên|công nhân|công đoàn)\b",
        r"\b(sơ kết|tổng kết)\b",
        r"\b(sơ tuyển|khám tuyển|giao quân)\b",
        r"\b(gieo|cấy|thu hoạch)\b",
        r"\b(khai giảng|bế giảng|tổng kết năm học)\b",
        r"\b(kê khai|xác minh)\b",
        r"\b(rà soát|đề nghị tặng|trao tặng|tặng quà)\b",
        r"\b(sửa chữa|lắp|xây mới)\b",
        r"\b(phòng cháy|thực phẩm)\b",
    )
)
"""What tells two like things apart: «đợt 03/2» and «đợt 19/5», «vụ mùa» and «vụ đông», a deed and
another deed over the same matter."""


def _written_out(text: str) -> str:
    """The text with abbreviations spelled out, and bodies abbreviated."""
    plain = _SHORT.sub(lambda match: _ABBREVIATIONS[match[1]], unicodedata.normalize("NFC", text))
    for name, short in _LONG.items():
        plain = name.sub(short, plain)
    return plain


@lru_cache(maxsize=8192)
def syllables(text: str) -> tuple[str, ...]:
    """The text's syllables without case, tone marks and punctuation."""
    return tuple(key for key in map(matching_key, re.findall(r"\w+", text)) if key)


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Neighbouring syllables, because most Vietnamese words have two; stock words part them."""
    told = _STOCK.split(_FILLING.sub(" ", _written_out(text)))[::2]
    return frozenset(pair for piece in told for pair in pairwise(syllables(piece)))


@lru_cache(maxsize=8192)
def _marks(text: str) -> tuple[frozenset[str], ...]:
    """What the text names of each kind that tells like things apart."""
    plain = _written_out(text).casefold()
    return tuple(frozenset(pattern.findall(plain)) for pattern in _TELLING)


def are_told_apart(one: str, other: str) -> bool:
    """Whether two clauses name different rounds, dates, places or deeds."""
    return any(
        mine and yours and mine.isdisjoint(yours)
        for mine, yours in zip(_marks(one), _marks(other), strict=True)
    )


def similarity(one: str, other: str) -> float:
    """How much of the shorter clause the longer one says, from 0 to 1.

    A clause that says only a little must be said whole and without much besides, one that says
    next to nothing must be equal. Different rounds, dates, places or deeds make different tasks.
    """
    if are_told_apart(one, other):
        return 0.0
    shorter, longer = sorted((_pairs(one), _pairs(other)), key=len)
    if len(shorter) < 2:
        return float(syllables(_written_out(one)) == syllables(_written_out(other)))
    if len(shorter) < _FEW_PAIRS:
        return float(shorter <= longer and len(longer) < 2 * len(shorter))
    return len(shorter & longer) / len(shorter)


def closeness(one: str, other: str) -> float:
    """How much of what either clause says both say: decides between several twins."""
    both = _pairs(one) | _pairs(other)
    return len(_pairs(one) & _pairs(other)) / len(both) if both else 1.0


def covered(text: str, by: str) -> float:
    """How much of what a clause says another text says too, whatever else that may say."""
    pairs = _pairs(text)
    return len(pairs & _pairs(by)) / len(pairs) if pairs else 0.0


def told(text: str) -> int:
    """How much a clause says: the more specific of two says more."""
    return len(_pairs(text))
