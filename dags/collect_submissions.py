"""Collect what units dropped, answer each, and tell who is in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import Asset, AssetWatcher, Param, dag, task
from airflow.sdk.exceptions import AirflowSkipException
from airflow.sdk.types import DagRunProtocol
from airflow.sdk.types import OutletEventAccessorProtocol as Event
from airflow.sdk.types import OutletEventAccessorsProtocol as Events

from nghiquyet.settings import Settings
from nghiquyet_inbox import QUIET_SECONDS, InboxTrigger
from nghiquyet_partitions import CORRECTION, SUBMISSION
from nghiquyet_schedule import DAG_DEFAULTS

DOC = """
### Tiếp nhận báo cáo

Nhận mọi tệp trong các thư mục `gui`, lưu nguyên bản, kiểm tra, trả lời từng đơn vị vào thư mục
`tra-loi`, rồi báo các bản nộp được tiếp nhận cho bước tổng hợp.

- **Khi nào chạy:** vài giây sau khi có tệp mới; các tệp đến gần nhau được gom vào một lần chạy.
  Không có tệp mới thì không chạy.
- **Chạy tay:** *Trigger*, không cần tham số. Không có gì mới thì các bước sau được bỏ qua.
- **Chạy lại:** an toàn; nộp lại đúng tệp cũ không làm thay đổi số liệu.
- **Xem kết quả kiểm tra từng quy tắc** (Great Expectations Data Docs, 50 lần gần nhất): mở
  `var/data-docs/index.html` trên máy chủ.
- **Tệp gặp sự cố** (lỗi của chương trình, không phải của đơn vị): được giữ nguyên theo mã sự cố.
  Chạy tay với tham số *Mã sự cố* để xử lý lại.
- **Báo đính chính:** chỉ khi kỳ đã tổng hợp mà có bản nộp mới; bình thường bước này được bỏ qua.
"""

INBOX = Asset(
    "Hộp thư đến",
    uri="x-nghiquyet://inbox",
    group="Kỳ báo cáo",
    watchers=[
        AssetWatcher(
            name="Có tệp mới trong hộp thư",
            trigger=InboxTrigger(),
        )
    ],
)


@dag(
    dag_id="collect_submissions",
    dag_display_name="2. Tiếp nhận báo cáo",
    description="Nhận, lưu, kiểm tra, trả lời các bản nộp",
    doc_md=DOC,
    schedule=[INBOX],
    tags=["nghị quyết", "thu thập"],
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=2),
    params={
        "retry": Param(
            [],
            type="array",
            items={"type": "string"},
            title="Mã sự cố",
            description="Mỗi dòng một mã (xem nhật ký hoặc lệnh nghiquyet failures); để trống là "
            "không chạy lại tệp nào.",
        )
    },
    **DAG_DEFAULTS,
)
def collect_submissions() -> None:
    """Collect in one task; two more tell the assets, each only if there is something to tell."""

    @task(
        task_display_name="Nhận, kiểm tra, trả lời",
        execution_timeout=timedelta(hours=1),
        multiple_outputs=True,
    )
    def collect(*, dag_run: DagRunProtocol, params: dict[str, Any]) -> dict[str, Any]:
        """Partition keys of the submissions accepted, and of the months to compile again."""
        from nghiquyet import pipeline

        # Who starts it by hand wants what lies there now; else what is still being copied stays.
        settle_seconds = 0.0 if dag_run.run_type == "manual" else QUIET_SECONDS
        settings = Settings.from_environment()
        report = pipeline.collect(
            settings,
            settle_seconds=settle_seconds,
            retry=params.get("retry") or (),
            announce=True,
        )
        for row in report.rows:
            print(" · ".join(f"{name}: {value}" for name, value in row.items()))
        return {"submissions": list(report.accepted_keys), "corrections": list(report.corrections)}

    @task(
        task_display_name="Báo bản nộp được tiếp nhận",
        outlets=[SUBMISSION],
        execution_timeout=timedelta(minutes=10),
    )
    def announce_submissions(keys: list[str], *, outlet_events: Events) -> None:
        """Count every accepted submission towards its month."""
        from nghiquyet import pipeline

        _announce(outlet_events[SUBMISSION], keys)
        pipeline.mark_announced(Settings.from_environment(), keys)

    @task(
        task_display_name="Báo đính chính",
        outlets=[CORRECTION],
        execution_timeout=timedelta(minutes=10),
    )
    def announce_corrections(keys: list[str], *, outlet_events: Events) -> None:
        """Have the months compiled again that were compiled without these submissions."""
        _announce(outlet_events[CORRECTION], keys)

    collected = collect()
    submissions = announce_submissions(collected["submissions"])
    # In this order: the correction's run then consumes the submission's event as well, which
    # would otherwise begin a new count of the whole roster.
    submissions >> announce_corrections(collected["corrections"])


def _announce(event: Event, keys: list[str]) -> None:
    # A task that ends well without keys emits an event without a key, which helps nobody.
    if not keys:
        raise AirflowSkipException("Không có gì mới.")
    event.add_partitions(keys)


collect_submissions()
