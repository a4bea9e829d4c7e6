"""The indicator dictionary: one file of ``reports/indicators/`` is one form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, model_validator

from nghiquyet.catalogue.definitions import Definition, Location, Spec, load_definition
from nghiquyet.errors import DefinitionFault
from nghiquyet.model.expression import CODE
from nghiquyet.model.indicator import Clause, Form, Indicator, Option, Part, Per, Ratio, ValueType
from nghiquyet.model.pattern import FORMATS, HANGING, Placeholder, parse_pattern
from nghiquyet.model.period import Period

_ROW = rf"^{CODE.removesuffix('[a-z]?')}$"
_FIGURE = rf"^{CODE}(@(month|ytd|plan))?$"


class OptionSpec(Spec):
    """A choice of a verdict; a bare string is a label."""

    label: str
    text: str = ""
    silent: bool = False
    needs_note: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_label(cls, value: Any) -> Any:
        return {"label": value} if isinstance(value, str) else value


class RatioSpec(Spec):
    """Numerator and denominator of a percentage: figures of the same form."""

    of: str = Field(pattern=_FIGURE)
    over: str = Field(pattern=_FIGURE)


class ValueSpec(Spec):
    """What is said of one value, at the entry itself or in its ``parts``."""

    type: ValueType
    per: Per = Per.MONTH
    measure_unit: str = ""
    required: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    options: tuple[OptionSpec, ...] = ()
    with_plan: bool = False
    pattern: str = ""
    pattern_hint: str = ""
    names_year: bool = False
    ratio: RatioSpec | None = None
    compute: str = ""
    example: str = ""
    sensitive: bool = False

    @model_validator(mode="after")
    def _fits_its_type(self) -> ValueSpec:
        if (self.type is ValueType.VERDICT) != bool(self.options):
            raise ValueError("a verdict has options, and nothing else has")
        if self.type.is_figure and not self.measure_unit:
            raise ValueError("a figure needs its measure_unit")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError("minimum lies above maximum")
        if bool(self.pattern) != bool(self.pattern_hint):
            raise ValueError("pattern and pattern_hint go together")
        if self.names_year and self.type not in {ValueType.TEXT, ValueType.LIST}:
            raise ValueError("only a text names years")
        if self.ratio and self.type is not ValueType.PERCENT:
            raise ValueError("only a percentage is a ratio")
        return self

    def part(self, code: str, name: str) -> Part:
        """The model's part, with the bounds that follow from the type."""
        minimum, maximum = self.minimum, self.maximum
        if self.type.is_figure and minimum is None:
            minimum = Decimal(0)
        if self.type is ValueType.PERCENT and maximum is None:
            maximum = Decimal(100)
        return Part(
            code=code,
            name=name,
            minimum=minimum,
            maximum=maximum,
            options=tuple(Option(**option.model_dump()) for option in self.options),
            ratio=Ratio(**self.ratio.model_dump()) if self.ratio else None,
            **self.model_dump(
                include={
                    "type", "per", "measure_unit", "required", "with_plan", "pattern",
                    "pattern_hint", "names_year", "compute", "example", "sensitive",
                }
            ),
        )  # fmt: skip


class PartSpec(ValueSpec):
    """One of several values of a row."""

    key: str = Field(pattern="^[a-z]$")
    name: str


class ClauseSpec(Spec):
    """A clause; a bare string or list is its texts."""

    texts: tuple[str, ...]
    lead: str = ""
    after: tuple[str, ...] = ()
    needs: str = ""
    tail: str = ""
    unless: str = ""
    subject: str = ""
    optional: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_texts(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"texts": [value]}
        return {"texts": value} if isinstance(value, list) else value

    @model_validator(mode="after")
    def _fits_together(self) -> ClauseSpec:
        if bool(self.lead or self.subject) != bool(self.after) or (self.lead and self.subject):
            raise ValueError("lead or subject and after go together")
        if self.texts[0].startswith(HANGING):
            raise ValueError("the first text has none before it to hang on")
        if self.unless and not self.tail:
            raise ValueError("unless needs the tail that it forbids")
        return self


