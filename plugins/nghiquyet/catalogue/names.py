"""Which unit is meant by a name as Vietnamese people write it; what is doubtful is proposed only.

A name is taken where it differs from one unit's name in nothing but case, spelling variants
(hòa/hoà, NFC/NFD, «&» for «và», dashes, a zero before a number), usual abbreviations, the
commune's name behind it, or marks that were left out. Anything else that comes near is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from viet_text_tools import normalize_diacritics

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
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+|\d+")
_NEAR, _PROPOSED = 0.8, 3
_SHORTEST_PART = 6


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
    """The units by their names: as they are written, and without marks."""

    written: dict[str, tuple[Unit, ...]]
    bare: dict[str, tuple[Unit, ...]]
    loose: dict[str, tuple[Unit, ...]]


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
        exact = index.bare.get(matching_key(key))
        if exact and not _only_lacks_marks(key, index, exact):
            return Doubt(exact)
    if exact:
        return exact[0] if len(exact) == 1 else Doubt(exact)
    near = _near(matching_key(key), index)
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
    if commune:
        text = re.sub(rf"\bxã {re.escape(commune.casefold())}$", "xã", text)
    words = (word for word in _WORD.findall(text) if word != "và")  # as good as «&» or a dash
    long = (_LONG_FORMS.get(word, word.lstrip("0") or word) for word in words)
    text = normalize_diacritics(" ".join(long))
    return text if text.endswith("hợp tác xã") else text.removesuffix(" xã")


@lru_cache(maxsize=8)
def _index(units: tuple[Unit, ...], commune: str) -> _Index:
    written: dict[str, dict[Unit, None]] = {}
    bare: dict[str, dict[Unit, None]] = {}
    loose: dict[str, dict[Unit, None]] = {}
    for unit in units:
        for name in (unit.name, unit.short, *unit.aliases):
            key = _spelling(name, commune)
            written.setdefault(key, {})[unit] = None
            bare.setdefault(matching_key(key), {})[unit] = None
            loose.setdefault(_initials(name), {})[unit] = None
        for name in (unit.in_text, unit.name.partition("(")[0]):
            loose.setdefault(matching_key(_spelling(name, commune)), {})[unit] = None
    loose.pop("", None)
    return _Index(_frozen(written), _frozen(bare), _frozen(loose))


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


def _near(key: str, index: _Index) -> tuple[Unit, ...]:
    """Units that share an abbreviation or a part of the name, or whose name is spelt nearly so."""
    if key in index.loose:
        return index.loose[key]
    names = get_close_matches(key, index.bare, n=_PROPOSED, cutoff=_NEAR)
    if not names and len(key) >= _SHORTEST_PART:
        names = [name for name in index.bare if key in name or (len(name) > 8 and name in key)]
    found = dict.fromkeys(unit for name in names for unit in index.bare[name])
    return tuple(found)[: 2 * _PROPOSED]
