"""The figures as they are printed: a line each, JSON, or the page ``docs/benchmarks/README.md``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from platform import python_version

from tests.benchmarks.measuring import Outcome

_PAGE = """# Benchmarks

Written by `python -m tests.benchmarks --write`; `make bench` measures and prints the same, and
fails if a bound is broken. Every figure is a **ratio measured within one run**: the two ways
take turns, each has run once before, and what counts is the middle one of the rounds' ratios.
Seconds would only tell how fast the machine was. The clock is the processor time of the process.

| what, against what | rounds | lowest | **ratio** | highest | at most | |
|---|--:|--:|--:|--:|--:|---|
{rows}

- **Intake**, against one `openpyxl.load_workbook` of the same file: guard, identity, cells with
  their addresses, the row of the wide frame with every expression of the rules, the facts to be
  stored. It runs in-process, over a batch as a collection does: all 47, or five of one form.
  Great Expectations judges whole batches and is measured below.
- **Guard**, against the same: everything it looks at in a workbook that it lets pass.
- **Sandbox**, on the wall clock: guard and reader in the child process, against the same calls
  in-process. The child is started once a collection, while the collector opens its database.
- **GX**: one run over sixty units of a form, against a run over one. *All wrong*: every figure
  is negative, in the sixty and in the one. *One wrong figure*: in one unit of the sixty, against
  one unit that is right.
- **Feedback workbook**: the unit's form written anew with its own values, marks, comments and the
  list, against one `openpyxl.load_workbook` of the workbook that comes out. *Few*: five broken
  rules. *All*: every cell of the wrong type, and every rule of the form broken.
- **Word draft**, against docxtpl filling the same template with the same text and nothing else.

## Where the time of intake goes

The form with most figures, bxd-c, against one `openpyxl.load_workbook` of it; the lowest of many
rounds. *Before*: when the guard searched a part once for each thing that it might hold.

| step | before | now |
|---|--:|--:|
| guard: unpacked, judged at a glance, well-formed | 0.22 | 0.12 |
| values, by calamine | 0.05 | 0.05 |
| what calamine hides, by the scan | 0.05 | 0.04 |
| tag and owner | 0.02 | 0.02 |
| cells with their addresses | 0.12 | 0.12 |
| the row of the wide frame | 0.03 | 0.03 |
| facts to be stored | 0.02 | 0.02 |
| all of it | 0.56 | 0.44 |

A third of the guard's time now is the XML parser's. Guard and scan each unpack the parts: one
unpacking for both would save 0.01, and would hold all parts of a workbook at once in the child.

Python {python}.
"""


def line(outcome: Outcome) -> str:
    """One comparison on one line."""
    verdict = "PASS" if outcome.holds else "FAIL"
    spread = f"({min(outcome.ratios):.2f}–{max(outcome.ratios):.2f})"
    return f"{verdict}  {outcome.ratio:5.2f}  at most {outcome.bound:.2f}  {spread}  {outcome.name}"


def as_json(outcomes: Sequence[Outcome]) -> str:
    """All comparisons for a program."""
    rows = [
        {
            "name": outcome.name,
            "ratio": round(outcome.ratio, 3),
            "bound": outcome.bound,
            "holds": outcome.holds,
            "rounds": [round(ratio, 3) for ratio in outcome.ratios],
        }
        for outcome in outcomes
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def page(outcomes: Sequence[Outcome]) -> str:
    """All comparisons for a reader."""
    return _PAGE.format(rows="\n".join(map(_row, outcomes)), python=python_version())


def _row(outcome: Outcome) -> str:
    figures = (min(outcome.ratios), outcome.ratio, max(outcome.ratios))
    low, middle, high = (f"{figure:.2f}" for figure in figures)
    verdict = "holds" if outcome.holds else "**broken**"
    return (
        f"| {outcome.name} | {len(outcome.ratios)} | {low} | **{middle}** | {high} "
        f"| {outcome.bound:.2f} | {verdict} |"
    )
