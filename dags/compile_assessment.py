"""Compile Section I when a month is complete, at its cut-off, and after a correction."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import IdentityMapper, PartitionedAssetTimetable, RollupMapper, dag, task
from airflow.sdk.exceptions import AirflowFailException
from airflow.sdk.types import DagRunProtocol

from nghiquyet.settings import Settings
from nghiquyet_partitions import (
    ASSESSMENT,
    CORRECTION,
    CUT_OFF,
    SUBMISSION,
    RosterWindow,
    UnitPeriodMapper,
    split_period_key,
)
from nghiquyet_schedule import DAG_DEFAULTS

DOC = """
### Tổng hợp Mục I

Viết phần đánh giá của một kỳ từ các bản nộp được tiếp nhận mới nhất. Đơn vị chưa nộp để lại dấu
hiệu dễ thấy trong văn bản.

- **Khi nào chạy:** khi mọi đơn vị trong danh sách của kỳ đã nộp; đến thời điểm chốt; và chạy lại
  khi có bản nộp sau tổng hợp. Danh sách đơn vị được đọc trực tiếp từ `units.yaml`.
- **Khóa phân vùng:** `<cấp ủy>|<kỳ>`, ví dụ `ke-sat|2026-01`.
- **Đang chờ ai:** mở DAG, xem ô *partition* đang chờ.
- **Chạy tay:** *Trigger* với *partition key* như trên; lần chạy tay đọc số liệu hiện có.
- **Chạy lại:** an toàn; luôn đọc số liệu hiện hành.
"""


@dag(
    dag_id="compile_assessment",
    dag_display_name="4. Tổng hợp Mục I",
    description="Đánh giá của kỳ, từ các bản nộp được tiếp nhận",
    doc_md=DOC,
    schedule=PartitionedAssetTimetable(
        assets=SUBMISSION | CUT_OFF | CORRECTION,
        partition_mapper_config={
            SUBMISSION: RollupMapper(upstream_mapper=UnitPeriodMapper(), window=RosterWindow()),
            CUT_OFF: IdentityMapper(),
            CORRECTION: IdentityMapper(),
        },
    ),
    tags=["nghị quyết", "tổng hợp"],
    # One at a time: of two runs for the same month, the one with the older data must not end last.
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=1),
    **DAG_DEFAULTS,
)
def compile_assessment() -> None:
    """One task: events are signals only, it reads the current data of its key."""

    # The asset's event carries the run's own key.
    @task(
        task_display_name="Tổng hợp",
        outlets=[ASSESSMENT],
        execution_timeout=timedelta(minutes=30),
    )
    def assess(*, dag_run: DagRunProtocol) -> str:
        """The assessment's id."""
        from nghiquyet import pipeline

        try:
            office, period = split_period_key(dag_run.partition_key)
        except ValueError as error:
            raise AirflowFailException("Cần khóa phân vùng như ke-sat|2026-01.") from error
        return pipeline.compile_assessment(Settings.from_environment(), office, period).id

    assess()


compile_assessment()
