"""Which unit is meant by a name as Vietnamese people write it; what is doubtful is proposed only.

A name is taken where it differs from one unit's name in nothing but case, spelling variants
(hòa/hoà, NFC/NFD, «&» for «và», dashes, a zero before a number), usual abbreviations, the
commune's name behind it, or marks that were left out. Anything else that comes near is a doubt,
such as initials that nobody has declared («BXD tổ chức», «CBQS»), a number in words or in Roman
digits, and two numbers side by side, which are never read as one: «thôn 1 và 2» is not thôn 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from viet_text_tools import normalize_diacritics

from nghiquyet.catalogue.number_words import in_digits
from nghiquyet.errors import ConfigurationError
from nghiquyet.model.office import Office, Unit
from nghiquyet.wording import clean_text, joined, matching_key

_LONG_FORMS = {
    "cb": "chi bộ", "vp": "văn phòng", "đu": "đảng ủy", "ub": "ủy ban", "tt": "trung tâm",
    "p": "phòng", "ca": "công an", "qs": "quân sự", "bch": "ban chỉ huy", "chqs": "chỉ huy quân sự",
    "xdđ": "xây dựng đảng", "bxdđ": "ban xây dựng đảng", "ubkt": "ủy ban kiểm tra",
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "mttq": "mặt trận tổ quốc",
    "mttqvn": "mặt trận tổ quốc việt nam", "hcc": "hành chính công", "htx": "hợp tác xã",
    "thcs": "trung học cơ sở", "th": "tiểu học", "mn": "mầm non", "tyt": "trạm y tế",
    "bchqs": "ban chỉ huy quân sự", "pvhcc": "phục vụ hành chính công",
    "ubmttq": "ủy ban mặt trận tổ quốc", "ubmttqvn": "ủy ban mặt trận tổ quốc việt nam",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+|\d+")
_NUMBERS = re.compile(r"\d+(?: \d+)+")
_NUMBER_GAP = re.compile(r"(?<=\d) (?=\d)")
_COMMUNE, _COOPERATIVE = " xã", "hợp tác xã"
_NEAR, _PROPOSED = 0.8, 3
_SHORTEST_PART, _FEWEST_LETTERS = 6, 3


@dataclass(frozen=True)
class Doubt:
    """A name that may mean one of several units, or one that it does not quite name."""

    candidates: tuple[Unit, ...]

    @property
    def proposal(self) -> str:
        """The candidates as they are asked about: ``A (mã a) hay B (mã b)``."""
        return " hay ".join(f"{unit.name} (mã {unit.code})" for unit in self.candidates)


@dataclass(frozen=True)
class _Index:
    """The units by their names: as they are written, without marks, loosely, and word by word."""

    written: dict[str, tuple[Unit, ...]]
    bare: dict[str, tuple[Unit, ...]]
    loose: dict[str, tuple[Unit, ...]]
    words: dict[tuple[str, ...], Unit]


def match_unit(text: str, units: Sequence[Unit], commune: str = "") -> Unit | Doubt | None:
    """The unit that a name, a code or an abbreviation means.

    Args:
        text: as somebody wrote it.
        units: the units that it may mean.
        commune: name of the commune, which people write behind a unit's name.

    Returns:
        The unit, the units to ask about, or None if no unit's name comes near.
    """
    code = clean_text(text).lower()
    for unit in units:
        if unit.code == code:
            return unit
    key = _spelling(text, commune)
    if not key:
        return None
    index = _index(tuple(units), commune)
    exact = index.written.get(key)
    if exact is None:
        exact = index.bare.get(_bare(key))
        if exact and not _only_lacks_marks(key, index, exact):
            return Doubt(exact)
    if exact:
        return exact[0] if len(exact) == 1 else Doubt(exact)
    near = _otherwise_numbered(key, index) or _near(key, index)
    return Doubt(near) if near else None


def named_unit(office: Office, text: str) -> Unit:
    """The unit of an office that a code or a name means.

    Raises:
        ConfigurationError: if it means none for certain; the message proposes what it may mean.
    """
    match match_unit(text, office.units, office.commune):
        case Unit() as unit:
            return unit
        case Doubt() as doubt:
            raise ConfigurationError(
                f"“{text}” chưa rõ là đơn vị nào; có phải {doubt.proposal}? Gõ lại mã đơn vị."
            )
        case _:
            codes = joined(unit.code for unit in office.units)
            raise ConfigurationError(f"Không có đơn vị nào tên hoặc mã “{text}”. Các mã: {codes}.")


def _spelling(text: str, commune: str) -> str:
    """A name in small letters, in one spelling, with abbreviations written out."""
    text = clean_text(text).casefold()
    unmarked = text.isascii()
    text = normalize_diacritics(" ".join(_words(text)))
    if _ends_with(text, _COOPERATIVE, unmarked):
        return text
    own = f"{_COMMUNE} {' '.join(_words(commune))}" if commune else _COMMUNE
    tail = next((each for each in (own, _COMMUNE) if _ends_with(text, each, unmarked)), "")
    return text[: len(text) - len(tail)]


def _ends_with(text: str, tail: str, unmarked: bool) -> bool:
    """Whether a name ends so, or so without marks where it bears no marks at all."""
    return text.endswith(tail) or (unmarked and _lacks_marks(text[-len(tail) :], tail))


def _bare(text: str) -> str:
    """A name without marks and blanks; only between two numbers a blank says something."""
    return " ".join(map(matching_key, _NUMBER_GAP.split(text)))


def _words(text: str) -> list[str]:
    """The words of a name, abbreviations written out; «và» is as good as «&» or a dash."""
    words = (word for word in _WORD.findall(text.casefold()) if word != "và")
    long = (_LONG_FORMS.get(word, word.lstrip("0") or word) for word in words)
    return " ".join(long).split()


@lru_cache(maxsize=8)
def _index(units: tuple[Unit, ...], commune: str) -> _Index:
    written: dict[str, dict[Unit, None]] = {}
    bare: dict[str, dict[Unit, None]] = {}
    loose: dict[str, dict[Unit, None]] = {}
    for unit in units:
        for name in (unit.name, unit.short, *unit.aliases):
            key = _spelling(name, commune)
            written.setdefault(key, {})[unit] = None
            bare.setdefault(_bare(key), {})[unit] = None
            loose.setdefault(_initials(name), {})[unit] = None
        for name in (unit.in_text, unit.name.partition("(")[0]):
            loose.setdefault(matching_key(_spelling(name, commune)), {})[unit] = None
    loose.pop("", None)
    words = {
        tuple(map(matching_key, _words(name))): unit
        for unit in units
        for name in (*unit.aliases, unit.in_text, unit.name)
    }
    return _Index(_frozen(written), _frozen(bare), _frozen(loose), words)


def _frozen(names: dict[str, dict[Unit, None]]) -> dict[str, tuple[Unit, ...]]:
    return {name: tuple(units) for name, units in names.items()}


def _initials(name: str) -> str:
    return matching_key("".join(word[0] for word in _WORD.findall(name)))


def _only_lacks_marks(key: str, index: _Index, units: Iterable[Unit]) -> bool:
    """Whether each letter is the name's own, or that letter without its marks."""
    names = [name for name, named in index.written.items() if set(named) & set(units)]
    return any(_lacks_marks(key.replace(" ", ""), name.replace(" ", "")) for name in names)


