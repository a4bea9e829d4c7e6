"""``confirm``, ``trace``, ``bundle``, ``verify``: where a draft comes from, and the proof of it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nghiquyet.cli.options import PERIOD, office_option, step, table
from nghiquyet.settings import Settings
from nghiquyet.wording import plain_number

if TYPE_CHECKING:
    from nghiquyet.pipeline import Trace

_LONGEST = 40
_SOURCE = ("đơn vị", "bản", "SHA-256", "ô", "đã đọc", "đọc lại")


@click.command()
@click.argument("draft", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Mỗi số liệu một dòng JSON.")
@office_option
@step
def trace(settings: Settings, office: str, draft: Path, as_json: bool) -> None:
    """Truy từng số liệu của dự thảo DRAFT (.docx) về ô nguồn; đọc lại tệp lưu để đối chiếu.

    Mã thoát 0: mọi số liệu khớp với tệp lưu; 1: có số liệu không khớp.
    """
    from nghiquyet import pipeline

    found = pipeline.trace(settings, office, draft)
    rows = list(_rows(found))
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    else:
        table([{key: _short(value) for key, value in row.items()} for row in rows])
        click.echo(f"\n{found.summary}")
    sys.exit(0 if found.is_sound else 1)


def _rows(found: Trace) -> list[dict[str, str]]:
    """One row a source; a figure that has none yet has one row, too."""
    rows = []
    for each in found.figures:
        head = {
            "vị trí": each.place,
            "số liệu": each.figure.text,
            "mã": each.figure.code,
            "kết quả": each.outcome.value,
        }
        for traced in each.sources:
            source = traced.source
            rows.append(
                head
                | {
                    "đơn vị": source.unit,
                    "bản": str(source.version),
                    "SHA-256": source.sha256,
                    "ô": f"{source.sheet}!{source.cell}",
                    "đã đọc": source.value,
                    "đọc lại": traced.found,
                }
            )
        if not each.sources:
            rows.append(head | dict.fromkeys(_SOURCE, ""))
    for numeral in found.numerals:
        told = "có căn cứ" if numeral.holds else "không rõ căn cứ"
        head = {"vị trí": numeral.place, "số liệu": numeral.text, "mã": numeral.record}
        outcome = {"kết quả": told if numeral.printed else "văn phòng đã sửa"}
        rows.append(head | outcome | dict.fromkeys(_SOURCE, "") | {"ô": numeral.where})
    return rows


def _short(text: str) -> str:
    return f"{text[: _LONGEST - 1]}…" if len(text) > _LONGEST else text


@click.command()
@click.argument("period", type=PERIOD)
@click.argument("code", metavar="MÃ")
@click.option("--by", "who", required=True, metavar="HỌ TÊN", help="Người quyết định.")
@click.option("--reason", required=True, metavar="LÝ DO", help="Vì sao được in.")
@office_option
@step
def confirm(settings: Settings, office: str, period: str, code: str, who: str, reason: str) -> None:
    """Xác nhận cho in số liệu nhạy cảm MÃ của kỳ PERIOD; số liệu đổi thì phải xác nhận lại."""
    from nghiquyet import pipeline

    given = pipeline.confirm_count(settings, office, period, code, who=who, reason=reason)
    click.echo(f"Đã xác nhận {code} = {plain_number(given.value)}; soạn lại dự thảo để in.")


@click.command()
@click.argument("period", type=PERIOD)
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), metavar="TỆP",
              help="Ghi vào tệp này; mặc định trong var/bundles.")  # fmt: skip
@office_option
@step
def bundle(settings: Settings, office: str, period: str, target: Path | None) -> None:
    """Niêm gói chứng thực của kỳ PERIOD: bảng tính, khai báo, dự thảo, nhật ký trong một tệp."""
    from nghiquyet import pipeline

    path = pipeline.make_bundle(settings, office, period, target)
    click.echo(f"Đã ghi {path}\nKiểm chứng bằng: nghiquyet verify {path}")


@click.command()
@click.argument("path", metavar="GÓI", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@step
def verify(_settings: Settings, path: Path, as_json: bool) -> None:
    """Soạn lại dự thảo chỉ từ GÓI chứng thực rồi so với bản trong gói; không cần cơ sở dữ liệu.

    Mã thoát 0: gói đúng; 1: có chỗ không khớp.
    """
    from nghiquyet import pipeline

    found = pipeline.verify_bundle(path)
    if as_json:
        click.echo(json.dumps({"holds": found.holds, **asdict(found)}, ensure_ascii=False))
    else:
        click.echo(f"SHA-256 của gói: {found.sha256}")
        for check in found.checks:
            click.echo(f"{'SAI ' if check.faults else 'đúng'}  {check.what}")
            for fault in check.faults:
                click.echo(f"      {fault}")
        if found.remark:
            click.echo(found.remark)
        click.echo("Gói đúng." if found.holds else "Gói KHÔNG đúng.")
    sys.exit(0 if found.holds else 1)
