"""What every entry of ``expectations/every-form.yaml`` says."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, model_validator

from nghiquyet.catalogue.register import RegisterSpec
from nghiquyet.model.rule import Rule, Scope

Words = tuple[str, ...]


class Entry(RegisterSpec):
    """What every entry says.

    ``fills`` is what its message may print besides what was found and what would be right.
    """

    fills: ClassVar[frozenset[str]] = frozenset()
    looks: ClassVar[Scope] = Scope.CELL

    id: str = Field(pattern=r"^R\d{1,2}-[A-Z0-9-]+$")

    @model_validator(mode="after")
    def _prints_what_the_detector_finds(self) -> Entry:
        known = {"quote", "expected", *self.fills}
        try:
            self.message.format(**dict.fromkeys(known, ""))
        except (KeyError, IndexError, ValueError) as error:
            raise ValueError(f"message: {error}; there are {sorted(known)}") from error
        return self

    @property
    def rule(self) -> Rule:
        """The expectation: no hit in the workbook."""
        return Rule(
            id=self.id,
            type="expect_column_values_to_be_between",
            kwargs={"column": self.id, "max_value": 0},
            origin="general",
            **self.entry(self.looks),
        )
