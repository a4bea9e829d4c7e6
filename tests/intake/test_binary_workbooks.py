"""Workbooks of Excel 97 to 2003: which are read, and which would hurt a reader."""

from __future__ import annotations

from collections.abc import Callable
from struct import pack

import pytest
from tests.intake.compounds import (
    BOOK,
    SHEET,
    a_begin,
    a_compound,
    number,
    old_workbook,
    record,
    text,
)
from tests.intake.conftest import Looks

from nghiquyet.intake.guard import Fate
from nghiquyet.workbook.opening import open_workbook

CONTINUED = 0x003C


def shared(*texts: str) -> bytes:
    """Texts that cells refer to."""
    return record(0x00FC, pack("<II", len(texts), len(texts)) + b"".join(map(text, texts)))


def a_reference(row: int, which: int) -> bytes:
    """A cell that refers to one of those texts."""
    return record(0x00FD, pack("<HHHI", row, 0, 0, which))


def a_size(rows: int, columns: int) -> bytes:
    return record(0x0200, pack("<IIHHH", 0, rows, 0, columns, 0))


def a_formula(length: int) -> bytes:
    return record(0x0006, pack("<HHHdHIH", 0, 0, 0, 1.0, 0, 0, length) + bytes(length))


def test_a_workbook_of_excel_97_is_accepted_and_read(look: Looks) -> None:
    data = old_workbook(
        a_size(3, 2),
        number(0, 0, 5),
        a_reference(1, 1),
        record(0x0204, pack("<HHH", 2, 0, 0) + text("Kẻ Sặt")),
        before=shared("một", "hai"),
    )
    assert look(data).code == "DUOC-NHAN"
    (sheet,) = open_workbook(data).sheets
    assert (sheet.name, sheet.rows) == ("Số liệu", [[5.0], ["hai"], ["Kẻ Sặt"]])


