"""The draft: sections of blocks whose figures know where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from nghiquyet.model.period import Period
from nghiquyet.model.rule import Severity
from nghiquyet.model.submission import Submission
from nghiquyet.model.task import Proposal, Reason


@dataclass(frozen=True)
class Source:
    """Where a figure or a wording was read.

    Attributes:
        indicator: code of the part.
        unit: unit code.
        unit_name: its name.
        submission_id: the submission.
        version: its version.
        file_name: name under which it was dropped.
        sha256: hash of the archived bytes.
        received_at: when it was collected.
        sheet: sheet name.
        cell: A1 address.
        value: as printed in a list of sources.
    """

    indicator: str
    unit: str
    unit_name: str
    submission_id: str
    version: int
    file_name: str
    sha256: str
    received_at: datetime
    sheet: str
    cell: str
    value: str


@dataclass(frozen=True)
class Figure:
    """A value in the text, or the flag that stands for a missing one.

    Attributes:
        id: unique within the draft: letters, digits and ``_``.
        code: indicator code.
        text: as printed.
        sources: where it comes from; empty if missing.
        missing: the text is a flag such as ``[CHƯA CÓ SỐ LIỆU – UBKT]``.
        estimated: some source is an estimate.
        partial: some unit that is asked for it has not reported.
        sensitive: a low count that could point at a person.
        withheld: such a count that nobody has confirmed yet; the text is a flag that says so.
        confirmed_by: who let such a count be printed, or empty.
        formula: how it follows from several sources, or empty.
        remark: what the office must look at; becomes a comment in the working copy.
        counted: a number (and not a unit's words, a name or a flag in words).
    """

    id: str
    code: str
    text: str
    sources: tuple[Source, ...] = ()
    missing: bool = False
    estimated: bool = False
    partial: bool = False
    sensitive: bool = False
    withheld: bool = False
    confirmed_by: str = ""
    formula: str = ""
    remark: str = ""
    counted: bool = True

    @property
    def is_flag(self) -> bool:
        """Whether the text stands for a figure that cannot be printed yet."""
        return self.missing or self.withheld


@dataclass(frozen=True)
class Span:
    """A stretch of text, with the figure it prints if it prints one."""

    text: str
    figure: Figure | None = None


NUMERAL = re.compile(r"\d+(?:[./,–-]\d+)*")


@dataclass(frozen=True)
class Numeral:
    """A number in the text of Section II, with the tasks that bring it there.

    Attributes:
        start: offset in the block's text.
        text: as printed, such as ``03/2`` or ``2026–2031``.
        proposals: the tasks of the block whose words hold it.
    """

    start: int
    text: str
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True)
class Block:
    """One paragraph (đoạn).

    Attributes:
        id: stable id of letters, digits and ``_``, such as ``i1_02``; names the bookmark.
        spans: its text in order.
        dashed: printed as an item that begins with a dash.
        codes: indicators whose clauses stand in it.
        proposals: tasks that stand in it (Section II).
    """

    id: str
    spans: tuple[Span, ...]
    dashed: bool = False
    codes: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    @property
    def text(self) -> str:
        """The paragraph's plain text, without the dash."""
        return "".join(span.text for span in self.spans)

    @property
    def numerals(self) -> tuple[Numeral, ...]:
        """The numbers in a paragraph of tasks, in order; none in one of Section I."""
        if not self.proposals:
            return ()
        return tuple(
            Numeral(
                match.start(),
                match[0],
                tuple(one for one in self.proposals if match[0] in one.text),
            )
            for match in NUMERAL.finditer(self.text)
        )

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures in it, in order."""
        return tuple(span.figure for span in self.spans if span.figure is not None)


@dataclass(frozen=True)
class SubSection:
    """A numbered sub-section (tiểu mục), such as ``I.1``."""

    code: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Section:
    """Section I or II (mục)."""

    code: str
    title: str
    sub_sections: tuple[SubSection, ...]


@dataclass(frozen=True)
class ReviewLine:
    """One line of the review sheet (phiếu rà soát).

    Attributes:
        category: ``missing``, ``late``, ``estimated``, ``finding``, ``wording``,
            ``sensitive``, ``coverage`` or ``question``.
        severity: how urgent.
        place: where in the draft, or which unit and row.
        message: Vietnamese sentence that says what to look at or do.
        rule: id of the rule, or empty.
        unit: unit code, or empty.
        quote: the words it is about, or empty; the working copy comments on them.
        block: id of the block it is about, or empty.
        figure: id of the figure it is about, or empty; the figure's own comment says it then.
    """

    category: str
    severity: Severity
    place: str
    message: str
    rule: str = ""
    unit: str = ""
    quote: str = ""
    block: str = ""
    figure: str = ""


@dataclass(frozen=True)
class AnnexLine:
    """One figure or answer in the annex.

    Attributes:
        code: code of the part.
        name: its name.
        unit_name: who reported it.
        measure_unit: unit of measure.
        value: as printed.
        ytd: year to date, as printed, or empty.
        plan: the year's plan, as printed, or empty.
        previous: last month's value, as printed, or empty.
        change: difference to last month, or None.
        last_year: the same month last year, as printed, or empty.
        note: «ước», the unit's explanation.
        series: the values of thirteen months, this one last; None where one is not known, and
            nothing at all where there is nothing to compare with.
    """

    code: str
    name: str
    unit_name: str
    measure_unit: str
    value: str
    ytd: str = ""
    plan: str = ""
    previous: str = ""
    change: Decimal | None = None
    last_year: str = ""
    note: str = ""
    series: tuple[Decimal | None, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """Section I as compiled, before it becomes a document."""

    office: str
    period: Period
    section: Section
    review: tuple[ReviewLine, ...]
    annex: tuple[AnnexLine, ...]


@dataclass(frozen=True)
class Draft:
    """A draft of the resolution of ``period.next``.

    Attributes:
        id: 32 hexadecimal digits.
        office: office code.
        period: month assessed.
        created_at: aware moment of drafting.
        sections: I and II.
        closing: closing paragraph.
        review: lines of the review sheet.
        annex: lines of the annex of figures.
        not_proposed: records that gave no task this month, with the reason why.
        inputs: the submissions that counted when it was written.
    """

    id: str
    office: str
    period: Period
    created_at: datetime
    sections: tuple[Section, ...]
    closing: str
    review: tuple[ReviewLine, ...] = ()
    annex: tuple[AnnexLine, ...] = ()
    not_proposed: tuple[Reason, ...] = field(default=())
    inputs: tuple[Submission, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block, in order."""
        return tuple(block for _, block in self.placed_blocks())

    def placed_blocks(self) -> Iterator[tuple[str, Block]]:
        """Every block with its place as people tell it, such as ``I.2, đoạn 3``."""
        for section in self.sections:
            for part in section.sub_sections:
                for number, block in enumerate(part.blocks, 1):
                    yield f"{part.code}, đoạn {number}", block
