"""Figures that leave their bounds become tasks, with figure, bound and unit as the reason."""

from __future__ import annotations

from typing import Any

import pytest
from tests.narrative.evidence import evidence_of
from tests.narrative.section_two import definitions, office

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.catalogue.task_definitions import TaskDefinitions
from nghiquyet.catalogue.thresholds import ThresholdSpec
from nghiquyet.model.period import Period
from nghiquyet.model.task import Proposal, TaskClass
from nghiquyet.narrative.answers import positive_codes
from nghiquyet.narrative.proposals import ProposalResult, propose_tasks
from nghiquyet.narrative.proposals_thresholds import measure
from nghiquyet.pipeline.filling import UnitValues

MAY = Period(2026, 5)


def result_of(
    catalogue: Catalogue, values: dict[str, dict[str, Any]], period: Period = MAY
) -> ProposalResult:
    """Section II after a month in which units reported these figures, by code or ``code.ytd``."""
    filled = {unit: UnitValues.model_validate({"figures": _rows(f)}) for unit, f in values.items()}
    evidence = evidence_of(catalogue, office(), period, filled)
    return propose_tasks(
        office(),
        period,
        definitions(),
        reported=positive_codes(evidence),
        measured=measure(evidence, definitions().thresholds),
        names={code: row.name for code, row in catalogue.indicators.items()},
    )


def _rows(figures: dict[str, Any]) -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for name, value in figures.items():
        code, _, column = name.partition(".")
        rows.setdefault(code, {})[column or "month"] = value
    return rows


def breached(result: ProposalResult) -> dict[str, Proposal]:
    return {
        one.id.partition(":")[2]: one for one in result.proposals if one.id.startswith("threshold:")
    }


def told(result: ProposalResult, key: str) -> str:
    (reason,) = [
        one for one in result.not_proposed if (one.source, one.record) == ("threshold", key)
    ]
    return reason.text


def test_slow_disbursement_is_hastened_because_of_figure_bound_and_unit(
    catalogue: Catalogue,
) -> None:
    slow = {"ub-tc": {"UBTC-07a.ytd": 2_500_000_000, "UBTC-07a.plan": 10_000_000_000}}
    found = breached(result_of(catalogue, slow))
    assert set(found) == {"giai-ngan-cham"}
    task = found["giai-ngan-cham"]
    assert task.text == "tháo gỡ vướng mắc, đẩy nhanh tiến độ giải ngân vốn đầu tư công"
    assert (task.unit, task.due) == ("ub-tc", "30/06/2026")
    reason, item = task.reasons
    assert reason.text == (
        "Tỷ lệ giải ngân vốn đầu tư công từ đầu năm so với kế hoạch vốn tháng 5/2026 là 25%, dưới "
        "mức 28% (Phòng Kinh tế (tài chính) báo cáo)"
    )
    assert (reason.task_class, reason.source) == (TaskClass.CARRY_OVER, "threshold")
    assert reason.declared_in == "reports/tasks/thresholds.yaml"
    assert (reason.source, reason.record) in definitions().records
    assert item.record == "UBTC-07"


@pytest.mark.parametrize(("done", "is_slow"), [(2_799, True), (2_800, False), (2_801, False)])
def test_bound_itself_is_kept(catalogue: Catalogue, done: int, is_slow: bool) -> None:
    figures = {"ub-tc": {"UBTC-07a.ytd": done, "UBTC-07a.plan": 10_000}}
    result = result_of(catalogue, figures)
    assert bool(breached(result)) == is_slow
    if not is_slow:
        assert "không dưới mức 28%" in told(result, "giai-ngan-cham")


def test_bound_moves_with_the_month(catalogue: Catalogue) -> None:
    figures = {"ub-tc": {"UBTC-07a.ytd": 3_000, "UBTC-07a.plan": 10_000}}
    assert not breached(result_of(catalogue, figures, Period(2026, 5)))
    assert set(breached(result_of(catalogue, figures, Period(2026, 6)))) == {"giai-ngan-cham"}
    assert not breached(result_of(catalogue, figures, Period(2026, 3)))
    march = told(result_of(catalogue, figures, Period(2026, 3)), "giai-ngan-cham")
    assert march.endswith("chỉ so với ngưỡng khi đánh giá tháng 4, 5, 6, 7, 8, 9, 10, 11 và 12")


