"""Marks of state secrets: words that stand alone on a line, or among others in capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

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
_SAYS = re.compile(r"\bđộ mật\s*:\s*([^;,.]*)", re.IGNORECASE)
_ESCAPED_BREAK = re.compile("_x000[aAdD]_")
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Za-z])')
# Every mark has it: an M, and soon after it a letter that stands for Ậ, or an accent of its own.
_SHAPE = re.compile("[mMｍＭ][^0-9B-LN-Zb-ln-z]{0,12}[ẬậËëÄä\u0302\u0323]")
# A stamp among other words, in capitals as a stamp is: no ordinary text has «TUYỆT MẬT», and «MẬT»
# is one beside a sign or behind what it is stamped upon; «MẬT ĐỘ DÂN SỐ» is none.
_STAMP = re.compile(
    r"\b(TUYỆT|TỐI)\s+MẬT\b"
    r"|(?:^|[\[(:/–—-]\s*|\b(?:TÀI LIỆU|HỒ SƠ|VĂN BẢN|DẤU|ĐỘ)\s+)MẬT(?=\s*(?:[\])(:;,./–—-]|$))"
)
_LONGEST = 120  # a label and a mark, each letter a space apart


def may_hold_mark(text: str) -> bool:
    """Whether ``text`` has what every mark has: a quick look at most of all texts."""
    return not text.isascii() and _SHAPE.search(text) is not None


def mark_of(line: str) -> str:
    """The mark of secrecy that ``line`` is, or empty.

    Only letters and digits count: a mark may stand in brackets, be s p a c e d, be written in
    full-width letters or with its accents apart, and may follow the label «Độ mật».
    """
    if len(line) > _LONGEST or not may_hold_mark(line):
        return ""
    plain = unicodedata.normalize("NFKC", line)
    word = "".join(filter(str.isalnum, plain.casefold()))
    return _MARKS.get(_LABEL.sub("", word)) or _MARKS.get(word) or _stamp_in(plain)


def _stamp_in(line: str) -> str:
    """The stamp that stands among other words, or empty."""
    found = _STAMP.search(line) or _STAMP.search(_labelled(line))
    if found is None:
        return ""
    return f"{found[1]} MẬT" if found[1] else "MẬT"


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
