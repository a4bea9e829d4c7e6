"""``nghiquyet rules``: the register of rules, and a rule tried before it is switched on."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from nghiquyet.catalogue.loading import load_catalogue
from nghiquyet.catalogue.register import BRIEF, entry_of
from nghiquyet.cli.options import PERIOD, office_option, step, table
from nghiquyet.model.rule import Family
from nghiquyet.settings import Settings


@click.group()
def rules() -> None:
    """Sổ đăng ký luật kiểm tra: liệt kê, xem, chạy thử trên số liệu đã lưu."""


@rules.command("list")
@click.option("--family", type=click.Choice([*Family]), metavar="R1…R13", help="Chỉ nhóm này.")
@click.option("--json", "as_json", is_flag=True, help="Mỗi luật một dòng JSON.")
@step
def rules_list(settings: Settings, family: str | None, as_json: bool) -> None:
    """Liệt kê các luật: mã, nhóm, mức độ, phạm vi, trạng thái."""
    chosen = [rule for rule in load_catalogue(settings.root).register
              if family in (None, rule.family)]  # fmt: skip
    if as_json:
        for rule in chosen:
            click.echo(json.dumps(entry_of(rule), ensure_ascii=False))
        return
    table(entry_of(rule, *BRIEF) for rule in chosen)


@rules.command("show")
@click.argument("rule")
@step
def rules_show(settings: Settings, rule: str) -> None:
    """Xem đầy đủ một luật RULE: kiểm tra gì, nói gì."""
    for key, value in entry_of(load_catalogue(settings.root).rule(rule)).items():
        click.echo(f"{key}: {value}")


@rules.command("try")
@click.argument("rule")
@click.option("--from", "first", type=PERIOD, help="Từ kỳ này.")
@click.option("--to", "last", type=PERIOD, help="Đến kỳ này.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@office_option
@step
def rules_try(
    settings: Settings, office: str, rule: str, first: str | None, last: str | None, as_json: bool
) -> None:
    """Chạy thử luật RULE trên các kỳ đã lưu: đã có bao nhiêu bản nộp bị nhắc. Không lưu gì."""
    from nghiquyet import pipeline

    def progress(line: str) -> None:
        click.echo(line, err=True)

    trial = pipeline.try_rule(settings, office, rule, first, last, progress)
    if as_json:
        click.echo(json.dumps(asdict(trial), ensure_ascii=False))
        return
    table(trial.table)
    click.echo(
        f"{rule}: {len(trial.table)}/{trial.submissions} bản nộp của {len(trial.periods)} kỳ."
    )
