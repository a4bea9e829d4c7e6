"""The review sheet's lines on Section I: what is missing, estimated, partial or odd."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nghiquyet.model.draft import Block, ReviewLine, Section
from nghiquyet.model.rule import Finding, Severity, Waiver
from nghiquyet.narrative.evidence import Evidence


def review_assessment(evidence: Evidence, section: Section) -> tuple[ReviewLine, ...]:
    """Everything that the office should look at before it signs Section I."""
    blocks = [block for sub in section.sub_sections for block in sub.blocks]
    return (
        *(line for block in blocks for line in _figures(block)),
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
