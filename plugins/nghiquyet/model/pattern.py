"""Sentence patterns of the catalogue, such as ``điều động {n:dem} cán bộ``.

A placeholder names a part of the indicator (``n`` the only one, ``a``, ``b`` …) or a variable
of the period and office, and how the value is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nghiquyet.model.indicator import ValueType

_PLACEHOLDER = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<format>[a-z0-9]+))?\}")

COVERAGE = "do_phu"
"""How many of the units that are asked for a figure have given it, where some have not."""

HANGING = "… "
"""Begins a text that is said only behind the text before it: «… trị giá {b:tien}»."""

VARIABLES = frozenset(
    {
        "nam", "nam_truoc", "nam_sau", "nam_tuyen_quan", "thang", "thang_nam", "luy_ke",
        "nk_dang", "nk_hdnd", "don_vi", "uoc", COVERAGE,
    }
)  # fmt: skip

_NUMBER = frozenset({ValueType.INTEGER, ValueType.DECIMAL})
FORMATS: dict[str, frozenset[ValueType]] = {
    "dem": frozenset({ValueType.INTEGER}),
    "so": _NUMBER,
    "pt": frozenset({ValueType.PERCENT}),
    "pt0": frozenset({ValueType.PERCENT}),
    "pt2": frozenset({ValueType.PERCENT}),
    "ty": frozenset({ValueType.MONEY}),
    "trieu": frozenset({ValueType.MONEY}),
    "tien": frozenset({ValueType.MONEY}),
    "": frozenset({ValueType.TEXT, ValueType.VERDICT, ValueType.LIST}),
}
"""Formats by name, with the types of value they can print."""


@dataclass(frozen=True)
class Placeholder:
    """A place in a pattern that a value fills."""

    name: str
    format: str = ""

    @property
    def is_variable(self) -> bool:
        """Whether it names the period or the office and not a part."""
        return self.name in VARIABLES


def parse_pattern(text: str) -> tuple[str | Placeholder, ...]:
    """Split a pattern into literal text and placeholders.

    Raises:
        ValueError: if a brace is left over or a format is unknown.
    """
    pieces: list[str | Placeholder] = []
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        pieces += [text[end : match.start()]] if match.start() > end else []
        pieces.append(Placeholder(match["name"], match["format"] or ""))
        end = match.end()
    pieces += [text[end:]] if end < len(text) else []
    for piece in pieces:
        if isinstance(piece, str) and re.search(r"[{}]", piece):
            raise ValueError(f"a brace that belongs to no placeholder in {text!r}")
        if isinstance(piece, Placeholder) and piece.format not in FORMATS:
            raise ValueError(f"unknown format :{piece.format} in {text!r}")
    return tuple(pieces)
