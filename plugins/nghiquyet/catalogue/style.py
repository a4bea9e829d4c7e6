"""The rules of wording: ``reports/monthly/wording.yaml``.

An entry says what it ``finds``; a function of ``nghiquyet.narrative.reviewing`` does so. Patterns,
words and thresholds are data.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from nghiquyet.catalogue.definitions import Spec, load_definition
from nghiquyet.catalogue.style_entries import (
    Duplicates,
    FinalStop,
    ItemDash,
    MisspeltName,
    MisspeltSyllable,
    NameCapitals,
    NearName,
    RepeatedWords,
    SentenceCapitals,
    UnpairedMarks,
    VariantRule,
    WordingRule,
)
from nghiquyet.catalogue.style_facts import (
    ContradictedFigure,
    DeniedFigure,
    EarlySummary,
    LaterDocument,
    MalformedCode,
    SuperiorDocument,
    TaskState,
    WrongShare,
)
from nghiquyet.catalogue.style_times import (
    AnniversaryYears,
    LunarYearName,
    OtherMonth,
    OtherTerm,
    OtherYear,
    SchoolYear,
)
from nghiquyet.errors import DefinitionError

PATH = Path("reports") / "monthly" / "wording.yaml"

AnyStyle = Annotated[
    WordingRule | VariantRule | RepeatedWords | MisspeltSyllable | SentenceCapitals | FinalStop
    | ItemDash | UnpairedMarks | MisspeltName | NearName | NameCapitals | Duplicates | WrongShare
    | ContradictedFigure | DeniedFigure | TaskState | MalformedCode | LaterDocument | EarlySummary
    | OtherMonth | OtherYear | SchoolYear | OtherTerm | LunarYearName | AnniversaryYears,
    Field(discriminator="finds"),
]  # fmt: skip


class StyleRules(Spec):
    """Everything that the reviewer is told.

    Attributes:
        rules: in order of precedence: of two that speak of the same words only the first does.
        documents: dated documents from above.
        vocabulary: lists that several rules share; only there to be referred to.
    """

    rules: tuple[AnyStyle, ...]
    documents: tuple[SuperiorDocument, ...] = ()
    vocabulary: dict[str, tuple[str, ...]] = {}


def load_style(root: Path) -> StyleRules:
    """Read the rules of wording.

    Raises:
        DefinitionError: if the file does not fit the schema or gives an id twice.
    """
    definition = load_definition(root / PATH, StyleRules)
    seen: set[str] = set()
    for place, rule in enumerate(definition.value.rules):
        if rule.id in seen:
            where = ("rules", place, "id")
            raise DefinitionError([definition.fault(where, f"this id is given twice: {rule.id}")])
        seen.add(rule.id)
    return definition.value
