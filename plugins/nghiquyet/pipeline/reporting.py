"""What one collection did, for the terminal and for Airflow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from nghiquyet.intake.failures import failures
from nghiquyet.pipeline.receipts import local_moment
from nghiquyet.settings import Settings


@dataclass
class CollectReport:
    """What one collection did.

    Attributes:
        rows: one a file: what it was and what became of it, in words.
        accepted: ``office|unit|period`` of every submission accepted, by its id.
        corrections: ``office|period`` of months whose Section I is to be written again.
        announce: whether somebody waits to be told of what is accepted.
        failures: ids of the files over which our own code failed.
        unsettled: names of the files that were still being written and were left.
    """

    rows: list[dict[str, str]] = field(default_factory=list)
    accepted: dict[str, str] = field(default_factory=dict)
    corrections: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)
    announce: bool = False

    @property
    def accepted_keys(self) -> list[str]:
        """``office|unit|period`` of every submission accepted, each once."""
        return list(dict.fromkeys(self.accepted.values()))

    def as_json(self) -> dict[str, Any]:
        """The same as JSON values."""
        return {
            "rows": self.rows,
            "accepted_keys": self.accepted_keys,
            "corrections": self.corrections,
            "failures": self.failures,
            "unsettled": self.unsettled,
        }

    def add(self, file: str, outcome: str, unit: str = "", period: str = "") -> None:
        """Note what became of a file."""
        self.rows.append({"tệp": file, "đơn vị": unit, "kỳ": period, "kết quả": outcome})


def failure_table(settings: Settings) -> list[dict[str, str]]:
    """The files that wait to be run again, oldest first, and what happened over each."""
    return [
        {
            "mã sự cố": failure.file.id,
            "nhận lúc": local_moment(failure.file.held_at),
            "thư mục": "/".join(failure.file.place),
            "tệp": failure.file.name,
            "lỗi": next(reversed(failure.fault.strip().splitlines()), ""),
        }
        for failure in failures(settings)
    ]
