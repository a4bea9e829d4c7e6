"""A unit that mends the marked cells of its returned workbook, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO

import openpyxl
from tests.catalogue.row_cases import (
    OFFICE,
    Cells,
    Values,
    candidate,
    cases,
    catalogue,
    filled,
)

from nghiquyet.model.rule import Finding
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.validation.findings import validate_batch
from nghiquyet.validation.frames import Candidate
from nghiquyet.workbook import CellKey, FormContext, open_workbook, read_form, write_returned
from nghiquyet.workbook.layout import COMMENT_PREFIX, SHEET_NAMES
from nghiquyet.workbook.places import Places

# What a unit puts there in months of which January's golden values are not the right answer.
MENDED: Mapping[str, Values] = {
    "BXC-01/0": {"BXC-01.ytd": 11},
    "MT-01/1": {"MT-01b": 3},
    "MT-04/0": {"MT-04": None},
    "UBNN-01/1": {"UBNN-01": None},
    "UBTC-02/0": {"UBTC-02a": 92_000_000_000, "UBTC-03": None},
    "UBTC-05/0": {"UBTC-05a": 34_000_000_000, "UBTC-06": None},
    "UBKT-03/0": {"UBKT-03.ytd": 21, "UBKT-03": 1},
}
# Every figure of a form at once, and every answer that is asked for.
WAVES = ("chữ", "âm", "trống")


@dataclass(frozen=True)
class Attempt:
    """A workbook with a fault, and the values with which it has none.

    Attributes:
        first: the workbook as it came.
        good: the cells as they should be.
        context: whose workbook it is.
    """

    first: Candidate
    good: Cells
    context: FormContext


def case_names(form: str) -> list[str]:
    """The violations that are tried on a form: row by row, then those of all rows at once."""
    rows = cases()[form].rows
    return [*(f"{code}/{n}" for code in rows for n in range(len(rows[code].broken))), *WAVES]


@cache
def attempt(form: str, name: str) -> Attempt:
    """One of the violations that are tried on a form."""
    tried = cases()[form]
    good = filled(tried.unit, tried.base, MENDED.get(name, {}))
    if name in WAVES:
        first = candidate(name, tried.unit, wave_cells(form, name), 1, {})
    else:
        code, n = name.split("/")
        broken = tried.rows[code].broken[int(n)]
        wrong = filled(tried.unit, tried.base, broken.fill)
        first = candidate(name, tried.unit, wrong, broken.month, broken.before)
    office = catalogue().office(OFFICE)
    asked, rules = catalogue().forms[form], catalogue().rules[form]
    whose = office.unit(tried.unit)
    context = FormContext(office, whose, first.period, asked, rules, previous=first.previous)
    return Attempt(first, good, context)


def wave_cells(form: str, wave: str) -> Cells:
    tried = cases()[form]
    cells = filled(tried.unit, tried.base)
    if wave == "trống":
        return {key: value for key, value in cells.items() if key[1] not in tried.required}
    typed = {"chữ": "một vài", "âm": -1}[wave]
    figures = (
        (SheetKind.FIGURES, part.code, Column(basis))
        for part in catalogue().forms[form].parts
        for basis in part.bases
    )
    return {**cells, **dict.fromkeys(figures, typed)}


def judged_together(form: str, batch: Sequence[Candidate]) -> dict[str, list[Finding]]:
    return validate_batch(catalogue().forms[form], catalogue().rules[form], batch)


def mended(data: bytes, tried: Attempt) -> bytes:
    """The returned workbook with its marked and listed cells made good; the rest as it is."""
    book = openpyxl.load_workbook(BytesIO(data))
    places = Places(tried.context)
    addresses = {place: key for key in _inputs(tried) if (place := _address(places, key))}
    for sheet, address in marked(book):
        key = addresses.get((sheet, address))
        if key is not None:
            book[sheet][address] = tried.good.get(key)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def marked(book: openpyxl.Workbook) -> set[tuple[str, str]]:
    """The cells that a reader is sent to: by a link of the list, or by our comment."""
    links = [cell.hyperlink.location for row in book["Cần sửa"] for cell in row if cell.hyperlink]
    found = {tuple(link.replace("'", "").split("!")) for link in links}
    for sheet in book:
        for row in sheet:
            found |= {
                (sheet.title, cell.coordinate)
                for cell in row
                if cell.comment and cell.comment.text.startswith(COMMENT_PREFIX)
            }
    return found  # type: ignore[return-value]


def _inputs(tried: Attempt) -> set[CellKey]:
    read = {(cell.kind, cell.row, cell.column) for cell in tried.first.reading.cells}
    return read | set(tried.good)


def _address(places: Places, key: CellKey) -> tuple[str, str] | None:
    return None if places.find(*key) is None else (SHEET_NAMES[key[0]], places.address(*key))


def mend_and_judge(
    form: str, names: Sequence[str], mend: Callable[[bytes, Attempt], bytes] = mended
) -> dict[str, tuple[list[Finding], list[Finding]]]:
    """What is found in each workbook when it comes, and when it comes again mended."""
    tried = {name: attempt(form, name) for name in names}
    before = judged_together(form, [each.first for each in tried.values()])
    again = []
    for name, each in tried.items():
        data = write_returned(each.context, each.first.reading, before[name])
        reading = read_form(open_workbook(mend(data, each)), each.context.form)
        again.append(replace(each.first, reading=reading))
    after = judged_together(form, again)
    return {name: (before[name], after[name]) for name in tried}
