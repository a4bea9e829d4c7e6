"""``docs/rules.md``, the register as a table; written anew by ``python -m tests.rules.page``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from nghiquyet.catalogue.loading import Catalogue, load_catalogue
from nghiquyet.catalogue.register import BRIEF, AnyRule, entry_of
from nghiquyet.model.rule import Family, Rule
from nghiquyet.settings import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "rules.md"
_HEAD = """\
# The register of rules

Every rule, whether it follows from an indicator's entry, is declared in `expectations/` or is a
file of `sql/rules/`. `nghiquyet rules list` prints them one by one, `nghiquyet rules show RULE`
everything about one, `nghiquyet rules try RULE` whom it would have hit of all that was ever sent.
How to add one: [add-rule](how-to/add-rule.md).

A test holds this page equal to the definitions; `PYTHONPATH=plugins:. .venv/bin/python -m
tests.rules.page` writes it anew.
"""
_PAIRS = """
`R4` and `R6` look at what the dictionary asks of two kinds of units, and are silent until every
unit of the roster that is asked has told its figure. Of the pairs that one would look for, two do
not exist: medals (`BXC-16`) are reported by the organisation board alone, and the Tết presents of
the Front (`MT-05`, to members of its organisations) and of the commune (`UBVX-04`, to families of
merit and the poor) are different presents; why no row was added to compare them stands in
[0015](decisions/0015-one-register-of-rules.md).
"""
_COLUMNS = ("family", "category", "severity", "scope", "status")


def kind_of(name: str) -> str:
    """What generated rules of one kind have in common: ``CODE.gioi-han`` for all its columns."""
    return "CODE." + re.sub(r"-(month|ytd|plan|answer)$", "", name.partition(".")[2])


def render(catalogue: Catalogue) -> str:
    """The page's text."""
    return "\n".join(_lines(catalogue))


def _lines(catalogue: Catalogue) -> Iterator[str]:
    register = catalogue.register
    families = Counter(rule.family for rule in register)
    yield _HEAD
    yield "| family | rules | says |\n|---|---|---|"
    words = _words_of_families()
    yield from (f"| {family} | {families[family]} | {words[family]} |" for family in Family)
    generated = [rule for rule in register if isinstance(rule, Rule) and rule.origin == "generated"]
    kinds = Counter(kind_of(rule.id) for rule in generated)
    first = {kind_of(rule.id): rule for rule in reversed(generated)}
    yield "\n## Generated from the indicators\n"
    yield from _table((f"{kind} ({kinds[kind]})", first[kind]) for kind in kinds)
    odd = [rule for rule in generated if _entry(rule) != _entry(first[kind_of(rule.id)])]
    if odd:
        yield "\nOtherwise than their kind:\n"
        yield from _table((rule.id, rule) for rule in odd)
    for form in catalogue.forms:
        declared = [rule for rule in catalogue.rules[form] if rule.origin == "declared"]
        if declared:
            yield f"\n## `expectations/{form}.yaml`\n"
            yield from _table((rule.id, rule) for rule in declared)
    yield "\n## `expectations/every-form.yaml`\n"
    yield from _table((rule.id, rule) for rule in catalogue.every_form.rules)
    yield "\n## `sql/rules/`"
    yield _PAIRS
    yield from _table((rule.id, rule) for rule in catalogue.sql_rules)
    yield ""


def _words_of_families() -> dict[Family, str]:
    """The sentence that stands below each family in the model."""
    source = (PROJECT_ROOT / "plugins" / "nghiquyet" / "model" / "rule.py").read_text("utf-8")
    return {
        Family(name): words
        for name, words in re.findall(r'    (R\d+) = "R\d+"\n    """(.+)"""', source)
    }


def _entry(rule: AnyRule) -> tuple[str, ...]:
    entry = entry_of(rule, *_COLUMNS)
    span = f" {rule.since or ''}–{rule.until or ''}" if rule.since or rule.until else ""
    return (*(entry[key] for key in _COLUMNS[:-1]), entry["status"] + span)


def _table(rules: Iterator[tuple[str, AnyRule]]) -> Iterator[str]:
    yield f"| rule | {' | '.join(_COLUMNS)} | message |\n|{'---|' * (len(BRIEF) + 1)}"
    for name, rule in rules:
        message = rule.message.replace("|", "\\|")
        if name.startswith("CODE") and isinstance(rule, Rule):
            message = message.replace(rule.cells[0], "CODE")
        yield f"| `{name}` | {' | '.join(_entry(rule))} | {message} |"


@cache
def severities() -> dict[str, str]:
    """The severity of each rule, or kind of rules, as the page has it."""
    rows = re.findall(
        r"^\| `([^`]+?)(?: \(\d+\))?` \| \S+ \| \S+ \| (\w+) \|", PAGE.read_text("utf-8"), re.M
    )
    return dict(rows)


def severity_of(name: str) -> str:
    """What the page says of one rule."""
    return severities().get(name) or severities()[kind_of(name)]


if __name__ == "__main__":
    PAGE.write_text(render(load_catalogue(Path(PROJECT_ROOT))), encoding="utf-8")
