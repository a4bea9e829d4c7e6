"""The review sheet (phiếu rà soát): what the office must look at before it submits a draft.

It reads like an office's own report of appraisal (báo cáo thẩm định).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from docx.document import Document as WordDocument

from nghiquyet.document.companion import (
    HEADING,
    LINE,
    SUB_HEADING,
    TABLE_GROUP,
    add_listing,
    cell,
    finish,
    local_time,
    new_companion,
)
from nghiquyet.document.formats import FormatProfile
from nghiquyet.document.layout import Cell
from nghiquyet.document.marks import plain
from nghiquyet.document.notes import record_name, summed_sources
from nghiquyet.model.draft import Draft, Figure, ReviewLine, Source
from nghiquyet.model.office import Office
from nghiquyet.model.rule import Severity
from nghiquyet.model.task import Proposal, TaskClass
from nghiquyet.wording import month_and_year

_CATEGORIES = {
    "missing": "Số liệu, nội dung còn thiếu",
    "late": "Đơn vị chưa gửi hoặc gửi muộn",
    "estimated": "Số liệu ước",
    "coverage": "Tình hình báo cáo của các đơn vị",
    "finding": "Số liệu bất thường hoặc chưa khớp",
    "sensitive": "Nội dung nhạy cảm, cần xác nhận trước khi in",
    "wording": "Từ ngữ, chính tả, tên riêng",
    "question": "Nội dung cần hỏi lại",
}
_OTHER = "Nội dung khác"
_SEVERITIES = {
    Severity.CRITICAL: "Phải xử lý",
    Severity.WARNING: "Cần xem lại",
    Severity.INFO: "Để biết",
}
_CLASSES = {
    TaskClass.CARRY_OVER: "Tiếp nối Mục I",
    TaskClass.STANDING: "Thường xuyên",
    TaskClass.CALENDAR: "Theo lịch, thời vụ",
    TaskClass.YEARLY: "Theo chu kỳ năm",
    TaskClass.DIRECTIVE: "Theo chỉ đạo của cấp trên",
    TaskClass.NEW: "Mới",
}
_FEW_SOURCES = 3  # more stand in one cell
_LONGEST = 80  # letters of a unit's words in the table of sources


def render_review_sheet(
    draft: Draft, office: Office, profile: FormatProfile | None = None
) -> bytes:
    """The review sheet as a .docx file.

    Args:
        draft: the draft it is about.
        office: whose draft it is.
        profile: the format rules the draft was set by, to be named in part 1.
    """
    title_lines = (
        f"Dự thảo Nghị quyết tháng {month_and_year(draft.period.next)} "
        f"(đánh giá tháng {month_and_year(draft.period)})",
        f"Lập lúc {local_time(draft.created_at)}",
    )
    document = new_companion(draft, office, "PHIẾU RÀ SOÁT", title_lines)
    _add_form(document, office, profile)
    _add_content(document, draft, office)
    _add_proposals(document, draft, office)
    return finish(document)


def _add_form(document: WordDocument, office: Office, profile: FormatProfile | None) -> None:
    document.add_paragraph("1. Thể thức", HEADING)
    if profile is not None:
        document.add_paragraph(f"Dự thảo trình bày theo {plain(profile.name)}.", LINE)
    signer = office.signer
    for line in (
        "Số văn bản và ngày ban hành còn để trống; điền khi ban hành.",
        f"Người ký trong dự thảo: {plain(signer.title)} {plain(signer.name)}; kiểm tra thẩm quyền "
        "ký và cách ghi chức vụ.",
        "Trước khi ban hành phải bỏ dấu dự thảo, các đoạn tô vàng và các chú thích ở lề.",
    ):
        document.add_paragraph(line, LINE)


def _add_content(document: WordDocument, draft: Draft, office: Office) -> None:
    document.add_paragraph("2. Nội dung và số liệu", HEADING)
    groups = _grouped(draft.review)
    if not groups:
        document.add_paragraph("Không có nội dung nào phải xem lại.", LINE)
    number = 0
    for number, (title, lines) in enumerate(groups.items(), 1):
        document.add_paragraph(f"2.{number}. {title} ({len(lines):02d})", SUB_HEADING)
        add_listing(document, _REVIEW_COLUMNS, _review_rows(lines, office))
    document.add_paragraph(f"2.{number + 1}. Nguồn của từng số liệu", SUB_HEADING)
    add_listing(document, _SOURCE_COLUMNS, _source_rows(draft))


def _grouped(lines: tuple[ReviewLine, ...]) -> dict[str, list[ReviewLine]]:
    """The lines under the title of their category; the most urgent ones first."""
    groups: dict[str, list[ReviewLine]] = {title: [] for title in (*_CATEGORIES.values(), _OTHER)}
    urgency = list(_SEVERITIES)
    for line in sorted(lines, key=lambda line: urgency.index(line.severity)):
        groups[_CATEGORIES.get(line.category, _OTHER)].append(line)
    return {title: found for title, found in groups.items() if found}


_REVIEW_COLUMNS = (("TT", 10.0), ("Vị trí", 36.0), ("Nội dung cần xem", 92.0), ("Mức độ", 22.0))


def _review_rows(lines: list[ReviewLine], office: Office) -> Iterator[list[Cell]]:
    names = {unit.code: unit.name for unit in office.units}
    for number, line in enumerate(lines, 1):
        place = [line.place, names.get(line.unit, line.unit), line.rule]
        said = [line.message]
        if line.quote and line.quote not in line.message:
            said.append(f"Trong dự thảo: “{line.quote}”")
        yield [
            cell(str(number)),
            cell("\n".join(dict.fromkeys(filter(None, place)))),
            cell("\n".join(said)),
            cell(_SEVERITIES[line.severity]),
        ]


_SOURCE_COLUMNS = (
    ("Số liệu (mã)", 34.0),
    ("In tại", 20.0),
    ("Đơn vị", 36.0),
    ("Bản", 10.0),
    ("Trang", 19.0),
    ("Ô", 12.0),
    ("Giá trị", 29.0),
)


def _source_rows(draft: Draft) -> Iterator[list[Cell]]:
    for place, block in draft.placed_blocks():
        for figure in block.figures:
            yield from _figure_rows(figure, place)


def _figure_rows(figure: Figure, place: str) -> Iterator[list[Cell]]:
    text = figure.text
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 1].rstrip()}…"
    head = f"{text} ({figure.code})" if figure.code else text
    if figure.formula:
        head = f"{head}\nCách tính: {figure.formula}"
    if not figure.sources:
        yield [cell(head), cell(place), cell("Chưa có", span=5)]
    if len(figure.sources) > _FEW_SOURCES:
        yield [cell(head), cell(place), cell("\n".join(summed_sources(figure, _version)), span=5)]
        return
    for source in figure.sources:
        where = (source.unit_name, str(source.version), source.sheet, source.cell, source.value)
        yield [cell(head), cell(place), *(cell(text) for text in where)]
        head = place = "″"


def _version(source: Source) -> str:
    return f"bản {source.version}"


def _add_proposals(document: WordDocument, draft: Draft, office: Office) -> None:
    document.add_paragraph("3. Đề xuất", HEADING)
    document.add_paragraph("3.1. Nhiệm vụ đề xuất đưa vào Mục II và căn cứ", SUB_HEADING)
    rows = list(_task_rows(draft, office))
    if rows:
        add_listing(document, _TASK_COLUMNS, rows)
    else:
        document.add_paragraph("Chưa có nhiệm vụ nào được đề xuất.", LINE)
    document.add_paragraph("3.2. Không đề xuất trong tháng này và lý do", SUB_HEADING)
    if draft.not_proposed:
        add_listing(
            document,
            (("TT", 10.0), ("Nguồn", 50.0), ("Lý do", 100.0)),
            (
                [cell(str(number)), cell(record_name(reason)), cell(reason.text)]
                for number, reason in enumerate(draft.not_proposed, 1)
            ),
        )
    else:
        document.add_paragraph("Không có.", LINE)


_TASK_COLUMNS = (("TT", 10.0), ("Nhiệm vụ", 68.0), ("Loại", 24.0), ("Căn cứ đề xuất", 58.0))


def _task_rows(draft: Draft, office: Office) -> Iterator[list[Cell]]:
    numbers = count(1)
    for section in draft.sections:
        for part in section.sub_sections:
            tasks = [task for block in part.blocks for task in block.proposals]
            if tasks:
                yield [cell(f"{part.code}. {part.title}", TABLE_GROUP, span=len(_TASK_COLUMNS))]
            yield from (_task_row(next(numbers), task, office) for task in tasks)


def _task_row(number: int, task: Proposal, office: Office) -> list[Cell]:
    names = {unit.code: unit.name for unit in office.units}
    details = (
        ("Chủ trì", names.get(task.unit, task.unit)),
        ("Thời hạn", task.due),
        ("Sản phẩm", task.product),
    )
    said = [task.text, *(f"{label}: {value}" for label, value in details if value)]
    classes = dict.fromkeys(_CLASSES[reason.task_class] for reason in task.reasons)
    grounds = [f"{reason.text} ({record_name(reason)})" for reason in task.reasons]
    return [
        cell(str(number)),
        cell("\n".join(said)),
        cell("\n".join(classes)),
        cell("\n".join(grounds)),
    ]
