"""Indicators: what a form asks for, how it is bounded and what sentence it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from nghiquyet.model.period import Period


class ValueType(StrEnum):
    """Type of one value of the dictionary (domain.md §9)."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    MONEY = "money"
    TEXT = "text"
    YES_NO = "yes_no"
    VERDICT = "verdict"
    LIST = "list"

    @property
    def is_figure(self) -> bool:
        """Whether the value is a number, asked for on the sheet «Số liệu»."""
        return self in _FIGURES


_FIGURES = frozenset({ValueType.INTEGER, ValueType.DECIMAL, ValueType.PERCENT, ValueType.MONEY})


class Basis(StrEnum):
    """Which column of the sheet «Số liệu» a figure stands in."""

    MONTH = "month"
    """Within the month, or the stock at its end."""
    YTD = "ytd"
    """Since 1 January of the period's year."""
    PLAN = "plan"
    """The year's plan or estimate (kế hoạch, dự toán)."""


class Per(StrEnum):
    """What span of time a figure covers; decides the columns that are open."""

    MONTH = "month"
    MONTH_AND_YTD = "month_and_ytd"
    YTD = "ytd"
    STOCK = "stock"
    YEAR = "year"
    ROUND = "round"

    @property
    def bases(self) -> tuple[Basis, ...]:
        """Columns that are open; the first one is the figure's main value."""
        match self:
            case Per.MONTH_AND_YTD:
                return (Basis.MONTH, Basis.YTD)
            case Per.YTD:
                return (Basis.YTD,)
            case Per.YEAR:
                return (Basis.PLAN,)
            case _:
                return (Basis.MONTH,)


@dataclass(frozen=True)
class Option:
    """One choice of a verdict list.

    Attributes:
        label: what the drop-down shows and the unit chooses.
        text: what ``{...}`` prints for it; the label if empty.
        silent: the choice omits the clause (for instance «không phát sinh»).
        needs_note: the choice must be explained in the column «Ghi chú».
    """

    label: str
    text: str = ""
    silent: bool = False
    needs_note: bool = False


@dataclass(frozen=True)
class Ratio:
    """What a percentage is a percentage of: two expressions over codes of its form.

    Attributes:
        of: the numerator, such as ``HCC-04a``.
        over: the denominator, such as ``UBTC-07a@plan``.
    """

    of: str
    over: str


@dataclass(frozen=True)
class Part:
    """One value of an indicator: one row of the unit's workbook.

    Attributes:
        code: visible code; the indicator's code, with a letter where it has several parts.
        name: label of the row.
        type: type of the value.
        per: span of time; decides the open columns (figures only).
        measure_unit: unit of measure (đơn vị tính) as printed; empty for words.
        required: a blank is asked about and prints a flag; if false a blank omits the clause.
        minimum: lowest admissible value, inclusive.
        maximum: highest admissible value, inclusive.
        options: choices of a verdict.
        with_plan: the column of the year's plan is open beside the main one.
        pattern: regular expression that a text must match as a whole.
        pattern_hint: what to write, told when ``pattern`` fails.
        names_year: if the text names years, the year reported on must be among them.
        ratio: what a percentage is a percentage of, where the form asks for that, too.
        compute: expression over codes whose value is printed in place of the reported one.
        example: a sample value shown in the help sheet.
        sensitive: a low count that could point at a person.
    """

    code: str
    name: str
    type: ValueType
    per: Per = Per.MONTH
    measure_unit: str = ""
    required: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    options: tuple[Option, ...] = ()
    with_plan: bool = False
    pattern: str = ""
    pattern_hint: str = ""
    names_year: bool = False
    ratio: Ratio | None = None
    compute: str = ""
    example: str = ""
    sensitive: bool = False

    @cached_property
    def bases(self) -> tuple[Basis, ...]:
        """Open columns on the sheet «Số liệu», main one first; empty for words."""
        if not self.type.is_figure:
            return ()
        plan = (Basis.PLAN,) if self.with_plan and Basis.PLAN not in self.per.bases else ()
        return self.per.bases + plan

    @property
    def main_basis(self) -> Basis:
        """The column that holds the figure's main value."""
        return self.per.bases[0]


@dataclass(frozen=True)
class Clause:
    """The sentence pattern of an indicator (see ``nghiquyet.narrative.pattern``).

    Attributes:
        texts: patterns, each dropped when a figure in it is zero, joined by ``", "``; one that
            begins with ``… `` is dropped with the one before it, too.
        lead: pattern used instead of the first text unless a clause of ``after`` was
            printed earlier in the same sentence.
        after: codes that make the short form readable.
        needs: code of a clause without which this one is not printed.
        tail: words behind the last text, such as ``, bảo đảm đúng quy trình``.
        unless: code of a figure that, when above zero, forbids the tail.
        subject: who did it, said before the first text that is printed unless a clause of
            ``after`` was printed earlier in the same sentence.
        optional: printed only where the office's template places it.
    """

    texts: tuple[str, ...]
    lead: str = ""
    after: tuple[str, ...] = ()
    needs: str = ""
    tail: str = ""
    unless: str = ""
    subject: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Indicator:
    """One row of the data dictionary (domain.md §9).

    Attributes:
        code: such as ``HCC-02``.
        name: name of the row.
        form: code of the form it belongs to.
        parts: its values, at least one.
        sub_section: place in the resolution, such as ``I.1``; empty if annex only.
        clause: sentence pattern; None if the row appears in the annex only.
        core: marked ★: needed for the reference resolution.
        months: months in which a silent unit's core row is missed; all if empty.
    """

    code: str
    name: str
    form: str
    parts: tuple[Part, ...]
    sub_section: str = ""
    clause: Clause | None = None
    core: bool = False
    months: tuple[int, ...] = ()

    def falls_into(self, period: Period) -> bool:
        """Whether the row may have something to say in ``period``."""
        return not self.months or period.month in self.months

    def part(self, key: str) -> Part:
        """The part named ``n`` (the only one) or by its letter.

        Raises:
            KeyError: if there is no such part.
        """
        wanted = self.code if key == "n" else self.code + key
        for part in self.parts:
            if part.code == wanted:
                return part
        raise KeyError(key)


@dataclass(frozen=True)
class Form:
    """A form (biểu mẫu): what one kind of unit fills.

    Attributes:
        code: such as ``ubkt``.
        title: Vietnamese title printed on the workbook.
        version: template version printed in the tag.
        older: earlier template versions that are still taken, each with the last month for which
            it may be used; a workbook of such a version is read like one of today's.
        indicators: its rows in dictionary order.
        group: how a flag names all its units at once, where many units fill it.
    """

    code: str
    title: str
    version: int
    indicators: tuple[Indicator, ...]
    group: str = ""
    older: Mapping[int, Period] = field(default_factory=dict, hash=False)

    def accepts(self, version: int, period: Period) -> bool:
        """Whether a workbook of that template version may report on ``period``."""
        return version == self.version or (version in self.older and period <= self.older[version])

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every value of the form, in order."""
        return tuple(part for indicator in self.indicators for part in indicator.parts)
