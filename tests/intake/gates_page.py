"""``python -m tests.intake.gates_page``: writes the table of ``docs/gates.md`` by the register."""

from __future__ import annotations

from collections.abc import Iterator

from nghiquyet.intake.gates import GATES, Fate, Gate
from nghiquyet.intake.identity import _MESSAGES
from nghiquyet.settings import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "gates.md"
START, END = "<!-- table -->\n", "<!-- end of table -->\n"
_HEAD = "| | gate | code | message | fate |\n|--:|---|---|---|---|\n"


def written(page: str) -> str:
    """The page with its table written anew."""
    before, rest = page.split(START)
    _, after = rest.split(END)
    return f"{before}{START}{_HEAD}{''.join(_rows())}{END}{after}"


def _rows() -> Iterator[str]:
    number = 0
    for step, gates in GATES.items():
        for gate in gates:
            number += 1
            name = step if gate is gates[0] else ""
            yield f"| {number} | {name} | `{gate.code}` | {_message(gate)} | {_fate(gate)} |\n"


def _message(gate: Gate) -> str:
    text = gate.message or _MESSAGES.get(gate.code) or f"(`{gate.told_by}`)"
    return text.replace("\n", " ")


def _fate(gate: Gate) -> str:
    if gate.may_pass:
        return f"{gate.fate}, or {Fate.ACCEPT} with a warning"
    return f"{gate.fate} with a warning" if gate.fate is Fate.ACCEPT else str(gate.fate)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
