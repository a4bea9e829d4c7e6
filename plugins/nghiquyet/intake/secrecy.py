"""Marks of state secrets: words that stand alone on a line, as a stamp does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

# Texts that people see: a shared or inline string, a paragraph in a drawing, a comment, the
# result of a formula, a header or footer. Runs of different looks are one text.
_TEXT = re.compile(
    rb"<(?:\w+:)?(si|is|p|text|v|(?:odd|even|first)(?:Header|Footer))(?:\s[^>]*)?>"
    rb"(.*?)</(?:\w+:)?\1>",
    re.DOTALL,
)
_TAG = re.compile(rb"<[^>]*>")
_PHONETIC = re.compile(rb"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Za-z])')
_EDGES = " \t\u00a0.,;:-–—_*()[]{}\"'“”‘’/|"
_MARKS = {
    "mật": "MẬT",
    "tối mật": "TỐI MẬT",
    "tuyệt mật": "TUYỆT MẬT",
    # The same as the fonts .VnTime and VNI write them.
    "mët": "MẬT",
    "tèi mët": "TỐI MẬT",
    "tuyöt mët": "TUYỆT MẬT",
    "maät": "MẬT",
    "toái maät": "TỐI MẬT",
    "tuyeät maät": "TUYỆT MẬT",
}
_LABEL = re.compile("độ mật ?[:–-] ?")
# A cheap test first: most parts of a workbook hold nothing of the kind. It wants ASCII's small
# letters, because a pattern that ignores case takes ten times as long.
_SUSPECT = re.compile(
    rb"m(?:\xe1\xba[\xac\xad]|a\xcc|\xc3[\x82\xa2]\xcc|\xe1\xba[\xa0\xa1]\xcc"
    rb"|\xc3[\x8b\xab]|a\xc3[\x84\xa4]|&#)"
)


def find_mark(xml: bytes) -> str:
    """The mark of secrecy that stands alone on a line of some text in ``xml``, or empty."""
    if _SUSPECT.search(xml.lower()) is None:
        return ""
    for line in _lines(xml):
        words = " ".join(unicodedata.normalize("NFC", line).casefold().split()).strip(_EDGES)
        mark = _MARKS.get(_LABEL.sub("", words, count=1).strip(_EDGES))
        if mark is not None:
            return mark
    return ""


def _lines(xml: bytes) -> Iterator[str]:
    for kind, content in _TEXT.findall(xml):
        runs = _TAG.sub(b"", _PHONETIC.sub(b"", content)) if b"<" in content else content
        text = unescape(runs.decode("utf-8", "replace"))
        if kind.endswith((b"Header", b"Footer")):
            text = _HEADER_CODE.sub("\n", text)
        yield from text.splitlines()
