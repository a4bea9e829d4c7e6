"""How alike two wordings of one paragraph are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TypeVar

Item = TypeVar("Item")
_WORD = re.compile(r"\w+|[^\w\s]")
_DASH = re.compile(r"^\s*[-–—•+*]\s+")
_CLEARLY_UNLIKE = 0.4
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
    return sum(size for _, _, size in matching_runs(words(first), words(second)))


def matching_runs(first: Sequence[Item], second: Sequence[Item]) -> Iterator[tuple[int, int, int]]:
    """What two sequences have in common, in one order: where it begins in both, and its length.

    What they begin and end with is compared first: mostly that is nearly all of it.
    """
    shorter = min(len(first), len(second))
    pairs = zip(first, second, strict=False)
    head = next((n for n, (one, other) in enumerate(pairs) if one != other), shorter)
    ends = zip(reversed(first[head:]), reversed(second[head:]), strict=False)
    tail = next((n for n, (one, other) in enumerate(ends) if one != other), shorter - head)
    inner, other_inner = first[head : len(first) - tail], second[head : len(second) - tail]
    if head:
        yield 0, 0, head
    if inner and other_inner:
        matcher = SequenceMatcher(None, inner, other_inner, autojunk=False)
        for one, other, size in matcher.get_matching_blocks():
            if size:
                yield head + one, head + other, size
    if tail:
        yield len(first) - tail, len(second) - tail, tail


def likeness(first: str, second: str) -> float:
    """From 0 to 1, 0 if clearly unlike; half a text is nearly as like it as the whole."""
    lengths = len(words(first)), len(words(second))
    if not min(lengths):
        return 0.0
    if _likeness((_bag(first) & _bag(second)).total(), lengths) < _CLEARLY_UNLIKE:
        return 0.0
    return _likeness(shared(first, second), lengths)


@lru_cache(maxsize=4096)
def _bag(text: str) -> Counter[str]:
    return Counter(words(text))


def _likeness(common: int, lengths: tuple[int, int]) -> float:
    as_part = 0.95 * common / min(lengths) if min(lengths) >= _ENOUGH else 0.0
    return max(2 * common / sum(lengths), as_part)


def contained(part: str, whole: str) -> float:
    """How much of ``part`` stands in ``whole``, from 0 to 1."""
    return shared(part, whole) / len(words(part)) if words(part) else 0.0
