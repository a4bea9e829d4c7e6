"""Marks of state secrets: words that stand alone on a line, as a stamp does."""

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
_ESCAPED_BREAK = re.compile("_x000[aAdD]_")
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Za-z])')
# Every mark has it: an M, and soon after it a letter that stands for Ậ, or an accent of its own.
_SHAPE = re.compile("[mMｍＭ][^0-9B-LN-Zb-ln-z]{0,12}[ẬậËëÄä\u0302\u0323]")
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
    letters = unicodedata.normalize("NFKC", line).casefold()
    word = "".join(filter(str.isalnum, letters))
    return _MARKS.get(_LABEL.sub("", word)) or _MARKS.get(word, "")


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
