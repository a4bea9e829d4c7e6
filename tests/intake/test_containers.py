"""Archives that lie: about their members, their sizes, or what a reader would find in them."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from tests.intake.conftest import Looks
from tests.intake.workbooks import SHEET, a_form, an_archive, with_parts

from nghiquyet.intake.guard import Fate

ENTRY, LOCAL, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
MEMBER = "xl/a/b/c/dd.xml"
SMALL = a_form(2)


def renamed(data: bytes, old: str, new: str) -> bytes:
    """The archive with a member's name overwritten in place, as no writer would do it."""
    assert len(old) == len(new)
    return data.replace(old.encode(), new.encode())


def patched(data: bytes, sign: bytes, at: int, value: bytes) -> bytes:
    """The archive with some bytes behind the last ``sign`` overwritten."""
    place = data.rindex(sign) + at
    return data[:place] + value + data[place + len(value) :]


def duplicated(name: str) -> bytes:
    data = with_parts(SMALL, {"xl/worksheets/SHEET9.xml": "<x/>"})
    return renamed(data, "xl/worksheets/SHEET9.xml", name)


def with_stored(data: bytes) -> bytes:
    """The archive with one more member, not packed, at its end."""
    target = BytesIO(data)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr(MEMBER, "<x>tail</x>")
    return target.getvalue()


def with_hidden_rest() -> bytes:
    """A member of which the directory owns to the first half only, checksum and all."""
    told, whole = b"<x>" + b"a" * 500 + b"</x>", b"<x>" + b"a" * 500 + b"</x>" + b"b" * 500
    data = an_archive(**{"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"})
    target = BytesIO(data)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SHEET, whole)
    sizes = struct.pack("<L", zlib.crc32(told))
    lied = patched(target.getvalue(), ENTRY, 16, sizes)
    return patched(lied, ENTRY, 24, struct.pack("<L", len(told)))


def overlapping() -> bytes:
    """Two members of the directory that are one in the archive."""
    data = with_parts(SMALL, {MEMBER: "<x/>"})
    entry = data[data.rindex(ENTRY) : data.rindex(END)]
    end = bytearray(data[data.rindex(END) :])
    count, _, size = struct.unpack_from("<HHL", end, 8)
    struct.pack_into("<HHL", end, 8, count + 1, count + 1, size + len(entry))
    return data[: data.rindex(END)] + entry.replace(b"dd.xml", b"ee.xml") + bytes(end)


def with_zip64() -> bytes:
    """An archive whose true directory stands in the 64-bit record, which not all readers see."""
    at = SMALL.rindex(END)
    record = b"PK\x06\x06" + bytes(52)
    locator = b"PK\x06\x07" + struct.pack("<LQL", 0, at, 1)
    return SMALL[:at] + record + locator + SMALL[at:]


