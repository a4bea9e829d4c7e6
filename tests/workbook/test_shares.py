"""A percentage is judged alike over many workbooks, by the sheet, and by LibreOffice."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from tests.catalogue.row_cases import JANUARY, OFFICE, candidate, catalogue
from tests.workbook.conftest import Resave
from tests.workbook.test_checks import texts

from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.validation.findings import validate_batch
from nghiquyet.workbook import CellKey, FormContext, write_form

# Numerator, denominator, what was typed, and what is said of it.
SHARES = [
    (849, 1201, "70.69", ""),
    (849, 1201, "70.7", ""),
    (849, 1201, "71", ""),
    (849, 1201, "70.6911", ""),
    (849, 1201, "70.6910907577", ""),
    (849, 1201, "70", "cut 71%"),
    (849, 1201, "70.6", "cut 70,7%"),
    (849, 1201, "70.68", "wrong 70,69%"),
    (849, 1201, "70.8", "wrong 70,69%"),
    (849, 1201, "7.069", "wrong 70,69%"),
    (2, 3, "66.66", "cut 66,67%"),
    (2, 3, "66.67", ""),
    (1, 1, "100", ""),
    (0, 7, "0", ""),
]
WORDS = {"": "", "cut": "đã cắt bỏ phần lẻ", "wrong": "không khớp"}


def cells_of(of: int, over: int, typed: str) -> Mapping[CellKey, object]:
    figures = {"HCC-04a": of, "HCC-03a": over, "HCC-04c": Decimal(typed)}
    return {(SheetKind.FIGURES, code, Column.MONTH): value for code, value in figures.items()}


def workbook_of(of: int, over: int, typed: str) -> bytes:
    office, form = catalogue().office(OFFICE), catalogue().forms["hcc"]
    context = FormContext(office, office.unit("hcc"), JANUARY, form, catalogue().rules["hcc"])
    return write_form(context, cells_of(of, over, typed))


@pytest.mark.parametrize(("of", "over", "typed", "told"), SHARES)
def test_truncation_is_told_from_error(of: int, over: int, typed: str, told: str) -> None:
    rules = [rule for rule in catalogue().rules["hcc"] if rule.id.startswith("HCC-04c.")]
    sent = candidate("a", "hcc", cells_of(of, over, typed), 1, {})
    messages = [
        each.message for each in validate_batch(catalogue().forms["hcc"], rules, [sent])["a"]
    ]
    in_sheet = texts(workbook_of(of, over, typed)).get("HCC-04c", "")
    kind, _, right = told.partition(" ")
    assert len(messages) == bool(told)
    for message in (*messages, in_sheet):
        assert WORDS[kind] in message
        assert right in message
    assert bool(in_sheet) == bool(told)


@pytest.mark.system("libreoffice-calc")
@pytest.mark.parametrize(("of", "over", "typed", "told"), SHARES[4:8])
def test_libreoffice_reckons_the_same(
    of: int, over: int, typed: str, told: str, resave: Resave
) -> None:
    data = workbook_of(of, over, typed)
    recomputed = texts(resave(data, "xlsx"))
    assert recomputed == texts(data)
    assert ("HCC-04c" in recomputed) == bool(told)
