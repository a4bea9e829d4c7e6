"""What an entry of ``reports/monthly/wording.yaml`` may say of figures, tasks and documents."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from nghiquyet.catalogue.definitions import Spec
from nghiquyet.catalogue.style_entries import Pattern, StyleEntry, Words


class WrongShare(StyleEntry):
    """A percentage that does not follow from the numbers beside it.

    Attributes:
        whole: words before a number that is the whole: «tổng số», «kế hoạch».
        grown: words before a percentage that tells a change.
        compared: words before what it is compared with.
    """

    finds: Literal["wrong-share"]
    whole: Words
    grown: Words
    compared: Words


class ContradictedFigure(StyleEntry):
    """A number in a sentence that is not the reported one: ``{code}`` is the indicator's.

    Attributes:
        elsewhere: words of a sentence that tells figures of another time or compares them.
    """

    fills: ClassVar = frozenset({"code"})
    finds: Literal["contradicted-figure"]
    elsewhere: Words = ()


class DeniedFigure(StyleEntry):
    """Words that say that there is nothing of what a figure counts.

    Attributes:
        denying: such words: «không có», «không xảy ra».
        verdicts: patterns of what a figure above zero contradicts, by the figure's code.
    """

    fills: ClassVar = frozenset({"code"})
    finds: Literal["denied-figure"]
    denying: Words
    verdicts: dict[str, tuple[Pattern, ...]] = {}


class TaskState(StyleEntry):
    """Words on a task that say other than what units reported of it.

    Attributes:
        done: words that say that it is done.
        undone: words that say that it is not, or not meant to be.
        unfinished: those that say that work on it goes on.
        stock: words that say nothing of what a task is about.
        alike: how much of a task a clause tells that speaks of it.
    """

    fills: ClassVar = frozenset({"state"})
    finds: Literal["task-state"]
    done: Words
    undone: Words
    unfinished: Words
    stock: Words = ()
    alike: float = Field(gt=0, le=1)


class MalformedCode(StyleEntry):
    """A document's code that is written as no office writes it.

    Attributes:
        yearly: types whose numbers begin anew each year, so that the code names the year.
    """

    finds: Literal["malformed-code"]
    yearly: Words = ()


class LaterDocument(StyleEntry):
    """A document that is dated after the month assessed: ``{last}`` is its last day."""

    fills: ClassVar = frozenset({"last"})
    finds: Literal["later-document"]


class EarlySummary(StyleEntry):
    """A «tổng kết» of a document that is younger than ``years``."""

    fills: ClassVar = frozenset({"code", "issued", "years"})
    finds: Literal["early-summary"]
    years: int = Field(ge=1, le=20)


class SuperiorDocument(Spec):
    """A document from above and its date."""

    code: str
    issued: date
