"""Our own form in every format that is read: the guard lets it pass, the reader finds it all."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from tests.intake.conftest import Looks
from tests.intake.workbooks import with_parts
from tests.workbook.conftest import Resave, resave
from tests.workbook.forms import CONTEXT, VALUES
from tests.workbook.test_round_trip import by_key, read

from nghiquyet.intake.guard import Fate
from nghiquyet.workbook import write_form

__all__ = ["resave"]  # a fixture

FILLED = write_form(CONTEXT, VALUES)
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLAIN_TYPE = b"spreadsheetml.sheet.main+xml"
OLD_TYPE = b"application/vnd.openxmlformats-officedocument." + PLAIN_TYPE


def rewritten(change: Callable[[bytes], bytes]) -> bytes:
    """The filled form with every part changed."""
    with zipfile.ZipFile(BytesIO(FILLED)) as archive:
        parts = {name: change(archive.read(name)) for name in archive.namelist()}
    return with_parts(FILLED, dict(parts))


def strict(part: bytes) -> bytes:
    """As Excel's «Strict Open XML» saves it."""
    return part.replace(MAIN, b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
        RELATIONS, b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    )


def of_type(new: bytes) -> Callable[[bytes], bytes]:
    return lambda part: part.replace(OLD_TYPE, b"application/vnd." + new)


def openpyxl_s() -> bytes:
    target = BytesIO()
    openpyxl.load_workbook(BytesIO(FILLED)).save(target)
    return target.getvalue()


def pandas_s() -> bytes:
    target = BytesIO()
    sheets = pd.read_excel(BytesIO(FILLED), sheet_name=None, header=None, engine="calamine")
    with pd.ExcelWriter(target, engine="openpyxl") as writer:
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=str(name), header=False, index=False)
    return target.getvalue()


OWN = {
    "xlsx": FILLED,
    "strict": rewritten(strict),
    "xlsm-without-macros": rewritten(of_type(b"ms-excel.sheet.macroEnabled.main+xml")),
    "xltx": rewritten(of_type(b"openxmlformats-officedocument.spreadsheetml.template.main+xml")),
    "xltm-without-macros": rewritten(of_type(b"ms-excel.template.macroEnabled.main+xml")),
    "saved-by-openpyxl": openpyxl_s(),
    "saved-by-pandas": pandas_s(),
}
AS_SAVED = by_key(read(FILLED))


def same_values(data: bytes) -> None:
    found = by_key(read(data))
    assert found.keys() == AS_SAVED.keys()
    for key, cell in AS_SAVED.items():
        if not cell.raw.startswith("="):  # pandas makes a formula of such words
            assert found[key].value == cell.value, key


@pytest.mark.parametrize("kind", OWN)
def test_our_form_is_accepted_and_read_whatever_it_is_saved_as(look: Looks, kind: str) -> None:
    assert look(OWN[kind]).code == "DUOC-NHAN"
    same_values(OWN[kind])


@pytest.mark.system("libreoffice-calc")
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_our_form_saved_by_libreoffice_is_accepted_and_read(
    look: Looks, resave: Resave, kind: str
) -> None:
    data = resave(FILLED, kind)
    assert look(data).code == "DUOC-NHAN"
    same_values(data)


@pytest.mark.system("libreoffice-calc")
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_a_mark_is_found_in_whatever_libreoffice_saves(
    look: Looks, resave: Resave, kind: str
) -> None:
    book = openpyxl.load_workbook(BytesIO(FILLED))
    book.worksheets[0]["A1"].value = "TUYỆT MẬT"
    target = BytesIO()
    book.save(target)
    assert look(resave(target.getvalue(), kind)).fate is Fate.ERASE
