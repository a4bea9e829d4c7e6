"""Where a workbook takes figures from elsewhere, in words: told once it has been refused."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from itertools import groupby
from urllib.parse import unquote

from nghiquyet.intake.containers import Container, open_container
from nghiquyet.intake.limits import Limits
from nghiquyet.intake.sheets import takes_from_outside
from nghiquyet.intake.verdicts import RefusedError

_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_CELL = re.compile(r"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]+)(\d+)\"[^>]*>\s*<(?:\w+:)?f\b[^>]*>([^<]*)</")
_NAME = re.compile(r"<(?:\w+:)?definedName\b[^>]*?\bname=\"([^\"]*)\"[^>]*>([^<]*)</")
_CONNECTION = re.compile(r"<(?:\w+:)?(?:connection|queryTable)\b[^>]*?\bname=\"([^\"]*)\"")
_TABLE_END = "</table:table>"
_TABLE_NAME = re.compile(r'<table:table\s[^>]*?table:name="([^"]*)"')
_TABLE_LINK = re.compile(r"<table:(?:table-source|cell-range-source)\b|'(?:file|https?|ftp|smb):")
_MOST = 40  # ranges of cells that a person would look for one by one


def places_of_links(data: bytes, limits: Limits) -> str:
    """The pages, cells, names and connections with a link; empty where that cannot be told."""
    try:
        container = open_container(data, limits)
        parts = {member.name: member for member in container.members}
        texts = {
            name: _text(container, name)
            for name in parts
            if name.endswith((".xml", ".rels")) and not parts[name].encrypted
        }
    except RefusedError:
        return ""
    found = [*_in_cells(texts), *_names(texts), *_connections(texts), *_tables(texts)]
    return "; ".join(dict.fromkeys(found))


def _text(container: Container, name: str) -> str:
    member = next(each for each in container.members if each.name == name)
    return b"".join(container.unpack(member, is_strict=False)).decode("utf-8", "replace")


def _in_cells(texts: dict[str, str]) -> Iterator[str]:
    targets = _targets(texts.get("xl/_rels/workbook.xml.rels", ""), "xl")
    for tag in _SHEET.findall(texts.get("xl/workbook.xml", "")):
        xml = texts.get(targets.get(_value(tag, "id"), ""), "")
        cells = [
            (column, int(row))
            for column, row, formula in _CELL.findall(xml)
            if takes_from_outside(unescape(formula))
        ]
        if cells:
            yield f"trang “{_value(tag, 'name')}”, ô {_listed(cells)}"


def _names(texts: dict[str, str]) -> Iterator[str]:
    for name, formula in _NAME.findall(texts.get("xl/workbook.xml", "")):
        if takes_from_outside(unescape(formula)):
            yield f"tên đã đặt “{unescape(name)}” (xem Formulas, Name Manager)"


def _connections(texts: dict[str, str]) -> Iterator[str]:
    """Connections to data, and the files that are taken from."""
    for part, xml in texts.items():
        if part.startswith(("xl/connections", "xl/queryTables/")):
            for name in _CONNECTION.findall(xml):
                yield f"kết nối dữ liệu “{unescape(name)}” (xem Data, Queries & Connections)"
        if part.startswith("xl/externalLinks/_rels/"):
            for target in _targets(xml, "").values():
                yield f"tệp được lấy số liệu: “{unquote(posixpath.basename(target))}”"


def _tables(texts: dict[str, str]) -> Iterator[str]:
    """The pages of an OpenDocument workbook."""
    for table in texts.get("content.xml", "").split(_TABLE_END):
        name = _TABLE_NAME.search(table)
        if name and _TABLE_LINK.search(unescape(table)):
            yield f"trang “{unescape(name[1])}”"


def _targets(relations: str, folder: str) -> dict[str, str]:
    found = {}
    for tag in _RELATION.findall(relations):
        target = _value(tag, "Target")
        path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        found[_value(tag, "Id")] = path.replace("\\", "/")
    return found


def _value(tag: str, name: str) -> str:
    match = re.search(rf'[\s:]{name}="([^"]*)"', tag)
    return unescape(match[1]) if match else ""


def _listed(cells: list[tuple[str, int]]) -> str:
    """Cells below one another as one range; what is too much to list is counted."""
    columns = sorted(cells, key=lambda cell: (len(cell[0]), cell))
    runs = [
        [place for _, place in run]
        for _, run in groupby(
            enumerate(columns), key=lambda each: (each[1][0], each[1][1] - each[0])
        )
    ]
    named = [
        f"{column}{first}" if len(run) == 1 else f"{column}{first} đến {column}{run[-1][1]}"
        for run in runs[:_MOST]
        for column, first in run[:1]
    ]
    left = sum(map(len, runs[_MOST:]))
    return ", ".join(named) + (f" và {left} ô nữa trên trang này" if left else "")
