"""Every fault is dropped at once; what each sender is told, and what becomes of each file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import yaml
from tests.faults.books import Books
from tests.faults.broken_files import BROKEN_FILES
from tests.faults.broken_forms import BROKEN_FORMS
from tests.faults.wrong_values import WRONG_VALUES
from tests.golden.months import values_of
from tests.pipeline.months import OFFICE, drop

from nghiquyet import pipeline
from nghiquyet.intake.archive import path_of
from nghiquyet.model.period import Period
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.settings import Settings

FAULTS: Mapping[str, Callable[[Books], bytes]] = {**BROKEN_FILES, **BROKEN_FORMS, **WRONG_VALUES}
ANSWERS = Path(__file__).with_name("answers.yaml")
UNITS = ("ubkt", "hcc", "ub-tc", "bxd-c", "bxd-t", "ca", "cb-07")
CLOSED = Period(2025, 11)
STRAYED = {"another-unit-s-folder": "ubkt"}
"""Folders that are not the unit's own."""

_VARYING = (
    re.compile(r"^(?:Thời điểm nhận|Tệp): .*\n", re.MULTILINE),
    re.compile(r"^Lần gửi thứ \d+ của kỳ này\.\n", re.MULTILINE),
    re.compile(r"^So với lần gửi trước.*\n(?:^(?!\s*$).*\n)*\n?", re.MULTILINE),
)


@dataclass(frozen=True)
class Answer:
    """What became of one file.

    Attributes:
        outcome: in the words of the report.
        kept: where its bytes lie now: ``archive``, ``quarantine``; empty if nowhere.
        receipt: what its sender reads, without moments and names.
        copy: whether a marked copy lies beside the receipt.
    """

    outcome: str
    kept: tuple[str, ...]
    receipt: str
    copy: bool


def prepare(settings: Settings) -> None:
    """December is in, November is closed."""
    december = values_of("2025-12")
    drop(settings, "2025-12", {unit: december[unit] for unit in UNITS})
    pipeline.collect(settings)
    with workshop(settings) as shop:
        shop.store.open_period(OFFICE, CLOSED, datetime.now(UTC))
        shop.store.close_period(OFFICE, CLOSED, datetime.now(UTC))


def answers(settings: Settings) -> dict[str, Answer]:
    """Drop a file with every fault, collect once, and read what each was answered."""
    files = {}
    for name, make in FAULTS.items():
        books = Books(settings, name)
        files[name] = make(books)
        folder = STRAYED.get(name, books.unit)
        pipeline.drop_workbook(settings, OFFICE, folder, f"{name}.xlsx", files[name])
    report = pipeline.collect(settings)
    outcomes = {row["tệp"].removesuffix(".xlsx"): row["kết quả"] for row in report.rows}
    receipts = _receipts(settings)
    return {
        name: Answer(
            outcomes[name],
            _kept(settings, data),
            _lasting(receipts[f"{name}.xlsx"].read_text(encoding="utf-8-sig")),
            receipts[f"{name}.xlsx"].with_suffix(".xlsx").exists(),
        )
        for name, data in files.items()
    }


def _receipts(settings: Settings) -> dict[str, Path]:
    """Every receipt by the name of the file that it speaks of."""
    found = {}
    for path in settings.inbox.glob("*/*/tra-loi/*.txt"):
        match = re.search(r"^Tệp: (.*)$", path.read_text(encoding="utf-8-sig"), re.MULTILINE)
        assert match is not None, path
        found[match[1].strip()] = path
    return found


def _lasting(receipt: str) -> str:
    """A receipt without what is another in every collection."""
    for pattern in _VARYING:
        receipt = pattern.sub("", receipt)
    return receipt.strip() + "\n"


def expected() -> dict[str, Answer]:
    """The answers as they were read and approved."""
    written = yaml.safe_load(ANSWERS.read_text(encoding="utf-8"))
    return {
        name: Answer(**{**answer, "kept": tuple(answer["kept"])})
        for name, answer in written.items()
    }


def write(found: Mapping[str, Answer]) -> None:
    """Write the answers down, to be read before they are committed."""
    lines = ["# What every fault is answered: written by `python -m tests.faults`, then read.\n"]
    for name, answer in found.items():
        told = "".join(f"    {line}".rstrip() + "\n" for line in answer.receipt.splitlines())
        lines.append(
            f"{name}:\n  outcome: {answer.outcome}\n  kept: [{', '.join(answer.kept)}]\n"
            f"  copy: {str(answer.copy).lower()}\n  receipt: |\n{told}"
        )
    ANSWERS.write_text("\n".join(lines), encoding="utf-8")


def _kept(settings: Settings, data: bytes) -> tuple[str, ...]:
    quarantined = {path.read_bytes() for path in settings.quarantine.glob("*/content")}
    places = {
        "archive": path_of(sha256(data).hexdigest(), settings).exists(),
        "quarantine": data in quarantined,
    }
    return tuple(place for place, is_there in places.items() if is_there)
