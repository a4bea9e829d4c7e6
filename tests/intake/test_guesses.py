"""Without a tag the unit and the month are guessed from what is printed, and asked about."""

from __future__ import annotations

import pytest
from tests.intake.test_identity import JANUARY, OFFICE, TAG, UBKT, _identify

from nghiquyet.catalogue.loading import load_catalogue
from nghiquyet.intake.guesses import Guess, guess_origin
from nghiquyet.model.office import Unit
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Finding
from nghiquyet.settings import PROJECT_ROOT

CELL = OFFICE.units[1]
OFFICES = {"ke-sat": OFFICE}
HEADING = "Ủy ban Kiểm tra Đảng ủy – tháng 01/2026"


@pytest.mark.parametrize(
    ("printed", "units", "period"),
    [
        ([HEADING], (UBKT,), JANUARY),
        (["BIỂU SỐ LIỆU", "Đơn vị báo cáo: UBKT", "Kỳ: 12/2025"], (UBKT,), Period(2025, 12)),
        (["Uỷ ban kiểm tra Đảng uỷ", "Tháng 1/2026"], (UBKT,), JANUARY),
        (["Chi bộ thôn"], (CELL,), None),
        (["Chi bộ thôn", "UBKT"], (UBKT,), None),
        (["tháng 13/2026"], (), None),
        ([], (), None),
    ],
)
def test_what_is_printed_tells(
    printed: list[str], units: tuple[Unit, ...], period: Period | None
) -> None:
    assert guess_origin(printed, None, OFFICES) == Guess(units, period)


@pytest.mark.parametrize("printed", ["TT", "ĐẢNG ỦY XÃ KẺ SẶT", "Đảng uỷ xã Kẻ Sặt"])
def test_what_stands_on_every_form_names_no_unit(printed: str) -> None:
    offices = load_catalogue(PROJECT_ROOT).offices
    assert guess_origin([printed], None, offices) == Guess()


def test_the_drop_folder_tells_too() -> None:
    assert guess_origin([], ("ke-sat", "cb-01"), OFFICES).units == (CELL,)
    assert guess_origin([HEADING], ("ke-sat", "cb-01"), OFFICES).units == (UBKT, CELL)
    assert guess_origin([HEADING], ("xa-khac", "gi-do"), OFFICES).units == (UBKT,)


def test_only_the_first_texts_are_looked_at() -> None:
    assert guess_origin(["x"] * 60 + [HEADING], None, OFFICES) == Guess()


def test_a_block_without_its_tag_is_asked_about() -> None:
    found = _identify(printed=[HEADING])
    assert isinstance(found, Finding)
    assert found.rule == "DANH-TINH-KHONG-CO"
    wanted = "Có phải đây là biểu mẫu của “Ủy ban Kiểm tra Đảng ủy”, kỳ tháng 01/2026?"
    assert wanted in found.message


def test_a_block_that_tells_nothing_is_asked_about_too() -> None:
    found = _identify(folder=None)
    assert isinstance(found, Finding)
    assert "Đơn vị nào, kỳ nào" in found.message


def test_an_unknown_unit_s_code_is_asked_about() -> None:
    found = _identify(TAG.__class__("ke-sat", "gone", JANUARY, 1), printed=[HEADING], folder=None)
    assert isinstance(found, Finding)
    assert found.rule == "DANH-TINH-DON-VI"
    assert "“Ủy ban Kiểm tra Đảng ủy”" in found.message


def test_nothing_is_read_from_the_workbook_where_the_tag_tells() -> None:
    def printed() -> object:
        raise AssertionError("nobody asked")
        yield ""

    assert not isinstance(_identify(TAG, printed=printed()), Finding)
