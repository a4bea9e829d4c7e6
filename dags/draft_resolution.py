"""Draft the resolution whenever its assessment was compiled."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import PartitionedAssetTimetable, dag, task
from airflow.sdk.exceptions import AirflowFailException
from airflow.sdk.types import DagRunProtocol

from nghiquyet.settings import Settings
from nghiquyet_partitions import ASSESSMENT, split_period_key
from nghiquyet_schedule import DAG_DEFAULTS

DOC = """
### Soạn dự thảo nghị quyết

Đề xuất nhiệm vụ tháng sau (Mục II), trình bày dự thảo thành tệp Word và giao vào thư mục
`outbox/<cấp ủy>/<kỳ>` cùng phiếu rà soát.

- **Khi nào chạy:** mỗi khi Mục I của một kỳ vừa được tổng hợp.
- **Khóa phân vùng:** `<cấp ủy>|<kỳ>`, ví dụ `ke-sat|2026-01` cho dự thảo nghị quyết tháng 02/2026.
- **Chạy tay:** *Trigger* với *partition key* như trên.
- **Chạy lại:** an toàn; soạn từ bản tổng hợp mới nhất.
"""


@dag(
    dag_id="draft_resolution",
    dag_display_name="5. Soạn dự thảo nghị quyết",
    description="Mục II, tệp Word và phiếu rà soát, giao cho văn phòng",
    doc_md=DOC,
    schedule=PartitionedAssetTimetable(assets=ASSESSMENT),
    tags=["nghị quyết", "dự thảo"],
    # One at a time, as in compile_assessment: an older draft must not be delivered last.
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=1),
    **DAG_DEFAULTS,
)
def draft_resolution() -> None:
    """One task: the draft and its companions, delivered."""

    @task(task_display_name="Soạn và giao dự thảo", execution_timeout=timedelta(minutes=30))
    def draft(*, dag_run: DagRunProtocol) -> str:
        """The folder in which the office finds the draft."""
        from nghiquyet import pipeline

        try:
            office, period = split_period_key(dag_run.partition_key)
        except ValueError as error:
            raise AirflowFailException("Cần khóa phân vùng như ke-sat|2026-01.") from error
        return pipeline.draft_resolution(Settings.from_environment(), office, period)

    draft()


draft_resolution()
