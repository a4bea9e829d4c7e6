"""A wrong definition is an error that names file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from nghiquyet.catalogue.loading import load_catalogue
from nghiquyet.errors import DefinitionError
from nghiquyet.model.indicator import Basis, ValueType
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Status

FORM = """\
form: hcc
title: Biểu của Trung tâm
version: 1
indicators:
  - code: HCC-01
    name: Tồn kỳ trước
    type: integer
    measure_unit: hồ sơ
    required: true
  - code: HCC-02
    name: Tiếp nhận
    at: I.2
    parts:
      - {key: a, name: Tổng, type: integer, per: month_and_ytd, measure_unit: hồ sơ}
      - {key: b, name: Trực tuyến, type: integer, measure_unit: hồ sơ}
    clause: "{don_vi} tiếp nhận {a:so} hồ sơ"
  - code: HCC-03
    name: Tình hình
    at: I.2
    type: verdict
    options: [ổn định, {label: có vụ việc, needs_note: true}]
    clause: {texts: ["tình hình {n}"], lead: "nhìn chung tình hình {n}", after: [HCC-02]}
"""
SUITE = """\
suite: hcc
rules:
  - id: HCC-R1
    type: expect_column_pair_values_a_to_be_greater_than_b
    kwargs: {column_A: HCC-01 + HCC-02a, column_B: HCC-02b, or_equal: true}
    family: R1
    severity: critical
    cells: [HCC-02b]
    message: "{HCC-02b} lớn hơn {expected}."
"""
OFFICE = """\
code: xa-a
commune: A
superior: ĐẢNG BỘ THÀNH PHỐ
issuer: ĐẢNG ỦY XÃ A
place: A
number_sign: NQ/ĐU
party_term: 2025–2030
council_term: 2026–2031
council_number: II
signer: {authority: T/M BAN THƯỜNG VỤ, title: BÍ THƯ, name: Nguyễn Văn Mẫu}
recipients: ["- Lưu VP."]
closing: Trên đây là Nghị quyết tháng {thang_nam}.
clock: {cut_off_time: "08:00"}
"""
UNITS = """\
units:
  - {code: hcc, name: Trung tâm, short: TT, form: hcc, since: 2025-07, aliases: [một cửa]}
  - {code: hcc-2, name: Trung tâm 2, short: TT2, form: hcc, since: 2026-02, until: 2026-03}
"""
SQL = """\
-- The sum of the parts is the total.
-- rule: R4-A
-- family: R4
-- severity: warning
-- message: {unit} ghi {value}, tổng là {expected}.
SELECT unit, indicator, value, value AS expected, 0 AS difference FROM current_fact
WHERE office = :office AND period = :period;
"""
EVERY_FORM = """\
suite: every-form
rules:
  - id: R10-KY-NIEM
    family: R10
    detector: anniversary
    severity: warning
    also: {thanh-lap-dang: [thành lập Đảng]}
    message: "“{quote}”: đúng là {expected} năm."
  - id: R12-TEN
    family: R12
    detector: misspelt-name
    severity: warning
    status: trial
    message: "“{quote}”: đúng là “{expected}”."
"""
CALENDAR = """\
festivals: {key: le, group: g, stem: tuyên truyền, text: ngày lễ, round_text: "{ky_niem}"}
events:
  - key: thanh-lap-dang
    name: Ngày thành lập Đảng Cộng sản Việt Nam
    solar: {day: 3, month: 2}
    since: 1930
    festival: true
  - {key: ngay-sach, name: Ngày Sách, solar: {day: 21, month: 4}, festival: true}
