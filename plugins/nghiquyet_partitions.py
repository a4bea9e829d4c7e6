"""Which asset partition means what: the keys, the roll-up over a roster, the assets.

A submission's key is ``office|unit|period``, everything else's is ``office|period``. Kept apart
from ``nghiquyet_plugin`` because DAG files import it: it must stay light.
"""

from __future__ import annotations

from collections.abc import Iterable

from airflow.partition_mappers.base import PartitionMapper
from airflow.partition_mappers.window import Window
from airflow.sdk import Asset

from nghiquyet_offices import roster

SUBMISSION = Asset("Bản nộp được tiếp nhận", uri="x-nghiquyet://submission", group="Kỳ báo cáo")
CORRECTION = Asset("Bản nộp sau tổng hợp", uri="x-nghiquyet://correction", group="Kỳ báo cáo")
CUT_OFF = Asset("Chốt số liệu", uri="x-nghiquyet://cut-off", group="Kỳ báo cáo")
ASSESSMENT = Asset("Mục I đã tổng hợp", uri="x-nghiquyet://assessment", group="Kỳ báo cáo")


def period_key(office: str, period: str) -> str:
    """The partition key of an office's month, such as ``ke-sat|2026-01``."""
    return f"{office}|{period}"


def split_period_key(key: str | None) -> tuple[str, str]:
    """Office and period of a partition key such as ``ke-sat|2026-01``.

    Raises:
        ValueError: if there is no key, or it is not of that form.
    """
    office, period = _split(key or "", 2)
    return office, period


class UnitPeriodMapper(PartitionMapper):
    """Counts a unit's submission towards its office's month.

    Refuses the key of a unit that does not report for that month: it would never complete a
    roll-up, and its row would wait in the pages for ever. Airflow notes the refusal in its
    audit log.
    """

    expected_decoded_type = tuple

    def to_downstream(self, key: str) -> str:
        """The office's month to which the submission ``key`` belongs.

        Raises:
            ValueError: if the key is malformed, or the unit is not on that month's roster.
        """
        office, unit, period = _split(key, 3)
        if unit not in roster(office, period):
            raise ValueError(f"{unit!r} does not report to {office} for {period}")
        return period_key(office, period)

    def decode_downstream(self, downstream_key: str) -> tuple[str, str]:
        """Office and period."""
        return split_period_key(downstream_key)

    def encode_upstream(self, decoded: tuple[str, ...]) -> str:
        """The key of a submission, from office, unit and period."""
        return "|".join(decoded)


class RosterWindow(Window):
    """The submissions that make a month complete: one of every unit expected to report.

    Reads the roster when asked and stores nothing of it: a window that carried the units would
    lose all progress when the roster changes.
    """

    expected_decoded_type = tuple

    def to_upstream(self, decoded_downstream: tuple[str, str]) -> Iterable[tuple[str, str, str]]:
        """Office, unit and period of every submission expected."""
        office, period = decoded_downstream
        return [(office, unit, period) for unit in sorted(roster(office, period))]


def _split(key: str, parts: int) -> list[str]:
    pieces = key.split("|")
    if len(pieces) != parts or not all(pieces):
        raise ValueError(f"a key of {parts} parts is needed, not {key!r}")
    return pieces
