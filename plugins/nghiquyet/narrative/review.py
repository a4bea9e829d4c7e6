"""The review sheet's lines on Section I: what is missing, estimated, partial or odd."""

from __future__ import annotations

from collections.abc import Iterator

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
    waivers = {(each.unit, each.rule, each.code): each for each in evidence.waivers}
    for unit in evidence.roster:
        for finding in evidence.findings.get(unit.code, ()):
            waiver = waivers.get((unit.code, finding.rule, finding.code))
            yield ReviewLine(
                category="finding",
                severity=finding.severity if waiver is None else Severity.INFO,
                place=f"{unit.name}: {finding.code}".rstrip(": "),
                message=_with_answers(finding, waiver),
                rule=finding.rule,
                unit=unit.code,
            )


def _with_answers(finding: Finding, waiver: Waiver | None) -> str:
    """What was found, how the unit explained it, and who let it pass for what reason."""
    said = [finding.message]
    if finding.explanation:
        said.append(f"Đơn vị giải trình: “{finding.explanation}”.")
    if waiver is not None:
        said.append(f"{waiver.who} cho qua, lý do: {waiver.reason.rstrip('.')}.")
    return " ".join(said)
