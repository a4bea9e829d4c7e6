"""What the text says of tasks against what units reported of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nghiquyet.catalogue.style_facts import TaskState
from nghiquyet.model.task import TASK_STATUS_LABELS, TaskStatus
from nghiquyet.narrative.reviewing.case import Case, Hit, any_of, has
from nghiquyet.narrative.reviewing.passages import Passage
from nghiquyet.narrative.reviewing.repetitions import share_told

_CLAUSE = re.compile(r"[^;.!?]+")
_IDLE = (TaskStatus.CANCELLED, TaskStatus.NOT_STARTED)


def task_states(rule: TaskState, case: Case) -> Iterator[Hit]:
    """Clauses that call done what is not, or undone what is."""
    for passage in case.prose:
        for match in _CLAUSE.finditer(passage.text) if passage.assesses else ():
            for task in case.tasks:
                alike = share_told(task.text, match[0], rule.stock) >= rule.alike
                if alike and _contradicts(rule, match[0], task.status):
                    yield _hit(rule, passage, match, task.status)


def _contradicts(rule: TaskState, clause: str, status: TaskStatus) -> bool:
    undone = has(rule.undone, clause)
    if status is TaskStatus.DONE:
        return has(rule.unfinished, clause)
    if status in _IDLE:
        return not undone
    return has(rule.done, clause) and not undone


def _hit(rule: TaskState, passage: Passage, match: re.Match[str], status: TaskStatus) -> Hit:
    """Quotes the clause from the word on that says so, where one does."""
    telling = any_of((*rule.done, *rule.unfinished)).search(match[0])
    text = match[0][telling.start() if telling else 0 :].strip()
    start = passage.text.index(text, match.start())
    return Hit(passage, text, start, "", {"state": TASK_STATUS_LABELS[status]})
