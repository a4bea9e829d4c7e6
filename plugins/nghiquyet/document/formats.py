"""Format profiles: how a Party document must look on the day it is dated.

The rules change (domain.md §2.1), so they are data under ``reports/monthly/formats/``. A
size may be a single number or a range: a value of the office's own template that lies in
the range is its choice and stays, any other is set to the preferred one.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from nghiquyet.catalogue.definitions import Definition, Spec, load_definition
from nghiquyet.errors import DefinitionError, DefinitionFault, DocumentError


class Allowed(Spec):
    """A measure the rules fix, or a range with the value that is preferred."""

    preferred: float = Field(ge=0, le=1000)
    minimum: float = Field(ge=0, le=1000)
    maximum: float = Field(ge=0, le=1000)

    @model_validator(mode="after")
    def _in_order(self) -> Allowed:
        if not self.minimum <= self.preferred <= self.maximum:
            raise ValueError("minimum <= preferred <= maximum must hold")
        return self

    def settle(self, present: float | None) -> float:
        """The office's own value where the rules admit it, else the preferred one."""
        if present is not None and self.minimum <= present <= self.maximum:
            return present
        return self.preferred


def _range_of(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"preferred": value, "minimum": value, "maximum": value}
    return value


Measure = Annotated[Allowed, BeforeValidator(_range_of)]


class Alignment(StrEnum):
    """How a paragraph's lines are set."""

    LEFT = "left"
    CENTRE = "center"
    JUSTIFIED = "both"


class StyleRule(Spec):
    """What the rules say of one kind of paragraph; what they leave open is None.

    Attributes:
        size: letters, in points.
        bold: whether letters are bold.
        italic: whether they are italic.
        underlined: whether they are underlined.
        capitals: whether they are all capitals.
        align: how the lines are set.
        first_line: indent of the first line, in millimetres.
        space_after: distance to the next paragraph, in points.
        line: exact distance between lines, in points.
    """

    size: Measure
    bold: bool | None = None
    italic: bool | None = None
    underlined: bool | None = None
    capitals: bool | None = None
    align: Alignment | None = None
    first_line: Measure | None = None
    space_after: Measure | None = None
    line: Measure | None = None


class Styles(Spec):
    """The kinds of paragraphs of a resolution, in the order in which they stand."""

    superior: StyleRule
    issuer: StyleRule
    number: StyleRule
    draft_mark: StyleRule
    party: StyleRule
    place_and_date: StyleRule
    kind: StyleRule
    subject: StyleRule
    subject_rule: StyleRule
    section: StyleRule
    sub_section: StyleRule
    body: StyleRule
    dashed: StyleRule
    recipients_label: StyleRule
    recipients: StyleRule
    authority: StyleRule
    signer_title: StyleRule
    signer_name: StyleRule
    page_number: StyleRule


class Page(Spec):
    """The sheet and its margins, in millimetres."""

    width: float = Field(gt=100, le=1000)
    height: float = Field(gt=100, le=1000)
    top: float = Field(ge=5, le=100)
    bottom: float = Field(ge=5, le=100)
    left: float = Field(ge=5, le=100)
    right: float = Field(ge=5, le=100)
    page_number_from_top: float = Field(ge=0, le=100)
    number_on_first_page: bool


class DraftMarkPlace(StrEnum):
    """Where a draft says that it is one."""

    UNDER_NUMBER = "under_number"
    UNDER_DATE = "under_date"


class DraftMark(Spec):
    """The mark by which everybody sees that nothing is decided yet."""

    text: str = Field(min_length=1)
    place: DraftMarkPlace


def _pattern(*names: str) -> AfterValidator:
    """Only ``{name}`` of ``names`` may stand in the text, and every one of them must."""

    def check(text: str) -> str:
        try:
            found = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        except ValueError as error:
            raise ValueError(f"braces do not match: {error}") from error
        if found != set(names):
            raise ValueError(f"must hold {', '.join(f'{{{name}}}' for name in names)} and no other")
        return text

    return AfterValidator(check)


class FormatProfile(Spec):
    """The format rules that hold for documents dated between two days.

    Attributes:
        name: the directive that sets them.
        source: where the values were read and how sure they are.
        since: first day.
        until: last day, or None while they hold.
        page: sheet and margins.
        font: name of the typeface.
        language: language mark of the text, for the spelling check.
        number_line: the line of number and sign.
        date_line: the line of place and date.
        section_heading: how a section's number and title are joined.
        sub_section_heading: the same for a sub-section.
        subject_rule: what stands under the subject; nothing if empty.
        end_mark: what the text ends with.
        draft_mark: the mark of a draft.
        styles: rules of the kinds of paragraphs.
    """

    name: str = Field(min_length=1)
    source: str = Field(min_length=1)
    since: date
    until: date | None = None
    page: Page
    font: str = Field(min_length=1)
    language: str = Field(pattern=r"^[a-z]{2}-[A-Z]{2}$")
    number_line: Annotated[str, _pattern("ky_hieu")]
    date_line: Annotated[str, _pattern("dia_danh", "thang", "nam")]
    section_heading: Annotated[str, _pattern("so", "tieu_de")]
    sub_section_heading: Annotated[str, _pattern("so", "tieu_de")]
    subject_rule: str
    end_mark: str = Field(min_length=1)
    draft_mark: DraftMark
    styles: Styles

    @model_validator(mode="after")
    def _in_order(self) -> FormatProfile:
        if self.until is not None and self.until < self.since:
            raise ValueError("until must not be before since")
        return self

    def holds_on(self, day: date) -> bool:
        """Whether a document dated ``day`` follows these rules."""
        return self.since <= day and (self.until is None or day <= self.until)


def load_profiles(folder: Path) -> tuple[FormatProfile, ...]:
    """Read every format profile of ``folder``, oldest first.

    Raises:
        DefinitionError: if one is wrong or two hold on the same day; names file, line, key.
    """
    definitions: list[Definition[FormatProfile]] = []
    faults: list[DefinitionFault] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            definitions.append(load_definition(path, FormatProfile))
        except DefinitionError as error:
            faults += error.faults
    definitions.sort(key=lambda definition: definition.value.since)
    faults += _overlaps(definitions)
    if not definitions and not faults:
        faults.append(DefinitionFault(folder, 0, "", "holds no format profile"))
    if faults:
        raise DefinitionError(faults)
    return tuple(definition.value for definition in definitions)


def _overlaps(definitions: Sequence[Definition[FormatProfile]]) -> list[DefinitionFault]:
    return [
        later.fault(["since"], f"{earlier.path.name} still holds on this day")
        for earlier, later in pairwise(definitions)
        if earlier.value.holds_on(later.value.since)
    ]


def profile_at(profiles: Sequence[FormatProfile], day: date) -> FormatProfile:
    """The profile for a document dated ``day``.

    Raises:
        DocumentError: if no profile holds on that day.
    """
    for profile in profiles:
        if profile.holds_on(day):
            return profile
    raise DocumentError(f"no format profile holds on {day:%Y-%m-%d}")
