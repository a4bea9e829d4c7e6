"""What the margin says of a figure: what is missing, estimated or odd, and where it was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from nghiquyet.model.draft import Block, Figure, Numeral, ReviewLine, Source
from nghiquyet.model.office import OFFICE_ZONE
from nghiquyet.model.rule import Severity
from nghiquyet.model.task import Reason

_FEW_SOURCES = 3


@dataclass(frozen=True)
class Note:
    """A comment on a stretch of a block's text.

    Attributes:
        start: offset of the first character.
        end: offset behind the last one.
        text: what it says; one paragraph a line.
        informs: whether it only tells and asks for nothing, such as that a figure is estimated.
    """

    start: int
    end: int
    text: str
    informs: bool = False


def placed_figures(block: Block) -> Iterator[tuple[int, int, Figure]]:
    """The figures of a block with the offsets between which they are printed."""
    start = 0
    for span in block.spans:
        if span.figure is not None:
            yield start, start + len(span.text), span.figure
        start += len(span.text)


def working_notes(block: Block, lines: Iterable[ReviewLine]) -> list[Note]:
    """Comments of the working copy: what the office must look at, and nothing else.

    Args:
        block: the paragraph.
        lines: lines of the review sheet that quote it.
    """
    notes = [
        Note(start, end, "\n".join(said), informs=not _asks(figure))
        for start, end, figure in placed_figures(block)
        if (said := list(_warnings(figure)))
    ]
    for line in lines:
        if line.figure:
            continue  # its figure says so itself, in its own place
        start = block.text.find(line.quote)
        end = start + len(line.quote)
        if start < 0:
            start, end = 0, len(block.text)
        notes.append(Note(start, end, line.message, informs=line.severity is Severity.INFO))
    return _joined(notes)


def sourced_notes(block: Block) -> list[Note]:
    """Comments of the sourced variant: every figure and numeral, and where it comes from."""
    figures = [
        Note(start, end, "\n".join([*_warnings(f), *_origins(f)]), informs=not _asks(f))
        for start, end, f in placed_figures(block)
    ]
    numerals = [
        Note(numeral.start, numeral.start + len(numeral.text), said, informs=True)
        for numeral in block.numerals
        if (said := "\n".join(_declarations(numeral)))
    ]
    return _joined([*figures, *numerals])


def _declarations(numeral: Numeral) -> Iterator[str]:
    """The tasks that bring a number into Section II, and what they follow from."""
    for proposal in numeral.proposals[:1]:
        for reason in proposal.reasons:
            where = f" ({reason.declared_in})" if reason.declared_in else ""
            yield f"Căn cứ: {record_name(reason)}{where}. {reason.text.rstrip('.')}."


_RECORDS = {
    "recurring": "nhiệm vụ định kỳ",
    "calendar": "lịch",
    "campaign": "đợt cao điểm",
    "threshold": "ngưỡng cảnh báo",
    "directive": "văn bản chỉ đạo",
    "proposal": "đề xuất của đơn vị",
    "carry_over": "tiếp nối Mục I",
}


def record_name(reason: Reason) -> str:
    """What a task follows from, by kind and key, such as ``lịch: tet/cham-lo``."""
    return f"{_RECORDS.get(reason.source, reason.source)}: {reason.record}"


def _joined(notes: Iterable[Note]) -> list[Note]:
    """One comment for one stretch of text: two in the margin say less than one."""
    said: dict[tuple[int, int], list[Note]] = defaultdict(list)
    for note in notes:
        if note.start < note.end:
            said[note.start, note.end].append(note)
    return [
        Note(
            start,
            end,
            "\n".join(dict.fromkeys(text for note in here for text in note.text.split("\n"))),
            informs=all(note.informs for note in here),
        )
        for (start, end), here in sorted(said.items())
    ]


def _asks(figure: Figure) -> bool:
    """Whether the office must do something about a figure before it is printed."""
    settled = bool(figure.confirmed_by) and not figure.partial
    return figure.is_flag or (bool(figure.remark) and not settled)


def _warnings(figure: Figure) -> Iterator[str]:
    if figure.missing and not figure.remark:
        yield f"Chưa có số liệu ({figure.code}): đề nghị bổ sung hoặc bỏ nội dung này."
    if figure.estimated:
        yield f"Số liệu ước ({figure.code}): đối chiếu lại khi có số liệu chính thức."
    if figure.remark:
        yield figure.remark


def _origins(figure: Figure) -> Iterator[str]:
    if figure.formula:
        yield f"Cách tính: {figure.formula}"
    if len(figure.sources) <= _FEW_SOURCES:
        for source in figure.sources:
            yield f"Nguồn {source.indicator}: {_where(source)}; giá trị: {source.value}."
        return
    yield from summed_sources(figure, _file)


def summed_sources(figure: Figure, file: Callable[[Source], str]) -> Iterator[str]:
    """The sources of a sum, those that stand in the same cell of many workbooks together.

    Args:
        figure: the sum.
        file: how a source's file is told.
    """
    for (code, sheet, cell), group in groupby(
        sorted(figure.sources, key=_same_cell), key=_same_cell
    ):
        each = [f"{s.unit_name}: {s.value} ({file(s)})" for s in group]
        yield f"Nguồn {code}, trang “{sheet}”, ô {cell} của {len(each)} đơn vị: {'; '.join(each)}."


def _same_cell(source: Source) -> tuple[str, str, str]:
    return source.indicator, source.sheet, source.cell


def _where(source: Source) -> str:
    return f"{source.unit_name}, {_file(source)}, trang “{source.sheet}”, ô {source.cell}"


def _file(source: Source) -> str:
    moment = source.received_at.astimezone(OFFICE_ZONE)
    return f"tệp {source.file_name}, bản {source.version}, nhận {moment:%H:%M %d/%m/%Y}"