class IndicatorSpec(Spec):
    """One row of the dictionary."""

    code: str = Field(pattern=_ROW)
    name: str
    core: bool = False
    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    at: str = Field(default="", pattern=r"^(I\.[1-9])?$")
    clause: ClauseSpec | None = None
    parts: tuple[PartSpec, ...] = ()
    value: ValueSpec | None = None

    @model_validator(mode="before")
    @classmethod
    def _gather_value(cls, data: Any) -> Any:
        """A row with one value says ``type``, ``per`` … at the entry itself."""
        if not isinstance(data, dict) or "type" not in data:
            return data
        own = {key: data[key] for key in data if key in ValueSpec.model_fields}
        return {**{key: data[key] for key in data if key not in own}, "value": own}

    @model_validator(mode="after")
    def _has_values(self) -> IndicatorSpec:
        if bool(self.parts) == (self.value is not None):
            raise ValueError("a row has either a type of its own or parts")
        if self.clause is not None and not self.at:
            raise ValueError("a clause needs its sub-section: at")
        return self

    def indicator(self, form: str) -> Indicator:
        """The model's indicator."""
        parts: tuple[Part, ...]
        if self.value is not None:
            parts = (self.value.part(self.code, self.name),)
        else:
            parts = tuple(spec.part(self.code + spec.key, spec.name) for spec in self.parts)
        clause = Clause(**self.clause.model_dump()) if self.clause else None
        return Indicator(self.code, self.name, form, parts, self.at, clause, self.core, self.months)


class OlderVersion(Spec):
    """A template version that is still taken, until a month."""

    version: int = Field(ge=1)
    until: str

    @model_validator(mode="after")
    def _until_is_a_month(self) -> OlderVersion:
        Period.parse(self.until)
        return self


class FormSpec(Spec):
    """One file of ``reports/indicators/``."""

    form: str = Field(pattern="^[a-z][a-z0-9-]*$")
    title: str
    version: int = Field(ge=1)
    older: tuple[OlderVersion, ...] = ()
    group: str = ""
    indicators: tuple[IndicatorSpec, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _older_ones_are_older(self) -> FormSpec:
        if any(each.version >= self.version for each in self.older):
            raise ValueError("older: a version that is not below the form's own")
        return self


def load_form(path: Path) -> tuple[Form, Definition[FormSpec]]:
    """Read one form.

    Raises:
        DefinitionError: if the file does not fit the schema.
    """
    definition = load_definition(path, FormSpec)
    spec = definition.value
    indicators = tuple(row.indicator(spec.form) for row in spec.indicators)
    older = {each.version: Period.parse(each.until) for each in spec.older}
    return Form(spec.form, spec.title, spec.version, indicators, spec.group, older), definition


def check_form(
    form: Form, definition: Definition[FormSpec], known: frozenset[str]
) -> Iterator[DefinitionFault]:
    """Mistakes that the schema cannot see: patterns, and codes that nobody declares.

    Args:
        form: the form read from ``definition``.
        definition: its file.
        known: codes of all indicators and parts of the catalogue.
    """
    if definition.path.stem != form.code:
        yield definition.fault(("form",), f"the file of form {form.code} is {form.code}.yaml")
    for place, indicator in enumerate(form.indicators):
        if indicator.clause is None:
            continue
        where: Location = ("indicators", place, "clause")
        for message in _clause_mistakes(indicator, indicator.clause, known):
            yield definition.fault(where, message)


def _clause_mistakes(indicator: Indicator, clause: Clause, known: frozenset[str]) -> Iterator[str]:
    for code in (*clause.after, clause.needs, clause.unless):
        if code and code not in known:
            yield f"no such code: {code}"
    for text in (*clause.texts, clause.lead, clause.subject, clause.tail):
        try:
            pieces = parse_pattern(text)
        except ValueError as error:
            yield str(error)
            continue
        for piece in pieces:
            if isinstance(piece, Placeholder) and not piece.is_variable:
                yield from _placeholder_mistakes(indicator, piece)


def _placeholder_mistakes(indicator: Indicator, placeholder: Placeholder) -> Iterator[str]:
    try:
        part = indicator.part(placeholder.name)
    except KeyError:
        yield f"{{{placeholder.name}}} names no part and no variable"
        return
    if part.type not in FORMATS[placeholder.format]:
        yield f"{part.code} is of type {part.type} and cannot be printed :{placeholder.format}"