def _lacks_marks(text: str, name: str) -> bool:
    return len(text) == len(name) and all(
        own == meant or (own.isascii() and own == matching_key(meant))
        for own, meant in zip(text, name, strict=True)
    )


def _otherwise_numbered(key: str, index: _Index) -> tuple[Unit, ...]:
    """Units meant by one of two numbers side by side, or by a number that is not in digits."""
    row = _NUMBERS.search(key)
    numbers = [*row[0].split(), row[0].replace(" ", "")] if row else []
    ways = {_NUMBERS.sub(number, key) for number in numbers} or {in_digits(key)} - {key}
    means = (index.bare.get(_bare(way)) or _near(way, index) for way in sorted(ways))
    return tuple(dict.fromkeys(unit for units in means for unit in units))[: 2 * _PROPOSED]


def _near(text: str, index: _Index) -> tuple[Unit, ...]:
    """Units that share an abbreviation or a part of the name, or whose name is spelt nearly so."""
    key = matching_key(text)
    if key in index.loose:
        return index.loose[key]
    if abbreviated := _abbreviated(text, index):
        return abbreviated if len(abbreviated) <= 2 * _PROPOSED else ()  # «CB» is any of thirty
    names = get_close_matches(key, index.bare, n=_PROPOSED, cutoff=_NEAR)
    if not names and len(key) >= _SHORTEST_PART:
        names = [name for name in index.bare if key in name or (len(name) > 8 and name in key)]
    found = dict.fromkeys(unit for name in names for unit in index.bare[name])
    return tuple(found)[: 2 * _PROPOSED]


def _abbreviated(text: str, index: _Index) -> tuple[Unit, ...]:
    """Units whose names the text spells in order, with words left out or by their initials only."""
    tokens = tuple(map(matching_key, text.split()))
    if len(tokens) == 1 and (tokens[0].isdigit() or len(tokens[0]) < _FEWEST_LETTERS):
        return ()
    if len(tokens) == 1 and any(tokens[0] in words for words in index.words):
        return ()
    left_out: dict[Unit, int] = {}
    for words, unit in index.words.items():
        skipped = _left_out(tokens, words)
        if skipped is not None:
            left_out[unit] = min(skipped, left_out.get(unit, skipped))
    return tuple(sorted(left_out, key=lambda unit: left_out[unit]))


def _left_out(tokens: tuple[str, ...], words: tuple[str, ...]) -> int | None:
    """How many words of a name are left out by what spells it in order; None if it does not."""
    if not tokens:
        return len(words)
    if not words or len(tokens[0]) > len("".join(words)):
        return None
    first, rest = tokens[0], tokens[1:]
    ways = [_left_out(tokens, words[1:])]
    ways = [None if skipped is None else skipped + 1 for skipped in ways]
    if first == words[0]:
        ways.append(_left_out(rest, words[1:]))
    if len(first) > 1 and first == "".join(word[0] for word in words[: len(first)]):
        ways.append(_left_out(rest, words[len(first) :]))
    return min((skipped for skipped in ways if skipped is not None), default=None)
