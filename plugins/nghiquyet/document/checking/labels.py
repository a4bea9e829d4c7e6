"""The numbers and dashes that Word sets before paragraphs by itself.

Word turns a typed «1. » into a number of its own at the next Enter; the paragraph's text lacks
it then, although every reader sees it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from docx.oxml.ns import qn
from lxml.etree import _Element

from nghiquyet.document.checking.effective import Formatting

_DASHES = "-–—+"
_ROMANS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMANS:
        text, number = text + sign * (number // value), number % value
    return text


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


_WAYS: dict[str, Callable[[int], str]] = {
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
    "decimalZero": lambda number: f"{number:02d}",
}


def labels_of(paragraphs: Iterable[_Element], formatting: Formatting) -> dict[_Element, str]:
    """What stands before each paragraph that is numbered or dashed, in their order."""
    labels: dict[_Element, str] = {}
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    ways: dict[str, dict[int, str]] = defaultdict(dict)
    for paragraph in paragraphs:
        found = formatting.list_level(paragraph)
        if found is None:
            continue
        listing, level, said = found
        here = counts[listing]
        here[level] = here.get(level, _first(said) - 1) + 1
        for deeper in [other for other in here if other > level]:
            del here[deeper]
        ways[listing][level] = _value(said, "w:numFmt", "decimal")
        labels[paragraph] = _label(said, here, ways[listing])
    return labels


def _label(said: _Element, counts: dict[int, int], ways: dict[int, str]) -> str:
    text = _value(said, "w:lvlText", "")
    if _value(said, "w:numFmt", "") == "bullet":
        return text if text and text[0] in _DASHES else "•"

    def number(match: re.Match[str]) -> str:
        level = int(match[1]) - 1
        return _WAYS.get(ways.get(level, "decimal"), str)(counts.get(level, 1))

    return re.sub(r"%(\d)", number, text)


def _first(said: _Element) -> int:
    return int(_value(said, "w:start", "1"))


def _value(said: _Element, tag: str, missing: str) -> str:
    element = said.find(qn(tag))
    return missing if element is None else element.get(qn("w:val"), missing)
