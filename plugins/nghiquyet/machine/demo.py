"""A month from its opening to its draft on a live Airflow, as the demonstration tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from nghiquyet.errors import NghiquyetError
from nghiquyet.machine.client import Client, Run

_SECONDS = 300


def run_month(
    client: Client, office: str, period: str, drops: Sequence[Callable[[], str]]
) -> Iterator[str]:
    """Open a month, have the units drop their workbooks, and wait for the draft.

    Only the opening and each collection are triggered; compiling and drafting must begin by
    themselves, from the events of their assets.

    Args:
        client: the live Airflow.
        office: whose month it is.
        period: the month assessed.
        drops: what the units do before each collection; each says what it did.

    Yields:
        What has happened, a line each.

    Raises:
        NghiquyetError: if a run fails, or does not begin by itself.
    """
    yield f"Mở kỳ {period} …"
    _succeed(client, client.trigger("open_period", period))
    for drop in drops:
        yield drop()
        _succeed(client, client.trigger("collect_submissions"))
    key = f"{office}|{period}"
    yield "Chờ tổng hợp Mục I tự bắt đầu …"
    _follow(client, "compile_assessment", key)
    yield "Đã tổng hợp; chờ dự thảo …"
    _follow(client, "draft_resolution", key)
    yield "Dự thảo đã giao."


def _succeed(client: Client, run: Run) -> None:
    ended = client.wait_for_end(run, _SECONDS)
    if ended.state != "success":
        raise NghiquyetError(f"Lần chạy {ended.dag_id} ({ended.run_id}) không thành công.")


def _follow(client: Client, dag_id: str, key: str) -> None:
    """Wait for a run that nobody triggered, and for its good end."""

    def begun() -> Run | None:
        own = (run for run in client.runs(dag_id, key) if run.kind == "asset_triggered")
        return next(own, None)

    _succeed(client, client.wait_for(begun, f"{dag_id} tự chạy cho {key}", _SECONDS))
