"""Close a month's figures at the office's cut-off: compile with what there is."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import dag, task
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException
from airflow.sdk.types import DagRunProtocol, OutletEventAccessorsProtocol

from nghiquyet.settings import Settings
from nghiquyet_offices import closed, offices
from nghiquyet_partitions import CUT_OFF, period_key
from nghiquyet_schedule import DAG_DEFAULTS, at_cut_off

DOC = """
### Chốt số liệu

Đến thời điểm chốt mà chưa đủ đơn vị nộp thì cho tổng hợp với những gì đã có. Kỳ đã tổng hợp đầy
đủ thì bước này được bỏ qua.

- **Khi nào chạy:** thời điểm chốt theo lịch của cấp ủy (mặc định ngày 28, 08:00, giờ Việt Nam).
- **Khóa phân vùng:** tháng được đánh giá, ví dụ `2026-01`.
- **Chạy tay:** *Trigger* với *partition key* là tháng cần chốt sớm. Bản nộp đến sau khi chốt vẫn
  được tiếp nhận và làm kỳ đó được tổng hợp lại.
"""


@dag(
    dag_id="cut_off",
    dag_display_name="3. Chốt số liệu",
    description="Đến hạn chốt: tổng hợp với những gì đã có",
    doc_md=DOC,
    schedule=at_cut_off(),
    tags=["nghị quyết", "tổng hợp"],
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=1),
    **DAG_DEFAULTS,
)
def cut_off() -> None:
    """One task: which offices are still waiting, and the event that ends their waiting."""

    @task(
        task_display_name="Chốt các kỳ chưa đủ",
        outlets=[CUT_OFF],
        execution_timeout=timedelta(minutes=30),
    )
    def close_figures(
        *, dag_run: DagRunProtocol, outlet_events: OutletEventAccessorsProtocol
    ) -> list[str]:
        """Partition keys of the months that are compiled with what there is."""
        from nghiquyet import pipeline

        period = dag_run.partition_key
        if period is None:
            raise AirflowFailException("Thiếu khóa phân vùng: chọn tháng cần chốt, ví dụ 2026-01.")
        by_hand = dag_run.run_type == "manual"
        codes = offices() if by_hand else closed(period, dag_run.run_after)
        settings = Settings.from_environment()
        keys = [
            period_key(code, period)
            for code in codes
            if pipeline.needs_cut_off(settings, code, period)
        ]
        if not keys:
            raise AirflowSkipException("Kỳ này đã tổng hợp đầy đủ.")
        outlet_events[CUT_OFF].add_partitions(keys)
        return keys

    close_figures()


cut_off()
