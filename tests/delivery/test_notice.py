"""The notice: what lies there, how many flags to clear, who is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from nghiquyet.delivery.notice import compose_notice
from nghiquyet.model.draft import Block, Draft, Figure, ReviewLine, Section, Span, SubSection
from nghiquyet.model.office import Office, Signer, Unit
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Severity

FLAG = "[CHƯA CÓ SỐ LIỆU – UBKT]"
MISSING = [
    ReviewLine("missing", Severity.CRITICAL, "I.1", "Chưa có UBKT-03.", unit="ubkt"),
    ReviewLine("missing", Severity.CRITICAL, "I.1", "Chưa có UBKT-04.", unit="ubkt"),
    ReviewLine("missing", Severity.CRITICAL, "I.1", "Chưa có một số liệu.", unit="la"),
]
LATE = ReviewLine("late", Severity.WARNING, "", "Chi bộ thôn 7 chưa gửi báo cáo.", unit="cb-07")
OFFICE = Office(
    *("ke-sat", "Kẻ Sặt", "", "", "Kẻ Sặt", "NQ/ĐU", "", "", ""),
    signer=Signer("", "", ""),
    recipients=(),
    closing="",
    units=(Unit("ubkt", "Ủy ban Kiểm tra Đảng ủy", "UBKT", "ubkt", 1, Period(2025, 7)),),
)


def a_draft(*figures: Figure, review: tuple[ReviewLine, ...] = ()) -> Draft:
    block = Block("i1_01", tuple(Span(figure.text, figure) for figure in figures))
    return Draft(
        id="a" * 32,
        office="ke-sat",
        period=Period(2026, 1),
        created_at=datetime(2026, 1, 27, 18, 30, tzinfo=UTC),
        sections=(Section("I", "", (SubSection("I.1", "", (block,)),)),),
        closing="",
        review=review,
    )


def test_what_is_left_to_do() -> None:
    flags = [Figure(f"f{n}", "UBKT-04", FLAG, missing=True) for n in range(3)]
    draft = a_draft(*flags, Figure("g", "HCC-02", "391"), review=(*MISSING, LATE))
    assert compose_notice(draft, OFFICE).split("\n") == [
        "DỰ THẢO NGHỊ QUYẾT THÁNG 02/2026",
        "Đánh giá tháng 01/2026. Lập lúc 01:30 28/01/2026.",
        "",
        "Trong thư mục này:",
        "- du-thao-nghi-quyet-thang-02-2026.docx: dự thảo để Văn phòng sửa và trình; "
        "chỗ thiếu số liệu tô vàng, chỗ cần xem có chú thích ở lề.",
        "- du-thao-nghi-quyet-thang-02-2026-co-nguon.docx: như trên, mỗi số liệu có chú thích "
        "ghi rõ đơn vị, tệp, bản, sheet và ô.",
        "- phieu-ra-soat-thang-02-2026.docx: phiếu rà soát: những việc phải xem trước khi trình, "
        "căn cứ của từng nhiệm vụ đề xuất.",
        "- phu-luc-so-lieu-thang-02-2026.docx: phụ lục số liệu, so sánh với tháng trước và "
        "cùng kỳ năm trước; phụ lục nhiệm vụ.",
        "",
        "Việc cần làm trước khi trình:",
        "- Bổ sung hoặc bỏ 03 chỗ thiếu số liệu (tô vàng trong dự thảo).",
        "- Xem 04 nội dung trong phiếu rà soát.",
        "Đơn vị còn thiếu số liệu:",
        "- Ủy ban Kiểm tra Đảng ủy",
        "- la",
        "Đơn vị chưa gửi hoặc gửi muộn:",
        "- Chi bộ thôn 7 chưa gửi báo cáo.",
    ]


def test_nothing_is_left_to_do() -> None:
    text = compose_notice(a_draft(Figure("g", "HCC-02", "391")), OFFICE)
    assert text.endswith("Việc cần làm trước khi trình:\n- Không còn chỗ nào thiếu số liệu.")


def test_a_late_unit_alone() -> None:
    text = compose_notice(replace(a_draft(), review=(LATE,)), OFFICE)
    assert "còn thiếu số liệu:" not in text
    assert text.endswith("Đơn vị chưa gửi hoặc gửi muộn:\n- Chi bộ thôn 7 chưa gửi báo cáo.")
