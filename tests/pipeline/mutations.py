"""Random harm done to good workbooks: as people do it, as programs do it, as a bad line does it."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

_ODDITIES: tuple[object, ...] = (
    None, 0, -1, 1e308, 1.5, 10**30, True, date(2026, 2, 3), "", " ", "-", "không", "1.204",
    "1,234.56", "42 tỷ", "70,69%", "\u00a07\u00a0", "\uff11\uff12", "½", "=1/0", "=SUM(A1:A9)",
    "#REF!", "NaN", "1e999", "Đ\u0303\u200b\u202e", "_x0000_", "_xD800_", "x" * 40_000, "\ufeff",
    "31/02/2026", "03/02/2026", "CỘNG", "UBKT-03", "NQ1:ke-sat:ca:2026-01:v1:0000", "{{ 7*7 }}",
    "'; DROP TABLE fact; --", "<b>đậm</b> & <i>", "\u00ad\u00b8\u00e3 TCVN3 c«ng", "𝟙𝟚", "٣",
)  # fmt: skip


def by_hand(data: bytes, chance: random.Random) -> bytes:
    """A few things that people do to a sheet."""
    book = openpyxl.load_workbook(BytesIO(data))
    for _ in range(chance.randint(1, 6)):
        sheet = chance.choice(book.worksheets)
        chance.choice(_DEEDS)(sheet, chance)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _overtype(sheet: Worksheet, chance: random.Random) -> None:
    row, column = chance.randint(1, sheet.max_row + 2), chance.randint(1, sheet.max_column + 2)
    cell = sheet.cell(row, column)
    if not isinstance(cell, openpyxl.cell.MergedCell):
        cell.value = chance.choice(_ODDITIES)  # type: ignore[assignment]


def _swap(sheet: Worksheet, chance: random.Random) -> None:
    one, other = (sheet[chance.randint(1, sheet.max_row)] for _ in range(2))
    for first, second in zip(one, other, strict=True):
        if not isinstance(first, openpyxl.cell.MergedCell | type(None)) and not isinstance(
            second, openpyxl.cell.MergedCell
        ):
            first.value, second.value = second.value, first.value


_DEEDS: tuple[Callable[[Worksheet, random.Random], None], ...] = (
    _overtype,
    _overtype,
    _overtype,
    _swap,
    lambda sheet, chance: sheet.insert_rows(chance.randint(1, 30), chance.randint(1, 3)),
    lambda sheet, chance: sheet.delete_rows(chance.randint(1, 30), chance.randint(1, 3)),
    lambda sheet, chance: sheet.insert_cols(chance.randint(1, 12)),
    lambda sheet, chance: sheet.delete_cols(chance.randint(1, 12)),
    lambda sheet, chance: setattr(sheet, "title", chance.choice(["Sheet9", "số liệu 2", "Đ"])),
    lambda sheet, chance: setattr(sheet, "sheet_state", chance.choice(["hidden", "visible"])),
    lambda sheet, chance: setattr(
        sheet.row_dimensions[chance.randint(1, 30)], "hidden", bool(chance.randint(0, 1))
    ),
)


def by_program(data: bytes, chance: random.Random) -> bytes:
    """A part is written otherwise than any program should."""
    with zipfile.ZipFile(BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = chance.choice(_REWRITES)(parts[name], chance)
    if chance.random() < 0.1:
        del parts[chance.choice(sorted(parts))]
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for each, content in parts.items():
            copy.writestr(each, content)
    return target.getvalue()


def _drop_a_tag(part: bytes, chance: random.Random) -> bytes:
    tags = list(re.finditer(rb"<[^<>]*>", part))
    if not tags:
        return part
    tag = chance.choice(tags)
    return part[: tag.start()] + part[tag.end() :]


def _change_a_value(part: bytes, chance: random.Random) -> bytes:
    values = list(re.finditer(rb'"([^"<>]*)"|>([^<>]+)<', part))
    if not values:
        return part
    value = chance.choice(values)
    new = chance.choice([b"", b"-1", b"99999999999", b"XFD1048576", b"\xff", b"&#0;", b"e", b"s"])
    return part[: value.start() + 1] + new + part[value.end() - 1 :]


_REWRITES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _drop_a_tag,
    _change_a_value,
    _change_a_value,
    lambda part, chance: part[: chance.randint(0, len(part))],
    lambda part, _: part + part,
    lambda part, _: part.replace(b"</", b"<", 1),
    lambda part, _: part.decode("utf-8", "replace").encode("utf-16"),
)


def by_accident(data: bytes, chance: random.Random) -> bytes:
    """Bytes are lost or changed on the way."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randint(1, len(changed))] if chance.random() < 0.2 else changed)


WAYS = (by_hand, by_hand, by_program, by_program, by_accident)
