"""The workbooks that the fuzzer starts from: a filled form in each format that is read."""

from __future__ import annotations

import zipfile
from io import BytesIO
from itertools import chain
from xml.sax.saxutils import escape

from tests.intake.compounds import number, old_workbook, record, text
from tests.intake.workbooks import a_form, an_open_document
from tests.workbook.forms import CONTEXT, VALUES

from nghiquyet.workbook import write_form
from nghiquyet.workbook.opening import Workbook, open_workbook


def seeds() -> dict[str, bytes]:
    """Workbooks by name."""
    filled = write_form(CONTEXT, VALUES)
    content = open_workbook(filled)
    return {
        "form.xlsx": _lighter(filled),
        "other.xlsx": a_form(3, comment="Xem lại", stamp="Nháp", rich=("bí ", "mật", " nhà nước")),
        "form.ods": an_open_document(_as_open_document(content)),
        "form.xls": old_workbook(*_as_records(content)),
    }


def _lighter(data: bytes) -> bytes:
    """The form without what no reader looks at, so that a run takes less time."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            if "theme" not in name:
                copy.writestr(name, source.read(name))
    return target.getvalue()


def _as_open_document(content: Workbook) -> str:
    rows = chain.from_iterable(sheet.rows for sheet in content.sheets)
    return "".join(
        f"<table:table-row>{''.join(map(_table_cell, row))}</table:table-row>" for row in rows
    )


def _table_cell(value: object) -> str:
    if isinstance(value, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    if not value:
        return "<table:table-cell/>"
    words = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell office:value-type="string">{words}</table:table-cell>'


def _as_records(content: Workbook) -> list[bytes]:
    rows = chain.from_iterable(sheet.rows for sheet in content.sheets)
    return [
        _record(row, column, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value != ""
    ]


def _record(row: int, column: int, value: object) -> bytes:
    if isinstance(value, (int, float)):
        return number(row, column, value)
    place = row.to_bytes(2, "little") + column.to_bytes(2, "little") + bytes(2)
    return record(0x0204, place + text(str(value)))
