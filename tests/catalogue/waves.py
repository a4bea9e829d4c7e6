"""What holds of every row alike is tried in all rows of a form at once, wave by wave.

What is right is written here once more and not asked of the definitions, so that a bound that
slips there is noticed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.catalogue.row_cases import Values, cases, catalogue, cell_key

from nghiquyet.model.indicator import Part, Per, ValueType
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.workbook import CellKey

# A share of a plan may exceed it; everything else that is a share ends at 100.
HIGHEST = {"BXC-18b": 900, "UBNN-03c": 110, "UBTC-03": 500, "UBTC-06": 500, "MT-01b": 3}
# What is divided by is at least one.
LOWEST = {"UBTC-02b": 1, "UBTC-05b": 1, "UBNN-07c": 1}


@dataclass(frozen=True)
class Wave:
    """Cells of one workbook that are changed, and the rules of some kinds that must be hit."""

    name: str
    kinds: tuple[str, ...]
    cells: Mapping[CellKey, object]
    hits: frozenset[str] = frozenset()
    month: int = 1
    before: Values = field(default_factory=dict)


def waves_of(form: str) -> Iterator[Wave]:
    parts = catalogue().forms[form].parts
    yield from _cell_waves(parts, frozenset(cases()[form].required))
    yield from _choice_waves(parts)
    yield from _cumulative_waves(parts)
    yield from _ratio_waves(parts)


def _columns(part: Part) -> dict[str, CellKey]:
    """The cells of a row by column: those of its figures, or its answer."""
    if part.type.is_figure:
        return {str(basis): cell_key(f"{part.code}.{basis}") for basis in part.bases}
    return {"answer": (SheetKind.WORDS, part.code, Column.ANSWER)}


def _all(
    parts: tuple[Part, ...], typed: Callable[[Part], object]
) -> tuple[dict[CellKey, object], dict[str, list[str]]]:
    """Every cell filled with what is typed for its row, and the columns that were filled."""
    cells: dict[CellKey, object] = {}
    filled: dict[str, list[str]] = {}
    for part in parts:
        value = typed(part)
        if value != "":
            cells |= dict.fromkeys(_columns(part).values(), value)
            filled[part.code] = list(_columns(part))
    return cells, filled


def _highest(part: Part) -> int | None:
    return HIGHEST.get(part.code, 100 if part.type is ValueType.PERCENT else None)


def _cell_waves(parts: tuple[Part, ...], required: frozenset[str]) -> Iterator[Wave]:
    figures = tuple(part for part in parts if part.type.is_figure)
    bounded = tuple(part for part in figures if _highest(part) is not None)
    # typed in an old font, or no number at all
    wrong, columns = _all(parts, lambda p: "một vài" if p.bases else "C«ng an xyzw©q")
    yield Wave("kieu", ("kieu",), wrong, _named(columns, "kieu"))
    empty = {cell: None for part in parts[1:] for cell in _columns(part).values()}
    silent = ("kieu", "gioi-han", "luy-ke", "lua-chon", "giai-trinh", "mau-chu", "ty-le", "cat-so")
    yield Wave("trong-sau", silent, empty)
    yield Wave("trong-truoc", silent, dict.fromkeys(_columns(parts[0]).values()))
    blank = {cell: None for p in parts if p.code in required for cell in _columns(p).values()}
    asked = frozenset(f"{code}.bat-buoc" for code in required)
    yield Wave("bat-buoc", ("bat-buoc",), blank, asked)
    for name, group, typed, is_beyond in (
        ("thap", figures, lambda p: LOWEST.get(p.code, 0), False),
        ("gioi-han", figures, lambda p: LOWEST.get(p.code, 0) - 1, True),
        ("cao", bounded, _highest, False),
        ("tran", bounded, lambda p: (_highest(p) or 0) + 1, True),
    ):
        cells, columns = _all(group, typed)
        hits = _named(columns, "gioi-han") if is_beyond else frozenset()
        yield Wave(name, ("gioi-han",), cells, hits)


def _named(columns: Mapping[str, list[str]], kind: str) -> frozenset[str]:
    return frozenset(f"{code}.{kind}-{name}" for code, names in columns.items() for name in names)


def _choice_waves(parts: tuple[Part, ...]) -> Iterator[Wave]:
    choices = {part.code: [option.label for option in part.options] for part in parts}
    choices |= {part.code: ["Có", "Không"] for part in parts if part.type is ValueType.YES_NO}
    asked = tuple(part for part in parts if choices[part.code])
    wrong, columns = _all(asked, lambda _: "khác hẳn")
    yield Wave("lua-chon", ("lua-chon",), wrong, frozenset(f"{code}.lua-chon" for code in columns))
    for place in range(max((len(choices[part.code]) for part in asked), default=0)):
        chosen, _ = _all(asked, lambda p, n=place: choices[p.code][n % len(choices[p.code])])  # type: ignore[misc]
        yield Wave(f"chon-{place}", ("lua-chon",), chosen)


class _Sum(NamedTuple):
    """A month's figure and its year to date, and the rules that have something against them."""

    name: str
    month: int
    ytd: int
    before: int
    kinds: tuple[str, ...] = ()


