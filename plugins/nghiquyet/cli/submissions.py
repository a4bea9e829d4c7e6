"""``withdraw``, ``waive``, ``versions``, ``diff``: what became of a unit's submissions."""

from __future__ import annotations

import json

import click

from nghiquyet.cli.options import PERIOD, office_option, step, table
from nghiquyet.settings import Settings
from nghiquyet.wording import short_date


@click.command()
@click.argument("period", type=PERIOD)
@click.argument("unit")
@click.option("--by", "who", required=True, metavar="HỌ TÊN", help="Người quyết định.")
@click.option("--reason", required=True, metavar="LÝ DO", help="Vì sao rút.")
@office_option
@step
def withdraw(
    settings: Settings, office: str, period: str, unit: str, who: str, reason: str
) -> None:
    """Rút bản nộp đang dùng của đơn vị UNIT (mã hoặc tên) trong kỳ PERIOD."""
    from nghiquyet import pipeline

    taken = pipeline.withdraw_submission(settings, office, period, unit, who=who, reason=reason)
    click.echo(f"Đã rút bản nộp lần {taken.version} của {unit}.")


@click.command()
@click.argument("period", type=PERIOD)
@click.argument("unit")
@click.argument("rule")
@click.option("--code", default="", metavar="MÃ", help="Chỉ dòng này; mặc định mọi dòng bị lưu ý.")
@click.option("--by", "who", required=True, metavar="HỌ TÊN", help="Người quyết định.")
@click.option("--reason", required=True, metavar="LÝ DO", help="Vì sao cho qua.")
@office_option
@step
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
    """Cho qua lưu ý theo quy tắc RULE đối với bản nộp đang dùng của đơn vị UNIT.

    Chỉ cho qua giá trị hiện nay: đơn vị gửi giá trị khác thì lưu ý lại được báo.
    """
    from nghiquyet import pipeline

    waived = pipeline.waive_warning(
        settings, office, period, unit, rule, who=who, reason=reason, code=code
    )
    if waived.given:
        count = len(waived.given)
        click.echo(f"Đã cho qua {count} lưu ý {rule} của {unit}; ghi trong phiếu rà soát.")
    for each in waived.before:
        click.echo(
            f"{each.code or rule}: đã được {each.who} cho qua ngày {short_date(each.at)}, lý do: "
            f"{each.reason.rstrip('.')}. Quyết định đó giữ nguyên, lần này không ghi thêm."
        )


@click.command()
@click.argument("period", type=PERIOD)
@click.argument("unit")
@office_option
@step
def versions(settings: Settings, office: str, period: str, unit: str) -> None:
    """Liệt kê các lần gửi của đơn vị UNIT trong kỳ PERIOD."""
    from nghiquyet import pipeline

    table(pipeline.version_table(settings, office, period, unit))


@click.command()
@click.argument("period", type=PERIOD)
@click.argument("unit")
@click.option("--from", "older", type=int, default=0, metavar="LẦN", help="Lần gửi trước.")
@click.option("--to", "newer", type=int, default=0, metavar="LẦN", help="Lần gửi sau.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@office_option
@step
def diff(
    settings: Settings, office: str, period: str, unit: str, older: int, newer: int, as_json: bool
) -> None:
    """So từng ô giữa hai lần gửi của đơn vị UNIT; mặc định hai lần cuối."""
    from nghiquyet import pipeline

    rows = pipeline.difference_table(settings, office, period, unit, older, newer)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    table(rows)
    if not rows:
        click.echo("Hai lần gửi giống nhau ở mọi ô.")
