"""Whose workbook is it, and for which month: what its tags claim, held against what is known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nghiquyet.intake.contradictions import contradicting
from nghiquyet.intake.guesses import guess_origin
from nghiquyet.model.indicator import Form
from nghiquyet.model.office import Office, Unit
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef, Finding, Severity
from nghiquyet.model.submission import FormTag
from nghiquyet.wording import month_and_year, shortened

_QUOTED = 120
_NEW_COPY = (
    "Lấy biểu mẫu trong thư mục “bieu-mau” của đơn vị, điền lại (không đổi hoặc xóa dòng mã nhỏ "
    "ở góc trên bên phải mỗi trang), rồi gửi."
)
_MESSAGES = {
    "DANH-TINH-KHONG-CO": (
        "Không tìm thấy mã nhận dạng (dòng chữ nhỏ bắt đầu bằng “NQ1:” ở góc trên bên phải mỗi "
        f"trang), nên không biết tệp của đơn vị nào, kỳ nào. {_NEW_COPY}"
    ),
    "DANH-TINH-NHIEU": (
        "Trong tệp có các trang của nhiều biểu mẫu khác nhau: {tags}. Mỗi tệp chỉ được chứa một "
        f"biểu mẫu của một đơn vị, một kỳ. {_NEW_COPY}"
    ),
    "DANH-TINH-CAP-UY": (
        "Tệp ghi mã cấp ủy “{tag.office}” không có ở đây; có thể gửi nhầm nơi. Kiểm tra lại, "
        "gửi đến đúng cấp ủy hoặc hỏi Văn phòng Đảng ủy."
    ),
    "DANH-TINH-DON-VI": (
        "Tệp ghi mã đơn vị “{tag.unit}” không có trong danh sách đơn vị báo cáo. Lấy biểu mẫu "
        "trong thư mục “bieu-mau” của đơn vị mình, hoặc hỏi Văn phòng Đảng ủy."
    ),
    "DANH-TINH-NHAM-THU-MUC": (
        "Biểu mẫu này là của {unit.name}, nhưng được gửi vào thư mục của {folder}. Nếu gửi nhầm "
        "thư mục, chuyển tệp sang thư mục “gui” của {unit.name}. Nếu chép từ biểu mẫu của đơn vị "
        "khác, lấy biểu mẫu của đơn vị mình để điền lại."
    ),
    "DANH-TINH-TRAI-NHAU": (
        "Mã nhận dạng cho biết đây là biểu mẫu của {unit.name}, kỳ tháng {month}, nhưng trong tệp "
        "lại ghi khác: {listed}. Nếu đây là báo cáo của tháng khác hoặc đơn vị khác: lấy biểu mẫu "
        "của đúng tháng, đúng đơn vị trong thư mục “bieu-mau”, chép số liệu sang rồi gửi tệp đó "
        "(sửa chữ trên biểu mẫu cũ không đổi được kỳ báo cáo). Nếu đúng là báo cáo tháng {month} "
        "của {unit.name}: ghi lại các ô nói trên như trong biểu mẫu trống của tháng {month} rồi "
        "gửi lại."
    ),
    "DANH-TINH-KY-SAU": (
        "Biểu mẫu ghi kỳ tháng {month}, là kỳ chưa đến. Kiểm tra lại và lấy đúng biểu mẫu của kỳ "
        "đang báo cáo trong thư mục “bieu-mau”."
    ),
    "DANH-TINH-NGOAI-DANH-SACH": (
        "{unit.name} không thuộc danh sách đơn vị báo cáo của kỳ tháng {month}. Kiểm tra lại kỳ "
        "báo cáo, hoặc hỏi Văn phòng Đảng ủy."
    ),
    "DANH-TINH-KY-DA-DONG": (
        "Kỳ tháng {month} đã khóa sổ sau khi ban hành nghị quyết, nên không nhận thêm. Số liệu "
        "cần điều chỉnh thì báo Văn phòng Đảng ủy và đưa vào kỳ sau."
    ),
    "DANH-TINH-MAU-CU": (
        "Tệp làm theo mẫu cũ (bản {tag.version}); mẫu đang dùng là bản {current}. Lấy biểu mẫu "
        "mới trong thư mục “bieu-mau”, chép số liệu sang rồi gửi lại."
    ),
    "DANH-TINH-MAU-MOI": (
        "Tệp làm theo mẫu bản {tag.version}, mới hơn bản {current} đang dùng ở đây. Lấy biểu mẫu "
        "trong thư mục “bieu-mau”, hoặc báo Văn phòng Đảng ủy cập nhật hệ thống."
    ),
}


@dataclass(frozen=True)
class Identity:
    """Whose workbook it is, and for which month."""

    office: Office
    unit: Unit
    period: Period
    version: int

    @property
    def key(self) -> tuple[str, str, Period]:
        """Codes of office and unit, and the month."""
        return self.office.code, self.unit.code, self.period


def identify(
    tags: Sequence[FormTag],
    *,
    folder: tuple[str, str] | None,
    offices: Mapping[str, Office],
    forms: Mapping[str, Form],
    closed: Callable[[str], Collection[Period]],
    today: date,
    printed: Iterable[str] = (),
    claims: Iterable[tuple[CellRef, str]] = (),
) -> Identity | Finding:
    """Hold what a workbook's tags claim against what is known.

    Args:
        tags: every distinct tag found in the workbook.
        folder: office and unit of the drop folder it lay in; None if it lay loose.
        offices: the offices by code.
        forms: the forms by code, with the template versions that are taken.
        closed: the published months of an office, by its code.
        today: the date on the offices' clock.
        printed: short texts of the workbook, from which its unit and month may be guessed when
            its tags do not tell; what is guessed is asked about.
        claims: the cells in which the form prints whose it is, and what they say now.

    Returns:
        The identity, or the first thing that is wrong with it.
    """
    if not tags:
        return _asking(_finding("DANH-TINH-KHONG-CO"), printed, folder, offices)
    if len(tags) > 1:
        listed = ", ".join(f"{tag.unit} – tháng {month_and_year(tag.period)}" for tag in tags)
        return _finding("DANH-TINH-NHIEU", tags=listed, value=", ".join(t.text for t in tags))
    (tag,) = tags
    office = offices.get(tag.office)
    if office is None:
        return _finding("DANH-TINH-CAP-UY", tag=tag)
    unit = _unit(office, tag.unit)
    if unit is None:
        return _asking(_finding("DANH-TINH-DON-VI", tag=tag), printed, folder, offices)
    if folder is not None and folder != (tag.office, tag.unit):
        return _finding("DANH-TINH-NHAM-THU-MUC", tag=tag, unit=unit, folder=_name(folder, offices))
    wrong = _relabelled(claims, tag, unit, office)
    wrong = wrong or _wrong_period(tag, unit, closed(office.code), today)
    return wrong or _wrong_version(tag, forms[unit.form]) or _identity(office, unit, tag)


def _identity(office: Office, unit: Unit, tag: FormTag) -> Identity:
    return Identity(office, unit, tag.period, tag.version)


def _relabelled(
    claims: Iterable[tuple[CellRef, str]], tag: FormTag, unit: Unit, office: Office
) -> Finding | None:
    """Whether the workbook says in plain sight that it is another than its tag says."""
    places: dict[str, list[str]] = {}
    for at, text in contradicting(claims, tag, unit, office):
        places.setdefault(shortened(text, _QUOTED), []).append(f"trang “{at.sheet}”, ô {at.cell}")
    listed = "; ".join(f"“{text}” ({'; '.join(cells)})" for text, cells in places.items())
    return _finding("DANH-TINH-TRAI-NHAU", tag=tag, unit=unit, listed=listed) if listed else None


def _wrong_period(
    tag: FormTag, unit: Unit, closed: Collection[Period], today: date
) -> Finding | None:
    if tag.period > Period(today.year, today.month):
        return _finding("DANH-TINH-KY-SAU", tag=tag)
    if not unit.reports_in(tag.period):
        return _finding("DANH-TINH-NGOAI-DANH-SACH", tag=tag, unit=unit)
    if tag.period in closed:
        return _finding("DANH-TINH-KY-DA-DONG", tag=tag)
    return None


def _wrong_version(tag: FormTag, form: Form) -> Finding | None:
    if form.accepts(tag.version, tag.period):
        return None
    rule = "DANH-TINH-MAU-CU" if tag.version < form.version else "DANH-TINH-MAU-MOI"
    return _finding(rule, tag=tag, current=form.version)


def _finding(rule: str, tag: FormTag | None = None, value: str = "", **told: object) -> Finding:
    month = month_and_year(tag.period) if tag is not None else ""
    message = _MESSAGES[rule].format(tag=tag, month=month, **told)
    return Finding(
        rule, Severity.CRITICAL, message, value=value or (tag.text if tag is not None else "")
    )


def _asking(
    finding: Finding,
    printed: Iterable[str],
    folder: tuple[str, str] | None,
    offices: Mapping[str, Office],
) -> Finding:
    question = guess_origin(printed, folder, offices).question
    return replace(finding, message=f"{finding.message} {question}")


def _unit(office: Office, code: str) -> Unit | None:
    try:
        return office.unit(code)
    except KeyError:
        return None


def _name(folder: tuple[str, str], offices: Mapping[str, Office]) -> str:
    """How people call the unit of a folder; the folder itself if nobody knows it."""
    office, code = folder
    unit = _unit(offices[office], code) if office in offices else None
    return unit.name if unit is not None else f"“{office}/{code}”"
