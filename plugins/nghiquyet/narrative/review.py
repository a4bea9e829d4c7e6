"""The review sheet's lines on Section I: what is missing, estimated, partial or odd."""

from __future__ import annotations

from collections.abc import Iterator

from nghiquyet.model.draft import Block, ReviewLine, Section
from nghiquyet.model.rule import Finding, Severity
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
            ("sensitive", Severity.WARNING, figure.sensitive),
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
    "sensitive": "Số liệu nhạy cảm: xác nhận trước khi đưa vào văn bản.",
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
            yield ReviewLine(
                category="finding",
                severity=finding.severity,
                place=f"{unit.name}: {finding.code}".rstrip(": "),
                message=_with_explanation(finding),
                rule=finding.rule,
                unit=unit.code,
            )


def _with_explanation(finding: Finding) -> str:
    if not finding.explanation:
        return finding.message
    return f"{finding.message} Đơn vị giải trình: “{finding.explanation}”."
