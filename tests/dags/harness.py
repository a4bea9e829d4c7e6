"""Whole chains of the real DAGs in one process: no scheduler, no api-server, no sleeping.

``dag.test()`` knows no partition key, so a consumer under it succeeds without key or events and
proves nothing. Here a producer runs under ``dag.test``, the scheduler's own evaluation of the
partitioned assets makes the consumers' runs, and each of these is driven through ``dag.test``
with its key and its events.

Airflow reads its settings when it is imported and then changes logging, warnings and
``sys.modules`` for good, so it lives in a process of its own: :class:`Chain` is the test's end of
a pipe, ``python harness.py ADDRESS`` the other. Two things here are private to Airflow 3.3.2,
``SchedulerJobRunner._create_dagruns_for_partitioned_asset_dags`` and the patch of
``get_or_create_dagrun``; ``test_chain.py`` fails if either changes.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import traceback
from datetime import datetime
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class Ran(NamedTuple):
    """A run that was driven to its end."""

    dag_id: str
    key: str | None
    state: str


class Chain:
    """The DAGs of this project on a fresh metadata database."""

    def __init__(self, home: Path, environment: dict[str, str]) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._log = home / "harness.log"
        address = str(home / "pipe")
        with Listener(address, family="AF_UNIX") as listener, self._log.open("w") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-W", "ignore", __file__, address],
                env={**os.environ, **airflow_environment(home), **environment},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            listener._listener._socket.settimeout(60)  # type: ignore[attr-defined]
            self._pipe: Connection = listener.accept()

    def close(self) -> None:
        """Let the process go."""
        self._pipe.close()
        self._process.wait(30)

    def _ask(self, order: str, **arguments: Any) -> Any:
        self._pipe.send((order, arguments))
        try:
            answer, fault = self._pipe.recv()
        except EOFError:
            raise AssertionError(self._log.read_text()[-4000:]) from None
        if fault:
            raise AssertionError(f"{fault}\n{self._log.read_text()[-4000:]}")
        return answer

    def dags(self) -> dict[str, dict[str, Any]]:
        """What the DAG files declare, by DAG id."""
        return self._ask("dags")

    def import_errors(self) -> dict[str, str]:
        """DAG files that cannot be read."""
        return self._ask("import_errors")

    def run(self, dag_id: str, key: str | None = None) -> Ran:
        """Run a DAG as REST would start it by hand, with ``key`` as its partition."""
        return Ran(*self._ask("run", dag_id=dag_id, key=key))

    def settle(self) -> list[Ran]:
        """Let the scheduler make runs from events, run them, and so on until all is quiet."""
        return [Ran(*ran) for ran in self._ask("settle")]

    def returned(self, dag_id: str, task_id: str) -> list[Any]:
        """What a task returned, run by run."""
        return self._ask("returned", dag_id=dag_id, task_id=task_id)

    def task_states(self, dag_id: str) -> list[dict[str, str]]:
        """The states of a DAG's tasks, run by run."""
        return self._ask("task_states", dag_id=dag_id)

    def events(self) -> list[tuple[str, str | None]]:
        """Asset events so far: the asset's URI and the partition key."""
        return self._ask("events")

    def waiting(self, dag_id: str) -> dict[str, list[str]]:
        """Partitions that wait for more, with the source keys that have come."""
        return self._ask("waiting", dag_id=dag_id)

    def emit(self, uri: str, key: str) -> None:
        """Record an asset event as REST would."""
        self._ask("emit", uri=uri, key=key)

    def next_run(self, dag_id: str, after: datetime) -> tuple[datetime, str]:
        """When a scheduled DAG runs next after a moment, and with which key."""
        return self._ask("next_run", dag_id=dag_id, after=after)

    def counts_towards(self, submission_key: str) -> str:
        """The month a submission counts towards, by the mapper as Airflow stored it."""
        return self._ask("counts_towards", submission_key=submission_key)

    def completed_by(self, period_key: str) -> set[str]:
        """The submissions that complete a month, by the window as Airflow stored it."""
        return self._ask("completed_by", period_key=period_key)

    def watch(self, seconds: float) -> list[dict[str, Any]]:
        """Events of the inbox's trigger, which begins to watch with the first call."""
        return self._ask("watch", seconds=seconds)


def airflow_environment(home: Path) -> dict[str, str]:
    """Airflow's settings for a process of its own, without its database."""
    return {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
        "GX_ANALYTICS_ENABLED": "false",
    }


