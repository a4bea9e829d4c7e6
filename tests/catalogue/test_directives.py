"""What the office's register of directives says, and what is taken where it says little."""

from __future__ import annotations

from datetime import date

import pytest

from nghiquyet.catalogue.directives import REGISTER, registered
from nghiquyet.catalogue.loading import load_catalogue
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef
from nghiquyet.model.submission import Statement
from nghiquyet.model.task import Directive
from nghiquyet.settings import PROJECT_ROOT

JULY = Period(2026, 7)


@pytest.fixture(scope="module")
def office() -> Office:
    return load_catalogue(PROJECT_ROOT).office("ke-sat")


def entered(office: Office, period: Period = JULY, **rows: str) -> list[Statement]:
    """Answers of a register's workbook, by the rows' codes without the prefix: ``r01a``."""
    return [
        Statement(
            "ke-sat", "so-vb", period, f"VBCD-{row[1:]}", text, "0" * 32, CellRef("Lời", "D7")
        )
        for row, text in rows.items()
    ]


def only(office: Office, **rows: str) -> Directive:
    (found,) = registered(office, entered(office, **rows))
    return found


def test_the_form_asks_for_the_same_nine_things_of_every_document() -> None:
    form = load_catalogue(PROJECT_ROOT).forms[REGISTER]
    asked = {tuple((p.code[-1], p.name, p.type) for p in row.parts) for row in form.indicators}
    assert len(form.indicators) == 8
    assert len(asked) == 1
    assert "".join(letter for letter, _, _ in asked.pop()) == "abcdefghi"


def test_an_entry_of_a_task_alone_is_of_the_month_that_follows(office: Office) -> None:
    found = only(office, r01e="kiểm kê đất đai")
    assert (found.since, found.until) == (Period(2026, 8), Period(2026, 8))
    assert (found.code, found.issuer) == ("VBCD-01 tháng 2026-07", "cấp trên")
    assert (found.issued, found.unit, found.due) == (None, "", "")


@pytest.mark.parametrize(
    ("written", "until"),
    [("10/2026", (2026, 10)), ("3.2027", (2027, 3)), ("01/2026", (2026, 8)), ("", (2026, 8)),
     ("13/2026", (2026, 8)), ("tháng 9", (2026, 8))],
)  # fmt: skip
def test_an_entry_runs_to_its_month_and_never_backwards(
    office: Office, written: str, until: tuple[int, int]
) -> None:
    assert only(office, r01a="5-CT/TU", r01i=written).until == Period(*until)


@pytest.mark.parametrize(
    ("written", "day"),
    [("05/08/2026", date(2026, 8, 5)), ("5-8-2026", date(2026, 8, 5)), ("31/02/2026", None),
     ("tháng 8", None)],
)  # fmt: skip
def test_the_day_of_issue_is_a_day_or_nothing(
    office: Office, written: str, day: date | None
) -> None:
    assert only(office, r01a="5-CT/TU", r01c=written).issued == day


def test_every_line_is_a_task(office: Office) -> None:
    found = only(office, r01e="- mở lớp tập huấn;\n\n• báo cáo kết quả.\n  ")
    assert found.tasks == ("mở lớp tập huấn", "báo cáo kết quả")


def test_documents_of_one_workbook_stay_apart_and_other_units_enter_none(office: Office) -> None:
    rows = entered(office, r01a="1-CT/TU", r02a="2-CT/TU")
    other = Statement(
        "ke-sat", "qs", JULY, "QS-01a", "gọi nhập ngũ", "1" * 32, CellRef("Lời", "D7")
    )
    assert [one.code for one in registered(office, [*rows, other])] == ["1-CT/TU", "2-CT/TU"]


def test_a_document_entered_again_is_as_it_was_said_last(office: Office) -> None:
    first = entered(office, r01a="1-CT/TU", r01e="làm một")
    again = entered(office, JULY.next, r03a="1-CT/TU", r03e="làm hai")
    (found,) = registered(office, [*first, *again])
    assert found.tasks == ("làm hai",)
    assert found.since == Period(2026, 9)
