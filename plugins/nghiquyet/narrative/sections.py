"""The section templates: one file of ``reports/monthly/sections/`` is one sub-section of I.

A template places clauses with ``{{ c("HCC-02") }}``; what belongs to the sub-section and is
placed nowhere is appended in dictionary order, so a new indicator needs no template; an optional
clause is printed only if it is placed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import jinja2
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.errors import DefinitionError, DefinitionFault
from nghiquyet.model.draft import Block, Section, Span, SubSection
from nghiquyet.model.indicator import Indicator
from nghiquyet.narrative.clauses import ClauseWriter
from nghiquyet.narrative.sentence import CODE_MARK, write_paragraph

_MARKUP = re.compile(r"\{#.*?#\}|\{%(?!\s*set otherwise).*?%\}|\{\{.*?\}\}", re.DOTALL)
FOLDER = Path("reports") / "monthly" / "sections"


@dataclass(frozen=True)
class SectionTemplate:
    """One sub-section's template.

    Attributes:
        path: the file, relative to the project's root.
        code: the sub-section, such as ``I.1``, from the file's name ``i-1.j2``.
        source: its text.
        placed: codes of the clauses that it places, with the lines they stand on.
    """

    path: Path
    code: str
    source: str
    placed: tuple[tuple[str, int], ...]


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined, autoescape=False, trim_blocks=True
    )


def load_sections(root: Path, catalogue: Catalogue) -> tuple[SectionTemplate, ...]:
    """Read the templates and check every code that they place.

    Raises:
        DefinitionError: for an unknown code, a row without a clause, a clause placed twice,
            or a file that is no template.
    """
    templates: list[SectionTemplate] = []
    faults: list[DefinitionFault] = []
    for path in sorted((root / FOLDER).glob("*.j2")):
        try:
            templates.append(_load(path, path.relative_to(root)))
        except jinja2.TemplateSyntaxError as error:
            place = path.relative_to(root)
            faults.append(DefinitionFault(place, error.lineno or 0, "", str(error.message)))
    faults += _faults(templates, catalogue)
    if faults:
        raise DefinitionError(faults)
    return tuple(templates)


def _load(path: Path, place: Path) -> SectionTemplate:
    source = path.read_text(encoding="utf-8")
    placed = tuple(
        (str(call.args[0].value), call.lineno)
        for call in _environment().parse(source).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
        and call.node.name == "c"
        and isinstance(call.args[0], nodes.Const)
    )
    return SectionTemplate(place, path.stem.upper().replace("-", "."), source, placed)


def _faults(templates: list[SectionTemplate], catalogue: Catalogue) -> Iterator[DefinitionFault]:
    seen: set[str] = set()
    for template in templates:
        if "{% set title" not in template.source:
            yield DefinitionFault(template.path, 1, "title", "the template sets no title")
        yield from _typed_figures(template)
        for code, line in template.placed:
            mistake = _mistake(catalogue.indicators.get(code), template, code in seen)
            if mistake:
                yield DefinitionFault(template.path, line, code, mistake)
            seen.add(code)
    yield from _homeless(catalogue, {template.code for template in templates})


def _typed_figures(template: SectionTemplate) -> Iterator[DefinitionFault]:
    """Digits among the words that a template says itself: figures come from rows only."""
    said = _MARKUP.sub(lambda match: "\n" * match[0].count("\n"), template.source)
    for number, line in enumerate(said.splitlines(), 1):
        if re.search(r"\d", line):
            message = "a figure is never typed here: give it a row with a clause"
            yield DefinitionFault(template.path, number, line.strip()[:40], message)


def _mistake(indicator: Indicator | None, template: SectionTemplate, again: bool) -> str:
    """What is wrong with placing an indicator's clause in a template; empty if nothing is."""
    if indicator is None or indicator.clause is None:
        return "no row with a clause has it"
    if indicator.sub_section != template.code:
        return f"this row belongs to {indicator.sub_section}"
    return "this clause is placed twice" if again else ""


def _homeless(catalogue: Catalogue, covered: set[str]) -> Iterator[DefinitionFault]:
    """Rows whose sub-section has no template."""
    for indicator in catalogue.indicators.values():
        if indicator.clause is not None and indicator.sub_section not in covered:
            path = Path("reports") / "indicators" / f"{indicator.form}.yaml"
            message = f"no template for sub-section {indicator.sub_section}"
            yield DefinitionFault(path, 0, indicator.code, message)


def write_sub_section(template: SectionTemplate, writer: ClauseWriter) -> SubSection:
    """Write one sub-section of the assessment.

    Args:
        template: its template.
        writer: writes the clauses; shared by all sub-sections, so figures count on.
    """
    module = _module(template, writer)
    body = str(module) + "\n\n" + _unplaced(template, writer.evidence.catalogue)
    blocks: list[Block] = []
    for skeleton in body.split("\n\n"):
        spans, codes = write_paragraph(skeleton, writer)
        if spans:
            name = f"{template.code.lower().replace('.', '')}_{len(blocks) + 1:02d}"
            blocks.append(Block(name, tuple(spans), codes=tuple(codes)))
    title = str(getattr(module, "title"))  # noqa: B009 (a variable that the template sets)
    return SubSection(template.code, title, tuple(blocks))


def say_that_nothing_happened(
    section: Section, templates: Sequence[SectionTemplate], writer: ClauseWriter
) -> Section:
    """Give a sub-section of which nothing is told the sentence that its template keeps for that.

    A heading with nothing under it reads like a page that was lost.
    """
    kept = {template.code: _module(template, writer) for template in templates}
    return replace(
        section,
        sub_sections=tuple(
            sub if sub.blocks else replace(sub, blocks=tuple(_otherwise(sub, kept[sub.code])))
            for sub in section.sub_sections
        ),
    )


def _otherwise(sub_section: SubSection, module: object) -> Iterator[Block]:
    sentence = str(getattr(module, "otherwise", ""))
    if sentence:
        yield Block(f"{sub_section.code.lower().replace('.', '')}_01", (Span(sentence),))


def _module(template: SectionTemplate, writer: ClauseWriter) -> object:
    """The template with the office's words and, in place of every clause, its code."""
    office, period = writer.evidence.office, writer.evidence.period
    jinja = _environment().from_string(template.source)
    return jinja.make_module({"c": CODE_MARK.format, "office": office, "period": period})


def _unplaced(template: SectionTemplate, catalogue: Catalogue) -> str:
    placed = {code for code, _ in template.placed}
    codes = [
        CODE_MARK.format(indicator.code)
        for indicator in catalogue.indicators.values()
        if indicator.clause is not None
        and not indicator.clause.optional
        and indicator.sub_section == template.code
        and indicator.code not in placed
    ]
    return "; ".join(codes)
