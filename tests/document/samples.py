"""A small draft with every kind of figure, made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from nghiquyet.model.draft import (
    AnnexLine,
    Block,
    Draft,
    Figure,
    ReviewLine,
    Section,
    Source,
    Span,
    SubSection,
)
from nghiquyet.model.office import Office, Signer, Unit
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Severity
from nghiquyet.model.task import Proposal, Reason, TaskClass

JANUARY = Period(2026, 1)
HOSTILE = "A & B <được> {{ 7 * 7 }} {% for x in y %} {_{ }_} \ue0000\ue001 “Sổ tay”"
HOSTILE_PRINTED = "A & B <được> {{ 7 * 7 }} {% for x in y %} {_{ }_} 0 “Sổ tay”"
FLAG = "[CHƯA CÓ SỐ LIỆU – UBKT]"


def a_source(code: str, unit: str, name: str, value: str, cell: str = "D12") -> Source:
    return Source(
        indicator=code,
        unit=unit,
        unit_name=name,
        submission_id="a" * 32,
        version=2,
        file_name=f"{unit}.xlsx",
        sha256="b" * 64,
        received_at=datetime(2026, 1, 27, 8, 2, tzinfo=UTC),
        sheet="Số liệu",
        cell=cell,
        value=value,
    )


def a_sum(units: int) -> Figure:
    sources = tuple(
        a_source("CB-01", f"cb-{number:02d}", f"Chi bộ thôn {number}", str(number), "E7")
        for number in range(1, units + 1)
    )
    text = str(sum(range(1, units + 1)))
    return Figure("f_sum", "UBKT-03", text, sources, formula=f"tổng CB-01 của {units} chi bộ")


def a_block(block_id: str, *spans: str | Figure, dashed: bool = False) -> Block:
    made = tuple(Span(span) if isinstance(span, str) else Span(span.text, span) for span in spans)
    return Block(block_id, made, dashed)


FILES = Figure("f_hcc", "HCC-02a", "391", (a_source("HCC-02a", "hcc", "Trung tâm A & B", "391"),))
BUDGET = Figure(
    "f_thu",
    "UBTC-01",
    "42 tỷ đồng",
    (a_source("UBTC-01", "ub-tc", "Phòng Kinh tế", "42.000.000.000"),),
    estimated=True,
    remark="Giảm 19,5 tỷ đồng so với tháng trước.",
)
MISSING = Figure("f_thieu", "UBKT-04", FLAG, missing=True)

REVIEW = (
    ReviewLine(
        "late", Severity.WARNING, "Chi bộ thôn 7", "Chi bộ thôn 7 gửi sau hạn.", unit="cb-07"
    ),
    ReviewLine(
        "missing",
        Severity.CRITICAL,
        "Mục I.1, UBKT-04",
        "UBKT chưa báo cáo UBKT-04.",
        unit="ubkt",
        quote=FLAG,
        block="i1_02",
    ),
    ReviewLine(
        "wording",
        Severity.INFO,
        "Mục I.1",
        "Kiểm tra tên riêng.",
        rule="W-01",
        quote="thành lập Trạm Y tế xã Kè Sắt",
        block="i1_01",
    ),
    ReviewLine("something new", Severity.INFO, "Toàn bộ", "Loại chưa từng có."),
)

_RECURRING = Reason(TaskClass.STANDING, "recurring", "tiep-dan", "Nhiệm vụ hằng tháng.")
_ELECTION = Reason(TaskClass.CALENDAR, "campaign", "bau-cu", "Bầu cử ngày 15/3/2026.")
TASK = Proposal(
    id="recurring:tiep-dan",
    sub_section="II.1",
    group="don-thu",
    order=1,
    text="duy trì tiếp công dân",
    reasons=(_RECURRING, _ELECTION),
    unit="ubkt",
    due="28/02/2026",
    product="Báo cáo",
)

SECTIONS = (
    Section(
        "I",
        "ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO THÁNG 01",
        (
            SubSection(
                "I.1",
                "Công tác xây dựng Đảng",
                (
                    a_block(
                        "i1_01",
                        "Tiếp nhận ",
                        FILES,
                        " hồ sơ; thành lập Trạm Y tế xã Kè Sắt.",
                    ),
                    a_block("i1_02", "Các chi bộ kiểm tra ", a_sum(5), ", giám sát ", MISSING, "."),
                ),
            ),
            SubSection(
                "I.2",
                "Công tác chính quyền",
                (a_block("i2_01", "Tổng thu ước đạt ", BUDGET, "."), a_block("i2_02", HOSTILE)),
            ),
        ),
    ),
    Section(
        "II",
        "PHƯƠNG HƯỚNG NHIỆM VỤ THÁNG 02",
        (
            SubSection(
                "II.1",
                "Công tác xây dựng Đảng",
                (
                    replace(
                        a_block("ii1_01", "Duy trì tiếp công dân.", dashed=True), proposals=(TASK,)
                    ),
                    a_block("ii1_02", "Tiếp tục học tập."),
                ),
            ),
        ),
    ),
)

ANNEX = (
    AnnexLine(
        "HCC-02a",
        "Hồ sơ tiếp nhận",
        "Trung tâm A & B",
        "hồ sơ",
        "391",
        ytd="391",
        previous="402",
        change=Decimal(-11),
        last_year="350",
    ),
    AnnexLine(
        "UBTC-01",
        "Tổng thu",
        "Phòng Kinh tế",
        "tỷ đồng",
        "42",
        plan="247",
        previous="22,5",
        change=Decimal("19.5"),
        note="ước",
    ),
    AnnexLine("HCC-09", "Ý kiến", "Trung tâm A & B", "", "Câu trả lời dài bằng lời của đơn vị"),
    AnnexLine("HCC-10", "Không đổi", "Trung tâm A & B", "hồ sơ", "5", change=Decimal(0)),
)

DRAFT = Draft(
    id="0123456789abcdef0123456789abcdef",
    office="ke-sat",
    period=JANUARY,
    created_at=datetime(2026, 1, 27, 18, 30, tzinfo=UTC),
    sections=SECTIONS,
    closing="Trên đây là Nghị quyết tháng 02/2026.",
    review=REVIEW,
    annex=ANNEX,
    not_proposed=(
        Reason(TaskClass.CALENDAR, "calendar", "trung-thu", "Trung thu không rơi vào tháng 02."),
    ),
)

OFFICE = Office(
    code="ke-sat",
    commune="Kẻ Sặt",
    superior="ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG",
    issuer="ĐẢNG ỦY XÃ KẺ SẶT",
    place="Kẻ Sặt",
    number_sign="NQ/ĐU",
    party_term="2025–2030",
    council_term="2026–2031",
    council_number="II",
    signer=Signer("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Nguyễn Văn A"),
    recipients=("- Các chi bộ trực thuộc,", "- Lưu VP."),
    closing="",
    units=(
        Unit("ubkt", "Ủy ban Kiểm tra Đảng ủy", "UBKT", "ubkt", 1, Period(2025, 7)),
        Unit("cb-07", "Chi bộ thôn 7", "CB 07", "cb", 2, Period(2025, 7)),
    ),
)

PRINTED = [
    "ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG",
    "ĐẢNG ỦY XÃ KẺ SẶT",
    "*",
    "Số        -NQ/ĐU",
    "DỰ THẢO",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Kẻ Sặt, ngày     tháng 01 năm 2026",
    "NGHỊ QUYẾT",
    "CỦA BAN THƯỜNG VỤ ĐẢNG ỦY",
    "về thực hiện nhiệm vụ chính trị tháng 02",
    "-----",
    "I. ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO THÁNG 01",
    "1. Công tác xây dựng Đảng",
    "Tiếp nhận 391 hồ sơ; thành lập Trạm Y tế xã Kè Sắt.",
    f"Các chi bộ kiểm tra 15, giám sát {FLAG}.",
    "2. Công tác chính quyền",
    "Tổng thu ước đạt 42 tỷ đồng.",
    HOSTILE_PRINTED,
    "II. PHƯƠNG HƯỚNG NHIỆM VỤ THÁNG 02",
    "1. Công tác xây dựng Đảng",
    "- Duy trì tiếp công dân.",
    "Tiếp tục học tập.",
    "Trên đây là Nghị quyết tháng 02/2026.",
    "Nơi nhận:",
    "- Các chi bộ trực thuộc,",
    "- Lưu VP.",
    "T/M BAN THƯỜNG VỤ",
    "PHÓ BÍ THƯ",
    "Nguyễn Văn A",
]
