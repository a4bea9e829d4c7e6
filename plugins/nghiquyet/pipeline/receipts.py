"""What a unit reads in its folder «tra-loi»: one receipt for every file that was dropped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from nghiquyet.model.office import OFFICE_ZONE
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Finding, Severity
from nghiquyet.model.submission import Submission, SubmissionStatus
from nghiquyet.wording import month_and_year

STATUS_LABELS = {
    SubmissionStatus.ACCEPTED: "đã nhận",
    SubmissionStatus.ACCEPTED_WITH_WARNINGS: "đã nhận, có lưu ý",
    SubmissionStatus.RETURNED: "trả lại",
    SubmissionStatus.QUARANTINED: "giữ riêng",
}
_HEADLINE = {
    SubmissionStatus.ACCEPTED: "ĐÃ NHẬN: báo cáo hợp lệ.",
    SubmissionStatus.ACCEPTED_WITH_WARNINGS: "ĐÃ NHẬN, có {warnings} chỗ nên xem lại.",
    SubmissionStatus.RETURNED: "TRẢ LẠI: có {critical} chỗ phải sửa trước khi nhận.",
    SubmissionStatus.QUARANTINED: "KHÔNG NHẬN: tệp được giữ riêng để văn phòng kiểm tra.",
}
_NEXT_STEP = {
    SubmissionStatus.ACCEPTED: "Không phải làm gì thêm. Nếu số liệu thay đổi, sửa rồi gửi lại.",
    SubmissionStatus.ACCEPTED_WITH_WARNINGS: (
        "Mở tệp kèm theo, xem trang “Cần sửa”. Sửa, hoặc ghi lý do ở cột Ghi chú, rồi gửi lại."
    ),
    SubmissionStatus.RETURNED: (
        "Mở tệp kèm theo, xem trang “Cần sửa” và các ô được đánh dấu. Sửa xong, lưu lại và gửi "
        "chính tệp đó."
    ),
    SubmissionStatus.QUARANTINED: "Làm theo hướng dẫn ở trên, hoặc liên hệ Văn phòng Đảng ủy.",
}
_WITH_COPY = frozenset({SubmissionStatus.ACCEPTED_WITH_WARNINGS, SubmissionStatus.RETURNED})
_WITHOUT_COPY = "Làm theo hướng dẫn ở trên rồi gửi lại; cần hỏi thì liên hệ Văn phòng Đảng ủy."
_SAME = (
    "ĐÃ CÓ: {what} giống hệt bản đã gửi lần {version} ({moment}). Không có gì thay đổi; "
    "kết quả của lần đó vẫn giữ nguyên{status}."
)
_FAILED = (
    "Hệ thống gặp sự cố khi xử lý tệp này (mã sự cố {id}). Tệp đã được giữ nguyên, không phải lỗi "
    "của đơn vị; Văn phòng sẽ xử lý lại, đơn vị chưa cần gửi lại."
)


def receipt(
    file_name: str,
    status: SubmissionStatus,
    findings: Sequence[Finding],
    *,
    received_at: datetime,
    unit_name: str = "",
    period: Period | None = None,
    version: int | None = None,
    has_copy: bool = False,
    changes: Sequence[str] = (),
) -> str:
    """The receipt in plain Vietnamese.

    Args:
        file_name: name of the file that was dropped.
        status: what became of it.
        findings: what was found, most urgent first.
        received_at: moment of collection.
        unit_name: the unit, if it could be told.
        period: the period, if it could be told.
        version: number of the submission, if it was stored.
        has_copy: a marked copy of the workbook lies beside the receipt.
        changes: what it changed of the version before, a line a cell.
    """
    counts = {
        "critical": sum(item.severity is Severity.CRITICAL for item in findings),
        "warnings": sum(item.severity is Severity.WARNING for item in findings),
    }
    lines = [
        _HEADLINE[status].format(**counts),
        "",
        f"Tệp: {file_name}",
        f"Thời điểm nhận: {local_moment(received_at)}",
    ]
    if unit_name and period:
        lines.append(f"Đơn vị: {unit_name}. Kỳ báo cáo: tháng {month_and_year(period)}.")
    if version:
        lines.append(f"Lần gửi thứ {version} của kỳ này.")
    if changes:
        lines += ["", f"So với lần gửi trước, đổi {len(changes)} ô:", *changes]
    if findings:
        lines += ["", *(_finding_line(place, item) for place, item in enumerate(findings, 1))]
    next_step = _NEXT_STEP[status] if has_copy or status not in _WITH_COPY else _WITHOUT_COPY
    return "\n".join([*lines, "", next_step, ""])


def same_content(file_name: str, newest: Submission, faults: int, *, same_bytes: bool) -> str:
    """The receipt of a workbook that holds what the newest version holds.

    Args:
        file_name: name of the file that was dropped.
        newest: the version that is there.
        faults: how many places of it are still to be mended.
        same_bytes: not even the file differs.
    """
    status = f" ({STATUS_LABELS[newest.status]}, {faults} chỗ phải xem)" if faults else ""
    text = _SAME.format(
        what="tệp này" if same_bytes else "nội dung tệp này (chỉ lưu lại, không sửa ô nào)",
        version=newest.version,
        moment=local_moment(newest.received_at),
        status=status,
    )
    return f"{text}\n\nTệp: {file_name}\n"


def failure(file_name: str, failure_id: str) -> str:
    """The receipt of a file over which our own code failed."""
    return f"{_FAILED.format(id=failure_id[:8])}\n\nTệp: {file_name}\n"


def _finding_line(place: int, finding: Finding) -> str:
    where = ""
    if finding.at is not None:
        where = f" {finding.code} (trang “{finding.at.sheet}”, ô {finding.at.cell}):"
    urgency = "PHẢI SỬA" if finding.severity is Severity.CRITICAL else "NÊN XEM LẠI"
    return f"{place}. [{urgency}]{where} {finding.message}"


def local_moment(moment: datetime) -> str:
    """``15:02 ngày 27/01/2026`` on the office's clock."""
    return f"{moment.astimezone(OFFICE_ZONE):%H:%M ngày %d/%m/%Y}"
