"""The declarations as they stand in the project, and Section II of the golden month."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from tests.golden.months import values_of
from tests.narrative.evidence import evidence_of

from nghiquyet.catalogue.assignments import load_assignments
from nghiquyet.catalogue.directives import load_directives, registered
from nghiquyet.catalogue.loading import load_catalogue
from nghiquyet.catalogue.offices import load_office
from nghiquyet.catalogue.task_definitions import TaskDefinitions, load_tasks
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.task import TASK_STATUS_LABELS, TaskReport, UnitProposal
from nghiquyet.narrative.answers import positive_codes
from nghiquyet.narrative.proposals import ProposalResult, propose_tasks
from nghiquyet.narrative.proposals_thresholds import measure

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "2026-01"
JANUARY = Period(2026, 1)


def office() -> Office:
    found, _, _ = load_office(ROOT / "reports" / "offices" / "ke-sat")
    return found


def definitions() -> TaskDefinitions:
    return load_tasks(ROOT)


def read_golden(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((GOLDEN / name).read_text(encoding="utf-8"))
    return content


def february() -> ProposalResult:
    """Section II of February 2026 from what January's units filled in."""
    catalogue, values = load_catalogue(ROOT), values_of("2026-01")
    statuses = {label: status for status, label in TASK_STATUS_LABELS.items()}
    key: dict[str, Any] = {"office": "ke-sat", "period": JANUARY, "submission_id": "0" * 32}
    evidence = evidence_of(catalogue, office(), JANUARY, values)
    return propose_tasks(
        office(),
        JANUARY,
        definitions(),
        reported=positive_codes(evidence),
        measured=measure(evidence, definitions().thresholds),
        names={code: row.name for code, row in catalogue.indicators.items()},
        directives=[
            *load_directives(GOLDEN / "directives.yaml", "ke-sat"),
            *registered(office(), evidence.statements),
        ],
        unit_proposals=[
            UnitProposal(
                row=f"DX{number:02d}",
                unit=unit,
                text=row.proposal,
                product=row.product,
                grounds=row.grounds,
                **key,
            )
            for unit, filled in values.items()
            for number, row in enumerate(filled.proposals, 1)
        ],
        task_reports=[
            TaskReport(
                task_id=task,
                unit=unit,
                status=statuses[row.task_status],
                result=row.result,
                reason=row.reason,
                **key,
            )
            for unit, filled in values.items()
            for task, row in filled.tasks.items()
        ],
        previous_tasks=load_assignments(GOLDEN / "tasks.yaml", office()),
    )
