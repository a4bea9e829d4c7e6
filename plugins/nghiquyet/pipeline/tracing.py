"""Every figure of a Word draft back to the cells it came from, which are read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.catalogue.task_definitions import load_tasks
from nghiquyet.document.returned.finding import find_blocks
from nghiquyet.document.returned.reading import read_document
from nghiquyet.intake.archive import path_of
from nghiquyet.model.draft import Draft, Figure, Source
from nghiquyet.model.task import TASK_STATUS_LABELS
from nghiquyet.narrative.assessment import write_assessment
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.pipeline.extracting import cell_text, task_status
from nghiquyet.pipeline.gathering import draft_of_file, gather_registers
from nghiquyet.pipeline.rereading import Reread, read_again
from nghiquyet.pipeline.tracing_tasks import TaskRecords, TracedNumeral, trace_numerals
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.settings import Settings
from nghiquyet.validation.frames import canonical_label
from nghiquyet.wording import plain_number


class Outcome(StrEnum):
    """What becomes of a figure when its sources are read again."""

    AGREES = "khớp"
    DIFFERS = "không khớp với tệp lưu"
    EDITED = "văn phòng đã sửa"
    MISSING = "chưa có số liệu"
    WITHHELD = "chờ xác nhận"


@dataclass(frozen=True)
class TracedSource:
    """A source of a figure, with what its cell holds now.

    Attributes:
        source: where it was read, and what was read then.
        found: what the archived cell gives, or why it gives nothing.
        agrees: whether that is the same.
    """

    source: Source
    found: str
    agrees: bool


@dataclass(frozen=True)
class TracedFigure:
    """A figure of the draft, traced.

    Attributes:
        place: where it stands, such as ``I.2, đoạn 3``.
        figure: as it was drafted.
        sources: where it comes from.
        outcome: what became of it.
    """

    place: str
    figure: Figure
    sources: tuple[TracedSource, ...]
    outcome: Outcome


@dataclass(frozen=True)
class Trace:
    """All figures of one Word draft.

    Attributes:
        draft: id of the draft that the file was made from.
        figures: in the order in which they stand.
        numerals: the numbers of Section II.
    """

    draft: str
    figures: tuple[TracedFigure, ...]
    numerals: tuple[TracedNumeral, ...]

    @property
    def is_sound(self) -> bool:
        """Whether no figure contradicts the archive, and no numeral lacks its declaration."""
        agrees = all(each.outcome is not Outcome.DIFFERS for each in self.figures)
        return agrees and all(each.holds for each in self.numerals)

    @property
    def summary(self) -> str:
        """How many figures came out how, in one Vietnamese line."""
        counts = Counter(each.outcome for each in self.figures)
        told = [f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome]]
        figures = f"{len(self.figures)} số liệu: {', '.join(told)}."
        declared = sum(each.holds for each in self.numerals)
        return f"{figures} {len(self.numerals)} con số ở Mục II: {declared} có căn cứ."


def trace(settings: Settings, office: str, path: Path) -> Trace:
    """Follow every figure of a Word draft to its cells in the archive.

    Args:
        settings: folders and addresses.
        office: office code.
        path: the .docx file, as it was delivered or as the office edited it.

    Raises:
        DocumentError: if the file is no Word document.
        ConfigurationError: if it is no draft of this office.
    """
    data = path.read_bytes()
    with workshop(settings) as shop:
        draft = draft_of_file(shop, office, path.name, data)
        rereads = read_again(
            shop.catalogue,
            draft.inputs,
            {each.sha256: path_of(each.sha256, settings) for each in draft.inputs},
        )
        again = _written_again(shop, draft, rereads)
        printed = _printed(draft, data)
        figures = _figures(shop.catalogue, draft, rereads, again, printed)
        records = TaskRecords(
            shop.catalogue,
            load_tasks(settings.root, shop.catalogue),
            gather_registers(shop, shop.catalogue.office(office), draft.period),
            shop.store.assigned_tasks(office, draft.period),
            {each.submission.unit: each for each in rereads.values()},
        )
        numerals = trace_numerals(draft, records, printed)
        return Trace(draft.id, tuple(figures), tuple(numerals))


def _printed(draft: Draft, data: bytes) -> dict[str, str]:
    """What the file prints now for each block of the draft, wherever the office put it."""
    paragraphs = read_document(data).paragraphs
    return {
        match.block.id: " ".join(paragraphs[number].text for number in match.paragraphs)
        for match in find_blocks(paragraphs, draft.blocks).blocks
    }


def _figures(
    catalogue: Catalogue,
    draft: Draft,
    rereads: Mapping[str, Reread],
    again: frozenset[tuple[str, str]],
    printed: Mapping[str, str],
) -> Iterator[TracedFigure]:
    for place, block in draft.placed_blocks():
        left = printed.get(block.id, "")
        for figure in block.figures:
            sources = tuple(_source(catalogue, each, rereads) for each in figure.sources)
            follows = (figure.code, figure.text) in again and all(each.agrees for each in sources)
            before, found, after = left.partition(figure.text)
            left = after if found else before
            yield TracedFigure(place, figure, sources, _outcome(figure, follows, bool(found)))


def _outcome(figure: Figure, follows: bool, printed: bool) -> Outcome:
    if not follows:
        return Outcome.DIFFERS
    if not printed:
        return Outcome.EDITED
    if figure.withheld:
        return Outcome.WITHHELD
    return Outcome.MISSING if figure.missing else Outcome.AGREES


def _source(catalogue: Catalogue, source: Source, rereads: Mapping[str, Reread]) -> TracedSource:
    reread = rereads.get(source.submission_id)
    if reread is None or reread.problem:
        told = reread.problem if reread else "Bản dự thảo không ghi bản nộp này."
        return TracedSource(source, told, agrees=False)
    cell = reread.cells.get((source.sheet, source.cell))
    value = cell.value if cell is not None else None
    if isinstance(value, Decimal):
        found = plain_number(value)
    elif part := catalogue.parts.get(source.indicator):
        found = canonical_label(part, str(value or ""))
    else:  # what a unit says of a task
        found = cell_text(cell)
        status = task_status(found)
        found = TASK_STATUS_LABELS[status] if status else found
    return TracedSource(source, found, agrees=_bare(found) == _bare(source.value))


def _bare(text: str) -> str:
    """A clause of the unit's own is printed without its final stop."""
    return text.rstrip(" .;")


def _written_again(
    shop: Workshop, draft: Draft, rereads: Mapping[str, Reread]
) -> frozenset[tuple[str, str]]:
    """The figures that Section I would have if it were written from the archive alone."""
    catalogue, office = shop.catalogue, shop.catalogue.office(draft.office)
    contents = [each.contents for each in rereads.values()]
    evidence = Evidence(
        catalogue=catalogue,
        office=office,
        period=draft.period,
        facts=[fact for each in contents for fact in each.facts],
        statements=[item for each in contents for item in each.statements],
        submissions={each.submission.unit: each.submission for each in rereads.values()},
        confirmations=shop.store.confirmations(office.code, draft.period),
        tasks=shop.store.assigned_tasks(office.code, draft.period),
        task_reports=[report for each in contents for report in each.task_reports],
    )
    return frozenset(
        (figure.code, figure.text)
        for sub in write_assessment(evidence).section.sub_sections
        for block in sub.blocks
        for figure in block.figures
    )
