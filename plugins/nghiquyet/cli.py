"""``nghiquyet``: the pipeline's steps from a terminal.

Exit codes: 0 done; 1 ``check`` found a file that must be mended; 2 the call, a definition or the
machine is at fault, and the message says what to do.
"""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nghiquyet.errors import NghiquyetError
from nghiquyet.model.period import Period
from nghiquyet.settings import Settings

if TYPE_CHECKING:
    from nghiquyet.pipeline import CollectReport

_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _PeriodType(click.ParamType[str]):
    """A month such as 2026-01."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return Period.parse(str(value)).key
        except ValueError:
            self.fail(f"{value!r} không phải một tháng; viết như 2026-01", param, ctx)


PERIOD = _PeriodType()


def _step(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command its settings, and turn our exceptions into a message and exit code 2."""

    @functools.wraps(command)
    def run(**arguments: Any) -> None:
        try:
            command(Settings.from_environment(), **arguments)
        except (NghiquyetError, OSError) as error:
            click.echo(f"Lỗi: {error}", err=True)
            sys.exit(2)

    return run


_office = click.option(
    "--office",
    default=lambda: Settings.from_environment().office,
    metavar="MÃ",
    help="Mã cấp ủy; mặc định theo cài đặt.",
)


def _table(rows: Iterable[dict[str, str]]) -> None:
    """Print rows under their keys, each column as wide as it must be."""
    rows = list(rows)
    if not rows:
        return
    heads = list(rows[0])
    widths = [max(len(head), *(len(row[head]) for row in rows)) for head in heads]
    for row in [dict(zip(heads, heads, strict=True)), *rows]:
        cells = (row[head].ljust(width) for head, width in zip(heads, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def _printable(text: str) -> str:
    """Text without halves of characters, which a workbook can hold and no terminal prints."""
    return text.encode("utf-8", "replace").decode("utf-8")


@click.group(context_settings=_HELP)
@click.version_option(package_name="nghiquyet")
def main() -> None:
    """Từ bảng tính hằng tháng của các đơn vị đến dự thảo nghị quyết tháng sau."""


@main.command()
@click.argument("period", type=PERIOD)
@click.option("--unit", "units", multiple=True, metavar="MÃ", help="Chỉ đơn vị này (lặp lại được).")
@_office
@_step
def templates(settings: Settings, office: str, period: str, units: tuple[str, ...]) -> None:
    """Mở kỳ PERIOD: ghi biểu mẫu vào thư mục bieu-mau của từng đơn vị."""
    from nghiquyet import pipeline

    written = pipeline.open_period(settings, office, period, units)
    click.echo(f"Đã ghi {len(written)} biểu mẫu kỳ {period} vào {settings.inbox / office}")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@_step
def collect(settings: Settings, as_json: bool) -> None:
    """Nhận mọi tệp đang chờ trong hộp thư đến, kiểm tra và trả lời."""
    from nghiquyet import pipeline

    report = pipeline.collect(settings)
    if as_json:
        click.echo(_printable(json.dumps(report.as_json(), ensure_ascii=False)))
        return
    _tell(report)


def _tell(report: CollectReport) -> None:
    _table(report.rows)
    click.echo(f"Đã xử lý {len(report.rows)} tệp, nhận {len(report.accepted_keys)} bản nộp.")
    if report.failures:
        click.echo("Có sự cố; xem bằng nghiquyet failures, chạy lại bằng nghiquyet retry MÃ.")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@_step
def failures(settings: Settings, as_json: bool) -> None:
    """Liệt kê các tệp gặp sự cố của chương trình, đang được giữ để chạy lại."""
    from nghiquyet import pipeline

    rows = pipeline.failure_table(settings)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    _table(rows)
    if not rows:
        click.echo("Không có tệp nào gặp sự cố.")


@main.command()
@click.argument("ids", nargs=-1, metavar="MÃ…")
@click.option("--all", "everything", is_flag=True, help="Chạy lại mọi tệp đang giữ.")
@_step
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


@main.command("compile")
@click.argument("period", type=PERIOD)
@_office
@_step
def compile_(settings: Settings, office: str, period: str) -> None:
    """Tổng hợp Mục I của kỳ PERIOD từ các bản đã nhận và in ra."""
    from nghiquyet import pipeline

    click.echo(pipeline.compile_assessment(settings, office, period).text)


@main.command()
@click.argument("period", type=PERIOD)
@_office
@_step
def draft(settings: Settings, office: str, period: str) -> None:
    """Soạn dự thảo nghị quyết tháng sau kỳ PERIOD và đặt vào hộp thư đi của văn phòng."""
    from nghiquyet import pipeline

    click.echo(pipeline.draft_resolution(settings, office, period))


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Mỗi tệp một dòng JSON.")
@_step
def check(settings: Settings, files: tuple[Path, ...], as_json: bool) -> None:
    """Kiểm tra thử các tệp FILES mà không lưu gì; mã thoát 1 nếu có tệp chưa đạt."""
    from nghiquyet import pipeline

    all_accepted = True
    for item in pipeline.check_files(settings, files):
        all_accepted &= item.is_accepted
        if as_json:
            click.echo(_printable(json.dumps(item.as_json(), ensure_ascii=False)))
            continue
        click.echo(f"{item.shown_path}: {item.label}")
        for finding in item.findings:
            where = f" [{finding.at}]" if finding.at else ""
            click.echo(_printable(f"  {finding.rule}{where}: {finding.message}"))
    if not all_accepted:
        sys.exit(1)


@main.command()
@click.option("--tasks", type=click.Path(exists=True, path_type=Path), help="Nhiệm vụ của tháng.")
@click.option("--directives", type=click.Path(exists=True, path_type=Path), help="Sổ văn bản.")
@_office
@_step
def load(settings: Settings, office: str, tasks: Path | None, directives: Path | None) -> None:
    """Nạp nhiệm vụ đã giao và sổ văn bản chỉ đạo từ tệp YAML (dùng khi bắt đầu)."""
    from nghiquyet import pipeline

    if tasks is None and directives is None:
        raise click.UsageError("cần --tasks hoặc --directives")
    counts = pipeline.load_registers(settings, office, tasks=tasks, directives=directives)
    click.echo("Đã nạp {} nhiệm vụ, {} văn bản chỉ đạo.".format(*counts))


@main.command()
@click.argument("period", type=PERIOD)
@click.argument("unit")
@click.option("--reason", required=True, metavar="LÝ DO", help="Vì sao rút.")
@_office
@_step
def withdraw(settings: Settings, office: str, period: str, unit: str, reason: str) -> None:
    """Rút bản nộp đang dùng của đơn vị UNIT trong kỳ PERIOD."""
    from nghiquyet import pipeline

    submission = pipeline.withdraw_submission(settings, office, period, unit, reason)
    click.echo(f"Đã rút bản nộp lần {submission.version} của {unit}.")


@main.command()
@click.argument("period", type=PERIOD)
@click.argument("unit")
@click.argument("rule")
@click.option("--code", default="", metavar="MÃ", help="Chỉ dòng này; mặc định mọi dòng bị lưu ý.")
@click.option("--by", "who", required=True, metavar="HỌ TÊN", help="Người quyết định.")
@click.option("--reason", required=True, metavar="LÝ DO", help="Vì sao cho qua.")
@_office
@_step
def waive(
    settings: Settings,
    office: str,
    period: str,
    unit: str,
    rule: str,
    code: str,
    who: str,
    reason: str,
) -> None:
    """Cho qua lưu ý theo quy tắc RULE đối với bản nộp đang dùng của đơn vị UNIT."""
    from nghiquyet import pipeline

    waived = pipeline.waive_warning(
        settings, office, period, unit, rule, who=who, reason=reason, code=code
    )
    click.echo(f"Đã cho qua {len(waived)} lưu ý {rule} của {unit}; ghi trong phiếu rà soát.")


@main.command()
@click.argument("period", type=PERIOD)
@click.argument("unit")
@_office
@_step
def versions(settings: Settings, office: str, period: str, unit: str) -> None:
    """Liệt kê các lần gửi của đơn vị UNIT trong kỳ PERIOD."""
    from nghiquyet import pipeline

    _table(pipeline.version_table(settings, office, period, unit))


@main.command()
@click.argument("period", type=PERIOD)
@click.argument("unit")
@click.option("--from", "older", type=int, default=0, metavar="LẦN", help="Lần gửi trước.")
@click.option("--to", "newer", type=int, default=0, metavar="LẦN", help="Lần gửi sau.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@_office
@_step
def diff(
    settings: Settings, office: str, period: str, unit: str, older: int, newer: int, as_json: bool
) -> None:
    """So từng ô giữa hai lần gửi của đơn vị UNIT; mặc định hai lần cuối."""
    from nghiquyet import pipeline

    rows = pipeline.difference_table(settings, office, period, unit, older, newer)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    _table(rows)
    if not rows:
        click.echo("Hai lần gửi giống nhau ở mọi ô.")


@main.command()
@click.argument("period", type=PERIOD)
@_office
@_step
def status(settings: Settings, office: str, period: str) -> None:
    """In bảng: đơn vị nào đã gửi, kết quả ra sao."""
    from nghiquyet import pipeline

    _table(pipeline.received_table(settings, office, period))


@main.command()
@_step
def up(settings: Settings) -> None:
    """Khởi động PostgreSQL và Airflow trên máy này; in địa chỉ và tài khoản."""
    from nghiquyet import local

    address = local.start(settings, progress=click.echo)
    click.echo(f"\nAirflow: {address.url}")
    for account in address.accounts:
        click.echo(f"  {account.full_name}: {account.username} / {account.password}")
    click.echo(f"Mật khẩu được giữ tại {_shown(address.accounts_file)}")
    usual = Settings.from_environment({}).var
    prefix = "" if settings.var == usual else f"NGHIQUYET_VAR={_shown(settings.var)} "
    click.echo(f"Thả bảng tính vào {_shown(settings.inbox)}; dừng bằng: {prefix}make down")


@main.command()
@_step
def down(settings: Settings) -> None:
    """Dừng Airflow và PostgreSQL của máy này."""
    from nghiquyet import local

    stopped = local.stop(settings)
    click.echo(
        f"Đã dừng ({stopped} tiến trình của Airflow)." if stopped else "Không có gì đang chạy."
    )


@main.command()
@click.option("--months", type=click.Path(exists=True, path_type=Path), default="tests/golden",
              show_default=True, help="Thư mục số liệu mẫu, mỗi kỳ một thư mục.")  # fmt: skip
@click.option("--period", type=PERIOD, default="2026-01", show_default=True, help="Kỳ báo cáo.")
@_office
@_step
def demo(settings: Settings, office: str, months: Path, period: str) -> None:
    """Chạy trọn một kỳ mẫu trên Airflow thật, từ mở kỳ đến dự thảo Word (lưu ở var/demo)."""
    from nghiquyet import local, pipeline

    path = local.run_demo(settings, office, months, period, progress=click.echo)
    own = local.demo_settings(settings)
    click.echo("")
    _table(pipeline.received_table(own, office, period))
    click.echo(f"\nXem các lần chạy trên Airflow: NGHIQUYET_VAR={_shown(own.var)} make up")
    click.echo(f"draft: {_shown(path)}")


def _shown(path: Path) -> str:
    """A path as short as it can be told from here."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
