"""``docs/evidence/reviewer.md``: precision and recall on both halves, and every miss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.narrative.labelled.judging import Judgement, Score

from nghiquyet.catalogue.style_entries import Kind
from nghiquyet.settings import PROJECT_ROOT

HERE = Path(__file__).parent
PAGE = PROJECT_ROOT / "docs" / "evidence" / "reviewer.md"
FILES = (HERE / "seen.yaml", HERE / "held-out.yaml")
_TITLES = {
    "seen": "Seen while the rules were written",
    "held-out": "Held out: not looked at while the rules were written",
}
_HEAD = """\
# The reviewer of wording, measured

Sentences labelled by somebody who had not seen the rules, half of them clean, in two halves: one
was open while the rules were written, the other one stayed shut. A fault counts as found if the
reviewer names its kind and quotes words that overlap with the labelled ones; all else that it says
is a false alarm. `PYTHONPATH=plugins:. .venv/bin/python -m tests.narrative.labelled --write
docs/evidence/reviewer.md` writes this page; a test holds it equal to what the reviewer does, so
that no figure gets worse unnoticed.
"""


def render(judgements: Sequence[Judgement]) -> str:
    """The page's text."""
    return (
        "\n".join(line for part in (_HEAD.splitlines(), *map(_lines, judgements)) for line in part)
        + "\n"
    )


def _lines(judged: Judgement) -> Iterator[str]:
    yield f"\n## {_TITLES.get(judged.name, judged.name)}\n"
    yield f"{judged.faulty} faulty and {judged.clean} clean texts (`{judged.name}.yaml`).\n"
    yield "| kind | faults | found | missed | false alarms | precision | recall |"
    yield "|---|---|---|---|---|---|---|"
    for kind in Kind:
        if kind in judged.kinds:
            yield _row(kind, judged.kinds[kind])
    yield _row("**all**", judged.total)
    yield "\n### Missed\n"
    yield from [
        f"- `{item.id}`, {fault.kind}: “{fault.quote}”" for item, fault in judged.misses
    ] or ["None."]
    yield "\n### False alarms\n"
    yield from [f"- `{told.item.id}`, {told.rule}: “{told.quote}”" for told in judged.alarms] or [
        "None."
    ]


def _row(name: str, score: Score) -> str:
    there = score.found + score.missed
    return (
        f"| {name} | {there} | {score.found} | {score.missed} | {score.false} | "
        f"{score.precision:.1%} | {score.recall:.1%} |"
    )
