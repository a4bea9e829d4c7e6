from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.compounds import a_compound
from tests.intake.conftest import Looks
from tests.intake.workbooks import (
    SHEET,
    a_form,
    an_archive,
    with_formula,
    with_parts,
    with_sheet,
)
from tests.trials import rounds

from nghiquyet.intake.guard import Fate, Verdict, inspect


def test_a_filled_form_is_accepted(look: Looks) -> None:
    assert look(a_form(comment="Xem lại", stamp="Bản nháp")) == Verdict(
        "DUOC-NHAN", "", Fate.ACCEPT
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

NOT_A_WORKBOOK = {
    "empty": (b"", "TEP-RONG"),
    "excel-95": (a_compound({"Book": b""}), "TEP-XLS-CU"),
    "excel-4": (b"\x09\x04\x06\x00\x00\x00\x10\x00", "TEP-XLS-CU"),
    "password": (a_compound({"EncryptedPackage": b"", "EncryptionInfo": b""}), "TEP-CO-MAT-KHAU"),
    "old-word": (a_compound({"WordDocument": b""}), "TEP-OFFICE-CU"),
    "pdf": (b"%PDF-1.7\n...", "TEP-PDF"),
    "rtf": (b"{\\rtf1 B\\'e1o c\\'e1o}", "TEP-WORD"),
    "html-named-xlsx": (b"\xef\xbb\xbf\r\n<HTML><table>", "TEP-WEB"),
    "html-doctype": (b"<!DOCTYPE html><html>", "TEP-WEB"),
    "xml-2003": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "TEP-XML-2003",
    ),
    "csv": ("Mã;Số\nHCC-01;391\n".encode(), "TEP-VAN-BAN"),
    "visio": (an_archive(**{"[Content_Types].xml": "<x/>", "visio/document.xml": ""}), "TEP-LA"),
    "csv-utf16": ("Mã\tSố\n".encode("utf-16"), "TEP-VAN-BAN"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(20), "TEP-ANH"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(20), "TEP-ANH"),
    "telephone-heic": (b"\0\0\0\x18ftypheic" + bytes(20), "TEP-ANH"),
    "rar": (b"Rar!\x1a\x07\x00" + bytes(20), "TEP-NEN"),
    "gzip": (b"\x1f\x8b\x08" + bytes(20), "TEP-NEN"),
    "program": (b"MZ\x90\x00\x03" + bytes(100), "TEP-LA"),
    "zip-of-workbooks": (an_archive(**{"báo cáo.xlsx": "..."}), "TEP-NEN"),
    "empty-zip": (an_archive(), "TEP-NEN"),
    "docx": (
        an_archive(**{"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
        "TEP-WORD",
    ),
    "pptx": (
        an_archive(**{"[Content_Types].xml": "<x/>", "ppt/presentation.xml": "<x/>"}),
        "TEP-TRINH-CHIEU",
    ),
    "xlsb": (an_archive(**{"[Content_Types].xml": "<x/>", "xl/workbook.bin": ""}), "TEP-XLSB"),
    "flat-ods": (
        b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:x">',
        "TEP-ODS-PHANG",
    ),
    "odt": (an_archive(mimetype="application/vnd.oasis.opendocument.text"), "TEP-WORD"),
    "cut-short": (a_form()[:9000], "TEP-HONG"),
}


@pytest.mark.parametrize("fault", NOT_A_WORKBOOK)
def test_another_kind_of_file_is_returned_with_its_own_advice(look: Looks, fault: str) -> None:
    data, code = NOT_A_WORKBOOK[fault]
    found = look(data)
    assert (found.code, found.fate) == (code, Fate.RETURN)


def test_too_big_is_told_with_the_bound(look: Looks) -> None:
    found = look(b"x" * (2 << 20), file_bytes=1 << 20)
    assert found.code == "TEP-QUA-LON"
    assert "(1 MB)" in found.message


HOSTILE = {
    "doctype": (with_parts(a_form(2), {SHEET: "<!DOCTYPE x><worksheet/>"}), "TEP-XML-KHAI-BAO"),
    "entity-in-any-part": (
        with_parts(a_form(2), {"xl/other.dat": "\ufeff<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}),
        "TEP-XML-KHAI-BAO",
    ),
    "utf-16": (
        with_parts(a_form(2), {SHEET: "<worksheet/>".encode("utf-16")}),
        "TEP-XML-BANG-MA",
    ),
    "utf-16-without-mark": (
        with_parts(a_form(2), {SHEET: "<worksheet/>".encode("utf-16-be")}),
        "TEP-XML-BANG-MA",
    ),
    "utf-7": (
        with_parts(a_form(2), {SHEET: "<?xml version='1.0' encoding='UTF-7'?><worksheet/>"}),
        "TEP-XML-BANG-MA",
    ),
}


@pytest.mark.parametrize("fault", HOSTILE)
def test_unsafe_markup_puts_the_file_aside(look: Looks, fault: str) -> None:
    data, code = HOSTILE[fault]
    found = look(data)
    assert (found.code, found.fate) == (code, Fate.QUARANTINE)


PARTS = {
    "macro": ("xl/vbaProject.bin", "TEP-CO-MACRO"),
    "macro-in-capitals": ("XL/VBAPROJECT.BIN", "TEP-CO-MACRO"),
    "dialog": ("xl/dialogsheets/sheet1.xml", "TEP-CO-MACRO"),
    "tool-bars": ("xl/attachedToolbars.bin", "TEP-CO-MACRO"),
    "query": ("xl/queryTables/queryTable1.xml", "TEP-CO-LIEN-KET"),
    "web-extension": ("xl/webextensions/webextension1.xml", "TEP-CO-NHUNG"),
    "macro-sheet": ("xl/macrosheets/sheet1.xml", "TEP-CO-MACRO"),
    "other-workbook": ("xl/externalLinks/externalLink1.xml", "TEP-CO-LIEN-KET"),
    "database": ("xl/connections.xml", "TEP-CO-LIEN-KET"),
    "embedded-file": ("xl/embeddings/oleObject1.bin", "TEP-CO-NHUNG"),
    "control": ("xl/activeX/activeX1.xml", "TEP-CO-NHUNG"),
}


@pytest.mark.parametrize("fault", PARTS)
def test_what_could_act_by_itself_is_returned(look: Looks, fault: str) -> None:
    name, code = PARTS[fault]
    found = look(with_parts(a_form(2), {name: "<x/>"}))
    assert (found.code, found.fate) == (code, Fate.RETURN)


MASHUP = '<?xml version="1.0" encoding="utf-16"?><DataMashup xmlns="x">AAAA</DataMashup>'
ACTING = {
    "power-query": with_parts(a_form(2), {"customXml/item1.xml": MASHUP.encode("utf-16")}),
    "power-query-narrow": with_parts(a_form(2), {"customXml/item1.xml": "<DataMashup/>"}),
    "named-elsewhere": with_parts(
        a_form(2), {"xl/workbook.xml": "<w><definedName>[1]Sheet1!$A$1</definedName></w>"}
    ),
    "other-program-named": with_parts(
        a_form(2), {"xl/workbook.xml": "<w><definedName>cmd|'/c calc'!A0</definedName></w>"}
    ),
    "told-in-the-workbook": with_parts(
        a_form(2), {"xl/workbook.xml": "<w><externalReferences/></w>"}
    ),
    "other-workbook": with_formula("[1]Sheet1!A1"),
    "other-workbook-with-prefix": with_sheet(
        '<row><c r="A1"><x:f xmlns:x="x">[1]Sheet1!A1</x:f></c></row>'
    ),
    "other-workbook-quoted": with_formula("SUM('[2]Số liệu'!A1:A9)"),
    "other-program": with_formula("cmd|'/c calc'!A0"),
    "other-program-escaped": with_formula("cmd&#124;'/c calc'!A0"),
    "server": with_formula('_xlfn.WEBSERVICE("http://a")'),
    "live-data": with_formula('RTD("a","","b")'),
}


@pytest.mark.parametrize("source", ACTING)
def test_what_takes_from_elsewhere_is_returned(look: Looks, source: str) -> None:
    assert look(ACTING[source]).code == "TEP-CO-LIEN-KET"


@pytest.mark.parametrize(
    "formula",
    ["Bảng1[[#This Row],[Tháng]]", "Bảng1[1]", 'IF(A1="a|b","[1]Nhập!","")', "SUM(A1:B9)"],
)
def test_a_formula_within_the_workbook_is_accepted(look: Looks, formula: str) -> None:
    assert look(with_formula(formula.replace('"', "&quot;"))).code == "DUOC-NHAN"


def test_objects_on_a_sheet_are_foreign(look: Looks) -> None:
    assert look(with_sheet("", "<oleObjects><oleObject/></oleObjects>")).code == "TEP-CO-NHUNG"
    assert look(with_sheet("", "<controls/>")).code == "TEP-CO-NHUNG"


def test_notes_of_other_programs_are_nobody_s_business(look: Looks) -> None:
    notes = "<notes>riêng</notes>".encode("utf-16")
    assert look(with_parts(a_form(2), {"customXml/item1.xml": notes})).code == "DUOC-NHAN"
    sheet = "<worksheet><sheetData/></worksheet>".encode("utf-16")
    assert look(with_parts(a_form(2), {"customXml/item1.xml": sheet})).code == "TEP-XML-BANG-MA"


def test_of_several_faults_the_first_gate_is_told(look: Looks) -> None:
    """Whatever the order of the parts within the file."""
    far = '<row><c r="XFD1"><v>1</v></c></row>'
    sheet = f"<worksheet><sheetData>{far}</sheetData></worksheet>"
    faults = {"xl/a.xml": sheet, "xl/b.xml": "<!DOCTYPE x><x/>", "xl/vbaProject.bin": "x"}
    assert look(with_parts(a_form(2), faults)).code == "TEP-XML-KHAI-BAO"
    assert look(with_parts(a_form(2), dict(reversed(faults.items())))).code == "TEP-XML-KHAI-BAO"
    del faults["xl/b.xml"]
    assert look(with_parts(a_form(2), faults)).code == "TEP-O-NGOAI-VUNG"


@settings(max_examples=rounds(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(st.tuples(st.integers(0, 2**16), st.binary(min_size=1, max_size=8)), max_size=6),
    cut=st.integers(0, 2**16),
)
def test_a_damaged_workbook_always_gets_an_answer(
    look: Looks, edits: list[tuple[int, bytes]], cut: int
) -> None:
    damaged = bytearray(SOUND)
    for at, replacement in edits:
        at %= len(damaged)
        damaged[at : at + len(replacement)] = replacement
    assert look(bytes(damaged[: len(SOUND) - cut % 200])).code
    assert look(bytes(damaged)).code


@settings(max_examples=rounds(100), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", OLE, b"<?xml", b"\xff\xfe"]),
    rest=st.binary(max_size=400),
)
def test_any_bytes_get_an_answer(look: Looks, start: bytes, rest: bytes) -> None:
    assert look(start + rest).code


SOUND = a_form(6)


def test_looking_costs_a_quarter_of_opening_at_most(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(a_form(40))

    def seconds(work: Callable[[], object]) -> float:
        start = process_time()
        work()
        return process_time() - start

    pairs = [
        seconds(lambda: inspect(path)) / seconds(lambda: openpyxl.load_workbook(path))
        for _ in range(9)
    ]
    assert median(pairs) < 0.25