"""
EVERY_FORM_FILE = "expectations/every-form.yaml"
FORM_FILE = "reports/indicators/hcc.yaml"
SUITE_FILE = "expectations/hcc.yaml"
UNITS_FILE = "reports/offices/xa-a/units.yaml"
OFFICE_FILE = "reports/offices/xa-a/office.yaml"
SQL_FILE = "sql/rules/r4_a.sql"
FILES = {
    FORM_FILE: FORM,
    SUITE_FILE: SUITE,
    OFFICE_FILE: OFFICE,
    UNITS_FILE: UNITS,
    SQL_FILE: SQL,
    EVERY_FORM_FILE: EVERY_FORM,
    "reports/tasks/calendar.yaml": CALENDAR,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_right_catalogue_is_read(root: Path) -> None:
    catalogue = load_catalogue(root)
    form = catalogue.forms["hcc"]
    assert [part.code for part in form.parts] == ["HCC-01", "HCC-02a", "HCC-02b", "HCC-03"]
    assert form.parts[1].bases == (Basis.MONTH, Basis.YTD)
    assert form.parts[3].type is ValueType.VERDICT
    assert catalogue.indicator_of["HCC-02b"].code == "HCC-02"
    declared = [rule.id for rule in catalogue.rules["hcc"] if rule.origin == "declared"]
    assert declared == ["HCC-R1"]
    office = catalogue.office("xa-a")
    assert [unit.code for unit in office.roster(Period(2026, 1))] == ["hcc"]
    assert [unit.code for unit in office.roster(Period(2026, 2))] == ["hcc", "hcc-2"]
    assert [unit.code for unit in office.roster(Period(2026, 4))] == ["hcc"]
    assert catalogue.sql_rules[0].description == "The sum of the parts is the total."


def test_rules_across_units_share_what_comes_before_their_query(root: Path) -> None:
    (root / "sql/rules/shared").mkdir()
    (root / "sql/rules/shared/sums.sql").write_text("WITH sums AS (SELECT 1)\n", "utf-8")
    told = SQL.replace("-- family: R4\n", "-- family: R4\n-- shared: sums\n")
    (root / SQL_FILE).write_text(told, "utf-8")
    assert load_catalogue(root).sql_rules[0].sql == "WITH sums AS (SELECT 1)\n" + told


def test_rules_for_every_form_stand_in_the_register_with_the_days_that_they_count(
    root: Path,
) -> None:
    catalogue = load_catalogue(root)
    assert [rule.id for rule in catalogue.register[-3:]] == ["R10-KY-NIEM", "R12-TEN", "R4-A"]
    assert [rule.status for rule in catalogue.every_form.rules] == [Status.ACTIVE, Status.TRIAL]
    (day,) = catalogue.every_form.anniversaries
    assert (day.since, day.day, day.month) == (1930, 3, 2)
    assert day.keys == ("thanhlapdangcongsanvietnam", "thanhlapdang")


def test_a_project_may_have_no_rules_for_every_form(root: Path) -> None:
    (root / EVERY_FORM_FILE).unlink()
    assert load_catalogue(root).every_form.rules == ()


def test_each_part_generates_its_rules(root: Path) -> None:
    rules = {rule.id: rule for rule in load_catalogue(root).rules["hcc"]}
    assert set(rules) == {
        "HCC-01.kieu-month", "HCC-01.bat-buoc", "HCC-01.gioi-han-month",
        "HCC-02a.kieu-month", "HCC-02a.kieu-ytd", "HCC-02a.gioi-han-month",
        "HCC-02a.gioi-han-ytd", "HCC-02a.luy-ke", "HCC-02a.luy-ke-noi",
        "HCC-02b.kieu-month", "HCC-02b.gioi-han-month",
        "HCC-03.kieu-answer", "HCC-03.lua-chon", "HCC-03.giai-trinh",
        "HCC-R1",
    }  # fmt: skip
    assert rules["HCC-01.gioi-han-month"].kwargs == {"column": "HCC-01@month", "min_value": 0.0}


def test_the_register_holds_every_rule_with_what_follows_from_its_family(root: Path) -> None:
    register = {rule.id: rule for rule in load_catalogue(root).register}
    assert [name for name in register if name.endswith(("R1", "-A"))] == ["HCC-R1", "R4-A"]
    entries = {name: (str(rule.family), str(rule.category), str(rule.scope), str(rule.status))
               for name, rule in register.items()}  # fmt: skip
    assert entries["HCC-R1"] == ("R1", "consistency", "form", "active")
    assert entries["R4-A"] == ("R4", "consistency", "units", "active")
    assert entries["HCC-01.bat-buoc"] == ("R13", "completeness", "cell", "active")
    assert entries["HCC-02a.luy-ke-noi"] == ("R3", "consistency", "history", "active")


def test_a_generated_rule_is_switched_off_by_name(root: Path) -> None:
    path = root / SUITE_FILE
    path.write_text(SUITE + "standing: {HCC-01.bat-buoc: {status: off, until: 2026-05}}\n")
    rule = load_catalogue(root).rule("HCC-01.bat-buoc")
    assert (rule.status, rule.until) == (Status.OFF, Period(2026, 5))


def test_an_unknown_office_is_named(root: Path) -> None:
    with pytest.raises(DefinitionError, match="no such office; there are: xa-a"):
        load_catalogue(root).office("xa-b")


FAULTS = [
    (FORM_FILE, "type: integer\n    measure_unit", "type: number\n    measure_unit",
     "hcc.yaml:7: indicators.0.type", "Input should be"),
    (FORM_FILE, "    required: true", "    requird: true",
     "hcc.yaml:9: indicators.0.requird", "unknown key"),
    (FORM_FILE, "    name: Tồn kỳ trước\n", "", "hcc.yaml:5: indicators.0.name",
     "missing"),
    (FORM_FILE, "code: HCC-02", "code: HCC-01", "hcc.yaml:10: indicators.1.code",
     "given twice"),
    (FORM_FILE, "code: HCC-01", "code: hcc01", "hcc.yaml:5: indicators.0.code",
     "pattern"),
    (FORM_FILE, "{a:so}", "{c:so}", "hcc.yaml:16: indicators.1.clause",
     "names no part"),
    (FORM_FILE, "{a:so}", "{a:ty}", "hcc.yaml:16: indicators.1.clause",
     "cannot be printed"),
    (FORM_FILE, "{a:so}", "{a:xx}", "hcc.yaml:16: indicators.1.clause",
     "unknown format"),
    (FORM_FILE, "after: [HCC-02]", "after: [HCC-09]",
     "hcc.yaml:22: indicators.2.clause", "no such code: HCC-09"),
    (FORM_FILE, ', after: [HCC-02]', "", "hcc.yaml:22: indicators.2.clause",
     "go together"),
    (FORM_FILE, "    at: I.2\n    parts", "    parts", "hcc.yaml:10: indicators.1",
     "needs its sub-section"),
    (FORM_FILE, "    type: verdict", "    type: text", "hcc.yaml:17: indicators.2",
     "a verdict has options"),
    (FORM_FILE, "form: hcc", "form: [", "hcc.yaml:", "is no YAML"),
    (FORM_FILE, "version: 1", "version: 1\nversion: 2", "hcc.yaml:4: version",
     "written twice"),
    (SUITE_FILE, "suite: hcc", "suite: abc", "hcc.yaml:1: suite", "no such form: abc"),
    (SUITE_FILE, "HCC-02b, or", "HCC-04, or", "hcc.yaml:5: rules.0.kwargs",
     "has no HCC-04"),
    (SUITE_FILE, "HCC-01 + HCC-02a", "HCC-01 +", "hcc.yaml:5: rules.0.kwargs",
     "not an expression"),
    (SUITE_FILE, "expect_column_pair_values_a_to_be_greater_than_b", "expect_nonsense",
     "hcc.yaml:4: rules.0.type", "Input should be"),
    (SUITE_FILE, "cells: [HCC-02b]", "cells: [HCC-09]", "hcc.yaml:3: rules.0",
     "has no HCC-09"),
    (SUITE_FILE, "{expected}", "{expect}", "hcc.yaml:9: rules.0.message",
     "unknown placeholder"),
    (SUITE_FILE, "    family: R1\n", "", "hcc.yaml:3: rules.0.family", "missing"),
    (SUITE_FILE, "family: R1", "family: R14", "hcc.yaml:6: rules.0.family", "Input should be"),
    (SUITE_FILE, "family: R1", "family: R1\n    status: on-trial", "hcc.yaml:7: rules.0.status",
     "Input should be"),
    (SUITE_FILE, "family: R1", "family: R1\n    since: 2026-13", "hcc.yaml:7: rules.0.since",
     "no such month"),
    (SUITE_FILE, "family: R1", "family: R1\n    since: 2026-03\n    until: 2026-02",
     "hcc.yaml:3: rules.0", "since lies after until"),
    (SUITE_FILE, "suite: hcc", "suite: hcc\nstanding: {HCC-01.xx: {status: off}}",
     "hcc.yaml:2: standing.HCC-01.xx", "no generated rule"),
    (FORM_FILE, "required: true", "ratio: {of: HCC-02a, over: HCC-02b}",
     "hcc.yaml:5: indicators.0", "only a percentage is a ratio"),
    (FORM_FILE, "name: Trực tuyến, type: integer, measure_unit: hồ sơ}",
     "name: Tỷ lệ, type: percent, measure_unit: '%', ratio: {of: HCC-01, over: HCC-09}}",
     "hcc.yaml:10: indicators.1", "HCC-02b follows from an unknown HCC-09"),
    (UNITS_FILE, "form: hcc, since: 2025-07", "form: abc, since: 2025-07",
     "units.yaml:2: units.0.form", "no such form: abc"),
    (UNITS_FILE, "until: 2026-03", "until: 2026-01",
     "units.yaml:3: units.1.until", "ends before it begins"),
    (UNITS_FILE, "since: 2026-02", "since: 2026-13",
     "units.yaml:3: units.1.since", "no such month"),
    (UNITS_FILE, "name: Trung tâm 2", "name: Một Cửa",
     "units.yaml:3: units.1.name", "is called so, too"),
    (OFFICE_FILE, "code: xa-a", "code: xa-b", "office.yaml:1: code",
     "has its code as name"),
    (OFFICE_FILE, "2025–2030", "2025-2030", "office.yaml:7: party_term",
     "pattern"),
    (SQL_FILE, "-- rule: R4-A\n", "", "r4_a.sql:1: rule", "missing"),
    (EVERY_FORM_FILE, "thanh-lap-dang:", "ngay-sach:", "every-form.yaml:7: rules.0.also.ngay-sach",
     "the calendar counts no years of ngay-sach"),
    (EVERY_FORM_FILE, "{expected} năm", "{dung} năm", "every-form.yaml:3: rules.0",
     "there are ['event', 'expected', 'quote', 'year']"),
    (EVERY_FORM_FILE, "detector: misspelt-name", "detector: spelling", "every-form.yaml:9: rules.1",
     "spelling"),
    (EVERY_FORM_FILE, "R12-TEN", "R10-KY-NIEM", "every-form.yaml:9: rules.1.id", "given twice"),
    (EVERY_FORM_FILE, "status: trial", "years_back: 3", "every-form.yaml:13: rules.1",
     "unknown key"),
    (OFFICE_FILE, "place: A\n", "place: A\nproper_names: {Â: A}\nnames: [Â]\n",
     "office.yaml:6: proper_names.Â", "right as well"),
    (OFFICE_FILE, "place: A\n", "place: A\nnames: [A, B, A]\n", "office.yaml:6: names.2",
     "given twice"),
    (SQL_FILE, "-- family: R4", "-- famly: R4", "r4_a.sql:3: famly", "unknown key"),
    (SQL_FILE, "-- family: R4", "-- family: R4\n-- status: on", "r4_a.sql:4: status",
     "Input should be"),
    (SQL_FILE, "-- family: R4", "-- family: R4\n-- shared: sums", "r4_a.sql:4: shared",
     "there is no shared/sums.sql"),
    (SQL_FILE, "{expected}", "{sum}", "r4_a.sql:5: message", "unknown placeholder"),
    (SQL_FILE, "-- The sum of the parts is the total.\n", "", "r4_a.sql:1: ", "said in words"),
    (SQL_FILE, "-- rule: R4-A", "-- rule: HCC-R1", "r4_a.sql:1: rule", "given twice"),
    (FORM_FILE, 'texts: ["tình hình {n}"], lead: "nhìn chung tình hình {n}", after: [HCC-02]',
     'texts: ["… tình hình {n}"]', "indicators.2.clause", "none before it to hang on"),
    (FORM_FILE, 'lead: "nhìn chung tình hình {n}", after: [HCC-02]', 'subject: xã',
     "indicators.2.clause", "lead or subject and after go together"),
    (FORM_FILE, 'lead: "nhìn chung tình hình {n}",', 'lead: "a {n}", subject: xã,',
     "indicators.2.clause", "lead or subject and after go together"),
    (FORM_FILE, "name: Tồn kỳ trước", "name: Tồn kỳ trước\n    months: [0]",
     "indicators.0.months", "greater than or equal to 1"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "place", "message"), FAULTS)
def test_a_wrong_definition_names_file_line_and_key(
    root: Path, name: str, old: str, new: str, place: str, message: str
) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_catalogue(root)
    lines = [str(fault) for fault in caught.value.faults]
    assert any(place in line and message in line for line in lines), lines


def test_every_fault_is_reported_at_once(root: Path) -> None:
    first = {name: fault for fault in reversed(FAULTS) for name in fault[:1]}
    for name, old, new, _, _ in (first[FORM_FILE], first[UNITS_FILE], first[SQL_FILE]):
        path = root / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_catalogue(root)
    assert {fault.path.name for fault in caught.value.faults} >= {"hcc.yaml", "r4_a.sql"}
