"""Airflow's public API, as far as we use it."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from nghiquyet.errors import NghiquyetError

T = TypeVar("T")
_SECONDS = 30
_FINISHED = frozenset({"success", "failed"})


@dataclass(frozen=True)
class Run:
    """One run of a DAG.

    Attributes:
        dag_id: whose run it is.
        run_id: its id.
        state: ``queued``, ``running``, ``success`` or ``failed``.
        key: its partition key, if it has one.
        kind: ``manual``, ``scheduled``, ``asset_triggered`` …
    """

    dag_id: str
    run_id: str
    state: str
    key: str | None
    kind: str

    @property
    def is_finished(self) -> bool:
        """Whether it has come to its end, good or bad."""
        return self.state in _FINISHED


class Client:
    """Speaks to one Airflow as one of its users."""

    def __init__(self, url: str, user: str, password: str) -> None:
        """Remember who asks whom; the first request logs in."""
        self._url = url.rstrip("/")
        self._login = {"username": user, "password": password}
        self._token = ""
        # The machine's own pages are never behind a proxy.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def health(self) -> dict[str, dict[str, str | None]]:
        """State and last heartbeat of every component, empty while nobody answers."""
        try:
            found: dict[str, dict[str, str | None]] = self._send("GET", "/api/v2/monitor/health")
        except (OSError, NghiquyetError):
            return {}
        return found

    def dags(self) -> set[str]:
        """Ids of the DAGs that Airflow has read so far."""
        return {dag["dag_id"] for dag in self._ask("/dags", limit=1000)["dags"]}

    def import_errors(self) -> dict[str, str]:
        """DAG files that cannot be read, with their fault."""
        faults = self._ask("/importErrors", limit=1000)["import_errors"]
        return {fault["filename"]: fault["stack_trace"] for fault in faults}

    def trigger(self, dag_id: str, key: str | None = None) -> Run:
        """Start a run by hand, with ``key`` as its partition."""
        order = {"logical_date": None, "partition_key": key}
        return _run(self._order("POST", f"/dags/{_quoted(dag_id)}/dagRuns", order))

    def run(self, run: Run) -> Run:
        """``run`` as it is now."""
        return _run(self._ask(f"/dags/{_quoted(run.dag_id)}/dagRuns/{_quoted(run.run_id)}"))

    def runs(self, dag_id: str = "~", key: str | None = None) -> list[Run]:
        """Runs of a DAG (``~``: of all), newest first; with ``key``, those of that partition."""
        found = self._ask(f"/dags/{_quoted(dag_id)}/dagRuns", limit=1000, order_by="-id")[
            "dag_runs"
        ]
        return [run for run in map(_run, found) if key is None or run.key == key]

    def asset_events(self) -> list[tuple[str, str | None]]:
        """Asset events, newest first: the asset's URI and the partition key."""
        found = self._ask("/assets/events", limit=1000, order_by="-timestamp")["asset_events"]
        return [(event["uri"], event["partition_key"]) for event in found]

    def wait_for(self, look: Callable[[], T | None], what: str, seconds: float) -> T:
        """Look again and again until there is something to see.

        Args:
            look: what to look at; None while it is not there yet.
            what: what is waited for, for the message.
            seconds: how long to wait.

        Raises:
            NghiquyetError: if it does not come in time.
        """
        deadline = time.monotonic() + seconds
        while (seen := look()) is None:
            if time.monotonic() > deadline:
                raise NghiquyetError(f"Chờ {seconds:.0f} giây chưa thấy {what}.")
            time.sleep(0.2)
        return seen

    def wait_for_end(self, run: Run, seconds: float = 300) -> Run:
        """Wait until ``run`` has come to its end."""

        def ended() -> Run | None:
            now = self.run(run)
            return now if now.is_finished else None

        return self.wait_for(ended, f"lần chạy {run.dag_id} kết thúc", seconds)

    def _ask(self, path: str, **query: Any) -> Any:
        asked = f"?{urllib.parse.urlencode(query)}" if query else ""
        return self._order("GET", f"{path}{asked}")

    def _order(self, method: str, path: str, content: Any = None) -> Any:
        if not self._token:
            self._token = self._send("POST", "/auth/token", self._login)["access_token"]
        return self._send(method, f"/api/v2{path}", content)

    def _send(self, method: str, path: str, content: Any = None) -> Any:
        request = urllib.request.Request(  # noqa: S310 - the address is our own, on loopback
            self._url + path,
            data=None if content is None else json.dumps(content).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
            method=method,
        )
        if self._token:
            request.add_header("Authorization", f"Bearer {self._token}")
        try:
            with self._opener.open(request, timeout=_SECONDS) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refusal:
            with refusal:
                told = refusal.read().decode(errors="replace")[:500]
            raise NghiquyetError(f"Airflow: {method} {path}: {refusal.code} {told}") from refusal


def _quoted(part: str) -> str:
    return urllib.parse.quote(part, safe="~")


def _run(found: dict[str, Any]) -> Run:
    return Run(
        dag_id=found["dag_id"],
        run_id=found["dag_run_id"],
        state=found["state"],
        key=found["partition_key"],
        kind=found["run_type"],
    )
