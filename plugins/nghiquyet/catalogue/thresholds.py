"""Bounds that a reported figure must keep: the schema of ``reports/tasks/thresholds.yaml``."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from nghiquyet.catalogue.definitions import Spec
from nghiquyet.catalogue.tasks import ALL_MONTHS, Month, TaskSpec
from nghiquyet.model.expression import parse_expression


def _parses(text: str) -> str:
    parse_expression(text)
    return text


ExpressionField = Annotated[str, AfterValidator(_parses)]


class ThresholdSpec(TaskSpec):
    """A task that is proposed in the month after a figure leaves its bound.

    Attributes:
        name: what is measured, as the reason names it.
        value: expression over codes of the dictionary (``model/expression.py``); ``month`` is
            the month assessed.
        below: the bound below which the task is proposed; an expression, too.
        above: the bound above which it is proposed.
        measure_unit: of value and bound.
        months: months assessed in which the figure is looked at.
    """

    name: str
    value: ExpressionField
    below: ExpressionField = ""
    above: ExpressionField = ""
    measure_unit: str = ""
    months: tuple[Month, ...] = ALL_MONTHS

    @model_validator(mode="before")
    @classmethod
    def _bounds_are_text(cls, data: object) -> object:
        """``above: 0`` is as good as ``above: "0"``."""
        if not isinstance(data, dict):
            return data
        bounds = {key: str(data[key]) for key in ("below", "above") if key in data}
        return {**data, **bounds}

    @model_validator(mode="after")
    def _has_one_bound(self) -> ThresholdSpec:
        if bool(self.below) == bool(self.above):
            raise ValueError("a threshold has exactly one of below, above")
        return self

    @property
    def bound(self) -> str:
        """The bound's expression, whichever side it is on."""
        return self.below or self.above

    @property
    def codes(self) -> frozenset[str]:
        """The figures that it reads."""
        return frozenset(
            reference.code
            for text in (self.value, self.bound)
            for reference in parse_expression(text).references
        )


class ThresholdFile(Spec):
    """``thresholds.yaml``."""

    thresholds: tuple[ThresholdSpec, ...] = Field(min_length=1)
