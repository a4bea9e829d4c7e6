"""The rules that hold for every form: each passes, speaks, and says what to do at which cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest
from tests.validation.detectors.texts import case_of, catalogue, words

from nghiquyet.catalogue.detectors import AnyEntry
from nghiquyet.model.indicator import Basis
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef, Family, Finding, Severity, Status
from nghiquyet.model.submission import CellReading, CellState, Column, SheetKind
from nghiquyet.validation import every_form
from nghiquyet.validation.detectors.cases import Case
from nghiquyet.validation.detectors.registry import DETECTORS
from nghiquyet.validation.every_form import validate_every_form

MONTHS = [Period(2025, month) for month in range(5, 13)]
USUAL = [41.2, 42.6, 40.9, 43.0, 42.1, 41.7, 42.4, 42.0]
REVENUE = [(when, Decimal(str(each)) * 10**9) for when, each in zip(MONTHS, USUAL, strict=True)]
PLANS = [(Period(2026, 1), Decimal(247_000_000_000))]


def figure(code: str, value: int, column: Column = Column.MONTH) -> CellReading:
    at = CellRef("Số liệu", f"{column}, {code}")
    amount = Decimal(value)
    return CellReading(SheetKind.FIGURES, code, column, str(value), amount, CellState.OK, "", at)


def revenue(value: int) -> Case:
    case = case_of(figure("UBTC-01", value), form="ub-tc")
    past = {("UBTC-01", Basis.MONTH): REVENUE}
    return replace(case, candidate=replace(case.candidate, history=past))


def plan(value: int) -> Case:
    february = Period(2026, 2)
    case = case_of(figure("UBTC-02b", value, Column.PLAN), period=february, form="ub-tc")
    past = {("UBTC-02b", Basis.PLAN): PLANS}
    return replace(case, candidate=replace(case.candidate, history=past))


def text(words_: str) -> Case:
    return case_of(words(words_))


RULES: Mapping[str, tuple[Case, Case, str]] = {
    "R8-DON-VI-TINH": (
        revenue(43_500_000_000),
        revenue(42_300_000),
        "Đang ghi 42.300.000, chỉ bằng khoảng 1/1.000 mức thường thấy (42,05 tỷ đồng): có phải "
        "nhầm đơn vị tính hoặc thừa, thiếu chữ số 0? Sửa lại; nếu đúng thì ghi lý do ở cột Ghi "
        "chú.",
    ),
    "R8-BAT-THUONG": (
        revenue(46_000_000_000),
        revenue(97_000_000_000),
        "Đang ghi 97.000.000.000, cao hơn hẳn mức thường thấy ở các tháng trước (42,05 tỷ đồng). "
        "Kiểm tra lại; nếu đúng thì ghi lý do ở cột Ghi chú.",
    ),
    "R8-KE-HOACH": (
        plan(247_000_000_000),
        plan(250_000_000_000),
        "Kế hoạch, dự toán năm đang ghi 250.000.000.000; báo cáo tháng 01/2026 ghi "
        "247.000.000.000. Nếu được điều chỉnh thì ghi số quyết định ở cột Ghi chú, nếu nhầm thì "
        "sửa lại.",
    ),
    "R10-NAM": (
        text("Kế hoạch công tác dân vận năm 2026"),
        text("Kế hoạch công tác dân vận năm 2025"),
        "“năm 2025” không phải năm báo cáo (2026); có thể còn sót nội dung của năm trước. Sửa "
        "lại; nếu đúng thì ghi lý do ở cột Ghi chú.",
    ),
    "R10-THANG": (
        text("Hướng dẫn công tác tuyên giáo tháng 01/2026"),
        text("Hướng dẫn công tác tuyên giáo tháng 12/2025"),
        "“tháng 12/2025” không phải kỳ của báo cáo này; có thể còn sót nội dung của tháng trước. "
        "Xem lại, có phải là tháng 01/2026? Nếu đúng thì ghi lý do ở cột Ghi chú.",
    ),
    "R10-THANG-SAU": (
        text("Chuẩn bị báo cáo tháng 02/2026"),
        text("Trong tháng 02/2026 đã tổ chức 02 hội nghị"),
        "“tháng 02/2026” chưa đến khi lập báo cáo này (tháng 01/2026) mà được kể như việc đã làm. "
        "Xem lại tháng; nếu là việc dự kiến thì ghi ở trang “Đề xuất tháng sau”.",
    ),
    "R10-DAI-HOI": (
        text("Tuyên truyền Đại hội XIV của Đảng"),
        text("Tuyên truyền Đại hội XIII của Đảng"),
        "“Đại hội XIII của Đảng” là đại hội của nhiệm kỳ trước; nhiệm kỳ này là Đại hội XIV. Sửa "
        "lại; nếu đúng là nói về đại hội trước thì ghi rõ ở cột Ghi chú.",
    ),
    "R10-NHIEM-KY": (
        text("Nhân sự Ban Chấp hành nhiệm kỳ 2025–2030"),
        text("Nhân sự Ban Chấp hành nhiệm kỳ 2020–2025"),
        "“nhiệm kỳ 2020–2025” đã kết thúc. Nhiệm kỳ hiện nay: Đảng bộ 2025–2030, Hội đồng nhân "
        "dân 2026–2031. Sửa lại; nếu đúng là nói về nhiệm kỳ trước thì ghi rõ ở cột Ghi chú.",
    ),
    "R10-CAN-CHI": (
        text("Mừng Đảng, mừng Xuân Bính Ngọ"),
        text("Mừng Đảng, mừng Xuân Ất Tỵ"),
        "“Ất Tỵ” là tên năm khác; năm đúng là Bính Ngọ. Sửa lại tên năm âm lịch.",
    ),
    "R10-KY-NIEM": (
        text("Kỷ niệm 96 năm Ngày thành lập Đảng"),
        text("Kỷ niệm 95 năm Ngày thành lập Đảng"),
        "“95 năm Ngày thành lập Đảng”: năm 2026 là kỷ niệm 96 năm Ngày thành "
        "lập Đảng Cộng sản Việt Nam. Sửa lại số năm.",
    ),
    "R11-KY-HIEU": (
        text("Nghị quyết số 57-NQ/TW"),
        text("Nghị quyết số 57/NQ-TW"),
        "“57/NQ-TW” chưa đúng cách viết số, ký hiệu văn bản; có phải là 57-NQ/TW? Đối chiếu với "
        "văn bản gốc rồi sửa lại.",
    ),
    "R11-BO-TRONG": (
        text("Kế hoạch số 05-KH/ĐU"),
        text("Kế hoạch số …-KH/ĐU"),
        "“số …-KH/ĐU” còn để trống số hoặc ngày của văn bản. Ghi đủ như văn bản đã ban hành; nếu "
        "chưa ban hành thì chỉ ghi tên văn bản, bỏ số và ngày.",
    ),
    "R11-NGAY": (
        text("Kế hoạch số 05-KH/ĐU ngày 15/01/2026"),
        text("Kế hoạch số 05-KH/ĐU ngày 15/3/2026"),
        "“15/3/2026”: sau ngày cuối của kỳ báo cáo (31/01/2026). Đối chiếu với văn bản gốc rồi "
        "sửa lại.",
    ),
    "R12-TEN-RIENG": (
        text("Trạm Y tế xã Kẻ Sặt"),
        text("Trạm Y tế xã Kè Sắt"),
        "Tên riêng “Kè Sắt”: văn phòng viết là “Kẻ Sặt”. Sửa lại; nếu đúng là tên khác thì ghi "
        "rõ ở cột Ghi chú.",
    ),
    "R12-GAN-GIONG": (
        text("thành phố Hải Phòng"),
        text("thành phố Hải Phong"),
        "“Hải Phong” gần giống tên “Hải Phòng”: có phải viết nhầm dấu hoặc chữ? Sửa lại; nếu là "
        "tên khác thì giữ nguyên và ghi rõ ở cột Ghi chú.",
    ),
    "R12-CHU-HOA": (
        text("Đảng Cộng sản Việt Nam"),
        text("Đảng Cộng sản Việt nam"),
        "Tên riêng “Việt nam” phải viết hoa là “Việt Nam”. Sửa lại.",
    ),
}


def judged(*cases: Case, status: Status = Status.ACTIVE) -> list[list[Finding]]:
    entries = [
        entry.model_copy(update={"status": status}) for entry in catalogue().every_form.entries
    ]
    named = [
        replace(case, candidate=replace(case.candidate, key=str(place)))
        for place, case in enumerate(cases)
    ]
    found = validate_every_form(entries, named)
    return [found[case.candidate.key] for case in named]


def test_every_rule_has_its_case_and_every_detector_its_rule() -> None:
    entries = catalogue().every_form.entries
    kinds = {get_args(kind.model_fields["detector"].annotation)[0]
             for kind in get_args(get_args(AnyEntry)[0])}  # fmt: skip
    assert set(RULES) == {entry.id for entry in entries}
    assert set(DETECTORS) == {entry.detector for entry in entries} == kinds
    assert {entry.family for entry in entries} == {Family.R8, Family.R10, Family.R11, Family.R12}
    assert {entry.id.split("-")[0] == entry.family for entry in entries} == {True}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_passes_speaks_and_says_what_to_do(rule: str) -> None:
    right, wrong, message = RULES[rule]
    passed, (finding,) = judged(right, wrong)
    assert passed == []
    assert (finding.rule, finding.message) == (rule, message)
    assert finding.severity is Severity.WARNING
    (cell,) = wrong.candidate.reading.cells
    assert (finding.at, finding.code, finding.column) == (cell.at, cell.row, cell.column)


def test_workbooks_of_all_forms_are_judged_in_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []
    real = every_form.run_suite
    monkeypatch.setattr(
        every_form,
        "run_suite",
        lambda suite, frame, *more: runs.append(len(frame)) or real(suite, frame, *more),
    )
    found = judged(*(wrong for _, wrong, _ in RULES.values()))
    assert [[finding.rule for finding in each] for each in found] == [[rule] for rule in RULES]
    assert runs == [len(RULES)]


def test_each_oddity_of_a_workbook_is_a_finding_at_its_own_cell() -> None:
    cells = [
        words("Kế hoạch năm 2025; Hướng dẫn năm 2024", "BXT-01"),
        words("Tuyên truyền năm 2025", "BXT-03", Column.WORDING),
    ]
    (found,) = judged(case_of(*cells))
    assert [(item.value, item.code, item.column) for item in found] == [
        ("năm 2025", "BXT-01", "answer"),
        ("năm 2024", "BXT-01", "answer"),
        ("năm 2025", "BXT-03", "wording"),
    ]


def test_a_note_answers_what_is_asked_but_not_what_is_asked_of_itself() -> None:
    answer = words("Kế hoạch năm 2025", "BXT-01")
    reason = words("Kế hoạch kéo dài sang năm nay", "BXT-01", Column.NOTE)
    stale = words("Theo kế hoạch năm 2025", "BXT-03", Column.NOTE)
    (found,) = judged(case_of(answer, reason, stale))
    assert [(item.code, item.explanation) for item in found] == [
        ("BXT-01", "Kế hoạch kéo dài sang năm nay"),
        ("BXT-03", ""),
    ]


def test_a_rule_speaks_as_far_as_its_standing_lets_it() -> None:
    wrong = RULES["R10-NAM"][1]
    assert judged(wrong, status=Status.OFF) == [[]]
    ((finding,),) = judged(wrong, status=Status.TRIAL)
    assert finding.severity is Severity.INFO


def test_a_plan_of_another_year_is_another_plan() -> None:
    case = plan(250_000_000_000)
    old = {("UBTC-02b", Basis.PLAN): [(Period(2025, 12), Decimal(247_000_000_000))]}
    assert judged(replace(case, candidate=replace(case.candidate, history=old))) == [[]]


def test_without_workbooks_or_rules_nothing_is_run() -> None:
    assert validate_every_form(catalogue().every_form.entries, []) == {}
    assert validate_every_form([], [case_of()]) == {"a": []}
