"""When words are nearly an official name, and how: the ways in which names are mistyped."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_LONG = 5
"""Syllables from which one may be quite another word, or be left out."""


@dataclass(frozen=True)
class Name:
    """An official name: as written, and syllable by syllable with and without its marks."""

    text: str
    spelt: tuple[str, ...]
    bare: tuple[str, ...]


def slip_in(
    heard: tuple[str, ...], name: Name, titled: Sequence[bool], right: frozenset[tuple[str, ...]]
) -> int:
    """How many of the words heard are a slip of the name; 0 if they are not.

    Args:
        heard: the words from here on, as they are spelt.
        name: the official name.
        titled: whether the first words begin with a capital.
        right: names and beginnings of names that are right.
    """
    size = len(name.spelt)
    same = heard[:size]
    if len(same) == size and _is_other_spelling(same, name, all(titled)):
        return 0 if same in right else size
    for gap in (1, 2):
        left_out = heard[: size - gap]
        if size - gap >= _LONG - 1 and left_out not in right and _leaves_out(left_out, name, gap):
            return size - gap
    cut = heard[: size - 1]
    if size >= 4 and cut == name.spelt[:-1] and heard[:size] not in right:
        return min(size, len(heard))
    return 0


def ends_otherwise(heard: tuple[str, ...], name: Name, known: int) -> bool:
    """Whether words behind a right short name go on as the long one does, but for a mark or letter.

    Args:
        heard: the words from here on.
        name: the long name.
        known: how many words the short one has.
    """
    rest = heard[known : len(name.spelt)]
    wrong = [
        (without_marks(one), without_marks(other))
        for one, other in zip(rest, name.spelt[known:], strict=False)
        if one != other
    ]
    alike = all(one == other or _one_letter_off(one, other) for one, other in wrong)
    return len(rest) == len(name.spelt) - known and len(wrong) == 1 and alike


def _is_other_spelling(heard: tuple[str, ...], name: Name, titled: bool) -> bool:
    """Other marks anywhere, a letter in one syllable, or in a long name one other syllable."""
    size = len(name.spelt)
    bare = tuple(map(without_marks, heard))
    wrong = [place for place in range(size) if bare[place] != name.bare[place]]
    if not wrong:
        return titled or size > 2
    if sorted(heard) == sorted(name.spelt):
        return size >= 4 and len(wrong) > 1
    if len(wrong) > 1 or size < 3:
        return False
    (place,) = wrong
    if _one_letter_off(bare[place], name.bare[place]):
        return True
    return size >= _LONG and 0 < place < size - 1


def _leaves_out(heard: tuple[str, ...], name: Name, gap: int) -> bool:
    """Whether the words are the name without ``gap`` of its inner syllables."""
    size = len(name.spelt)
    return any(
        heard == name.spelt[:place] + name.spelt[place + gap :] for place in range(1, size - gap)
    )


@lru_cache(maxsize=8192)
def without_marks(word: str) -> str:
    """A syllable's letters alone."""
    marks = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in marks if not unicodedata.combining(letter))


def _one_letter_off(one: str, other: str) -> bool:
    """One letter more, less or other; syllables of one or two letters are too short to tell."""
    if min(len(one), len(other)) < 3 or abs(len(one) - len(other)) > 1:
        return False
    start = _common(one, other)
    tail = _common(reversed(one[start:]), reversed(other[start:]))
    return max(len(one), len(other)) - start - tail == 1


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    """How many letters both begin with."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