class Airflow:
    """The other end: a migrated database, the parsed DAGs, and the scheduler's evaluation."""

    def __init__(self) -> None:
        from airflow.utils import db

        db.initdb()
        from airflow.dag_processing.bundles.manager import DagBundlesManager
        from airflow.dag_processing.dagbag import BundleDagBag, sync_bag_to_db
        from airflow.jobs.job import Job
        from airflow.jobs.scheduler_job_runner import SchedulerJobRunner

        bundles = DagBundlesManager()
        bundles.sync_bundles_to_db()
        bundle = next(iter(bundles.get_all_dag_bundles()))
        bundle.initialize()
        self.bag = BundleDagBag(
            dag_folder=bundle.path, bundle_path=bundle.path, bundle_name=bundle.name
        )
        sync_bag_to_db(self.bag, bundle.name, bundle.version)
        self._scheduler = SchedulerJobRunner(Job())
        self._watching: asyncio.AbstractEventLoop | None = None
        self._heard: list[dict[str, Any]] = []

    def dags(self) -> dict[str, dict[str, Any]]:
        return {dag_id: _declared(dag) for dag_id, dag in self.bag.dags.items()}

    def import_errors(self) -> dict[str, str]:
        return dict(self.bag.import_errors)

    def run(self, dag_id: str, key: str | None) -> tuple[str, str | None, str]:
        def create(*, dag: Any, session: Any, run_id: str, **given: Any) -> Any:
            return dag.create_dagrun(
                run_id=run_id,
                logical_date=None,
                data_interval=None,
                run_after=given["run_after"],
                run_type="manual",
                state="running",
                triggered_by=given["triggered_by"],
                triggering_user_name="harness",
                start_date=given["start_date"],
                partition_key=key,
                session=session,
            )

        return self._drive(dag_id, create)

    def settle(self) -> list[tuple[str, str | None, str]]:
        from airflow.models.dagrun import DagRun
        from airflow.utils.session import create_session
        from sqlalchemy import select

        done: list[tuple[str, str | None, str]] = []
        while True:
            with create_session() as session:
                self._scheduler._create_dagruns_for_partitioned_asset_dags(session)
            with create_session() as session:
                queued = session.execute(
                    select(DagRun.dag_id, DagRun.run_id)
                    .where(DagRun.state == "queued")
                    .order_by(DagRun.id)
                ).all()
            if not queued:
                return done
            done += [self._drive(dag_id, _existing(run_id)) for dag_id, run_id in queued]

    def _drive(self, dag_id: str, give: Any) -> tuple[str, str | None, str]:
        from unittest.mock import patch

        with patch("airflow.models.dagrun.get_or_create_dagrun", give):
            ran = self.bag.dags[dag_id].test(logical_date=None)
        return dag_id, ran.partition_key, str(ran.state)

    def returned(self, dag_id: str, task_id: str) -> list[Any]:
        from airflow.models.xcom import XComModel
        from airflow.utils.session import create_session
        from sqlalchemy import select

        wanted = select(XComModel).where(
            XComModel.dag_id == dag_id,
            XComModel.task_id == task_id,
            XComModel.key == "return_value",
        )
        with create_session() as session:
            found = session.scalars(wanted.order_by(XComModel.dag_run_id)).all()
            return [XComModel.deserialize_value(row) for row in found]

    def task_states(self, dag_id: str) -> list[dict[str, str]]:
        from airflow.models.dagrun import DagRun
        from airflow.utils.session import create_session
        from sqlalchemy import select

        with create_session() as session:
            runs = session.scalars(
                select(DagRun).where(DagRun.dag_id == dag_id).order_by(DagRun.id)
            ).all()
            return [
                {each.task_id: str(each.state) for each in run.get_task_instances(session=session)}
                for run in runs
            ]

    def events(self) -> list[tuple[str, str | None]]:
        from airflow.models.asset import AssetEvent, AssetModel
        from airflow.utils.session import create_session
        from sqlalchemy import select

        with create_session() as session:
            rows = session.execute(
                select(AssetModel.uri, AssetEvent.partition_key)
                .join(AssetModel, AssetModel.id == AssetEvent.asset_id)
                .order_by(AssetEvent.id)
            )
            return [(uri, key) for uri, key in rows]

    def waiting(self, dag_id: str) -> dict[str, list[str]]:
        from airflow.models.asset import AssetPartitionDagRun, PartitionedAssetKeyLog
        from airflow.utils.session import create_session
        from sqlalchemy import select

        rows = (
            select(AssetPartitionDagRun.partition_key, PartitionedAssetKeyLog.source_partition_key)
            .join(
                PartitionedAssetKeyLog,
                PartitionedAssetKeyLog.asset_partition_dag_run_id == AssetPartitionDagRun.id,
            )
            .where(
                AssetPartitionDagRun.target_dag_id == dag_id,
                AssetPartitionDagRun.created_dag_run_id.is_(None),
            )
        )
        found: dict[str, list[str]] = {}
        with create_session() as session:
            for key, source in session.execute(rows):
                found.setdefault(key, []).append(source)
        return {key: sorted(sources) for key, sources in found.items()}

    def emit(self, uri: str, key: str) -> None:
        from airflow.assets.manager import asset_manager
        from airflow.models.asset import AssetModel
        from airflow.utils.session import create_session
        from sqlalchemy import select

        with create_session() as session:
            asset = session.scalars(select(AssetModel).where(AssetModel.uri == uri)).one()
            asset_manager.register_asset_change(asset=asset, partition_key=key, session=session)

    def next_run(self, dag_id: str, after: datetime) -> tuple[datetime, str]:
        from airflow.timetables.base import TimeRestriction

        found = self._stored(dag_id).timetable.next_dagrun_info_v2(
            last_dagrun_info=None,
            restriction=TimeRestriction(earliest=after, latest=None, catchup=True),
        )
        return datetime.fromisoformat(found.run_after.isoformat()), found.partition_key

    def counts_towards(self, submission_key: str) -> str:
        return self._roll_up().to_downstream(submission_key)

    def completed_by(self, period_key: str) -> set[str]:
        return set(self._roll_up().to_upstream(period_key))

    def _roll_up(self) -> Any:
        timetable = self._stored("compile_assessment").timetable
        return timetable.get_partition_mapper(uri="x-nghiquyet://submission")

    def _stored(self, dag_id: str) -> Any:
        from airflow.models.serialized_dag import SerializedDagModel
        from airflow.utils.session import create_session

        with create_session() as session:
            return SerializedDagModel.get(dag_id, session=session).dag

    def watch(self, seconds: float) -> list[dict[str, Any]]:
        if self._watching is None:
            self._watching = asyncio.new_event_loop()
            self._watching.create_task(self._listen())
        self._watching.run_until_complete(asyncio.sleep(seconds))
        heard, self._heard = self._heard, []
        return heard

    async def _listen(self) -> None:
        """The trigger, rebuilt from what the DAG file gives the triggerer, only quicker."""
        from airflow._shared.module_loading import import_string

        (asset,) = self.bag.dags["collect_submissions"].schedule
        path, arguments = asset.watchers[0].trigger.serialize()
        quicker = {"poll_seconds": 0.02, "quiet_seconds": 0.2, "patience_seconds": 5.0}
        async for event in import_string(path)(**{**arguments, **quicker}).run():
            self._heard.append(event.payload)


