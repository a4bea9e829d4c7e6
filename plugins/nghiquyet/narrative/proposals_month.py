"""The month whose tasks are proposed: its words, its places, what Section I says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from nghiquyet.catalogue.names import match_unit
from nghiquyet.catalogue.outline import GroupSpec, OutlineSpec, SubSectionSpec
from nghiquyet.catalogue.tasks import Due, TaskSpec
from nghiquyet.model.office import Office, Unit
from nghiquyet.model.period import Period
from nghiquyet.model.task import Proposal, Reason, TaskClass
from nghiquyet.narrative.proposals_likeness import syllables
from nghiquyet.wording import month_and_year, month_number, short_date

_VARIABLE = re.compile(r"\{(\w+)\}")
GROUP_STEP = 1000


@dataclass(frozen=True)
class TaskMonth:
    """What every source of tasks must know.

    Attributes:
        office: who resolves.
        period: the month assessed; the tasks are those of ``period.next``.
        outline: sub-sections and paragraphs of Section II.
        reported: names of the indicators with a positive answer in ``period``, by code.
    """

    office: Office
    period: Period
    outline: OutlineSpec
    reported: Mapping[str, str]

    @property
    def month(self) -> Period:
        """The resolution's month."""
        return self.period.next

    @cached_property
    def variables(self) -> Mapping[str, str]:
        """What the variables of clauses stand for."""
        office, month = self.office, self.month
        return {
            "thang": month_number(month.month),
            "thang_nam": month_and_year(month),
            "nam": str(month.year),
            "nam_truoc": str(month.year - 1),
            "nam_sau": str(month.year + 1),
            "xa": office.commune,
            "nk_dang": office.party_term,
            "nk_dang_sau": next_term(office.party_term),
            "nk_hdnd": office.council_term,
            "nk_hdnd_sau": next_term(office.council_term),
            "khoa_hdnd": office.council_number,
        }

    def fill(self, text: str, **more: str) -> str:
        """``text`` with its variables replaced; other words in braces stay as they are."""
        values = {**self.variables, **more}
        return _VARIABLE.sub(lambda match: values.get(match[1], match[0]), text)

    def propose(
        self,
        proposal_id: str,
        task: TaskSpec,
        reasons: tuple[Reason, ...],
        *,
        ends: date | None = None,
        **more: str,
    ) -> Proposal:
        """A declared task as a proposal of this month.

        Args:
            proposal_id: its id.
            task: the declaration.
            reasons: why it is proposed, besides the items of Section I that it continues.
            ends: last day of its work, which is its deadline unless it declares one.
            more: variables of its own.
        """
        sub_section, position = self.outline.place(task.group)
        stem = self.fill(task.stem, **more)
        text = self.fill(task.text, **more)
        return Proposal(
            id=proposal_id,
            sub_section=sub_section.code,
            group=task.group,
            order=position * GROUP_STEP + task.order,
            text=f"{stem} {text}" if stem else text,
            reasons=reasons + self.continued(task.links),
            unit=self.known_unit(task.unit or sub_section.groups[position].unit),
            due=self._deadline(task.due, ends),
            product=self.fill(task.product, **more),
            sentence=task.sentence,
            stem=stem,
        )

    def propose_freely(
        self,
        proposal_id: str,
        sub_section: SubSectionSpec,
        order: int,
        text: str,
        reasons: tuple[Reason, ...],
    ) -> Proposal:
        """A task that declares no place: its words say which paragraph it belongs to."""
        position = best_group(sub_section, text)
        return Proposal(
            id=proposal_id,
            sub_section=sub_section.code,
            group=sub_section.groups[position].key,
            order=position * GROUP_STEP + order,
            text=text,
            reasons=reasons,
        )

    def _deadline(self, due: Due | None, ends: date | None) -> str:
        """The day that a rule or the end of the work means in this month; nothing if neither."""
        last = self.month.last_day
        if due is None:
            return short_date(min(ends, last)) if ends else ""
        return short_date(last if isinstance(due, str) else last.replace(day=min(due, last.day)))

    def completed(self, proposal: Proposal) -> Proposal:
        """The proposal with the owner and product of its paragraph and the month's last day.

        They are filled in last, so that what any of several joined sources states comes first.
        """
        sub_section, position = self.outline.place(proposal.group)
        group = sub_section.groups[position]
        return replace(
            proposal,
            unit=proposal.unit or self.known_unit(group.unit),
            due=proposal.due or short_date(self.month.last_day),
            product=proposal.product or group.product,
        )

    def continued(self, links: tuple[str, ...]) -> tuple[Reason, ...]:
        """Reasons of class C: items of Section I that the task goes on with."""
        told = f"Tiếp nối Mục I tháng {month_and_year(self.period)}"
        return tuple(
            Reason(
                TaskClass.CARRY_OVER, "carry_over", code, f"{told}: {self.reported[code]} ({code})"
            )
            for code in links
            if code in self.reported
        )

    def known_unit(self, code: str) -> str:
        """``code`` if this office has such a unit in the resolution's month, else nothing."""
        return code if any(unit.code == code for unit in self.office.roster(self.month)) else ""

    def unit_called(self, name: str) -> str:
        """The code of the unit that people call ``name``; nothing if none or several are."""
        if not name.strip():
            return ""
        found = match_unit(name, self.office.roster(self.month), self.office.commune)
        return found.code if isinstance(found, Unit) else ""

    def unit_name(self, code: str) -> str:
        """How a unit is named; its code if the office does not know it."""
        return next((unit.name for unit in self.office.units if unit.code == code), code)


def next_term(term: str) -> str:
    """The term after ``term``: ``2030–2035`` after ``2025–2030``."""
    return re.sub(r"\d{4}", lambda match: str(int(match[0]) + 5), term)


def best_group(sub_section: SubSectionSpec, text: str) -> int:
    """Position of the paragraph whose words ``text`` shares most; the last one if none."""
    last = len(sub_section.groups) - 1
    return max(
        range(last + 1),
        key=lambda position: (_shared(sub_section.groups[position], text), position == last),
    )


def best_sub_section(outline: OutlineSpec, text: str) -> SubSectionSpec:
    """The sub-section of the paragraph whose words ``text`` shares most; the first one if none."""
    return max(
        outline.sub_sections,
        key=lambda part: max(_shared(group, text) for group in part.groups),
    )


def _shared(group: GroupSpec, text: str) -> int:
    """How many syllables of a paragraph's words stand in ``text``."""
    written = f" {' '.join(syllables(text))} "
    words = (" ".join(syllables(word)) for word in group.words)
    return sum(len(word.split()) for word in words if f" {word} " in written)