HOSTILE = {
    "too-many-members": (
        with_parts(SMALL, {f"xl/{n}.xml": "" for n in range(600)}),
        "TEP-NEN-QUA-NHIEU-MUC",
    ),
    "path-upwards": (with_parts(SMALL, {"xl/../../etc/x.xml": ""}), "TEP-NEN-TEN-LA"),
    "absolute-path": (
        renamed(with_parts(SMALL, {MEMBER: ""}), MEMBER, "/etc/x/y/dd.xml"),
        "TEP-NEN-TEN-LA",
    ),
    "windows-path": (
        renamed(with_parts(SMALL, {MEMBER: ""}), MEMBER, "C:\\a\\b\\cc\\d.xml"),
        "TEP-NEN-TEN-LA",
    ),
    "name-cut-by-a-zero": (
        renamed(with_parts(SMALL, {MEMBER: ""}), MEMBER, "xl/a\0b/c/dd.xml"),
        "TEP-NEN-TEN-LA",
    ),
    "duplicate-member": (duplicated("xl/worksheets/Sheet1.xml"), "TEP-NEN-TRUNG-TEN"),
    "duplicate-with-backslashes": (duplicated("xl\\worksheets\\sheet1.xml"), "TEP-NEN-TRUNG-TEN"),
    "encrypted-member": (patched(SMALL, ENTRY, 8, b"\x01\0"), "TEP-NEN-MA-HOA"),
    "bomb": (with_parts(SMALL, {SHEET: b"<x>" + b" " * (9 << 20)}), "TEP-NEN-QUA-CO"),
    "bomb-named-as-picture": (
        with_parts(SMALL, {"xl/media/a.png": bytes(9 << 20)}),
        "TEP-NEN-QUA-CO",
    ),
    "more-than-the-directory-says": (with_hidden_rest(), "TEP-HONG"),
    "directory-in-the-wrong-place": (b"PK\x03\x04 before" + SMALL, "TEP-KHAI-SAI"),
    "something-after-the-end": (SMALL + b"more", "TEP-KHAI-SAI"),
    "another-archive-after-the-end": (SMALL + an_archive(a="b"), "TEP-KHAI-SAI"),
    "comment-longer-than-it-says": (patched(SMALL, END, 20, b"\x10\0"), "TEP-KHAI-SAI"),
    "fewer-than-the-directory-holds": (patched(SMALL, END, 8, b"\x02\0\x02\0"), "TEP-KHAI-SAI"),
    "on-several-disks": (patched(SMALL, END, 4, b"\x01\0"), "TEP-KHAI-SAI"),
    "zip64": (with_zip64(), "TEP-KHAI-SAI"),
    "another-name-before-the-data": (patched(SMALL, LOCAL, 30, b"XX"), "TEP-KHAI-SAI"),
    "another-method-before-the-data": (patched(SMALL, LOCAL, 8, b"\0\0"), "TEP-KHAI-SAI"),
    "members-on-top-of-one-another": (overlapping(), "TEP-KHAI-SAI"),
    "member-beyond-the-end": (patched(SMALL, ENTRY, 42, b"\xff\xff\xff\x7f"), "TEP-KHAI-SAI"),
    "wrong-checksum": (patched(SMALL, ENTRY, 16, b"abcd"), "TEP-HONG"),
    "wrong-method": (
        patched(patched(SMALL, ENTRY, 10, b"\x0c\0"), LOCAL, 8, b"\x0c\0"),
        "TEP-HONG",
    ),
    "cut-short": (SMALL[:-30], "TEP-HONG"),
}


@pytest.mark.parametrize("fault", HOSTILE)
def test_an_archive_that_lies_is_not_opened(look: Looks, fault: str) -> None:
    data, code = HOSTILE[fault]
    found = look(data)
    assert (found.code, found.fate) == (
        code,
        Fate.RETURN if code == "TEP-HONG" else Fate.QUARANTINE,
    )


HONEST = {
    "comment": patched(SMALL, END, 20, b"\x05\0") + b"hello",
    "line-break-that-a-server-added": SMALL + b"\r\n",
    "stored-member": with_stored(SMALL),
    "empty-member": with_parts(SMALL, {"docProps/thumbnail.wmf": b""}),
}


@pytest.mark.parametrize("habit", HONEST)
def test_habits_of_honest_writers_are_no_lies(look: Looks, habit: str) -> None:
    assert look(HONEST[habit]).code == "DUOC-NHAN"


def test_sizes_behind_the_data_are_fine(look: Looks) -> None:
    """Writers that cannot go back, as web servers do, put a member's sizes behind its data."""

    class OneWay(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

    target = OneWay()
    with (
        zipfile.ZipFile(BytesIO(SMALL)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            copy.writestr(name, source.read(name))
    assert struct.unpack_from("<L", target.getvalue(), 18) == (0,)
    assert look(target.getvalue()).code == "DUOC-NHAN"


def test_many_small_parts_are_too_much_together(look: Looks) -> None:
    filler = {f"xl/{n}.xml": b"<x>" + bytes(range(39, 60)) * 1300 + b"</x>" for n in range(10)}
    data = with_parts(SMALL, filler)
    assert look(data).fate is Fate.ACCEPT
    assert look(data, unpacked_bytes=200_000).code == "TEP-NEN-QUA-CO"


def test_a_directory_of_a_hundred_thousand_is_not_listed(look: Looks) -> None:
    entry = SMALL[SMALL.index(ENTRY) :][:70]
    start = SMALL.index(ENTRY)
    end = struct.pack("<4s4H2LH", END, 0, 0, 3, 3, len(entry) * 100_000, start, 0)
    assert look(SMALL[:start] + entry * 100_000 + end).code == "TEP-KHAI-SAI"
