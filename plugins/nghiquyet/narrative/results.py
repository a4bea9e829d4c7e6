"""Results of tasks in Section I: what was done and is told by no figure or answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from nghiquyet.model.draft import Block, Figure, Section, Span, SubSection
from nghiquyet.model.rule import CellRef
from nghiquyet.model.task import TASK_STATUS_LABELS, AssignedTask, TaskReport, TaskStatus
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.narrative.proposals_likeness import (
    THRESHOLD,
    are_told_apart,
    covered,
    syllables,
    told,
)
from nghiquyet.wording import capitalised, clean_text

_CLAUSE = re.compile(r"[;.]\s+")
_OCCASION = re.compile(r"\b(hội nghị|cuộc họp|hồ sơ|lần thứ \w+|trong tháng)\b", re.IGNORECASE)
"""How a matter was dealt with: Section I tells the matter."""
_BARE = frozenset(
    syllables("đã xong hoàn thành tất thiện thực hiện triển khai tốt đạt kế hoạch theo")
)
_TELLING = 3
"""A result of fewer pairs of syllables, such as «đã hoàn thiện», could be that of any task."""


def with_results(evidence: Evidence, section: Section) -> Section:
    """Section I with the results that it does not tell yet, at the end of their sub-sections.

    A result is told if some clause says most of the task, or most of a telling result.
    """
    parts = section.sub_sections
    said = [
        clause for part in parts for block in part.blocks for clause in _CLAUSE.split(block.text)
    ]
    untold = [
        (task, report)
        for task, report in _done(evidence)
        if not any(_tells(clause, text) for clause in said for text in _matters(task, report))
    ]
    return replace(
        section, sub_sections=tuple(_completed(part, untold, evidence) for part in parts)
    )


def _done(evidence: Evidence) -> Iterator[tuple[AssignedTask, TaskReport]]:
    """What units report as done, in the order of the tasks."""
    for task in evidence.tasks:
        for report in evidence.task_reports:
            if report.task_id == task.id and report.status is TaskStatus.DONE and report.at:
                yield task, report


def _matters(task: AssignedTask, report: TaskReport) -> Iterator[str]:
    yield _OCCASION.sub(";", task.text)
    if told(report.result) >= _TELLING:
        yield _OCCASION.sub(";", report.result)


def _tells(clause: str, matter: str) -> bool:
    return not are_told_apart(matter, clause) and covered(matter, clause) >= THRESHOLD


def _completed(
    part: SubSection, untold: Sequence[tuple[AssignedTask, TaskReport]], evidence: Evidence
) -> SubSection:
    """The sub-section with a paragraph of the results of the tasks that Section II had there."""
    own = [(task, report) for task, report in untold if task.sub_section == f"I{part.code}"]
    if not own:
        return part
    spans: list[Span] = []
    for number, (task, report) in enumerate(own):
        spans += [Span(" ")] if number else []
        spans += _sentence(evidence, task, report)
    block = Block(f"{part.code.lower().replace('.', '')}_tasks", tuple(spans))
    return replace(part, blocks=(*part.blocks, block))


def _sentence(evidence: Evidence, task: AssignedTask, report: TaskReport) -> list[Span]:
    """«Ban Chỉ huy Quân sự xã đã bàn giao quân đủ chỉ tiêu.», the unit's words as one figure.

    What could be said of any task names its own.
    """
    unit = evidence.office.unit(report.unit)
    words = " ".join(clean_text(report.result).split()).rstrip(" .;")
    named = f"nhiệm vụ “{task.text.rstrip(' .;')}”"
    telling = set(syllables(words)) - _BARE
    if not telling:
        words = f"đã hoàn thành {named}"
    elif not telling & set(syllables(task.text)):
        words = f"{words} ({named})"
    names = tuple(name.casefold() for name in (unit.name, unit.in_text, unit.short) if name)
    first, _, rest = words.partition(" ")
    if words.casefold().startswith(names) or (first.isupper() and first[1:]):
        subject, words = [], capitalised(words)  # «UBND xã đã …» has one
    else:
        subject = [Span(f"{capitalised(unit.in_text or unit.name)} ")]
        words = words if rest[:1].isupper() else words[:1].lower() + words[1:]
    return [*subject, _figure(evidence, task, report, words), Span(".")]


def _figure(evidence: Evidence, task: AssignedTask, report: TaskReport, words: str) -> Span:
    """What a unit says of its task; it resolves to the cell of the result, or of the status."""
    value = report.result or TASK_STATUS_LABELS[report.status]
    at = cast("CellRef", report.at)
    figure = Figure(
        id=re.sub(r"\W", "_", f"nv{task.id}_{report.unit}"),
        code=task.id,
        text=words,
        sources=(evidence.source_at(report.unit, task.id, at, value),),
        counted=False,
    )
    return Span(words, figure)