@pytest.mark.parametrize(
    ("unit", "figures", "key", "said"),
    [
        ("hcc", {"HCC-04b": 3}, "ho-so-qua-han", "là 3 hồ sơ, vượt mức 0 hồ sơ"),
        ("bxd-c", {"BXC-18a.ytd": 0}, "chua-ket-nap-dang-vien", "là 0 đảng viên, dưới mức 1"),
        ("hdnd", {"HD-02c": 9, "HD-02d": 7}, "kien-nghi-cu-tri-chua-tra-loi", "là 2 kiến nghị"),
        ("vpdu", {"VPDU-06d": 1}, "viec-giao-qua-han", "là 1 việc, vượt mức 0"),
        ("ub-nn", {"UBNN-04c": 12}, "gia-suc-tieu-huy", "là 12 con"),
        ("ub-vx", {"UBVX-05a": 94.9}, "bao-hiem-y-te-thap", "là 94,9%, dưới mức 95%"),
        ("ca", {"CA-02e": 1}, "chay-xay-ra", "là 1 vụ"),
    ],
)
def test_unfinished_matter_becomes_a_task(
    catalogue: Catalogue, unit: str, figures: dict[str, Any], key: str, said: str
) -> None:
    found = breached(result_of(catalogue, {unit: figures}))
    assert said in found[key].reasons[0].text
    assert office().unit(unit).name in found[key].reasons[0].text


def test_zero_is_a_figure_and_a_blank_is_not(catalogue: Catalogue) -> None:
    assert not breached(result_of(catalogue, {"hcc": {"HCC-04b": 0}}))
    nothing = result_of(catalogue, {})
    assert not breached(nothing)
    assert "chưa có số liệu" in told(nothing, "ho-so-qua-han")


def test_division_by_an_empty_plan_breaks_nothing(catalogue: Catalogue) -> None:
    figures = {"ub-tc": {"UBTC-07a.ytd": 5, "UBTC-07a.plan": 0}}
    assert not breached(result_of(catalogue, figures))


def test_sum_over_many_cells_names_how_many_reported(catalogue: Catalogue) -> None:
    cells = {f"cb-{n:02d}": {"CB-03a": 20, "CB-03c": 10} for n in range(1, 6)}
    (reason, *_) = breached(result_of(catalogue, cells))["so-tay-dien-tu-thap"].reasons
    assert "là 50%, dưới mức 60% (5 đơn vị báo cáo)" in reason.text


def test_breach_answers_the_question_that_its_item_would_have_raised(catalogue: Catalogue) -> None:
    """An item that a task follows is not asked about."""
    asked = {line.message for line in result_of(catalogue, {"ub-yt": {"UBYT-01c": 2}}).questions}
    assert not [message for message in asked if "UBYT-01" in message]


def test_every_item_of_section_one_is_followed_asked_about_or_declared_settled(
    catalogue: Catalogue,
) -> None:
    outline = definitions().outline
    known = TaskDefinitions(
        outline, definitions().recurring, definitions().calendar, definitions().campaigns
    )
    for code, row in catalogue.indicators.items():
        if row.form not in {unit.form for unit in office().roster(MAY)}:
            continue
        result = propose_tasks(office(), MAY, known, reported=[code], names={code: row.name})
        followed = {
            reason.record
            for one in result.proposals
            for reason in one.reasons
            if reason.source == "carry_over"
        }
        asked = [line for line in result.questions if f"({code})" in line.message]
        assert len(asked) + (code in followed) + (code in outline.settled) >= 1, code
        assert not (asked and code in followed), code
        for line in asked:
            assert line.message.endswith("đã xong, bỏ hay tiếp tục?")


def test_threshold_needs_one_bound() -> None:
    task = {"key": "k", "group": "y-te", "text": "việc", "name": "Số ca", "value": "UBYT-01c"}
    for bounds in ({}, {"above": 0, "below": 1}):
        with pytest.raises(ValueError, match="exactly one of below, above"):
            ThresholdSpec.model_validate({**task, **bounds})
    with pytest.raises(ValueError, match="not an expression"):
        ThresholdSpec.model_validate({**task, "value": "UBYT-01c +", "above": 0})
