"""The register of rules: how one is entered, and how it acts in a month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, TypeAlias, TypeVar

from pydantic import Field, field_validator, model_validator

from nghiquyet.catalogue.definitions import Spec
from nghiquyet.catalogue.offices import PeriodField
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Category, Family, Rule, Scope, Severity, SqlRule, Status
from nghiquyet.wording import TRIAL_RULE

AnyRule: TypeAlias = Rule | SqlRule
_Kind = TypeVar("_Kind", Rule, SqlRule)

CATEGORY_OF = {
    Family.R1: Category.CONSISTENCY,
    Family.R2: Category.ACCURACY,
    Family.R3: Category.CONSISTENCY,
    Family.R4: Category.CONSISTENCY,
    Family.R5: Category.CONSISTENCY,
    Family.R6: Category.CONSISTENCY,
    Family.R7: Category.ACCURACY,
    Family.R8: Category.ACCURACY,
    Family.R9: Category.CONSISTENCY,
    Family.R10: Category.TIMELINESS,
    Family.R11: Category.ACCURACY,
    Family.R12: Category.ACCURACY,
    Family.R13: Category.COMPLETENESS,
}


class StandingSpec(Spec):
    """How far a rule may speak, and of which months."""

    status: Status = Status.ACTIVE
    since: PeriodField | None = None
    until: PeriodField | None = None

    @field_validator("status", mode="before")
    @classmethod
    def _reads_off(cls, value: Any) -> Any:
        return Status.OFF if value is False else value  # what YAML makes of a bare «off»

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> StandingSpec:
        if self.since and self.until and self.since > self.until:
            raise ValueError("since lies after until")
        return self

    @property
    def standing(self) -> dict[str, Any]:
        """The model's values of the same names."""
        return {"status": self.status, "since": self.since, "until": self.until}


class RegisterSpec(StandingSpec):
    """What every declared rule says of itself."""

    family: Family
    severity: Severity
    message: str = Field(min_length=1)
    category: Category | None = None
    scope: Scope | None = None

    def entry(self, scope: Scope) -> dict[str, Any]:
        """The model's values; category and scope follow if they are not declared."""
        return {
            "family": self.family,
            "severity": self.severity,
            "message": self.message,
            "category": self.category or CATEGORY_OF[self.family],
            "scope": self.scope or scope,
            **self.standing,
        }


def in_force(rules: Iterable[_Kind], period: Period) -> list[_Kind]:
    """The rules as they act in a month: this is the one place where their status is looked at."""
    return [acting for rule in rules if (acting := _acting(rule, period)) is not None]


def _acting(rule: _Kind, period: Period) -> _Kind | None:
    if rule.status is Status.OFF or not rule.speaks_of(period):
        return None
    if rule.status is Status.TRIAL:
        return replace(rule, severity=Severity.INFO, message=TRIAL_RULE + rule.message)
    if rule.status is Status.WARNING and rule.severity is Severity.CRITICAL:
        return replace(rule, severity=Severity.WARNING)
    return rule


BRIEF = ("id", "family", "category", "severity", "scope", "status")


def entry_of(rule: AnyRule, *keys: str) -> dict[str, str]:
    """What the register says of a rule, in words.

    Args:
        rule: the rule.
        keys: what is asked for; everything that is said if nothing is named.
    """
    said = {field.name: getattr(rule, field.name) for field in fields(rule)}
    said["cells"] = ", ".join(said.get("cells", ()))
    said["kwargs"] = ", ".join(f"{key}: {value}" for key, value in said.get("kwargs", {}).items())
    order = keys or (*BRIEF, *(key for key in said if key not in BRIEF and said[key]))
    return {key: str(said[key]) for key in order}
