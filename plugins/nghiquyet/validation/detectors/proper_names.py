"""R12: names as the office writes them; doubtful ones are proposed, never changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from viet_text_tools import normalize_diacritics

from nghiquyet.catalogue.detectors import MisspeltEntry, NearNameEntry
from nghiquyet.model.office import Office
from nghiquyet.validation.detectors.cases import Case, Hit

_WORD = re.compile(r"[^\W\d_]+")
_STOPS = frozenset(".,;:\n")


@dataclass(frozen=True)
class _Name:
    """An official name, syllable by syllable."""

    text: str
    spelt: tuple[str, ...]
    bare: tuple[str, ...]


_Found: TypeAlias = Iterator[tuple[range, _Name]]


def misspelt_names(_: MisspeltEntry, case: Case) -> Iterator[Hit]:
    """Spellings that the office's dictionary knows to be wrong."""
    for passage in case.passages:
        for wrong, right in case.office.proper_names.items():
            if re.search(rf"\b{re.escape(wrong)}\b", passage.text):
                yield Hit(passage.cell, wrong, right)


def near_names(entry: NearNameEntry, case: Case) -> Iterator[Hit]:
    """Names that are one slip away from an official one: a tone, a hat, a letter."""
    known = _known(case.office, tuple(event.name for event in case.anniversaries), entry.names)
    for passage in case.passages:
        slips = list(_slips(passage.text, known, case.office))
        for span, name in slips:
            if not any(span != other and _within(span, other) for other, _ in slips):
                yield Hit(passage.cell, passage.text[span.start : span.stop], name.text)


def _within(span: range, other: range) -> bool:
    return other.start <= span.start and span.stop <= other.stop


def _slips(text: str, known: Mapping[str, Sequence[_Name]], office: Office) -> _Found:
    """Where a name is nearly written, and which one."""
    words = list(_WORD.finditer(text))
    for place, first in enumerate(words):
        for name in known.get(_initial(first[0]), ()):
            found = words[place : place + len(name.spelt)]
            span = range(first.start(), found[-1].end())
            apart = any(mark in text[span.start : span.stop] for mark in _STOPS - set(name.text))
            if not apart and _is_slip([word[0] for word in found], name, office):
                yield span, name


@lru_cache(maxsize=16)
def _known(
    office: Office, days: tuple[str, ...], names: tuple[str, ...]
) -> dict[str, tuple[_Name, ...]]:
    """The official names by the bare letter they begin with."""
    own = [office.commune, *office.names, *(unit.name for unit in office.units)]
    found: dict[str, list[_Name]] = {}
    for text in dict.fromkeys([*own, *names, *days]):
        words = tuple(_WORD.findall(text))
        if len(words) > 1:
            name = _Name(text, tuple(map(_spelt, words)), tuple(map(_bare, words)))
            found.setdefault(name.bare[0][0], []).append(name)
    return {letter: tuple(those) for letter, those in found.items()}


def _initial(word: str) -> str:
    """The bare letter that a capitalised word begins with; empty for any other word."""
    return _bare(word[0]) if word[0].isupper() else ""


def _is_slip(words: Sequence[str], name: _Name, office: Office) -> bool:
    if len(words) < len(name.spelt):
        return False
    spelt = tuple(map(_spelt, words))
    if spelt == name.spelt or not _is_written_as_name(words):
        return False
    if " ".join(words) in office.proper_names:
        return False  # the dictionary speaks
    bare = tuple(map(_bare, words))
    if bare == name.bare:
        return spelt not in _official(office)
    wrong = [pair for pair in zip(bare, name.bare, strict=True) if pair[0] != pair[1]]
    return len(name.bare) > 2 and len(wrong) == 1 and _one_letter_off(*wrong[0])


@lru_cache(maxsize=16)
def _official(office: Office) -> frozenset[tuple[str, ...]]:
    """Names that are right though they differ from another one by a tone only."""
    return frozenset(tuple(map(_spelt, _WORD.findall(name))) for name in office.names)


def _is_written_as_name(words: Sequence[str]) -> bool:
    """A short name has capitals throughout: «Hai phòng học» are two classrooms."""
    return len(words) > 2 or all(word[0].isupper() for word in words)


@lru_cache(maxsize=4096)
def _spelt(word: str) -> str:
    """A syllable in which only what makes another name counts: no case, no place of the tone.

    «hoà» and «hòa», «liệt sỹ» and «liệt sĩ» are one name.
    """
    one_way = normalize_diacritics(unicodedata.normalize("NFC", word.casefold()))
    marks = unicodedata.normalize("NFD", one_way)
    return unicodedata.normalize("NFC", re.sub(r"y(?=[\u0300-\u036f]*$)", "i", marks))


@lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    marks = unicodedata.normalize("NFD", _spelt(word).replace("đ", "d"))
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
