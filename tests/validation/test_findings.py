"""A failed rule becomes a finding that says which cell and what to do; GX runs once a batch."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from nghiquyet.catalogue.generated import generated_rules
from nghiquyet.errors import DefinitionError
from nghiquyet.model.indicator import Basis, Form, Indicator, Option, Part, Per, ValueType
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef, Family, Rule, Severity
from nghiquyet.model.submission import CellReading, CellState, Column, Reading, SheetKind
from nghiquyet.validation import findings
from nghiquyet.validation.findings import EMPTY_RULE, validate_batch
from nghiquyet.validation.frames import Candidate
from nghiquyet.validation.suites import build_suite


def count(code: str, per: Per = Per.MONTH, *, required: bool = False) -> Indicator:
    part = Part(code, f"Tên {code}", ValueType.INTEGER, per=per, measure_unit="hồ sơ",
                minimum=Decimal(0), required=required)  # fmt: skip
    return Indicator(code, part.name, "hcc", (part,))


VERDICT = Part("HCC-04", "Tình hình", ValueType.VERDICT,
               options=(Option("ổn định"), Option("có vụ việc", needs_note=True)))  # fmt: skip
CODED = Part("HCC-05", "Văn bản", ValueType.TEXT, pattern=r"\d+-[A-Z]+/[A-Z]+",
             pattern_hint="Ghi như 57-NQ/TW.")  # fmt: skip
FORM = Form(
    "hcc",
    "Biểu",
    1,
    (
        count("HCC-01", required=True),
        count("HCC-02", Per.MONTH_AND_YTD),
        count("HCC-03"),
        Indicator("HCC-04", "Tình hình", "hcc", (VERDICT,)),
        Indicator("HCC-05", "Văn bản", "hcc", (CODED,)),
    ),
)
DECLARED = (
    Rule(
        "HCC-R1",
        "expect_column_pair_values_a_to_be_greater_than_b",
        {"column_A": "HCC-01 + HCC-02", "column_B": "HCC-03", "or_equal": True},
        Severity.CRITICAL,
        "Giải quyết {HCC-03}, nhiều hơn {HCC-01} + {HCC-02} = {expected}.",
        ("HCC-03",),
        family=Family.R1,
    ),
    Rule(
        "HCC-R2",
        "expect_column_values_to_be_between",
        {"column": '(HCC-04 == "ổn định") * HCC-03', "max_value": 400},
        Severity.WARNING,
        "Ghi “ổn định” mà có {value} hồ sơ.",
        ("HCC-03",),
        family=Family.R1,
    ),
    Rule(
        "HCC-R3",
        "expect_column_pair_values_to_be_equal",
        {"column_A": "HCC-01", "column_B": "HCC-03@prev"},
        Severity.WARNING,
        "Tồn {value} khác tháng trước {expected}.",
        ("HCC-01",),
        family=Family.R1,
    ),
)
RULES = (*generated_rules(FORM), *DECLARED)
ADDRESSES = {"HCC-01": 7, "HCC-02": 8, "HCC-03": 9, "HCC-04": 7, "HCC-05": 8}


def cell(
    code: str,
    column: Column,
    value: Decimal | str | None,
    state: CellState | None = None,
    note: str = "",
) -> CellReading:
    words = code in {"HCC-04", "HCC-05"}
    kind = SheetKind.WORDS if words else SheetKind.FIGURES
    state = state or (CellState.BLANK if value is None else CellState.OK)
    letter = {"month": "E", "ytd": "F", "answer": "C", "note": "K"}[column]
    at = CellRef("Kết quả" if words else "Số liệu", f"{letter}{ADDRESSES[code]}")
    raw = "" if value is None else str(value)
    return CellReading(kind, code, column, raw, value if state is CellState.OK else None, state,
                       note, at)  # fmt: skip


GOOD = (
    cell("HCC-01", Column.MONTH, Decimal(25)),
    cell("HCC-02", Column.MONTH, Decimal(391)),
    cell("HCC-02", Column.YTD, Decimal(391)),
    cell("HCC-03", Column.MONTH, Decimal(328)),
    cell("HCC-04", Column.ANSWER, "ổn định"),
    cell("HCC-05", Column.ANSWER, "57-NQ/TW"),
)


def workbook(key: str, *changes: CellReading, month: int = 1) -> Candidate:
    cells = {(item.row, item.column): item for item in (*GOOD, *changes)}
    previous = {("HCC-03", Basis.MONTH): Decimal(25), ("HCC-02", Basis.YTD): Decimal(0)}
    return Candidate(key, Period(2026, month), Reading((), tuple(cells.values())), previous)


def judged(*batch: Candidate) -> dict[str, list[str]]:
    found = validate_batch(FORM, RULES, batch)
    return {key: [item.rule for item in items] for key, items in found.items()}


def test_a_right_workbook_has_no_findings() -> None:
    assert judged(workbook("a")) == {"a": []}


FAULTS = [
    ([cell("HCC-01", Column.MONTH, None)], ["HCC-01.bat-buoc"]),
    ([cell("HCC-03", Column.MONTH, Decimal(417))], ["HCC-R1", "HCC-R2"]),
    ([cell("HCC-03", Column.MONTH, Decimal(-1))], ["HCC-03.gioi-han-month"]),
    ([cell("HCC-03", Column.MONTH, "ba trăm", CellState.BAD, "Không phải số.")],
     ["HCC-03.kieu-month"]),
    ([cell("HCC-03", Column.MONTH, "1.3 tỷ", CellState.AMBIGUOUS, "Có phải …?")],
     ["HCC-03.kieu-month"]),
    ([cell("HCC-02", Column.YTD, Decimal(390))], ["HCC-02.luy-ke", "HCC-02.luy-ke-noi"]),
    ([cell("HCC-02", Column.YTD, Decimal(392))], ["HCC-02.luy-ke-noi"]),
    ([cell("HCC-04", Column.ANSWER, "tốt")], ["HCC-04.lua-chon"]),
    ([cell("HCC-04", Column.ANSWER, "ON DINH")], []),
    ([cell("HCC-04", Column.ANSWER, "có vụ việc")], ["HCC-04.giai-trinh"]),
    ([cell("HCC-04", Column.ANSWER, "có vụ việc"), cell("HCC-04", Column.NOTE, "01 vụ")], []),
    ([cell("HCC-05", Column.ANSWER, "NQ 57")], ["HCC-05.mau-chu"]),
    ([cell("HCC-01", Column.MONTH, Decimal(24))], ["HCC-R3"]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "rules"), FAULTS)
def test_each_rule_is_hit_when_it_is_broken(changes: list[CellReading], rules: list[str]) -> None:
    assert sorted(judged(workbook("a", *changes))["a"]) == sorted(rules)


def test_a_batch_is_judged_in_one_run_and_told_apart() -> None:
    batch = [workbook(str(number), *changes) for number, (changes, _) in enumerate(FAULTS)]
    together = judged(*batch)
    assert [sorted(together[str(n)]) for n in range(len(FAULTS))] == [
        sorted(rules) for _, rules in FAULTS
    ]


def test_a_blank_or_wrong_type_silences_what_depends_on_it() -> None:
    blank = cell("HCC-02", Column.MONTH, None)
    wrong = cell("HCC-02", Column.MONTH, "x", CellState.BAD, "Không phải số.")
    too_many = cell("HCC-03", Column.MONTH, Decimal(400))
    assert judged(workbook("a", blank, too_many))["a"] == []
    assert judged(workbook("a", wrong, too_many))["a"] == ["HCC-02.kieu-month"]


def test_a_finding_names_the_cell_and_says_what_to_do() -> None:
    broken = workbook("a", cell("HCC-03", Column.MONTH, Decimal(417)))
    found = next(
        item for item in validate_batch(FORM, RULES, [broken])["a"] if item.rule == "HCC-R1"
    )
    assert found.message == "Giải quyết 417, nhiều hơn 25 + 391 = 416."
    assert (found.code, found.column, str(found.at)) == ("HCC-03", "month", "Số liệu!E9")
    assert (found.value, found.expected) == ("417", "416")
    assert found.severity is Severity.CRITICAL


def test_a_rule_on_the_year_to_date_marks_that_cell() -> None:
    findings_ = validate_batch(
        FORM, RULES, [workbook("a", cell("HCC-02", Column.YTD, Decimal(390)))]
    )
    assert {str(item.at) for item in findings_["a"]} == {"Số liệu!F8"}


def test_the_cumulative_follows_last_months() -> None:
    february = replace(
        workbook("a", cell("HCC-02", Column.YTD, Decimal(700)), month=2),
        previous={("HCC-02", Basis.YTD): Decimal(300), ("HCC-03", Basis.MONTH): Decimal(25)},
    )
    (found,) = validate_batch(FORM, RULES, [february])["a"]
    assert found.rule == "HCC-02.luy-ke-noi"
    assert found.expected == "691"
    assert "lũy kế tháng trước cộng số tháng này là 691" in found.message
    january = workbook("b", cell("HCC-02", Column.YTD, Decimal(700)))
    (found,) = validate_batch(FORM, RULES, [january])["b"]
    assert "tháng 01 mới bắt đầu năm, lũy kế phải bằng số tháng này, là 391" in found.message
    assert found.severity is Severity.WARNING


def test_critical_findings_come_first() -> None:
    broken = workbook(
        "a", cell("HCC-01", Column.MONTH, None), cell("HCC-03", Column.MONTH, Decimal(-1))
    )
    severities = [item.severity for item in validate_batch(FORM, RULES, [broken])["a"]]
    assert severities == [Severity.CRITICAL, Severity.WARNING]


def test_an_empty_workbook_is_not_complete() -> None:
    blank = [replace(item, value=None, raw="", state=CellState.BLANK) for item in GOOD]
    assert judged(workbook("a", *blank)) == {"a": [EMPTY_RULE]}


def test_every_declared_rule_is_kept_by_gx() -> None:
    suite = build_suite("hcc", RULES)
    assert [item.meta["rule"] for item in suite.expectations if item.meta] == [r.id for r in RULES]


def test_a_rule_that_gx_would_drop_in_silence_is_an_error() -> None:
    unknown = replace(DECLARED[0], type="expect_nonsense")
    with pytest.raises(DefinitionError, match="HCC-R1"):
        build_suite("hcc", [unknown])


def test_gx_runs_once_for_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []
    real = findings.run_suite
    monkeypatch.setattr(
        findings,
        "run_suite",
        lambda suite, frame, *more: runs.append(len(frame)) or real(suite, frame, *more),
    )
    judged(*(workbook(str(number)) for number in range(20)))
    assert runs == [20]
