"""What the commands share: months, the office, how a step ends, how a table is printed."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable
from typing import Any

import click

from nghiquyet.errors import NghiquyetError
from nghiquyet.model.period import Period
from nghiquyet.settings import Settings


class _PeriodType(click.ParamType[str]):
    """A month such as 2026-01."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return Period.parse(str(value)).key
        except ValueError:
            self.fail(f"{value!r} không phải một tháng; viết như 2026-01", param, ctx)


PERIOD = _PeriodType()


def step(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command its settings, and turn our exceptions into a message and exit code 2."""

    @functools.wraps(command)
    def run(**arguments: Any) -> None:
        try:
            command(Settings.from_environment(), **arguments)
        except BrokenPipeError:  # whoever reads has seen enough, as in «… | head»
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except (NghiquyetError, OSError) as error:
            click.echo(f"Lỗi: {error}", err=True)
            sys.exit(2)

    return run


office_option = click.option(
    "--office",
    default=lambda: Settings.from_environment().office,
    metavar="MÃ",
    help="Mã cấp ủy; mặc định theo cài đặt.",
)


def table(rows: Iterable[dict[str, str]]) -> None:
    """Print rows under their keys, each column as wide as it must be."""
    rows = list(rows)
    if not rows:
        return
    heads = list(rows[0])
    widths = [max(len(head), *(len(row[head]) for row in rows)) for head in heads]
    for row in [dict(zip(heads, heads, strict=True)), *rows]:
        cells = (row[head].ljust(width) for head, width in zip(heads, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def printable(text: str) -> str:
    """Text without halves of characters, which a workbook can hold and no terminal prints."""
    return text.encode("utf-8", "replace").decode("utf-8")
