"""A small form with every type of value, one unit, and values for all its cells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from nghiquyet.catalogue.generated import generated_rules
from nghiquyet.model.indicator import (
    Basis,
    Clause,
    Form,
    Indicator,
    Option,
    Part,
    Per,
    ValueType,
)
from nghiquyet.model.office import Office, Signer, Unit
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Family, Rule, Severity
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.model.task import AssignedTask
from nghiquyet.workbook import CellKey, FormContext

JANUARY = Period(2026, 1)
FEBRUARY = Period(2026, 2)
ZERO, HUNDRED = Decimal(0), Decimal(100)

UNIT = Unit(
    code="hcc",
    name="Trung tâm Phục vụ hành chính công & Văn thư",
    short="TTPVHCC",
    form="hcc",
    order=1,
    since=Period(2025, 7),
    in_text="Trung tâm Hành chính công",
)
OFFICE = Office(
    code="ke-sat",
    commune="Kẻ Sặt",
    superior="THÀNH ỦY HẢI PHÒNG",
    issuer="ĐẢNG ỦY XÃ KẺ SẶT",
    place="Kẻ Sặt",
    number_sign="NQ/ĐU",
    party_term="2025–2030",
    council_term="2026–2031",
    council_number="II",
    signer=Signer("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC", "Nguyễn Văn A"),
    recipients=("- Lưu VP.",),
    closing="",
    units=(UNIT,),
)


def figure(code: str, name: str, kind: ValueType = ValueType.INTEGER, **more: object) -> Part:
    """A part that asks for a figure, bounded as the catalogue bounds it."""
    maximum = HUNDRED if kind is ValueType.PERCENT else None
    options: dict[str, object] = {"minimum": ZERO, "maximum": maximum, **more}
    return Part(code, name, kind, **options)  # type: ignore[arg-type]


def alone(part: Part, **more: object) -> Indicator:
    """An indicator of one part."""
    return Indicator(part.code, part.name, "hcc", (part,), **more)  # type: ignore[arg-type]


RECEIVED = Indicator(
    "HCC-02",
    "Hồ sơ tiếp nhận",
    "hcc",
    (
        figure("HCC-02a", "Tổng số hồ sơ tiếp nhận", per=Per.MONTH_AND_YTD, measure_unit="hồ sơ",
               required=True, example="391"),
        figure("HCC-02b", "Trong đó: trực tuyến", measure_unit="hồ sơ"),
    ),
    clause=Clause(("{don_vi} tiếp nhận {a:so} hồ sơ",)),
)  # fmt: skip
SITUATION = Part(
    "HCC-11",
    "Tình hình giải quyết hồ sơ",
    ValueType.VERDICT,
    required=True,
    options=(
        Option("bảo đảm đúng quy trình"),
        Option("cơ bản đúng hạn, còn hồ sơ chậm"),
        Option("có vụ việc", needs_note=True),
    ),
)
FORM = Form(
    "hcc",
    "Biểu báo cáo của Trung tâm Phục vụ hành chính công",
    1,
    (
        alone(figure("HCC-01", "Hồ sơ tồn kỳ trước chuyển sang", measure_unit="hồ sơ",
                     required=True)),
        RECEIVED,
        Indicator("HCC-03", "Hồ sơ đã giải quyết", "hcc", (
            figure("HCC-03a", "Tổng số hồ sơ đã giải quyết", per=Per.MONTH_AND_YTD,
                   measure_unit="hồ sơ", required=True),
            figure("HCC-03b", "Đúng hạn và trước hạn", measure_unit="hồ sơ"),
            figure("HCC-03c", "Quá hạn", measure_unit="hồ sơ"),
        )),
        alone(figure("HCC-04", "Tỷ lệ hồ sơ giải quyết trong tháng trên tổng số phải giải quyết",
                     ValueType.PERCENT, measure_unit="%")),
        alone(figure("HCC-05", "Thu phí, lệ phí", ValueType.MONEY, per=Per.MONTH_AND_YTD,
                     with_plan=True, measure_unit="đồng")),
        alone(figure("HCC-06", "Diện tích đất trong hồ sơ đất đai đã giải quyết",
                     ValueType.DECIMAL, measure_unit="ha")),
        alone(figure("HCC-07", "Tổng số cán bộ trực bộ phận một cửa", per=Per.STOCK,
                     measure_unit="cán bộ", maximum=Decimal(50))),
        alone(figure("HCC-08", "Lũy kế hồ sơ số hóa", per=Per.YTD, measure_unit="hồ sơ")),
        alone(figure("HCC-09", "Chỉ tiêu hồ sơ trực tuyến cả năm", per=Per.YEAR,
                     measure_unit="hồ sơ")),
        alone(Part("HCC-10", "Niêm yết công khai thủ tục hành chính", ValueType.YES_NO,
                   required=True),
              clause=Clause(("niêm yết công khai thủ tục hành chính năm {nam}",))),
        alone(SITUATION, clause=Clause(("giải quyết hồ sơ {n}",))),
        alone(Part("HCC-12", "Việc nổi bật", ValueType.TEXT), clause=Clause(("{n}",))),
        alone(Part("HCC-13", "Văn bản đã tham mưu", ValueType.LIST)),
    ),
)  # fmt: skip

RULES = (
    *generated_rules(FORM),
    Rule(
        "HCC-R1",
        "expect_column_pair_values_a_to_be_greater_than_b",
        {"column_A": "HCC-01 + HCC-02a", "column_B": "HCC-03a", "or_equal": True},
        Severity.CRITICAL,
        "Đã giải quyết {HCC-03a} hồ sơ, nhiều hơn số tồn kỳ trước cộng số tiếp nhận "
        "({HCC-01} + {HCC-02a} = {expected}). Xem lại ba số này.",
        ("HCC-03a", "HCC-01", "HCC-02a"),
        family=Family.R1,
    ),
    Rule(
        "HCC-R2",
        "expect_column_pair_values_to_be_equal",
        {"column_A": "HCC-03b + HCC-03c", "column_B": "HCC-03a"},
        Severity.WARNING,
        "Đúng hạn cộng quá hạn là {expected}… kiểm tra {value}.",
        ("HCC-03b",),
        family=Family.R4,
    ),
    Rule(
        "HCC-R3",
        "expect_column_values_to_be_between",
        {
            "column": "HCC-04 - 100 * HCC-03a / (HCC-01 + HCC-02a)",
            "min_value": -0.01,
            "max_value": 0.01,
        },
        Severity.CRITICAL,
        "Tỷ lệ đang ghi {HCC-04}, không khớp với {HCC-03a} trên tổng số phải giải quyết.",
        ("HCC-04",),
        family=Family.R2,
    ),
    Rule(
        "HCC-R4",
        "expect_column_values_to_be_between",
        {"column": '(HCC-03c > 0) * (HCC-11 == "bảo đảm đúng quy trình")', "max_value": 0},
        Severity.WARNING,
        "Có {HCC-03c} hồ sơ quá hạn nhưng kết quả lại là “{HCC-11}”.",
        ("HCC-11",),
        family=Family.R9,
    ),
    Rule(
        "HCC-R5",
        "expect_column_values_to_be_between",
        {"column": "abs(HCC-07 - HCC-07@prev)", "max_value": 5},
        Severity.WARNING,
        "Số cán bộ thay đổi từ {HCC-07@prev} thành {value}; nếu đúng, ghi lý do.",
        ("HCC-07",),
        family=Family.R8,
    ),
)
OVER_ALL_UNITS = Rule(
    "HCC-R6",
    "expect_column_pair_values_to_be_equal",
    {"column_A": "HCC-09", "column_B": "sum(HCC-09)"},
    Severity.INFO,
    "Cộng mọi đơn vị: không kiểm tra được trong một tệp.",
    ("HCC-09",),
    family=Family.R4,
)

TASKS = (
    AssignedTask("2026-01/1.04", "ke-sat", JANUARY, "II.1",
                 "Rà soát, giải quyết dứt điểm hồ sơ tồn đọng; niêm yết công khai kết quả",
                 "hcc", date(2026, 1, 31)),
    AssignedTask("2026-01/1.10", "ke-sat", JANUARY, "II.1", "Kiểm tra công tác trực Tết", "hcc"),
    AssignedTask("2025-12/2.03", "ke-sat", Period(2025, 12), "II.2", "Số hóa hồ sơ lưu trữ", "hcc"),
)  # fmt: skip

PREVIOUS = {
    ("HCC-01", Basis.MONTH): Decimal(31),
    ("HCC-02a", Basis.MONTH): Decimal(402),
    ("HCC-02a", Basis.YTD): Decimal(4120),
    ("HCC-06", Basis.MONTH): Decimal("1250.5"),
    ("HCC-07", Basis.MONTH): Decimal(9),
}
CONTEXT = FormContext(
    OFFICE, UNIT, JANUARY, FORM, RULES, TASKS, PREVIOUS, {"HCC-11": "bảo đảm đúng quy trình"}
)

_FIGURES, _WORDS, _TASKS = SheetKind.FIGURES, SheetKind.WORDS, SheetKind.TASKS
_PROPOSALS, _INFO = SheetKind.PROPOSALS, SheetKind.INFO
VALUES: dict[CellKey, object] = {
    (_FIGURES, "HCC-01", Column.MONTH): Decimal(30),
    (_FIGURES, "HCC-02a", Column.MONTH): Decimal(391),
    (_FIGURES, "HCC-02a", Column.YTD): Decimal(391),
    (_FIGURES, "HCC-02a", Column.WINDOW_FROM): date(2026, 1, 1),
    (_FIGURES, "HCC-02a", Column.WINDOW_TO): date(2026, 1, 20),
    (_FIGURES, "HCC-02a", Column.STATUS): "Ước",
    (_FIGURES, "HCC-02a", Column.NOTE): "Ước đến ngày 31/01; số chốt gửi sau.\nDòng hai",
    (_FIGURES, "HCC-02b", Column.MONTH): Decimal(0),
    (_FIGURES, "HCC-03a", Column.MONTH): Decimal(328),
    (_FIGURES, "HCC-03a", Column.YTD): Decimal(328),
    (_FIGURES, "HCC-03b", Column.MONTH): Decimal(328),
    (_FIGURES, "HCC-03c", Column.MONTH): Decimal(0),
    (_FIGURES, "HCC-04", Column.MONTH): Decimal("77.91"),
    (_FIGURES, "HCC-05", Column.MONTH): Decimal(42_000_000_000),
    (_FIGURES, "HCC-05", Column.YTD): Decimal(42_000_000_000),
    (_FIGURES, "HCC-05", Column.PLAN): Decimal(247_500_000_000),
    (_FIGURES, "HCC-06", Column.MONTH): Decimal("1204.567"),
    (_FIGURES, "HCC-07", Column.MONTH): Decimal(12),
    (_FIGURES, "HCC-08", Column.YTD): Decimal(1204),
    (_FIGURES, "HCC-09", Column.PLAN): Decimal(5000),
    (_WORDS, "HCC-10", Column.ANSWER): "Có",
    (_WORDS, "HCC-11", Column.ANSWER): "bảo đảm đúng quy trình",
    (_WORDS, "HCC-12", Column.ANSWER): "=HYPERLINK(\"http://x\",\"bấm\") là chữ",
    (_WORDS, "HCC-12", Column.WORDING): "đẩy mạnh giải quyết hồ sơ trực tuyến",
    (_WORDS, "HCC-12", Column.NOTE): "+84 là chữ; @SUM(A1) cũng là chữ",
    (_WORDS, "HCC-13", Column.ANSWER): "Kế hoạch số 05-KH/ĐU\nCông văn số 12-CV/ĐU",
    (_TASKS, "2026-01/1.04", Column.TASK_STATUS): "Đã xong",
    (_TASKS, "2026-01/1.04", Column.RESULT): "Đã giải quyết 12/12 hồ sơ tồn",
    (_TASKS, "2025-12/2.03", Column.TASK_STATUS): "Chuyển tháng sau",
    (_TASKS, "2025-12/2.03", Column.REASON): "Chờ thiết bị",
    (_PROPOSALS, "DX01", Column.PROPOSAL): "Tổ chức hội nghị sơ kết quý I",
    (_PROPOSALS, "DX01", Column.OWNER): "Văn phòng Đảng ủy",
    (_PROPOSALS, "DX01", Column.DUE): "25/3",
    (_PROPOSALS, "DX01", Column.PRODUCT): "Báo cáo",
    (_PROPOSALS, "DX15", Column.GROUNDS): "Theo Kế hoạch số 05",
    (_INFO, "ngay-lap", Column.INFO_VALUE): date(2026, 1, 26),
    (_INFO, "ghi-chu", Column.INFO_VALUE): "Số liệu tính đến 25/01",
}  # fmt: skip
