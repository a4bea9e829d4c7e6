"""``update``, ``clean``, ``format``, ``pdf``, ``compare``, ``stale``: work on Word files."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from nghiquyet.cli.options import PERIOD, office_option, step
from nghiquyet.settings import Settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_TARGET = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("draft", type=_FILE)
@office_option
@step
def update(settings: Settings, office: str, draft: Path) -> None:
    """Đưa số liệu hiện hành vào dự thảo DRAFT (.docx) mà Văn phòng đã sửa, giữ nguyên chỗ đã sửa.

    Tệp của Văn phòng không bị đụng tới; bản cập nhật là một lần giao mới trong hộp thư đi.
    """
    from nghiquyet import pipeline

    found = pipeline.update_draft(settings, office, draft)
    for line in found.lines or ("Không có câu nào thay đổi.",):
        click.echo(line)
    click.echo(f"\n{found.folder}")


@click.command()
@click.argument("draft", type=_FILE)
@click.option("--to", "target", type=_TARGET, metavar="TỆP",
              help="Ghi vào tệp này; mặc định thêm «-sach» vào tên.")  # fmt: skip
@click.option(
    "--reason", default="", metavar="LÝ DO", help="Vì sao vẫn làm khi còn việc chưa xong."
)
@click.option("--pdf", is_flag=True, help="Xuất thêm PDF (cần LibreOffice).")
@office_option
@step
def clean(
    settings: Settings, office: str, draft: Path, target: Path | None, reason: str, pdf: bool
) -> None:
    """Làm bản sạch để trình từ dự thảo DRAFT (.docx): bỏ chú thích của hệ thống, bỏ tô vàng.

    Mã thoát 1: còn việc chưa xong nên chưa làm; từng việc được in ra.
    """
    from nghiquyet import pipeline
    from nghiquyet.document.pdf import to_pdf

    path = target or draft.with_stem(f"{draft.stem}-sach")
    made = pipeline.make_clean_copy(settings, office, draft, path, reason=reason)
    for flag in made.flags:
        click.echo(flag.message)
    if made.refused:
        click.echo(f"Chưa làm bản sạch: còn {len(made.flags)} việc. Vẫn muốn làm: --reason LÝ DO.")
        sys.exit(1)
    click.echo(str(path))
    if pdf:
        click.echo(str(to_pdf([path], path.parent)[0]))


@click.command("format")
@click.argument("document", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Mỗi lỗi một dòng JSON.")
@step
def format_(settings: Settings, document: Path, as_json: bool) -> None:
    """Kiểm tra thể thức của văn bản DOCUMENT (.docx) theo hướng dẫn có hiệu lực vào ngày văn bản.

    Mã thoát 0: đúng thể thức; 1: có chỗ phải sửa.
    """
    from nghiquyet import pipeline

    faults = pipeline.format_faults(settings, document)
    for fault in faults:
        click.echo(json.dumps(asdict(fault), ensure_ascii=False) if as_json else fault.message)
    if not as_json:
        count = len(faults)
        click.echo(f"Có {count} chỗ phải sửa." if count else "Đúng thể thức.")
    sys.exit(1 if faults else 0)


@click.command()
@click.argument("documents", type=_FILE, nargs=-1, required=True)
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), metavar="THƯ MỤC",
              help="Ghi vào thư mục này; mặc định cạnh tệp đầu tiên.")  # fmt: skip
@step
def pdf(_settings: Settings, documents: tuple[Path, ...], folder: Path | None) -> None:
    """Xuất các văn bản Word DOCUMENTS thành PDF (cần LibreOffice)."""
    from nghiquyet.document.pdf import to_pdf

    for path in to_pdf(documents, folder or documents[0].parent):
        click.echo(str(path))


@click.command()
@click.argument("period", type=PERIOD)
@click.option("--to", "target", type=_TARGET, required=True, metavar="TỆP", help="Tệp .docx.")
@office_option
@step
def compare(settings: Settings, office: str, period: str, target: Path) -> None:
    """So hai bản dự thảo cuối của kỳ PERIOD; ghi chỗ khác nhau vào một tệp Word."""
    from nghiquyet import pipeline

    click.echo(str(pipeline.compare_drafts(settings, office, period, target)))


@click.command()
@click.argument("period", type=PERIOD)
@click.option("--json", "as_json", is_flag=True, help="Mỗi câu một dòng JSON.")
@office_option
@step
def stale(settings: Settings, office: str, period: str, as_json: bool) -> None:
    """Xem dự thảo mới nhất của kỳ PERIOD có còn đúng với số liệu hiện hành không.

    Mã thoát 0: còn đúng; 1: đã cũ, từng câu bị ảnh hưởng được in ra.
    """
    from nghiquyet import pipeline

    found = pipeline.draft_standing(settings, office, period)
    if as_json:
        for sentence in found.sentences:
            click.echo(json.dumps(asdict(sentence), ensure_ascii=False))
    else:
        for line in found.lines():
            click.echo(line)
        click.echo("Dự thảo đã cũ." if found.is_stale else "Dự thảo còn đúng với số liệu.")
    sys.exit(1 if found.is_stale else 0)
