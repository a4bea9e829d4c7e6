"""``collect``, ``check``, ``failures``, ``retry``: files that were dropped, or might be."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nghiquyet.cli.options import printable, step, table
from nghiquyet.settings import Settings

if TYPE_CHECKING:
    from nghiquyet.pipeline import CollectReport


@click.command()
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.option("--settle", type=click.FloatRange(0, 600), default=3.0, show_default=True,
              metavar="GIÂY", help="Chờ tệp vừa thay đổi được chép xong; 0: lấy ngay.")  # fmt: skip
@step
def collect(settings: Settings, as_json: bool, settle: float) -> None:
    """Nhận mọi tệp đang chờ trong hộp thư đến, kiểm tra và trả lời."""
    from nghiquyet import pipeline

    report = pipeline.collect(settings, settle_seconds=settle, is_patient=True)
    if as_json:
        click.echo(printable(json.dumps(report.as_json(), ensure_ascii=False)))
        return
    _tell(report)


def _tell(report: CollectReport) -> None:
    table(report.rows)
    click.echo(f"Đã xử lý {len(report.rows)} tệp, nhận {len(report.accepted_keys)} bản nộp.")
    if report.unsettled:
        names = ", ".join(map(printable, report.unsettled))
        click.echo(f"Đang được chép vào, để lần thu sau: {names}.")
    if report.failures:
        click.echo("Có sự cố; xem bằng nghiquyet failures, chạy lại bằng nghiquyet retry MÃ.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@step
def failures(settings: Settings, as_json: bool) -> None:
    """Liệt kê các tệp gặp sự cố của chương trình, đang được giữ để chạy lại."""
    from nghiquyet import pipeline

    rows = pipeline.failure_table(settings)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    table(rows)
    if not rows:
        click.echo("Không có tệp nào gặp sự cố.")


@click.command()
@click.argument("ids", nargs=-1, metavar="MÃ…")
@click.option("--all", "everything", is_flag=True, help="Chạy lại mọi tệp đang giữ.")
@step
def retry(settings: Settings, ids: tuple[str, ...], everything: bool) -> None:
    """Chạy lại các tệp đã gặp sự cố, theo MÃ sự cố; mã thoát 1 nếu lại gặp sự cố."""
    from nghiquyet import pipeline

    if bool(ids) is everything:
        raise click.UsageError("cần một hoặc nhiều MÃ, hoặc --all")
    wanted = [row["mã sự cố"] for row in pipeline.failure_table(settings)] if everything else ids
    report = pipeline.collect(settings, retry=wanted)
    _tell(report)
    if report.failures:
        sys.exit(1)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Mỗi tệp một dòng JSON.")
@step
def check(settings: Settings, files: tuple[Path, ...], as_json: bool) -> None:
    """Kiểm tra thử các tệp FILES (hoặc mọi tệp trong thư mục) mà không lưu, không chuyển tệp nào.

    Mỗi tệp một dòng kết quả. Mã thoát 0 nếu mọi tệp đều đạt; 1 nếu có tệp chưa đạt, không có tệp
    đó hoặc không đọc được.
    """
    from nghiquyet import pipeline

    all_accepted = True
    for item in pipeline.check_files(settings, files):
        all_accepted &= item.is_accepted
        if as_json:
            click.echo(printable(json.dumps(item.as_json(), ensure_ascii=False)))
            continue
        click.echo(f"{item.shown_path}: {item.label}")
        for finding in item.findings:
            where = f" [{finding.at}]" if finding.at else ""
            click.echo(printable(f"  {finding.rule}{where}: {finding.message}"))
    if not all_accepted:
        sys.exit(1)
