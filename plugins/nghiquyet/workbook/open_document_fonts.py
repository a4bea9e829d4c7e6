"""The cells of an .ods workbook that are in an old font, read from their styles.

Only the styles of the file itself are looked at, of cells, rows and columns; a part of a cell's
text in a font of its own is left to its letters.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from xlsxwriter.utility import xl_rowcol_to_cell

from nghiquyet.workbook.old_fonts import OldFont, old_font

_CONTENT = "content.xml"
_FACE = re.compile(r"<style:font-face\b[^>]*>")
_STYLE = re.compile(r"<style:style\b[^>]*(?:/>|>.*?</style:style>)", re.DOTALL)
_TAG = re.compile(r"<table:((?:covered-)?table(?:-column|-row|-cell)?)(?=[\s/>])[^>]*>")
_ATTRIBUTE = re.compile(r'\b((?:[a-z]+:)?[a-z-]+)="([^"]*)"')
_MOST_REPEATED = 1000

Fonts = Mapping[str, Mapping[str, OldFont]]
"""Old fonts by sheet and address."""


def find_open_document_fonts(data: bytes) -> Fonts:
    """The old font of every cell that holds text in one; nothing for other kinds of files.

    Raises:
        zipfile.BadZipFile: if the file is damaged.
    """
    if _CONTENT.encode() not in data or not data.startswith(b"PK\x03\x04"):
        return {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if _CONTENT not in archive.namelist():
            return {}
        xml = archive.read(_CONTENT).decode("utf-8", "replace")
    styles = _old_styles(xml)
    found: dict[str, dict[str, OldFont]] = {}
    for sheet, address, style in _texts(xml) if styles else ():
        if style in styles:
            found.setdefault(sheet, {})[address] = styles[style]
    return found


def _old_styles(xml: str) -> dict[str, OldFont]:
    """The styles of cells in an old font, by name."""
    faces = [_attributes(tag) for tag in _FACE.findall(xml)]
    families = {face.get("style:name"): face.get("svg:font-family", "") for face in faces}
    found = {}
    for style in _STYLE.findall(xml):
        named = _attributes(style)
        name = named.get("style:font-name", "")
        font = old_font(families.get(name, name).strip("'"))
        if font is not None:
            found[named["style:name"]] = font
    return found


def _texts(xml: str) -> Iterator[tuple[str, str, str]]:
    """Sheet, address and style of every cell with a text."""
    sheet, row, rows, column = "", 0, 0, 0
    of_row, of_columns = "", [""]
    for match in _TAG.finditer(xml):
        named = _attributes(match[0])
        across = int(named.get("table:number-columns-repeated", 1))
        style = named.get("table:default-cell-style-name", "")
        if match[1] == "table":
            sheet, row, rows, of_columns = named.get("table:name", ""), 0, 0, []
        elif match[1] == "table-column":
            of_columns += [style] * min(across, _MOST_REPEATED)
        elif match[1] == "table-row":
            row, column, of_row = row + rows, 0, style
            rows = int(named.get("table:number-rows-repeated", 1))
        else:
            if named.get("office:value-type") == "string":
                of_column = of_columns[column] if column < len(of_columns) else ""
                own = named.get("table:style-name") or of_row or of_column
                for down in range(min(rows, _MOST_REPEATED)):
                    for right in range(min(across, _MOST_REPEATED)):
                        yield sheet, str(xl_rowcol_to_cell(row + down, column + right)), own
            column += across


def _attributes(text: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(text)}
