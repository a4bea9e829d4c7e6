"""Rules across units and months: the files of ``sql/rules/`` and what their heads say.

The first comment is the rule in words; ``-- key: value`` lines are its entry in the register.
``-- shared: name`` puts the WITH clause of ``sql/rules/shared/name.sql`` before the query, so that
rules of one shape say only what they compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import takewhile
from pathlib import Path

from pydantic import Field, ValidationError, field_validator

from nghiquyet.catalogue.definitions import explain
from nghiquyet.catalogue.register import RegisterSpec
from nghiquyet.errors import DefinitionError, DefinitionFault
from nghiquyet.model.indicator import Form
from nghiquyet.model.office import Unit
from nghiquyet.model.rule import Scope, SqlRule

_KEY = re.compile(r"^-- ([a-z]+): (.+)$")


class SqlRuleSpec(RegisterSpec):
    """The head of one file."""

    rule: str = Field(pattern=r"^[A-Z][A-Z0-9-]+$")
    shared: str = Field(default="", pattern=r"^[a-z_]+$")

    @field_validator("message")
    @classmethod
    def _has_known_placeholders(cls, message: str) -> str:
        try:
            message.format(unit="", value="", expected="")
        except (KeyError, IndexError) as error:
            raise ValueError(f"unknown placeholder {error}") from error
        return message


def _is_words(line: str) -> bool:
    return line.startswith("--") and not _KEY.match(line)


def load_sql_rule(path: Path) -> SqlRule:
    """Read one file of ``sql/rules/``.

    Raises:
        DefinitionError: if its head does not fit; every mistake names its line.
    """
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    keys = {
        match[1]: (number, match[2])
        for number, line in enumerate(lines, 1)
        if (match := _KEY.match(line))
    }
    words = [line[2:].strip() for line in takewhile(_is_words, lines)]
    try:
        spec = SqlRuleSpec.model_validate({key: value for key, (_, value) in keys.items()})
    except ValidationError as error:
        faults = [(str((*each["loc"], "header")[0]), explain(each)) for each in error.errors()]
        raise DefinitionError(
            [DefinitionFault(path, keys.get(key, (1, ""))[0], key, told) for key, told in faults]
        ) from error
    if not words:
        raise DefinitionError([DefinitionFault(path, 1, "", "the rule is said in words first")])
    shared = path.parent / "shared" / f"{spec.shared}.sql"
    if spec.shared and not shared.is_file():
        told = f"there is no shared/{shared.name}"
        raise DefinitionError([DefinitionFault(path, keys["shared"][0], "shared", told)])
    before = shared.read_text(encoding="utf-8") if spec.shared else ""
    return SqlRule(
        id=spec.rule, description=" ".join(words), sql=before + text, **spec.entry(Scope.UNITS)
    )


def figures_asked(units: Iterable[Unit], forms: Mapping[str, Form]) -> list[tuple[str, str]]:
    """Which unit is asked for which figure: what a rule across units may wait for."""
    return [
        (unit.code, part.code) for unit in units for part in forms[unit.form].parts if part.bases
    ]
