"""The register of directives: filled and dropped by the office, it gives Section II its tasks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from tests.pipeline.months import OFFICE, changed, draft, drop

from nghiquyet import pipeline
from nghiquyet.intake.inbox import UnitFolder
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.task import Directive
from nghiquyet.pipeline.filling import UnitValues
from nghiquyet.pipeline.gathering import directives_known, gather
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.pipeline.writing import write_draft
from nghiquyet.settings import Settings

MOMENT = datetime(2026, 8, 28, 1, 0, tzinfo=UTC)
AUGUST, SEPTEMBER = "2026-08", "2026-09"
ENTRY = UnitValues.model_validate(
    {
        "words": {
            "VBCD-01a": "12-CT/TU",
            "VBCD-01b": "Thành ủy Hải Phòng",
            "VBCD-01c": "05/08/2026",
            "VBCD-01d": "Về thực hành tiết kiệm điện trong các cơ quan",
            "VBCD-01e": (
                "- thực hành tiết kiệm điện trong trụ sở cơ quan xã.\n"
                "- báo cáo việc dùng điện hằng tháng"
            ),
            "VBCD-01f": "Phòng VH-XH",
            "VBCD-01g": "25/09/2026",
            "VBCD-01h": "Báo cáo kết quả tiết kiệm điện",
            "VBCD-01i": "10/2026",
        }
    }
)


def collected(settings: Settings, period: str, values: UnitValues) -> str:
    drop(settings, period, {"so-vb": values})
    (row,) = pipeline.collect(settings).rows
    return row["kết quả"]


def known(settings: Settings, period: str = AUGUST) -> dict[str, Directive]:
    with workshop(settings) as shop:
        office: Office = shop.catalogue.office(OFFICE)
        found = directives_known(shop, office, Period.parse(period))
    return {one.code: one for one in found}


def test_an_entry_becomes_a_directive_that_says_where_it_was_entered(empty: Settings) -> None:
    assert collected(empty, AUGUST, ENTRY) == "đã nhận"
    found = known(empty)["12-CT/TU"]
    assert (found.issuer, found.issued and found.issued.isoformat()) == (
        "Thành ủy Hải Phòng",
        "2026-08-05",
    )
    assert found.tasks == (
        "thực hành tiết kiệm điện trong trụ sở cơ quan xã",
        "báo cáo việc dùng điện hằng tháng",
    )
    assert (found.since, found.until) == (Period(2026, 9), Period(2026, 10))
    assert found.origin.startswith("Sổ văn bản chỉ đạo tháng 8/2026, Kết quả bằng lời, ô ")


def test_its_tasks_stand_in_the_draft_with_reason_owner_deadline_and_product(
    empty: Settings,
) -> None:
    collected(empty, AUGUST, ENTRY)
    text = "\n".join(draft(empty, AUGUST)[0])
    assert "hực hành tiết kiệm điện trong trụ sở cơ quan xã" in text
    with workshop(empty) as shop:
        office = shop.catalogue.office(OFFICE)
        drawn = write_draft(gather(shop, office, Period.parse(AUGUST)), "0" * 32, MOMENT)
    tasks = {task.id: task for block in drawn.blocks for task in block.proposals}
    task = tasks["directive:12-CT/TU/1"]
    assert (task.unit, task.due, task.product) == (
        "ub-vx",
        "25/09/2026",
        "Báo cáo kết quả tiết kiệm điện",
    )
    (reason,) = task.reasons
    assert reason.record in known(empty)
    assert reason.text.startswith(
        "12-CT/TU ngày 05/08/2026 của Thành ủy Hải Phòng: Về thực hành tiết kiệm điện trong các "
        "cơ quan (Sổ văn bản chỉ đạo tháng 8/2026, Kết quả bằng lời, ô "
    )


def test_the_register_is_no_unit_that_anybody_waits_for(empty: Settings) -> None:
    assert "so-vb" in pipeline.open_period(empty, OFFICE, AUGUST)
    assert list(UnitFolder(empty, OFFICE, "so-vb").blank.iterdir())
    names = {row["đơn vị"] for row in pipeline.received_table(empty, OFFICE, AUGUST)}
    assert "Sổ văn bản chỉ đạo" not in names
    with workshop(empty) as shop:
        office = shop.catalogue.office(OFFICE)
        drawn = write_draft(gather(shop, office, Period.parse(AUGUST)), "0" * 32, MOMENT)
    assert "so-vb" not in {line.unit for line in drawn.review}
    assert not [line for line in drawn.annex if line.code.startswith("VBCD")]


def test_a_newer_version_and_a_later_month_replace_what_was_entered(empty: Settings) -> None:
    collected(empty, AUGUST, ENTRY)
    mended = changed(ENTRY, {"VBCD-01e": "lắp công tơ riêng ở trụ sở"})
    collected(empty, AUGUST, mended)
    assert known(empty)["12-CT/TU"].tasks == ("lắp công tơ riêng ở trụ sở",)
    assert known(empty, SEPTEMBER)["12-CT/TU"].until == Period(2026, 10)
    collected(empty, SEPTEMBER, changed(ENTRY, {"VBCD-01i": "12/2026"}))
    assert known(empty, SEPTEMBER)["12-CT/TU"].until == Period(2026, 12)
    assert known(empty, AUGUST)["12-CT/TU"].until == Period(2026, 10)


def test_what_is_withdrawn_was_never_entered(empty: Settings) -> None:
    collected(empty, AUGUST, ENTRY)
    pipeline.withdraw_submission(
        empty, OFFICE, AUGUST, "so-vb", who="Chánh Văn phòng", reason="nhập nhầm văn bản"
    )
    assert known(empty) == {}


def test_a_late_entry_has_the_month_s_draft_written_again(empty: Settings) -> None:
    pipeline.compile_assessment(empty, OFFICE, AUGUST)
    drop(empty, AUGUST, {"so-vb": ENTRY})
    assert pipeline.collect(empty).corrections == [f"{OFFICE}|{AUGUST}"]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"VBCD-01c": "hôm qua"}, "Ghi ngày, tháng, năm bằng số"),
        ({"VBCD-01i": "cuối năm"}, "Ghi tháng và năm bằng số"),
    ],
)
def test_what_cannot_be_read_goes_back_and_says_what_to_write(
    empty: Settings, cells: dict[str, Any], message: str
) -> None:
    outcome = collected(empty, AUGUST, changed(ENTRY, cells))
    assert outcome in {"trả lại", "đã nhận, có lưu ý"}
    folder = UnitFolder(empty, OFFICE, "so-vb").answers
    assert any(message in path.read_text("utf-8") for path in folder.glob("*.txt"))