_SUMS = (
    _Sum("luy-ke-du", 5, 5, 0),
    _Sum("luy-ke-thieu", 5, 4, 0, ("luy-ke", "luy-ke-noi")),
    _Sum("luy-ke-thua", 5, 6, 0, ("luy-ke-noi",)),
    _Sum("luy-ke-noi", 5, 12, 7),
    _Sum("luy-ke-noi-thua", 5, 13, 7, ("luy-ke-noi",)),
    _Sum("luy-ke-noi-thieu", 5, 11, 7, ("luy-ke-noi",)),
    _Sum("luy-ke-giam", 5, 12, 13, ("luy-ke-noi", "luy-ke-giam")),
)


def _cumulative_waves(parts: tuple[Part, ...]) -> Iterator[Wave]:
    both = {part.code for part in parts if part.per is Per.MONTH_AND_YTD}
    only = {p.code for p in parts if p.per is Per.YTD and p.type is not ValueType.PERCENT}
    for name, month, ytd, before, kinds in _SUMS:
        cells = {cell_key(f"{code}.month"): month for code in both}
        cells |= {cell_key(f"{code}.ytd"): ytd for code in both | only}
        hits = {f"{code}.{kind}" for code in both for kind in kinds if kind != "luy-ke-giam"}
        hits |= {f"{code}.luy-ke-giam" for code in only if "luy-ke-giam" in kinds}
        known: Values = {f"{code}.ytd": before for code in both | only} if before else {}
        yield Wave(name, ("luy-ke",), cells, frozenset(hits), 3 if before else 1, known)
    cells = {cell_key(f"{code}.ytd"): 12 for code in only}
    known = {f"{code}.ytd": 12 for code in only}
    yield Wave("luy-ke-giu", ("luy-ke-giam",), cells, frozenset(), 3, known)


class _Share(NamedTuple):
    """A numerator, a denominator and a percentage as it may be typed.

    ``kind`` is the rule that is hit; ``beyond`` the one of shares that may exceed 100, if another.
    """

    of: int
    over: int
    typed: float
    kind: str = ""
    beyond: str | None = None


_SHARES = (
    _Share(849, 1201, 70.69),
    _Share(849, 1201, 71),
    _Share(849, 1201, 70, "cat-so"),
    _Share(849, 1201, 70.68, "ty-le"),
    _Share(1, 16, 6.2),  # 6.25 is rounded either way
    _Share(1, 16, 6.3),
    _Share(37, 500, 8, "ty-le"),  # 7.4
    _Share(19, 250, 7, "cat-so"),  # 7.6
    _Share(79, 1000, 7, "cat-so"),  # 7.9
    _Share(1, 8, 12.4, "ty-le"),  # 12.5
    _Share(2, 3, 66.66, "cat-so"),
    _Share(2, 3, 66.6667),
    _Share(40, 40, 99, "ty-le"),
    # More than the whole: of what cannot be, its own rule tells, and nobody asks about 103,125%.
    _Share(33, 32, 50, "", "ty-le"),
    _Share(151, 150, 100, "", "cat-so"),
)


def _ratio_waves(parts: tuple[Part, ...]) -> Iterator[Wave]:
    ratios = {part.code: part.ratio for part in parts if part.ratio}
    for number, share in enumerate(_SHARES):
        cells: dict[CellKey, object] = {}
        for code, ratio in ratios.items():
            cells[_of(ratio.of)], cells[_of(ratio.over)] = share.of, share.over
            cells[_of(code)] = share.typed
        kinds = {
            code: share.kind if share.beyond is None or code not in HIGHEST else share.beyond
            for code in ratios
        }
        hits = frozenset(f"{code}.{kind}" for code, kind in kinds.items() if kind)
        yield Wave(f"ty-le-{number}", ("ty-le", "cat-so"), cells, hits)


def _of(reference: str) -> CellKey:
    return cell_key(reference.replace("@", "."))
