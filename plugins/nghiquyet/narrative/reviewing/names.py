"""Proper names against the dictionaries: old or wrong ones, near ones, their capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from viet_text_tools import normalize_diacritics

from nghiquyet.catalogue.style_entries import MisspeltName, NameCapitals, NearName
from nghiquyet.narrative.reviewing.case import Case, Hit
from nghiquyet.narrative.reviewing.near_names import Name, ends_otherwise, slip_in, without_marks

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class _Names:
    """Every official name.

    Attributes:
        by_first: by their first syllable without its marks.
        by_second: by their second one, for slips in the first.
        right: as they are spelt, with every beginning of one; such words are no slip.
        written: the official writing by the spelling.
        pattern: finds any of them in spelt text.
    """

    by_first: Mapping[str, Sequence[Name]]
    by_second: Mapping[str, Sequence[Name]]
    right: frozenset[tuple[str, ...]]
    written: Mapping[str, str]
    pattern: re.Pattern[str]


def misspelt_names(_: MisspeltName, case: Case) -> Iterator[Hit]:
    """Names that the office's or the common dictionary knows to be wrong."""
    known = {**case.names.wrong, **case.office.proper_names}
    pattern = _any_name(tuple(known))
    for passage in case.passages:
        for match in pattern.finditer(passage.text):
            if not passage.is_quoted(match.start()):
                yield Hit(passage, match[0], match.start(), known[match[0]])


def near_names(_: NearName, case: Case) -> Iterator[Hit]:
    """Names that are one slip away from an official one: a tone, a letter, a syllable."""
    known = _known(case)
    for passage in case.passages:
        words = list(_WORD.finditer(passage.text))
        spelt = tuple(_spelt(word[0]) for word in words)
        for place, word in enumerate(words):
            if not word[0][0].isupper():
                continue
            found = _slip_at(passage.text, words, spelt, place, known)
            if found is not None:
                length, name = found
                end = words[place + length - 1].end()
                yield Hit(passage, passage.text[word.start() : end], word.start(), name.text)


def _slip_at(
    text: str, words: Sequence[re.Match[str]], spelt: tuple[str, ...], place: int, known: _Names
) -> tuple[int, Name] | None:
    """The name that begins here with a slip, and how many words it takes up."""
    heard = spelt[place : place + _reach(text, words, place)]
    if len(heard) < 2:
        return None
    alike = known.by_first.get(without_marks(heard[0]), ())
    exact = max((len(n.spelt) for n in alike if heard[: len(n.spelt)] == n.spelt), default=0)
    titled = [word[0].istitle() for word in words[place : place + 2]]
    for name in (*alike, *known.by_second.get(without_marks(heard[1]), ())):
        if exact and (len(name.spelt) <= exact or not ends_otherwise(heard, name, exact)):
            continue  # «Hội Nông dân Việt Nam» may as well end behind «Hội Nông dân»
        length = slip_in(heard, name, titled, known.right)
        if length:
            return length, name
    return None


def _reach(text: str, words: Sequence[re.Match[str]], place: int) -> int:
    """How many words from here on could be one name: until a mark parts them."""
    count = 1
    while place + count < len(words) and count < 12:
        between = text[words[place + count - 1].end() : words[place + count].start()]
        if between.strip(" -–"):
            break
        count += 1
    return count


def name_capitals(_: NameCapitals, case: Case) -> Iterator[Hit]:
    """Official names whose capitals stand otherwise; all capitals are a heading."""
    known = _known(case)
    for passage in case.passages:
        low = "".join(_spelt(piece) if piece else "" for piece in re.split(r"(\W+)", passage.text))
        for match in known.pattern.finditer(low) if len(low) == len(passage.text) else ():
            written = passage.text[match.start() : match.end()]
            official = known.written[match[0]]
            other = _capitals(written) != _capitals(official) and not written.isupper()
            if other and not passage.is_within_title(*match.span()):
                yield Hit(passage, written, match.start(), official)


def _capitals(name: str) -> list[bool]:
    return [word[0].isupper() for word in re.findall(r"\w+", name)]


def _known(case: Case) -> _Names:
    office = case.office
    days = [event.name for event in case.anniversaries]
    units = [part for unit in office.units for part in (unit.name, unit.in_text, *unit.aliases)]
    official = (office.commune, *office.names, *case.names.names)
    return _dictionary(tuple(dict.fromkeys(official)), (*units, *case.names.also, *days))


@lru_cache(maxsize=8)
def _dictionary(official: tuple[str, ...], also: tuple[str, ...]) -> _Names:
    by_first: dict[str, list[Name]] = {}
    by_second: dict[str, list[Name]] = {}
    written: dict[str, str] = {}
    right: set[tuple[str, ...]] = set()
    for text in official:
        name = Name(text, *_readings(text))
        written["".join(map(_spelt, re.split(r"(\W+)", text)))] = text
        if len(name.spelt) > 1:
            by_first.setdefault(name.bare[0], []).append(name)
            by_second.setdefault(name.bare[1], []).append(name)
    for text in (*official, *also):
        spelt = _readings(text)[0]
        right |= {spelt[:length] for length in range(2, len(spelt) + 1)}
    return _Names(by_first, by_second, frozenset(right), written, _any_name(tuple(written)))


@lru_cache(maxsize=16)
def _any_name(names: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of whole names; longer ones are tried first."""
    ordered = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def _readings(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = _WORD.findall(text)
    return tuple(map(_spelt, words)), tuple(map(_bare, words))


@lru_cache(maxsize=8192)
def _spelt(word: str) -> str:
    """A syllable without its case and the place of its tone: «Uỷ» and «ủy» are one."""
    return str(normalize_diacritics(unicodedata.normalize("NFC", word.casefold())))


def _bare(word: str) -> str:
    return without_marks(_spelt(word))