def _existing(run_id: str) -> Any:
    def give(*, dag: Any, session: Any, **given: Any) -> Any:
        from airflow.models.dagrun import DagRun
        from sqlalchemy import select

        run = session.scalars(
            select(DagRun).where(DagRun.dag_id == dag.dag_id, DagRun.run_id == run_id)
        ).one()
        run.start_date = given["start_date"]
        run.state = "running"
        run.dag = dag
        session.commit()
        return run

    return give


def _declared(dag: Any) -> dict[str, Any]:
    return {
        "display_name": dag.dag_display_name,
        "doc": dag.doc_md,
        "description": dag.description,
        "tags": sorted(dag.tags),
        "paused": dag.is_paused_upon_creation,
        "catchup": dag.catchup,
        "max_active_runs": dag.max_active_runs,
        "dagrun_timeout": dag.dagrun_timeout,
        "tasks": {
            task.task_id: {
                "display_name": task.task_display_name,
                "owner": task.owner,
                "retries": task.retries,
                "backoff": task.retry_exponential_backoff,
                "timeout": task.execution_timeout,
                "outlets": sorted(asset.uri for asset in task.outlets),
            }
            for task in dag.tasks
        },
    }


def _stand_in(path: str) -> None:
    """Put the module at ``path`` in the pipeline's place."""
    from importlib import util

    import nghiquyet

    spec = util.spec_from_file_location("nghiquyet.pipeline", path)
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules["nghiquyet.pipeline"] = module
    spec.loader.exec_module(module)
    nghiquyet.pipeline = module  # type: ignore[attr-defined]


def _serve(address: str) -> None:
    if path := os.environ.get("HARNESS_PIPELINE"):
        _stand_in(path)
    with Client(address, family="AF_UNIX") as pipe:
        airflow = Airflow()
        while True:
            try:
                order, arguments = pipe.recv()
            except EOFError:
                return
            try:
                pipe.send((getattr(airflow, order)(**arguments), None))
            except Exception:
                pipe.send((None, traceback.format_exc()))


if __name__ == "__main__":
    _serve(sys.argv[1])
