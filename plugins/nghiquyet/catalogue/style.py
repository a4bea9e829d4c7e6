"""The rules of wording: ``reports/monthly/wording.yaml``."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from nghiquyet.catalogue.definitions import Spec, load_definition
from nghiquyet.model.rule import Severity

PATH = Path("reports") / "monthly" / "wording.yaml"


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from error
    return pattern


class WordingRule(Spec):
    """Words to look at wherever ``pattern`` matches; ``message`` says what to do."""

    id: str
    pattern: Annotated[str, AfterValidator(_compiles)]
    severity: Severity
    message: str


class VariantRule(Spec):
    """Ways of writing one thing (regular expressions), of which a document uses one."""

    id: str
    variants: Annotated[tuple[str, ...], Field(min_length=2)]
    severity: Severity
    message: str


class SuperiorDocument(Spec):
    """A document from above and its date: whether «Tổng kết» is due depends on its age."""

    code: str
    issued: date


class StyleRules(Spec):
    """Everything that the wording reviewer is told.

    Attributes:
        words: single expressions.
        variants: expressions that should not be mixed.
        documents: dated documents from above.
        summary_after_years: a «tổng kết» is unusual before a document is that old.
        duplicate_above: likeness (0 to 1) from which two clauses repeat each other.
    """

    words: tuple[WordingRule, ...]
    variants: tuple[VariantRule, ...]
    documents: tuple[SuperiorDocument, ...] = ()
    summary_after_years: int = 3
    duplicate_above: float = Field(gt=0, le=1)


def load_style(root: Path) -> StyleRules:
    """Read the rules of wording.

    Raises:
        DefinitionError: if the file does not fit the schema.
    """
    return load_definition(root / PATH, StyleRules).value
