"""``nghiquyet rules``: the register of rules, and a rule tried before it is switched on."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from nghiquyet.catalogue.loading import load_catalogue
from nghiquyet.catalogue.register import BRIEF, entry_of
from nghiquyet.cli.options import PERIOD, office_option, step, table
from nghiquyet.model.rule import Family
from nghiquyet.settings import Settings

if TYPE_CHECKING:
    from nghiquyet.pipeline import Trial


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
    """Chạy thử luật RULE trên mọi bản nộp đã lưu, kể cả bản trả lại, bản đã thay. Không lưu gì."""
    from nghiquyet import pipeline

    with _updating_line() as progress:
        trial = pipeline.try_rule(settings, office, rule, first, last, progress)
    if as_json:
        told = {**asdict(trial), "hit_submissions": trial.hit_submissions}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    table(trial.table)
    click.echo(_in_words(trial))


def _in_words(trial: Trial) -> str:
    """How much of the past a rule would have hit, and what was looked at."""
    months = f"{len(trial.periods)} kỳ"
    if trial.across:
        hit_months = len({hit.period for hit in trial.hits})
        return (
            f"{trial.rule}: {hit_months}/{months}, {trial.hit_submissions} lượt đơn vị. Luật này "
            "đối chiếu các đơn vị với nhau nên chỉ xét "
            f"{trial.submissions} bản nộp đang có hiệu lực."
        )
    told = [
        f"{trial.rule}: {trial.hit_submissions}/{trial.submissions} bản nộp của {months}, kể cả "
        "bản trả lại và bản đã được thay."
    ]
    if trial.from_tables:
        told.append(f"Trong đó {trial.from_tables} bản nạp từ bảng số liệu cũ, chỉ có số liệu.")
    told += [f"Không xét được {count} bản: {why}." for why, count in trial.unread.items()]
    return " ".join(told)


@contextmanager
def _updating_line() -> Iterator[Callable[[str], None]]:
    """Tells how far it is in one line of a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    try:
        yield lambda line: click.echo(f"\r\x1b[K{line}", nl=False, err=True)
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)
