"""Section II, second half: proposals become paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from nghiquyet.catalogue.outline import GroupSpec, SubSectionSpec
from nghiquyet.model.draft import Block, Section, Span, SubSection
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.task import Proposal
from nghiquyet.narrative.proposals import ProposalResult
from nghiquyet.narrative.proposals_month import TaskMonth
from nghiquyet.wording import capitalised, joined


def compose_section(result: ProposalResult, office: Office, period: Period) -> Section:
    """Section II of the resolution of ``period.next``: one paragraph for each group of tasks."""
    month = TaskMonth(office, period, result.outline, {})
    return Section(
        "II",
        month.fill(result.outline.title),
        tuple(
            SubSection(part.code, part.title, _blocks(part, result.proposals))
            for part in result.outline.sub_sections
        ),
    )


def _blocks(part: SubSectionSpec, proposals: Iterable[Proposal]) -> tuple[Block, ...]:
    by_group: dict[str, list[Proposal]] = {group.key: [] for group in part.groups}
    for proposal in proposals:
        if proposal.sub_section == part.code:
            by_group[proposal.group].append(proposal)
    prefix = part.code.lower().replace(".", "")
    filled = [group for group in part.groups if by_group[group.key]]
    return tuple(
        Block(
            f"{prefix}_{number:02d}",
            (Span(paragraph(group, by_group[group.key])),),
            dashed=part.dashed,
            proposals=tuple(by_group[group.key]),
        )
        for number, group in enumerate(filled, 1)
    )


def paragraph(group: GroupSpec, proposals: Sequence[Proposal]) -> str:
    """The sentences of one paragraph, in the order of their first clauses."""
    sentences: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        sentences.setdefault(proposal.sentence or proposal.id, []).append(proposal)
    return " ".join(
        capitalised(f"{group.subjects.get(key, '')} {_clauses(members)}".strip()) + "."
        for key, members in sentences.items()
    )


def _clauses(proposals: Iterable[Proposal]) -> str:
    """Clauses joined by semicolons; neighbours with one stem print it once."""
    told = []
    for stem, members in groupby(proposals, key=lambda one: one.stem):
        texts = [one.text for one in members]
        if stem:
            rest = joined(text.removeprefix(stem).strip() for text in texts)
            told.append(f"{stem} {rest}")
        else:
            told += texts
    return "; ".join(told)
