"""Workbooks as bytes: a sound one, and ways of doing it harm."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
_ROOT = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def a_form(rows: int = 40, **options: Any) -> bytes:
    """A form of the size that units fill in: figures, words and help."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1})
    for name in ("Thông tin", "Số liệu", "Kết quả bằng lời", "Hướng dẫn"):
        sheet = book.add_worksheet(name)
        sheet.merge_range("A1:H1", f"Biểu báo cáo – {name}", head)
        sheet.set_header(options.get("header", '&C&"Times New Roman,Bold"&14ĐẢNG ỦY XÃ'))
        for row in range(1, rows):
            sheet.write_string(row, 0, f"UBKT-{row:02d}")
            sheet.write_string(row, 1, f"Số đảng viên được kiểm tra, bảo mật thông tin {row}", head)
            for column in range(2, 10):
                sheet.write_number(row, column, row * column, head)
    if "text" in options:
        sheet.write_string("L40", options["text"])
    if "rich" in options:
        bold = book.add_format({"bold": True})
        first, second, third = options["rich"]
        sheet.write_rich_string("L39", first, bold, second, third)
    if "comment" in options:
        sheet.write_comment("B3", options["comment"])
    if "stamp" in options:
        sheet.insert_textbox("J2", options["stamp"])
    book.close()
    return target.getvalue()


def with_parts(data: bytes, changed: dict[str, str | bytes]) -> bytes:
    """``data`` with parts replaced or added."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        kept = {name: source.read(name) for name in source.namelist()} | changed
        for name, content in kept.items():
            copy.writestr(name, content)
    return target.getvalue()


def with_sheet(cells: str, after: str = "") -> bytes:
    """A form whose first sheet holds these rows."""
    xml = f'{_ROOT}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData>{after}</worksheet>'
    return with_parts(a_form(2), {SHEET: xml})


def with_formula(formula: str) -> bytes:
    """A form whose first cell is a formula."""
    return with_sheet(f'<row r="1"><c r="A1"><f>{formula}</f><v>1</v></c></row>')


def with_strings(*texts: str) -> bytes:
    """A form with these shared strings."""
    items = "".join(f"<si>{text}</si>" for text in texts)
    sst = f'{_ROOT}<sst xmlns="{MAIN}" uniqueCount="{len(texts)}">{items}</sst>'
    return with_parts(a_form(2), {STRINGS: sst})


def an_archive(**parts: str) -> bytes:
    """Some other zip archive."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def an_open_document(
    rows: str = "",
    texts: tuple[str, ...] = (),
    header: str = "",
    name: str = "Số liệu",
    more: dict[str, str | bytes] | None = None,
) -> bytes:
    """A workbook as LibreOffice writes it, with these rows, and a row for each of the texts."""
    for words in texts:
        cell = f'<table:table-cell office:value-type="string"><text:p>{words}</text:p>'
        rows += f"<table:table-row>{cell}</table:table-cell></table:table-row>"
    parts = {
        "content.xml": f"{_ROOT}<office:document-content {_SPACES}><office:body>"
        f'<office:spreadsheet><table:table table:name="{name}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>",
        "styles.xml": f"{_ROOT}<office:document-styles {_SPACES}><office:master-styles>"
        f"<style:header><text:p>{header}</text:p></style:header>"
        "</office:master-styles></office:document-styles>",
        "META-INF/manifest.xml": f"{_ROOT}<manifest/>",
    }
    return with_parts(an_archive(mimetype=ODS), {**parts, **(more or {})})
