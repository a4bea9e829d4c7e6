"""What a unit reads in its folder «tra-loi»: one receipt for every file that was dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from nghiquyet.intake.verdicts import verdict
from nghiquyet.model.feedback import Feedback, Point, count_cells
from nghiquyet.model.office import OFFICE_ZONE
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef, Finding
from nghiquyet.model.submission import ACCEPTED_STATUSES, Submission, SubmissionStatus
from nghiquyet.wording import month_and_year
from nghiquyet.workbook.telling import tell

STATUS_LABELS = {
    SubmissionStatus.ACCEPTED: "đã nhận",
    SubmissionStatus.ACCEPTED_WITH_WARNINGS: "đã nhận, có lưu ý",
    SubmissionStatus.RETURNED: "trả lại",
    SubmissionStatus.QUARANTINED: "giữ riêng",
}
_HEADLINE = {
    SubmissionStatus.ACCEPTED: "ĐÃ NHẬN: báo cáo hợp lệ.",
    SubmissionStatus.ACCEPTED_WITH_WARNINGS: "ĐÃ NHẬN, có {points} điểm nên xem lại{cells}.",
    SubmissionStatus.RETURNED: "TRẢ LẠI: có {points} điểm phải sửa{cells} trước khi nhận.",
    SubmissionStatus.QUARANTINED: "KHÔNG NHẬN: tệp được giữ riêng để Văn phòng kiểm tra.",
}
_ERASED = "KHÔNG NHẬN: tệp có dấu chỉ độ mật, đã bị xóa và không được lưu ở đâu."
_ALL_EXPLAINED = "ĐÃ NHẬN: các điểm máy nhắc đều đã được đơn vị giải trình."
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
    "ĐÃ CÓ: {what} giống hệt bản đã gửi lần {version} ({moment}){how}. Không có gì thay đổi; kết "
    "quả của lần đó ({label}) vẫn giữ nguyên."
)
_SAVED_AGAIN = "; tệp chỉ được lưu lại, không sửa ô nào"
_STILL = (
    "Còn {faults} lời nhắc của lần đó chưa được giải quyết: mở tệp kèm theo, xem trang “Cần sửa”, "
    "sửa rồi gửi lại."
)
_NOT_SAVED = "Nếu định sửa, mở lại tệp, kiểm tra xem phần sửa đã được lưu chưa, rồi gửi lại."
_FAILURE = (
    "CHƯA XỬ LÝ ĐƯỢC: Hệ thống gặp sự cố khi xử lý tệp này (mã sự cố {id}). Tệp đã được giữ "
    "nguyên, không phải lỗi của đơn vị; Văn phòng sẽ xử lý lại, đơn vị chưa cần gửi lại."
)
_SHORT_ID = 8


def same_content(file_name: str, newest: Submission, faults: int, *, same_bytes: bool) -> str:
    """The receipt of a workbook that holds what the newest version holds.

    Args:
        file_name: name of the file that was dropped.
        newest: the version that is there.
        faults: how many findings of it are still to be settled.
        same_bytes: not even the file differs.
    """
    text = _SAME.format(
        what="tệp này" if same_bytes else "nội dung tệp này",
        version=newest.version,
        moment=local_moment(newest.received_at),
        how="" if same_bytes else _SAVED_AGAIN,
        label=STATUS_LABELS[newest.status],
    )
    step = _STILL.format(faults=faults) if faults else _NOT_SAVED
    return "\n".join([text, "", f"Tệp: {file_name}", "", step, ""])


def outdated(file_name: str, newest: Submission) -> str:
    """The receipt of a file that was held back while its unit sent a newer one."""
    moment = local_moment(newest.received_at)
    text = (
        f"ĐÃ CÓ BẢN MỚI HƠN: sau tệp này đơn vị đã gửi lần {newest.version} ({moment}). Bản mới "
        "được dùng; tệp này chỉ được lưu lại."
    )
    return "\n".join([text, "", f"Tệp: {file_name}", ""])


def failure(file_name: str, failure_id: str) -> str:
    """The receipt of a file over which our own code failed."""
    text = _FAILURE.format(id=failure_id[:_SHORT_ID])
    return "\n".join([text, "", f"Tệp: {file_name}", ""])


def not_taken(file_name: str) -> str:
    """The receipt of a file that cannot be moved from where it was dropped."""
    text = f"CHƯA NHẬN: {verdict('TEP-KHONG-LAY-DUOC').message}"
    return "\n".join([text, "", f"Tệp: {file_name}", ""])


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
    unused: Sequence[tuple[CellRef, str]] = (),
    erased: bool = False,
) -> str:
    """The receipt in plain Vietnamese.

    Args:
        file_name: name of the file that was dropped.
        status: what became of it.
        findings: what was found; what is for the office only is left out.
        received_at: moment of collection.
        unit_name: the unit, if it could be told.
        period: the period, if it could be told.
        version: number of the submission, if it was stored.
        has_copy: a marked copy of the workbook lies beside the receipt.
        changes: the cells that differ from the last submission, one line each.
        unused: what the unit wrote outside the form, with its place.
        erased: the file bears a mark of secrecy and is gone.
    """
    told = tell(findings)
    lines = [_ERASED if erased else _headline(status, told), "", f"Tệp: {file_name}"]
    lines.append(f"Thời điểm nhận: {local_moment(received_at)}")
    if unit_name and period:
        lines.append(f"Đơn vị: {unit_name}. Kỳ báo cáo: tháng {month_and_year(period)}.")
    if version:
        lines.append(f"Lần gửi thứ {version} của kỳ này.")
    for block in (list(_told_lines(told)), _changed_lines(changes), _unused_lines(unused)):
        lines += ["", *block] if block else []
    return "\n".join([*lines, "", _next_step(status, told, has_copy=has_copy), ""])


def _unused_lines(unused: Sequence[tuple[CellRef, str]]) -> list[str]:
    """What stands outside the form: it is not used, and the unit should know."""
    if not unused:
        return []
    listed = (f"- Trang “{at.sheet}”, ô {at.cell}: {' '.join(text.split())}" for at, text in unused)
    return ["Ghi ngoài biểu mẫu nên không được đưa vào báo cáo:", *listed]


def _headline(status: SubmissionStatus, told: Feedback) -> str:
    if _is_answered(status, told):
        return _ALL_EXPLAINED
    points = told.critical if status is SubmissionStatus.RETURNED else told.warnings
    return _HEADLINE[status].format(points=len(points), cells=_in_cells(points))


def _in_cells(points: Sequence[Point]) -> str:
    """In how many cells; nothing if all of it is about the whole file."""
    cells = count_cells(points)
    return f" (ở {cells} ô)" if cells else ""


def _next_step(status: SubmissionStatus, told: Feedback, *, has_copy: bool) -> str:
    if _is_answered(status, told):
        return _NEXT_STEP[SubmissionStatus.ACCEPTED]
    return _NEXT_STEP[status] if has_copy or status not in _WITH_COPY else _WITHOUT_COPY


def _is_answered(status: SubmissionStatus, told: Feedback) -> bool:
    """Whether everything that was asked has been explained in writing."""
    return status in ACCEPTED_STATUSES and bool(told.explained) and not told.warnings


def _told_lines(told: Feedback) -> Iterator[str]:
    """One numbered line for each thing to do, however many cells it is about."""
    sections = {
        "PHẢI SỬA": told.critical,
        "NÊN XEM LẠI": told.warnings,
        "ĐÃ GIẢI TRÌNH": told.explained,
    }
    for urgency, points in sections.items():
        for point in points:
            answer = f" Đơn vị giải trình: {point.explanation}" if point.explanation else ""
            told_of = f"{_where(point)}{point.message}{answer}"
            yield f"{point.number}. [{urgency}] {told_of}"


def _where(point: Point) -> str:
    """The places of a point in words; nothing if it is about the whole file."""
    if len(point.places) == 1:
        ((first, *_),) = point.places
        if first.at is None:
            return ""
        return f"{first.code} (trang “{first.at.sheet}”, ô {first.at.cell}): ".lstrip()
    by_sheet: dict[str, list[str]] = {}
    for first, *_ in point.places:
        if first.at is not None:
            by_sheet.setdefault(first.at.sheet, []).append(first.at.cell)
    listed = (f"{', '.join(cells)} (trang “{sheet}”)" for sheet, cells in by_sheet.items())
    return f"Các ô {'; '.join(listed)}: " if by_sheet else ""


def _changed_lines(changes: Sequence[str]) -> list[str]:
    if not changes:
        return []
    return [f"So với lần gửi trước: đổi {len(changes)} ô:", *(f"- {each}" for each in changes)]


def local_moment(moment: datetime) -> str:
    """``15:02 ngày 27/01/2026`` on the office's clock."""
    return f"{moment.astimezone(OFFICE_ZONE):%H:%M ngày %d/%m/%Y}"
