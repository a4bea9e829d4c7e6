"""When DAGs run and how their tasks are retried: what the DAG files share."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import CronPartitionTimetable

from nghiquyet_offices import clock, offices

OFFICE_TIME = "Asia/Ho_Chi_Minh"
OPENING_HOUR = 7

DAG_DEFAULTS: dict[str, Any] = {
    "catchup": False,
    # The event that reaches a paused DAG is lost, so no DAG begins its life paused.
    "is_paused_upon_creation": False,
    "default_args": {
        "owner": "Văn phòng Đảng ủy",
        "retries": 2,
        "retry_delay": timedelta(seconds=10),
        "retry_exponential_backoff": 2.0,
        "max_retry_delay": timedelta(minutes=5),
    },
}


def at_opening() -> CronPartitionTimetable:
    """Runs when a month opens; the key is that month, which is the month assessed."""
    days = {clock(office).open_day for office in offices()}
    return _monthly("0", str(OPENING_HOUR), days)


def at_cut_off() -> CronPartitionTimetable:
    """Runs when a month's figures are closed; the key is that month.

    Offices with different clocks share it: it ticks at each of their days, hours and minutes,
    and its task asks whose cut-off has passed.
    """
    clocks = [clock(office) for office in offices()]
    minutes = _listed({each.cut_off_time.minute for each in clocks})
    hours = _listed({each.cut_off_time.hour for each in clocks})
    return _monthly(minutes, hours, {each.cut_off_day for each in clocks})


def _monthly(minutes: str, hours: str, days: set[int]) -> CronPartitionTimetable:
    cron = f"{minutes} {hours} {_listed(days)} * *"
    return CronPartitionTimetable(cron, timezone=OFFICE_TIME, key_format="%Y-%m")


def _listed(numbers: set[int]) -> str:
    return ",".join(str(number) for number in sorted(numbers))
