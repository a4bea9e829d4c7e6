"""What a unit reads after each of its files, whatever became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.store.records import a_submission

from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef, Finding, Severity
from nghiquyet.model.submission import ACCEPTED_STATUSES, Submission, SubmissionStatus
from nghiquyet.pipeline.receipts import STATUS_LABELS, failure, receipt, same_content

CRITICAL, WARNING, INFO = Severity.CRITICAL, Severity.WARNING, Severity.INFO
MOMENT = datetime(2026, 1, 27, 8, 2, tzinfo=UTC)
BLANK = "Ô này đang trống. Ghi số liệu; nếu trong tháng không phát sinh thì ghi 0."


def found(cell: str, message: str, severity: Severity = WARNING, **more: str) -> Finding:
    sheet = more.pop("sheet", "Số liệu")
    at = CellRef(sheet, cell)
    return Finding("X-R1", severity, message, f"X-{cell}", "month", at, **more)  # type: ignore[arg-type]


def told(status: SubmissionStatus, *findings: Finding, **more: object) -> list[str]:
    options: dict[str, object] = {"received_at": MOMENT, "has_copy": True, **more}
    return receipt("bao cao.xlsx", status, findings, **options).split("\n")  # type: ignore[arg-type]


def test_an_accepted_report_needs_nothing_more() -> None:
    period = Period(2026, 1)
    lines = told(SubmissionStatus.ACCEPTED, unit_name="Công an xã", period=period, version=2)
    assert lines == [
        "ĐÃ NHẬN: báo cáo hợp lệ.",
        "",
        "Tệp: bao cao.xlsx",
        "Thời điểm nhận: 15:02 ngày 27/01/2026",
        "Đơn vị: Công an xã. Kỳ báo cáo: tháng 01/2026.",
        "Lần gửi thứ 2 của kỳ này.",
        "",
        "Không phải làm gì thêm. Nếu số liệu thay đổi, sửa rồi gửi lại.",
        "",
    ]


def test_one_message_about_many_cells_is_one_line_that_names_them_all() -> None:
    cells = [found(f"E{row}", BLANK) for row in (12, 7, 9, *range(20, 40))]
    lines = told(SubmissionStatus.ACCEPTED_WITH_WARNINGS, *cells)
    assert lines[0] == "ĐÃ NHẬN, có 1 điểm nên xem lại (ở 23 ô)."
    numbered = [line for line in lines if line.startswith(("1.", "2."))]
    assert len(numbered) == 1
    assert numbered[0].startswith("1. [NÊN XEM LẠI] Các ô E7, E9, E12, E20, E21, ")
    assert numbered[0].endswith(f"E38, E39 (trang “Số liệu”): {BLANK}")


def test_cells_of_several_sheets_are_named_sheet_by_sheet() -> None:
    cells = [found("D8", BLANK, sheet="Kết quả bằng lời"), found("F12", BLANK), found("E12", BLANK)]
    lines = told(SubmissionStatus.ACCEPTED_WITH_WARNINGS, *cells)
    assert lines[5] == (
        "1. [NÊN XEM LẠI] Các ô E12, F12 (trang “Số liệu”); D8 (trang “Kết quả bằng lời”): " + BLANK
    )


def test_what_must_be_mended_comes_first_and_cells_are_counted_once() -> None:
    lines = told(
        SubmissionStatus.RETURNED,
        found("E7", "Nên xem lại."),
        found("E9", "Chỉ gõ con số.", CRITICAL),
        found("E9", "Không được âm.", CRITICAL),
        Finding("BIEU-DONG", CRITICAL, "Thiếu dòng HCC-05."),
        found("E1", "Chỉ để Văn phòng biết.", INFO),
    )
    assert lines[0] == "TRẢ LẠI: có 3 điểm phải sửa (ở 1 ô) trước khi nhận."
    assert lines[5:9] == [
        "1. [PHẢI SỬA] Thiếu dòng HCC-05.",
        "2. [PHẢI SỬA] X-E9 (trang “Số liệu”, ô E9): Chỉ gõ con số.",
        "3. [PHẢI SỬA] X-E9 (trang “Số liệu”, ô E9): Không được âm.",
        "4. [NÊN XEM LẠI] X-E7 (trang “Số liệu”, ô E7): Nên xem lại.",
    ]
    assert lines[10].startswith("Mở tệp kèm theo, xem trang “Cần sửa” và các ô được đánh dấu.")
    assert "Văn phòng biết" not in "\n".join(lines)


def test_without_a_copy_no_copy_is_spoken_of() -> None:
    lines = told(SubmissionStatus.RETURNED, found("E9", "Sai.", CRITICAL), has_copy=False)
    assert "tệp kèm theo" not in "\n".join(lines)
    assert lines[-2].startswith("Làm theo hướng dẫn ở trên rồi gửi lại")


def test_a_file_kept_apart_says_whom_to_call() -> None:
    macro = Finding("TEP-MACRO", CRITICAL, "Tệp có macro.")
    lines = told(SubmissionStatus.QUARANTINED, macro, has_copy=False)
    assert lines[0] == "KHÔNG NHẬN: tệp được giữ riêng để Văn phòng kiểm tra."
    assert lines[-2] == "Làm theo hướng dẫn ở trên, hoặc liên hệ Văn phòng Đảng ủy."


def test_an_explained_warning_is_repeated_with_its_explanation() -> None:
    explained = found("E7", "Tăng nhiều.", explanation="Nhận 11 đồng chí từ xã cũ.")
    lines = told(SubmissionStatus.ACCEPTED_WITH_WARNINGS, found("E9", "Xem lại."), explained)
    assert lines[0] == "ĐÃ NHẬN, có 1 điểm nên xem lại (ở 1 ô)."
    assert lines[6] == (
        "2. [ĐÃ GIẢI TRÌNH] X-E7 (trang “Số liệu”, ô E7): Tăng nhiều. "
        "Đơn vị giải trình: Nhận 11 đồng chí từ xã cũ."
    )
    for status in ACCEPTED_STATUSES:
        alone = told(status, explained)
        assert alone[0] == "ĐÃ NHẬN: các điểm máy nhắc đều đã được đơn vị giải trình."
        assert alone[-2].startswith("Không phải làm gì thêm.")


def test_a_long_text_is_quoted_in_part_and_it_is_said_so() -> None:
    text = "Hội nghị tổng kết. " * 100
    lines = told(
        SubmissionStatus.RETURNED, found("D8", f"Đang ghi “{text}”.", CRITICAL, value=text)
    )
    assert "… (còn 1600 ký tự, xem trong ô)”." in lines[5]
    assert len(lines[5]) < 450


def test_what_changed_since_the_last_time_is_listed() -> None:
    changes = ["HCC-03a, Trong tháng: 428 → 328", "HCC-03b, Trong tháng: 345 → 245"]
    lines = told(SubmissionStatus.ACCEPTED, changes=changes)
    assert lines[5:8] == [
        "So với lần gửi trước: đổi 2 ô:",
        "- HCC-03a, Trong tháng: 428 → 328",
        "- HCC-03b, Trong tháng: 345 → 245",
    ]
    assert "So với" not in "\n".join(told(SubmissionStatus.ACCEPTED))


def before(status: SubmissionStatus) -> Submission:
    return replace(a_submission("ubkt"), version=3, status=status, received_at=MOMENT)


@pytest.mark.parametrize("status", [*SubmissionStatus][:3])
def test_a_workbook_only_saved_again_changes_nothing(status: SubmissionStatus) -> None:
    lines = same_content("moi.xlsx", before(status), 0, same_bytes=False).split("\n")
    assert lines[0] == (
        "ĐÃ CÓ: nội dung tệp này giống hệt bản đã gửi lần 3 (15:02 ngày 27/01/2026); tệp chỉ được "
        "lưu lại, không sửa ô nào. Không có gì thay đổi; kết quả của lần đó "
        f"({STATUS_LABELS[status]}) vẫn giữ nguyên."
    )
    assert lines[2] == "Tệp: moi.xlsx"
    assert "kiểm tra xem phần sửa đã được lưu chưa" in lines[4]


def test_the_same_bytes_are_told_apart_from_the_same_content() -> None:
    text = same_content("moi.xlsx", before(SubmissionStatus.ACCEPTED), 0, same_bytes=True)
    assert text.startswith("ĐÃ CÓ: tệp này giống hệt bản đã gửi lần 3 (15:02 ngày 27/01/2026). ")
    assert "chỉ được lưu lại" not in text


def test_what_was_returned_and_is_not_mended_is_asked_for_again() -> None:
    text = same_content("moi.xlsx", before(SubmissionStatus.RETURNED), 2, same_bytes=True)
    assert "Còn 2 điểm của lần đó chưa được giải quyết: mở tệp kèm theo" in text


def test_a_failure_of_ours_is_no_fault_of_the_unit() -> None:
    text = failure("bao cao.xlsx", "0f3a5b7c9d1e4f60a1b2c3d4e5f60718")
    assert "(mã sự cố 0f3a5b7c)" in text
    assert "không phải lỗi của đơn vị" in text
    assert text.endswith("đơn vị chưa cần gửi lại.\n\nTệp: bao cao.xlsx\n")
