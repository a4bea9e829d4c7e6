"""One machine: PostgreSQL and Airflow up and down, and the demonstration month on them."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from nghiquyet import pipeline
from nghiquyet.errors import ConfigurationError, NghiquyetError
from nghiquyet.machine import live
from nghiquyet.machine.demo import run_month
from nghiquyet.machine.live import Address
from nghiquyet.model.period import Period
from nghiquyet.pipeline.filling import UnitValues, cell_values, load_values
from nghiquyet.settings import Settings
from nghiquyet.store.database import ensure_database
from nghiquyet.store.server import start_server, stop_server

AIRFLOW_DATABASE = "airflow"
_HISTORY = "history.csv"
Progress = Callable[[str], None]


def start(
    settings: Settings, *, progress: Progress, components: tuple[str, ...] = live.EVERY_COMPONENT
) -> Address:
    """Start the embedded PostgreSQL and a live Airflow; what runs already is left alone.

    Raises:
        NghiquyetError: if a component does not start; nothing is left running.
    """
    settings.inbox.mkdir(parents=True, exist_ok=True)
    server = start_server(settings.postgres)
    try:
        database = ensure_database(server, AIRFLOW_DATABASE)
        return live.up(
            settings.var / "airflow", settings, database, components=components, progress=progress
        )
    except BaseException:
        stop_server(settings.postgres)
        raise


def stop(settings: Settings) -> int:
    """Stop Airflow, then PostgreSQL.

    Returns:
        How many processes of Airflow there were.
    """
    stopped = live.down(settings.var / "airflow")
    stop_server(settings.postgres)
    return stopped


def demo_settings(settings: Settings) -> Settings:
    """The demonstration's own folders and database, apart from the office's."""
    return replace(settings, var=settings.var / "demo", database_url="")


def run_demo(
    settings: Settings, office: str, months: Path, period: str, *, progress: Progress
) -> Path:
    """Run one month on a live Airflow of its own, from the opening to the Word draft.

    The month before it is collected first, so that there is something to compare with.

    Args:
        settings: the installation; the demonstration keeps its state in ``var/demo``.
        office: code of the office.
        months: folder of the months' values, one folder a period.
        period: the month assessed.
        progress: told what happens.

    Returns:
        The Word draft.

    Raises:
        NghiquyetError: if anything fails; nothing is left running.
    """
    if not (months / period / "values").is_dir():
        raise ConfigurationError(f"Không có số liệu mẫu của kỳ {period} tại {months}.")
    own = demo_settings(settings)
    _end_like_an_interrupt(signal.SIGTERM, signal.SIGHUP)
    stop(own)
    shutil.rmtree(own.var, ignore_errors=True)
    own.inbox.mkdir(parents=True)
    try:
        with ThreadPoolExecutor(1) as beside:
            start_server(own.postgres)
            history = beside.submit(_collect_month_before, own, office, months, period)
            address = start(own, progress=progress, components=live.WITHOUT_INBOX)
            progress(history.result())
        for line in run_month(
            address.client(), office, period, _drops(own, office, months, period)
        ):
            progress(line)
    finally:
        stop(own)
    return _draft_of(own, office, period)


def _end_like_an_interrupt(*signals: signal.Signals) -> None:
    """Have the process clean up behind itself when it is told to end, as on Ctrl-C."""
    for each in signals:
        signal.signal(each, lambda number, _: sys.exit(128 + number))


def _collect_month_before(settings: Settings, office: str, months: Path, period: str) -> str:
    month = months / period
    pipeline.load_registers(
        settings, office, tasks=month / "tasks.yaml", directives=month / "directives.yaml"
    )
    if (months / _HISTORY).is_file():
        pipeline.load_history(settings, office, months / _HISTORY)
    before = Period.parse(period).previous.key
    pipeline.open_period(settings, office, before)
    _drop(settings, office, before, load_values(months / before / "values"))
    report = pipeline.collect(settings)
    return f"Tháng trước ({before}): {len(report.accepted_keys)} bản nộp."


def _drops(settings: Settings, office: str, months: Path, period: str) -> list[Callable[[], str]]:
    """What the units drop before each collection: one unit's first workbook is wrong."""
    right = load_values(months / period / "values")
    wrong = load_values(months / period / "first-drop")
    corrected = {unit: right[unit] for unit in wrong}
    return [
        partial(_drop, settings, office, period, {**right, **wrong}),
        partial(_drop, settings, office, period, corrected),
    ]


def _drop(settings: Settings, office: str, period: str, values: Mapping[str, UnitValues]) -> str:
    cells = {unit: cell_values(filled) for unit, filled in values.items()}
    for unit, (name, data) in pipeline.fill_workbooks(settings, office, period, cells).items():
        pipeline.drop_workbook(settings, office, unit, name, data)
    return f"Các đơn vị gửi {len(values)} bảng tính kỳ {period}."


def _draft_of(settings: Settings, office: str, period: str) -> Path:
    folders = sorted((settings.outbox / office / period).glob("lan-*"))
    drafts: Iterator[Path] = folders[-1].glob("du-thao-*.docx") if folders else iter(())
    for path in sorted(drafts):
        if not path.stem.endswith("co-nguon"):
            return path
    raise NghiquyetError(f"Không thấy dự thảo trong {settings.outbox}.")
