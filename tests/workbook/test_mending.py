"""Mending only the marked cells of a returned workbook and dropping it again is enough."""

from __future__ import annotations

from io import BytesIO
from random import Random

import openpyxl
import pytest
from tests.catalogue.row_cases import cases
from tests.trials import rounds
from tests.workbook.conftest import Resave
from tests.workbook.forms import CONTEXT
from tests.workbook.mending import Attempt, case_names, mend_and_judge, mended
from tests.workbook.test_checks import changed
from tests.workbook.test_returned import finding, received
from tests.workbook.test_round_trip import by_key, read

from nghiquyet.model.rule import Finding, Severity
from nghiquyet.model.submission import CellState, Column, SheetKind
from nghiquyet.workbook import write_returned

SEED = 20260127


def sampled(form: str) -> list[str]:
    """Cases of a form: a seeded few, all of them in whole trials."""
    names = case_names(form)
    return Random(SEED + len(form)).sample(names, min(rounds(3), len(names)))


def wrong_still(before: list[Finding], after: list[Finding]) -> list[Finding]:
    """What keeps a mended workbook from being accepted, or says again what was said."""
    told = {each.rule for each in before if each.severity is not Severity.INFO}
    return [each for each in after if each.severity is Severity.CRITICAL or each.rule in told]


@pytest.mark.long
@pytest.mark.parametrize("form", cases())
def test_mending_the_marked_cells_is_enough(form: str) -> None:
    outcomes = mend_and_judge(form, sampled(form))
    assert outcomes
    assert [name for name, found in outcomes.items() if wrong_still(*found)] == []


# Each of these contradicts itself further on when only what the broken rule names is mended.
ENTANGLED = {
    "bxd-c": ["BXC-13/1"],
    "hcc": ["HCC-03/0", "HCC-03/1"],
    "ttct": ["TTCT-01/0"],
}


@pytest.mark.parametrize("form", ENTANGLED)
def test_cells_that_the_mended_ones_would_contradict_are_marked_too(form: str) -> None:
    for name, (before, after) in mend_and_judge(form, ENTANGLED[form]).items():
        assert any(each.severity is not Severity.INFO for each in before), name
        assert wrong_still(before, after) == [], name


def test_a_workbook_that_is_not_mended_is_found_wrong_again() -> None:
    """Our own marks and lists mend nothing by themselves."""
    unmended = mend_and_judge("hcc", ["HCC-03/0"], lambda data, _: data)["HCC-03/0"]
    assert [each.rule for each in wrong_still(*unmended)] == ["HCC-R1"]


@pytest.mark.long
@pytest.mark.system("libreoffice-calc")
def test_mending_in_libreoffice_is_enough(resave: Resave) -> None:
    def resaved(data: bytes, tried: Attempt) -> bytes:
        return resave(mended(data, tried), "xlsx")

    every = [(form, name) for form in cases() for name in case_names(form)]
    for form, name in Random(SEED).sample(every, rounds(2)):
        outcome = mend_and_judge(form, [name], resaved)
        assert wrong_still(*outcome[name]) == [], (form, name)


def test_a_note_that_answers_a_warning_comes_back() -> None:
    warned = [finding("HCC-07", "Số cán bộ tăng nhiều; xem lại.", Severity.WARNING, value="20")]
    data = write_returned(CONTEXT, received(changed(HCC_07=20)), warned)
    book = openpyxl.load_workbook(BytesIO(data))
    book["Số liệu"]["K17"] = "Tiếp nhận 11 đồng chí từ xã cũ theo Quyết định số 15-QĐ/ĐU"
    target = BytesIO()
    book.save(target)
    note = by_key(read(target.getvalue()))[SheetKind.FIGURES, "HCC-07", Column.NOTE]
    assert note.state is CellState.OK
    assert note.value == "Tiếp nhận 11 đồng chí từ xã cũ theo Quyết định số 15-QĐ/ĐU"
