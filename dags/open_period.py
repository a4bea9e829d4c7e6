"""Open a reporting period: every unit finds its workbook in its folder."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import dag, task
from airflow.sdk.exceptions import AirflowFailException
from airflow.sdk.types import DagRunProtocol

from nghiquyet.settings import Settings
from nghiquyet_offices import offices, opened
from nghiquyet_schedule import DAG_DEFAULTS, at_opening

DOC = """
### Mở kỳ báo cáo

Phát biểu mẫu của kỳ cho từng đơn vị vào thư mục `inbox/<cấp ủy>/<đơn vị>/bieu-mau`.

- **Khi nào chạy:** ngày mở kỳ theo lịch của cấp ủy (mặc định ngày 20, 07:00, giờ Việt Nam).
- **Khóa phân vùng:** tháng được đánh giá, ví dụ `2026-01` (nghị quyết là của tháng 02/2026).
- **Chạy tay:** *Trigger* với *partition key* là tháng cần mở. Lịch không hạn chế khi chạy tay.
- **Chạy lại:** an toàn; biểu mẫu được phát lại với nội dung hiện hành.
"""


@dag(
    dag_id="open_period",
    dag_display_name="1. Mở kỳ báo cáo",
    description="Phát biểu mẫu của kỳ cho từng đơn vị",
    doc_md=DOC,
    schedule=at_opening(),
    tags=["nghị quyết", "thu thập"],
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=2),
    **DAG_DEFAULTS,
)
def open_period() -> None:
    """One task: which offices open, and their workbooks."""

    @task(task_display_name="Phát biểu mẫu", execution_timeout=timedelta(hours=1))
    def write_workbooks(*, dag_run: DagRunProtocol) -> dict[str, int]:
        """Write the workbooks; how many units of each office got one."""
        from nghiquyet import pipeline

        period = dag_run.partition_key
        if period is None:
            raise AirflowFailException("Thiếu khóa phân vùng: chọn tháng cần mở, ví dụ 2026-01.")
        by_hand = dag_run.run_type == "manual"
        codes = offices() if by_hand else opened(period, dag_run.run_after)
        settings = Settings.from_environment()
        return {code: len(pipeline.open_period(settings, code, period)) for code in codes}

    write_workbooks()


open_period()
