"""THE STORY of a month, one function a step; the only room that knows all the others.

``open_period`` writes every unit's workbook; ``collect`` takes in what was dropped, judges it
and answers; ``compile_assessment`` writes Section I; ``draft_resolution`` adds Section II and
delivers the Word draft; ``issue_resolution`` takes the office's final file, orders its tasks and
closes the month. Airflow's tasks and the command line call the same functions. Each
step is safe to run again.
"""

from nghiquyet.pipeline.bundling import make_bundle
from nghiquyet.pipeline.checking import check_files
from nghiquyet.pipeline.collecting import collect, mark_announced
from nghiquyet.pipeline.deciding import Waived, confirm_count, waive_warning, withdraw_submission
from nghiquyet.pipeline.drafting import compile_assessment, draft_resolution, needs_cut_off
from nghiquyet.pipeline.history import load_history
from nghiquyet.pipeline.issuing import Issued, issue_resolution
from nghiquyet.pipeline.listing import tasks_table
from nghiquyet.pipeline.opening import (
    drop_workbook,
    fill_workbooks,
    load_registers,
    open_period,
    received_table,
)
from nghiquyet.pipeline.reporting import CollectReport, failure_table
from nghiquyet.pipeline.returning import (
    compare_drafts,
    format_faults,
    make_clean_copy,
    update_draft,
)
from nghiquyet.pipeline.standing import draft_standing
from nghiquyet.pipeline.tracing import Trace, trace
from nghiquyet.pipeline.trying import Trial, try_rule
from nghiquyet.pipeline.verifying import Verification, verify_bundle
from nghiquyet.pipeline.versions import difference_table, version_table

__all__ = [
    "CollectReport",
    "Issued",
    "Trace",
    "Trial",
    "Verification",
    "Waived",
    "check_files",
    "collect",
    "compare_drafts",
    "compile_assessment",
    "confirm_count",
    "difference_table",
    "draft_resolution",
    "draft_standing",
    "drop_workbook",
    "failure_table",
    "fill_workbooks",
    "format_faults",
    "issue_resolution",
    "load_history",
    "load_registers",
    "make_bundle",
    "make_clean_copy",
    "mark_announced",
    "needs_cut_off",
    "open_period",
    "received_table",
    "tasks_table",
    "trace",
    "try_rule",
    "update_draft",
    "verify_bundle",
    "version_table",
    "waive_warning",
    "withdraw_submission",
]