REFUSED = {
    "far-column": (old_workbook(number(0, 130, 1)), "TEP-O-NGOAI-VUNG"),
    "far-row": (old_workbook(number(9999, 0, 1)), "TEP-O-NGOAI-VUNG"),
    "many-far": (
        old_workbook(record(0x00BD, pack("<HH", 0, 120) + bytes(6 * 20) + b"\x8c\0")),
        "TEP-O-NGOAI-VUNG",
    ),
    "size-told-too-big": (old_workbook(a_size(1 << 31, 256)), "TEP-QUA-NHIEU-O"),
    "size-told-backwards": (
        old_workbook(record(0x0200, pack("<IIHHH", 9, 1, 0, 1, 0))),
        "TEP-QUA-NHIEU-O",
    ),
    "merged-all-over": (
        old_workbook(record(0x00E5, pack("<H4H", 1, 0, 65535, 0, 255))),
        "TEP-GOP-O",
    ),
    "long-text-in-many-cells": (
        old_workbook(*(a_reference(row, 0) for row in range(1100)), before=shared("d" * 32_000)),
        "TEP-O-QUA-DAI",
    ),
    "password": (old_workbook(before=record(0x002F, b"\x01\0")), "TEP-CO-MAT-KHAU"),
    "macro-sheet": (old_workbook(sheet=1), "TEP-CO-MACRO"),
    "macro-sheet-untold": (
        a_compound({"Workbook": a_begin(BOOK) + record(0x000A) + a_begin(0x0040)}),
        "TEP-CO-MACRO",
    ),
    "macro": (a_compound({"Workbook": a_begin(BOOK), "_VBA_PROJECT_CUR": b""}), "TEP-CO-MACRO"),
    "embedded-file": (a_compound({"Workbook": a_begin(BOOK), "MBD0018": b""}), "TEP-CO-NHUNG"),
    "embedded-workbook": (
        a_compound({"Workbook": a_begin(BOOK), "MBD0018": b""}, lost={"Workbook": a_begin(BOOK)}),
        "TEP-CO-NHUNG",
    ),
    "other-workbook": (
        old_workbook(before=record(0x01AE, pack("<H", 1) + text("other.xls"))),
        "TEP-CO-LIEN-KET",
    ),
    "database": (old_workbook(before=record(0x00DC, b"\0\0")), "TEP-CO-LIEN-KET"),
    "within-the-workbook": (
        old_workbook(before=record(0x01AE, b"\x01\x00\x01\x04")),
        "DUOC-NHAN",
    ),
    "excel-95-in-new-clothes": (
        a_compound({"Workbook": a_begin(BOOK, version=0x0500)}),
        "TEP-XLS-CU",
    ),
    "sheet-within-a-record": (old_workbook(number(0, 0, 1), shift=4), "TEP-KHAI-SAI"),
    "two-workbooks": (
        a_compound({"Workbook": a_begin(BOOK)}, lost={"WORKBOOK": a_begin(BOOK)}),
        "TEP-KHAI-SAI",
    ),
    "record-beyond-the-end": (
        a_compound({"Workbook": a_begin(BOOK) + pack("<HH", 0x0203, 0xFFFF)}),
        "TEP-HONG",
    ),
    "cell-of-no-place": (old_workbook(record(0x0203, b"\0")), "TEP-HONG"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_would_hurt_a_reader_is_refused(look: Looks, fault: str) -> None:
    data, code = REFUSED[fault]
    assert look(data).code == code


def test_more_records_than_any_form_has_are_too_many(look: Looks) -> None:
    stream = a_begin(BOOK) + record(0x00BE) * 300
    assert look(a_compound({"Workbook": stream}), cells=100).code == "TEP-QUA-NHIEU-O"


def test_formulas_that_could_say_a_long_name_over_and_over_are_too_long(look: Looks) -> None:
    data = old_workbook(*[a_formula(6000)] * 9, name="tên " * 60)
    assert look(data).code == "DUOC-NHAN"
    assert look(data, text_length=1_000_000).code == "TEP-O-QUA-DAI"


def test_a_mark_is_found_though_a_text_breaks_off(look: Looks) -> None:
    """A text goes on in the next record, which says anew how wide its letters are."""
    head = pack("<II", 2, 2) + text("một") + pack("<HB", 8, 1) + "TỐI M".encode("utf-16-le")
    rest = record(CONTINUED, b"\x01" + "ẬT.".encode("utf-16-le"))
    found = look(old_workbook(before=record(0x00FC, head) + rest))
    assert (found.fate, "(TỐI MẬT)" in found.message) == (Fate.ERASE, True)


def test_a_word_that_begins_where_a_text_goes_on_is_no_mark(look: Looks) -> None:
    head = pack("<II", 1, 1) + pack("<HB", 6, 1) + "bí ".encode("utf-16-le")
    rest = record(CONTINUED, b"\x01" + "mật".encode("utf-16-le"))
    assert look(old_workbook(before=record(0x00FC, head) + rest)).fate is Fate.ACCEPT


def test_a_mark_is_found_among_the_properties(look: Looks) -> None:
    title = pack("<II", 30, 7) + "MẬT\0".encode()
    data = a_compound({"Workbook": a_begin(BOOK), "\x05SummaryInformation": title})
    assert look(data).fate is Fate.ERASE


def test_runs_and_readings_of_a_text_are_passed_over(look: Looks) -> None:
    rich = pack("<HBHI", 3, 1 | 4 | 8, 2, 6) + "một".encode("utf-16-le") + bytes(8) + bytes(6)
    table = record(0x00FC, pack("<II", 2, 2) + rich + text("Mật"))
    assert look(old_workbook(before=table)).fate is Fate.ERASE


def cyclic(data: bytearray) -> None:
    data[512 + 4 : 512 + 8] = pack("<I", 1)  # the folder's only sector follows itself


def too_many_small(data: bytearray) -> None:
    data[64:68] = pack("<I", 60_000)


def too_many_tables(data: bytearray) -> None:
    data[44:48] = pack("<I", 1 << 30)


def hidden_tables(data: bytearray) -> None:
    data[68:72] = pack("<I", 0)  # more tables than are told: a reader would follow


LIES: dict[str, Callable[[bytearray], None]] = {
    "folder-that-never-ends": cyclic,
    "small-streams-beyond-the-file": too_many_small,
    "tables-beyond-the-file": too_many_tables,
    "tables-nobody-tells-of": hidden_tables,
}


@pytest.mark.parametrize("lie", LIES)
def test_a_compound_file_that_lies_is_put_aside(look: Looks, lie: str) -> None:
    data = bytearray(old_workbook(number(0, 0, 1)))
    assert look(bytes(data)).code == "DUOC-NHAN"
    LIES[lie](data)
    found = look(bytes(data))
    assert (found.code, found.fate) == ("TEP-KHAI-SAI", Fate.QUARANTINE)


def test_a_folder_of_thousands_is_not_listed(look: Looks) -> None:
    streams = {f"s{number}": b"" for number in range(9)} | {"Workbook": a_begin(SHEET)}
    assert look(a_compound(streams), members=8).code == "TEP-NEN-QUA-NHIEU-MUC"


@pytest.mark.parametrize("cut", [100, 512, 1500, 5000])
def test_a_compound_file_cut_short_is_told(look: Looks, cut: int) -> None:
    assert look(old_workbook(number(0, 0, 1))[:cut]).code in {"TEP-HONG", "TEP-KHAI-SAI"}
