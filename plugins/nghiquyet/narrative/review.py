"""The review sheet's lines on Section I: what is missing, estimated, partial or odd."""

from __future__ import annotations

from collections.abc import Iterator

from nghiquyet.model.draft import Block, ReviewLine, Section
from nghiquyet.model.office import OFFICE_ZONE
from nghiquyet.model.rule import Severity
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.wording import short_date


def review_assessment(evidence: Evidence, section: Section) -> tuple[ReviewLine, ...]:
    """Everything that the office should look at before it signs Section I."""
    blocks = [block for sub in section.sub_sections for block in sub.blocks]
    return (
        *_silent_units(evidence),
        *_late_units(evidence),
        *(line for block in blocks for line in _figures(block)),
        *_warnings(evidence),
        *evidence.violations,
    )


def _silent_units(evidence: Evidence) -> Iterator[ReviewLine]:
    for unit in evidence.roster:
        if unit.code not in evidence.submissions:
            yield ReviewLine(
                category="missing",
                severity=Severity.CRITICAL,
                place=unit.name,
                message="Chưa có bản nộp hợp lệ. Đôn đốc, hoặc ghi rõ lý do trước khi trình.",
                rule="THIEU-DON-VI",
                unit=unit.code,
            )


def _late_units(evidence: Evidence) -> Iterator[ReviewLine]:
    due = evidence.office.clock.due(evidence.period)
    late = [
        unit.short
        for unit in evidence.roster
        if (sent := evidence.submissions.get(unit.code)) is not None
        and sent.received_at.astimezone(OFFICE_ZONE).date() > due
    ]
    if late:
        yield ReviewLine(
            category="late",
            severity=Severity.INFO,
            place=f"{len(late)}/{len(evidence.roster)} đơn vị",
            message=f"Gửi sau hạn {short_date(due)}: {', '.join(late)}.",
            rule="GUI-MUON",
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
                message=finding.message,
                rule=finding.rule,
                unit=unit.code,
            )
