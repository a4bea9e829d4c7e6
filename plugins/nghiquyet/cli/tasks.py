"""``issue`` and ``tasks``: the final file is handed in, and what became of what it ordered."""

from __future__ import annotations

import json
from pathlib import Path

import click

from nghiquyet.cli.options import PERIOD, office_option, step, table
from nghiquyet.model.resolution import TASK_STATE_LABELS
from nghiquyet.settings import Settings
from nghiquyet.wording import shortened

_LONGEST = 60


@click.command()
@click.argument("period", type=PERIOD)
@click.argument("final", metavar="TỆP",
                type=click.Path(exists=True, dir_okay=False, path_type=Path))  # fmt: skip
@click.option("--by", "who", required=True, metavar="HỌ TÊN", help="Người ban hành.")
@click.option("--force", default="", metavar="LÝ DO",
              help="Vẫn ban hành dù còn chỗ chưa xử lý; ghi rõ lý do.")  # fmt: skip
@office_option
@step
def issue(settings: Settings, office: str, period: str, final: Path, who: str, force: str) -> None:
    """Ban hành TỆP (.docx) của kỳ PERIOD: giao nhiệm vụ ở Mục II cho tháng sau và đóng kỳ.

    Đưa lại đúng tệp ấy thì không có gì thay đổi.
    """
    from nghiquyet import pipeline

    issued = pipeline.issue_resolution(settings, office, period, final, who=who, force=force)
    resolution = issued.resolution
    if not issued.is_new:
        click.echo(f"Tệp này đã được {resolution.who} ban hành trước đó; không có gì thay đổi.")
    click.echo(f"Kỳ {period} đã đóng. SHA-256: {resolution.sha256}")
    left = len(resolution.dropped)
    click.echo(f"Giao {len(issued.tasks)} nhiệm vụ cho tháng sau; {left} đề xuất không đưa vào.")
    if issued.outcomes:
        ended = (f"{issued.ended[state]} {TASK_STATE_LABELS[state].lower()}" for state in
                 TASK_STATE_LABELS)  # fmt: skip
        click.echo(f"{len(issued.outcomes)} nhiệm vụ của kỳ {period}: {', '.join(ended)}.")
    click.echo(f"Xem từng nhiệm vụ: nghiquyet tasks {period}")


@click.command()
@click.argument("period", type=PERIOD)
@click.option("--json", "as_json", is_flag=True, help="Mỗi nhiệm vụ một dòng JSON.")
@office_option
@step
def tasks(settings: Settings, office: str, period: str, as_json: bool) -> None:
    """In nhiệm vụ của tháng PERIOD: ai làm, hạn nào, đến đâu, từ đâu và chuyển sang đâu."""
    from nghiquyet import pipeline

    rows = pipeline.tasks_table(settings, office, period)
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    elif rows:
        table([{name: shortened(value, _LONGEST) for name, value in row.items()} for row in rows])
    else:
        click.echo(f"Tháng {period} chưa được giao nhiệm vụ nào.")
