"""R12: names as the office writes them; doubtful ones are proposed, never changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from viet_text_tools import normalize_diacritics

from nghiquyet.catalogue.detectors import CapitalEntry, MisspeltEntry, NearNameEntry
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


@dataclass(frozen=True)
class _Names:
    """Every official name.

    Attributes:
        by_letter: by the bare letter they begin with.
        right: as they are spelt; what is one of them is no slip of another one.
    """

    by_letter: Mapping[str, Sequence[_Name]]
    right: frozenset[tuple[str, ...]]


def misspelt_names(_: MisspeltEntry, case: Case) -> Iterator[Hit]:
    """Spellings that the office's dictionary knows to be wrong."""
    for passage in case.passages:
        for wrong, right in case.office.proper_names.items():
            if re.search(rf"\b{re.escape(wrong)}\b", passage.text):
                yield Hit(passage.cell, wrong, right)


def near_names(entry: NearNameEntry, case: Case) -> Iterator[Hit]:
    """Names that are one slip away from an official one: a tone, a hat, a letter."""
    names = _known(case.office, tuple(event.name for event in case.anniversaries), entry.names)
    for passage in case.passages:
        slips = list(_slips(passage.text, names))
        for span, name in slips:
            quote = passage.text[span.start : span.stop]
            part = any(span != other and _within(span, other) for other, _ in slips)
            if not part and quote not in case.office.proper_names:  # there the dictionary speaks
                yield Hit(passage.cell, quote, name.text)


def wrong_capitals(entry: CapitalEntry, case: Case) -> Iterator[Hit]:
    """Names of which some syllable lacks its capital: «Việt nam», «Hồ Chí minh»."""
    names = _known_places((case.office.commune, *case.office.names, *entry.names))
    for passage in case.passages:
        words = list(_WORD.finditer(passage.text))
        for place, first in enumerate(words):
            for name in names.get(_spelt(first[0]), ()):
                found = words[place : place + len(name.spelt)]
                if _lacks_capitals([word[0] for word in found], name):
                    quote = passage.text[found[0].start() : found[-1].end()]
                    yield Hit(passage.cell, quote, name.text)


@lru_cache(maxsize=16)
def _known_places(texts: tuple[str, ...]) -> Mapping[str, Sequence[_Name]]:
    """Names by their first syllable."""
    found: dict[str, list[_Name]] = {}
    for name in map(_name, dict.fromkeys(texts)):
        if len(name.spelt) > 1:
            found.setdefault(name.spelt[0], []).append(name)
    return found


def _lacks_capitals(words: Sequence[str], name: _Name) -> bool:
    """«VIỆT NAM» and «Việt Nam» have theirs."""
    if tuple(map(_spelt, words)) != name.spelt:
        return False
    return not (all(map(str.istitle, words)) or all(map(str.isupper, words)))


def _within(span: range, other: range) -> bool:
    return other.start <= span.start and span.stop <= other.stop


@lru_cache(maxsize=16)
def _known(office: Office, days: tuple[str, ...], names: tuple[str, ...]) -> _Names:
    own = [office.commune, *office.names, *(unit.name for unit in office.units)]
    found: dict[str, list[_Name]] = {}
    for text in dict.fromkeys([*own, *names, *days]):
        name = _name(text)
        if len(name.spelt) > 1:
            found.setdefault(name.bare[0][0], []).append(name)
    right = frozenset(name.spelt for those in found.values() for name in those)
    return _Names(found, right)


def _name(text: str) -> _Name:
    words = tuple(_WORD.findall(text))
    return _Name(text, tuple(map(_spelt, words)), tuple(map(_bare, words)))


def _slips(text: str, names: _Names) -> Iterator[tuple[range, _Name]]:
    """Where a name is nearly written, and which one."""
    words = list(_WORD.finditer(text))
    for place, first in enumerate(words):
        for name in names.by_letter.get(_initial(first[0]), ()):
            found = words[place : place + len(name.spelt)]
            span = range(first.start(), found[-1].end())
            apart = any(mark in text[span.start : span.stop] for mark in _STOPS - set(name.text))
            if not apart and _is_slip([word[0] for word in found], name, names):
                yield span, name


def _initial(word: str) -> str:
    """The bare letter that a capitalised word begins with; empty for any other word."""
    return _bare(word[0]) if word[0].isupper() else ""


def _is_slip(words: Sequence[str], name: _Name, names: _Names) -> bool:
    if len(words) < len(name.spelt) or not _is_written_as_name(words):
        return False
    if tuple(map(_spelt, words)) in names.right:
        return False
    wrong = [
        (letters, right)
        for letters, right in zip(map(_bare, words), name.bare, strict=True)
        if letters != right
    ]
    if len(wrong) == 1:
        return _one_letter_off(*wrong[0]) and (len(words) > 2 or _shares_a_syllable(words, name))
    return not wrong


def _shares_a_syllable(words: Sequence[str], name: _Name) -> bool:
    """Two syllables are few: one of them must be right to the tone: «Kẻ Xặt», «Hải Dươn»."""
    return any(_spelt(word) == right for word, right in zip(words, name.spelt, strict=True))


def _is_written_as_name(words: Sequence[str]) -> bool:
    """A short name has its capitals: «Hai phòng học», «HAI PHÒNG HỌC» are two classrooms."""
    return len(words) > 2 or all(word.istitle() for word in words)


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
