"""The review sheet's lines on Section I: what is missing, estimated, partial or odd."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace

from nghiquyet.model.draft import Block, ReviewLine, Section
from nghiquyet.model.indicator import ValueType
from nghiquyet.model.rule import Finding, Severity, Waiver
from nghiquyet.narrative.answers import said
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.narrative.quantities import coverage_remark, quantity


def review_assessment(evidence: Evidence, section: Section) -> tuple[ReviewLine, ...]:
    """Everything that the office should look at before it signs Section I."""
    blocks = [block for sub in section.sub_sections for block in sub.blocks]
    return (
        *(line for block in blocks for line in _figures(block)),
        *_unprinted_sums(evidence, {figure.code for block in blocks for figure in block.figures}),
        *_denials(evidence),
        *_empty_ones(section),
        *_warnings(evidence),
        *evidence.violations,
    )


def _figures(block: Block) -> Iterator[ReviewLine]:
    for figure in block.figures:
        for category, severity, applies in (
            ("missing", Severity.CRITICAL, figure.missing),
            ("sensitive", Severity.CRITICAL, figure.withheld),
            ("sensitive", Severity.INFO, figure.sensitive and not figure.withheld),
            ("coverage", Severity.WARNING, figure.partial),
            ("estimated", Severity.INFO, figure.estimated),
        ):
            if applies:
                yield ReviewLine(
                    category=category,
                    severity=severity,
                    place=f"{figure.code}: {figure.text}",
                    message=_MESSAGES.get(category, figure.remark),
                    rule=_RULES[category],
                    quote=figure.text,
                    block=block.id,
                    figure=figure.id,
                )


def _unprinted_sums(evidence: Evidence, printed: Set[str]) -> Iterator[ReviewLine]:
    """Sums that came to nothing, and so are not printed, though some units are not in them."""
    for indicator in evidence.catalogue.indicators.values():
        for part in indicator.parts if indicator.clause else ():
            if not part.type.is_figure or part.code in printed:
                continue
            found = quantity(evidence, part)
            if found.is_partial:
                yield ReviewLine(
                    category="coverage",
                    severity=Severity.WARNING,
                    place=f"{part.code}: không nêu trong văn bản",
                    message=f"Cộng lại bằng 0. {coverage_remark(evidence, found)}",
                    rule=_RULES["coverage"],
                )


def _denials(evidence: Evidence) -> Iterator[ReviewLine]:
    """Answers that begin like a denial and were printed as if something had been done."""
    for statement in evidence.statements:
        part = evidence.catalogue.parts[statement.indicator]
        indicator = evidence.catalogue.indicator_of[part.code]
        free = part.type in {ValueType.TEXT, ValueType.LIST} and indicator.clause is not None
        if not free or statement.wording or not _DENIAL.match(statement.text):
            continue
        if said(part, statement) is not None:
            yield ReviewLine(
                category="wording",
                severity=Severity.WARNING,
                place=f"{evidence.office.unit(statement.unit).name}: {part.code}",
                message=(
                    f"Đơn vị ghi “{statement.text}”, câu in ra có thể nói ngược lại: đọc lại và "
                    "sửa hoặc bỏ câu đó."
                ),
                rule="TRA-LOI-PHU-DINH",
                unit=statement.unit,
            )


def _empty_ones(section: Section) -> Iterator[ReviewLine]:
    for sub in section.sub_sections:
        if not any(block.codes or block.figures for block in sub.blocks):
            yield ReviewLine(
                category="question",
                severity=Severity.WARNING,
                place=f"{sub.code}: {sub.title}",
                message=(
                    f"Các đơn vị báo không phát sinh gì cho mục “{sub.title}”: giữ câu này, viết "
                    "thêm hay bỏ đề mục?"
                ),
                rule="MUC-TRONG",
                block=sub.blocks[0].id if sub.blocks else "",
                quote=sub.blocks[0].text if sub.blocks else "",
            )


_DENIAL = re.compile(r"(?:không|chưa)\b", re.IGNORECASE)
_MESSAGES = {
    "estimated": "Số liệu ước: đối chiếu lại khi có số liệu chính thức.",
}
_RULES = {
    "missing": "THIEU-SO-LIEU",
    "estimated": "SO-UOC",
    "coverage": "DO-PHU",
    "sensitive": "NHAY-CAM",
}


def _warnings(evidence: Evidence) -> Iterator[ReviewLine]:
    for unit in evidence.roster:
        for finding in evidence.findings.get(unit.code, ()):
            line = ReviewLine(
                category="finding",
                severity=finding.severity,
                place=f"{unit.name}: {finding.code}".rstrip(": "),
                message=finding.message,
                rule=finding.rule,
                unit=unit.code,
            )
            yield with_answers(line, finding, evidence.waivers)


def with_answers(
    line: ReviewLine, finding: Finding, waivers: Iterable[Waiver], request: str = ""
) -> ReviewLine:
    """A line with how the unit explained what was found, and who let it pass for what reason.

    Args:
        line: what was found.
        finding: the same as validation told it.
        waivers: what the office has let pass.
        request: what is asked of the unit for as long as neither has answered.
    """
    waiver = next((each for each in waivers if each.covers(line.unit, finding)), None)
    said = [line.message]
    if finding.explanation:
        said.append(f"Đơn vị giải trình: “{finding.explanation}”.")
    if waiver is not None:
        said.append(f"{waiver.who} cho qua, lý do: {waiver.reason.rstrip('.')}.")
    if request and not said[1:]:
        said.append(request)
    severity = line.severity if waiver is None else Severity.INFO
    return replace(line, severity=severity, message=" ".join(said))
