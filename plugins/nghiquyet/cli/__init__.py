"""``nghiquyet``: the pipeline's steps from a terminal.

Exit codes: 0 done; 1 ``check`` found a file that must be mended; 2 the call, a definition or the
machine is at fault, and the message says what to do.
"""

from __future__ import annotations

from pathlib import Path

import click

from nghiquyet.cli.drafts import bundle, confirm, trace, verify
from nghiquyet.cli.dropped import check, collect, failures, retry
from nghiquyet.cli.options import PERIOD, office_option, step, table
from nghiquyet.cli.papers import clean, compare, format_, pdf, stale, update
from nghiquyet.cli.register import rules
from nghiquyet.cli.submissions import diff, versions, waive, withdraw
from nghiquyet.cli.tasks import issue, tasks
from nghiquyet.settings import Settings

_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_HELP)
@click.version_option(package_name="nghiquyet")
def main() -> None:
    """Từ bảng tính hằng tháng của các đơn vị đến dự thảo nghị quyết tháng sau."""


COMMANDS = (
    *(rules, collect, check, failures, retry),
    *(withdraw, waive, versions, diff),
    *(confirm, trace, bundle, verify),
    *(update, stale, compare, clean, format_, pdf),
    *(issue, tasks),
)
for command in COMMANDS:
    main.add_command(command)


@main.command()
@click.argument("period", type=PERIOD)
@click.option("--unit", "units", multiple=True, metavar="ĐƠN VỊ",
              help="Chỉ đơn vị này, theo mã hoặc tên (lặp lại được).")  # fmt: skip
@office_option
@step
def templates(settings: Settings, office: str, period: str, units: tuple[str, ...]) -> None:
    """Mở kỳ PERIOD: ghi biểu mẫu vào thư mục bieu-mau của từng đơn vị."""
    from nghiquyet import pipeline

    written = pipeline.open_period(settings, office, period, units)
    click.echo(f"Đã ghi {len(written)} biểu mẫu kỳ {period} vào {settings.inbox / office}")


@main.command("compile")
@click.argument("period", type=PERIOD)
@office_option
@step
def compile_(settings: Settings, office: str, period: str) -> None:
    """Tổng hợp Mục I của kỳ PERIOD từ các bản đã nhận và in ra."""
    from nghiquyet import pipeline

    click.echo(pipeline.compile_assessment(settings, office, period).text)


@main.command()
@click.argument("period", type=PERIOD)
@office_option
@step
def draft(settings: Settings, office: str, period: str) -> None:
    """Soạn dự thảo nghị quyết tháng sau kỳ PERIOD và đặt vào hộp thư đi của văn phòng."""
    from nghiquyet import pipeline

    click.echo(pipeline.draft_resolution(settings, office, period))


@main.command()
@click.option("--tasks", type=click.Path(exists=True, path_type=Path), help="Nhiệm vụ của tháng.")
@click.option("--directives", type=click.Path(exists=True, path_type=Path), help="Sổ văn bản.")
@click.option("--history", type=click.Path(exists=True, path_type=Path),
              help="Số liệu các tháng trước: bảng CSV period,unit,code,basis,value.")  # fmt: skip
@office_option
@step
def load(
    settings: Settings,
    office: str,
    tasks: Path | None,
    directives: Path | None,
    history: Path | None,
) -> None:
    """Nạp nhiệm vụ đã giao, sổ văn bản chỉ đạo, số liệu các tháng trước (dùng khi bắt đầu)."""
    from nghiquyet import pipeline

    if tasks is directives is history is None:
        raise click.UsageError("cần --tasks, --directives hoặc --history")
    if tasks or directives:
        counts = pipeline.load_registers(settings, office, tasks=tasks, directives=directives)
        click.echo("Đã nạp {} nhiệm vụ, {} văn bản chỉ đạo.".format(*counts))
    if history:
        taken, left = pipeline.load_history(settings, office, history)
        kept = f"; để nguyên {left} bản do đơn vị tự gửi" if left else ""
        click.echo(f"Đã nạp số liệu của {taken} lượt đơn vị, tháng{kept}.")


@main.command()
@click.argument("period", type=PERIOD)
@office_option
@step
def status(settings: Settings, office: str, period: str) -> None:
    """In bảng: đơn vị nào đã gửi, kết quả ra sao."""
    from nghiquyet import pipeline

    table(pipeline.received_table(settings, office, period))


@main.command()
@step
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
@step
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
@office_option
@step
def demo(settings: Settings, office: str, months: Path, period: str) -> None:
    """Chạy trọn một kỳ mẫu trên Airflow thật, từ mở kỳ đến dự thảo Word (lưu ở var/demo)."""
    from nghiquyet import local, pipeline

    path = local.run_demo(settings, office, months, period, progress=click.echo)
    own = local.demo_settings(settings)
    click.echo("")
    table(pipeline.received_table(own, office, period))
    click.echo(f"\nXem các lần chạy trên Airflow: NGHIQUYET_VAR={_shown(own.var)} make up")
    click.echo(f"draft: {_shown(path)}")


def _shown(path: Path) -> str:
    """A path as short as it can be told from here."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
