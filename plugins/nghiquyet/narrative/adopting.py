"""Section II of the final file becomes tasks, each with the proposal that it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from nghiquyet.model.draft import Block
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.resolution import FinalParagraph
from nghiquyet.model.task import AssignedTask, Proposal
from nghiquyet.narrative.adopting_matching import Matching
from nghiquyet.narrative.adopting_words import Piece, sentence

_DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")


@dataclass(frozen=True)
class Adopted:
    """A task that the office ordered.

    Attributes:
        task: as it is kept.
        proposal: what it was drafted as; None if the office wrote it itself.
    """

    task: AssignedTask
    proposal: Proposal | None = None


@dataclass(frozen=True)
class Adoption:
    """What became of the proposals.

    Attributes:
        tasks: what the office ordered, in its order.
        dropped: what it left out.
    """

    tasks: tuple[Adopted, ...]
    dropped: tuple[Proposal, ...]


def adopt_tasks(
    office: Office, period: Period, blocks: Sequence[Block], paragraphs: Sequence[FinalParagraph]
) -> Adoption:
    """The tasks of the resolution of ``period.next``.

    A proposal becomes at most one task. A clause that is none becomes a task of its own.

    Args:
        office: who resolved.
        period: the month assessed.
        blocks: Section II as it was drafted.
        paragraphs: Section II as it was issued.
    """
    matching = Matching(blocks, paragraphs)
    matching.run()
    numbers: dict[str, Iterator[int]] = {}
    adopted = []
    for paragraph, piece in matching.ordered():
        part, proposal = paragraph.sub_section, piece.proposal
        number = next(numbers.setdefault(part, count(1)))
        own = matching.proposals_of(paragraph)
        task = AssignedTask(
            id=f"{period.next}/{part.rpartition('.')[2]}.{number:02d}",
            office=office.code,
            period=period.next,
            sub_section=part,
            text=piece.text,
            unit=proposal.unit if proposal else _leader(office, period, paragraph, piece, own),
            due=_day(proposal.due) if proposal else None,
            origin=proposal.id if proposal else "",
        )
        adopted.append(Adopted(task, proposal))
    return Adoption(tuple(adopted), tuple(matching.open.values()))


def _leader(
    office: Office,
    period: Period,
    paragraph: FinalParagraph,
    piece: Piece,
    own: Sequence[Proposal],
) -> str:
    """Who leads what the office wrote itself.

    The unit whose name begins its sentence, else the one that leads its paragraph, else nobody.
    """
    begun = sentence(paragraph.text, piece.start).casefold()
    for name, units in sorted(_named(office, period).items(), key=lambda one: -len(one[0])):
        if len(units) == 1 and re.match(rf"{re.escape(name)}\b", begun):
            return units[0]
    leaders = [one.unit for one in own if one.unit]
    return max(leaders, key=leaders.count, default="")


def _named(office: Office, period: Period) -> dict[str, list[str]]:
    """The units by what they are called; «UBND xã» is what several rooms are called."""
    named: dict[str, list[str]] = {}
    for unit in office.roster(period.next):
        for name in {unit.name, unit.in_text, unit.short, *unit.aliases} - {""}:
            named.setdefault(name.casefold(), []).append(unit.code)
    return named


def _day(text: str) -> date | None:
    """The deadline as a day; None if it is told otherwise."""
    match = _DAY.search(text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None
