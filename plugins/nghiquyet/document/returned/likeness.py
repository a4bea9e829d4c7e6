"""How alike two wordings of one paragraph are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

_WORD = re.compile(r"\w+|[^\w\s]")
_DASH = re.compile(r"^\s*[-–—•+*]\s+")
_ENOUGH = 6
"""So many words of a text must be there for it to be recognised as a part of another."""


def without_dash(text: str) -> str:
    """The text of an item without the dash before it."""
    return _DASH.sub("", text, count=1)


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """The text without what programs change on their own: dash, spaces, capitals, composition."""
    return " ".join(unicodedata.normalize("NFC", without_dash(text)).split()).casefold()


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Words and signs of a text."""
    return tuple(_WORD.findall(normal(text)))


@lru_cache(maxsize=65536)
def shared(first: str, second: str) -> int:
    """How many words two texts have in common, in one order."""
    return in_common(words(first), words(second))


def in_common(first: Sequence[str], second: Sequence[str]) -> int:
    """The same for words."""
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def likeness(first: str, second: str) -> float:
    """From 0 to 1; the half of a text is nearly as like it as the whole."""
    lengths = len(words(first)), len(words(second))
    if not min(lengths):
        return 0.0
    common = shared(first, second)
    as_part = 0.95 * common / min(lengths) if min(lengths) >= _ENOUGH else 0.0
    return max(2 * common / sum(lengths), as_part)


def contained(part: str, whole: str) -> float:
    """How much of ``part`` stands in ``whole``, from 0 to 1."""
    return shared(part, whole) / len(words(part)) if words(part) else 0.0
