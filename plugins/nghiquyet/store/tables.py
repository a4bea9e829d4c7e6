"""The tables and views as ``sql/migrations`` leaves them (a test holds the two together)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    MetaData,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData()
views = MetaData()

_MOMENT = DateTime(timezone=True)


def _required(*names: str) -> list[Column[Any]]:
    return [Column(name, Text, nullable=False) for name in names]


def _key(*names: str) -> list[Column[Any]]:
    kinds: dict[str, Any] = {"version": Integer, "number": Integer}
    return [Column(name, kinds.get(name, Text), primary_key=True) for name in names]


def _of_submission(name: str, *columns: Column[Any]) -> Table:
    """A table of what one submission holds: keyed by it, bound to it."""
    place = ("office", "unit", "period", "submission_id")
    return Table(
        name,
        metadata,
        *_key(*place),
        *columns,
        ForeignKeyConstraint(place, [f"submission.{key}" for key in (*place[:3], "id")]),
    )


submission = Table(
    "submission",
    metadata,
    *_key("office", "unit", "period", "version"),
    *_required("id", "status", "sha256", "file_name"),
    Column("received_at", _MOMENT, nullable=False),
    Column("template_version", Integer, nullable=False),
    Column("content", Text, nullable=False, server_default=""),
    UniqueConstraint("office", "unit", "period", "id"),
    Index("submission_period", "office", "period"),
    Index("submission_id", "id"),
)

fact = _of_submission(
    "fact",
    *_key("indicator", "basis"),
    Column("value", Numeric, nullable=False),
    *_required("sheet", "cell"),
    Column("window_from", Date),
    Column("window_to", Date),
    Column("estimated", Boolean, nullable=False),
    *_required("note"),
)

statement = _of_submission(
    "statement",
    *_key("indicator"),
    *_required("text", "wording", "note", "sheet", "cell"),
)

task_report = _of_submission(
    "task_report",
    *_key("task_id"),
    *_required("status", "result", "reason"),
    Column("sheet", Text),
    Column("cell", Text),
)

unit_proposal = _of_submission(
    "unit_proposal", *_key("row"), *_required("text", "owner", "due", "product", "grounds")
)

finding = _of_submission(
    "finding",
    *_key("number"),
    *_required("rule", "severity", "message", "code", "column"),
    Column("sheet", Text),
    Column("cell", Text),
    *_required("value", "expected"),
    Column("related", ARRAY(Text), nullable=False, server_default="{}"),
    Column("explanation", Text, nullable=False, server_default=""),
)
Index("finding_submission", finding.c.submission_id)

cell = _of_submission("cell", *_key("kind", "row", "column"), *_required("raw", "sheet", "cell"))
Index("cell_submission", cell.c.submission_id)

withdrawal = _of_submission(
    "withdrawal", Column("at", _MOMENT, nullable=False), *_required("reason")
)

waiver = Table(
    "waiver",
    metadata,
    *_key("office", "unit", "period", "rule", "code", "subject"),
    Column("at", _MOMENT, nullable=False),
    *_required("who", "reason"),
)

confirmation = Table(
    "confirmation",
    metadata,
    *_key("office", "period", "code"),
    Column("value", Numeric, primary_key=True),
    Column("at", _MOMENT, nullable=False),
    *_required("who", "reason"),
)

reporting_period = Table(
    "reporting_period",
    metadata,
    *_key("office", "period"),
    Column("opened_at", _MOMENT, nullable=False),
    Column("closed_at", _MOMENT),
)

assigned_task = Table(
    "assigned_task",
    metadata,
    *_key("office", "period", "id"),
    Column("place", Integer, nullable=False),
    *_required("sub_section", "text", "unit"),
    Column("due", Date),
    Column("origin", Text, nullable=False, server_default=""),
)

task_outcome = Table(
    "task_outcome",
    metadata,
    *_key("office", "period", "task_id"),
    *_required("state", "reason", "next_task"),
    ForeignKeyConstraint(
        ("office", "period", "task_id"),
        ("assigned_task.office", "assigned_task.period", "assigned_task.id"),
    ),
)

directive = Table(
    "directive",
    metadata,
    *_key("office", "code"),
    *_required("issuer", "title", "sub_section"),
    Column("tasks", ARRAY(Text), nullable=False),
    *_required("since", "until"),
    Column("issued", Date),
    *_required("unit", "due", "product", "origin"),
)

draft = Table(
    "draft",
    metadata,
    *_key("office", "period", "id"),
    Column("created_at", _MOMENT, nullable=False),
    *_required("sha256"),
    Column("printed", JSONB, nullable=False),
    Column("file_names", ARRAY(Text), nullable=False),
)

resolution = Table(
    "resolution",
    metadata,
    *_key("office", "period"),
    *_required("sha256", "draft_id"),
    Column("at", _MOMENT, nullable=False),
    *_required("who", "reason"),
    Column("dropped", ARRAY(Text), nullable=False),
    ForeignKeyConstraint(
        ("office", "period", "draft_id"), ("draft.office", "draft.period", "draft.id")
    ),
)

event = Table(
    "event",
    metadata,
    Column("office", Text, primary_key=True),
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("at", _MOMENT, nullable=False),
    *_required("who", "what", "unit", "period", "hash"),
    Column("detail", JSONB, nullable=False),
)

current_submission = submission.to_metadata(views, name="current_submission")
current_fact = fact.to_metadata(views, name="current_fact")
current_statement = statement.to_metadata(views, name="current_statement")
