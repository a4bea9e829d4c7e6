"""The declarations as they stand in the project, and January's golden inputs of Section II."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from nghiquyet.catalogue.directives import load_directives
from nghiquyet.catalogue.offices import load_office
from nghiquyet.catalogue.task_definitions import TaskDefinitions, load_tasks
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.task import AssignedTask, TaskReport, TaskStatus, UnitProposal
from nghiquyet.narrative.proposals import ProposalResult, propose_tasks

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
    """Section II of February 2026 from the golden inputs."""
    inputs = read_golden("section-ii-inputs.yaml")
    key: dict[str, Any] = {"office": "ke-sat", "period": JANUARY}
    return propose_tasks(
        office(),
        JANUARY,
        definitions(),
        reported=inputs["reported"],
        names=inputs["reported"],
        directives=load_directives(GOLDEN / "directives.yaml", "ke-sat"),
        unit_proposals=[
            UnitProposal(**row, **key, submission_id="0" * 32) for row in inputs["unit_proposals"]
        ],
        task_reports=[
            TaskReport(
                **{**row, "status": TaskStatus(row["status"])}, **key, submission_id="0" * 32
            )
            for row in inputs["task_reports"]
        ],
        previous_tasks=[AssignedTask(**row, **key) for row in inputs["previous_tasks"]],
    )
