"""Files that are no workbooks, harm their reader, or must not be kept."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

from tests.faults.books import NOTE, Books, typed
from tests.intake.compounds import a_compound
from tests.intake.workbooks import MAIN, SHEET, an_archive, with_parts, with_sheet

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_CELL = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'
_DRAWN = "xl/drawings/drawing9.xml"


def _cut(books: Books) -> bytes:
    data = books.filled("ubkt")
    return data[: len(data) // 2]


def _marked_and_cut(books: Books) -> bytes:
    return books.edited("ubkt", typed("UBKT-03", NOTE, "TỐI MẬT"))[:-30]


def _without(part: str) -> Callable[[Books], bytes]:
    def make(books: Books) -> bytes:
        target = BytesIO()
        with (
            zipfile.ZipFile(BytesIO(books.filled("ubkt"))) as source,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
        ):
            for name in source.namelist():
                if name != part:
                    copy.writestr(name, source.read(name))
        return target.getvalue()

    return make


def _with(part: str, content: str | bytes) -> Callable[[Books], bytes]:
    return lambda books: with_parts(books.filled("ubkt"), {part: content})


def _duplicate_members(books: Books) -> bytes:
    target = BytesIO(books.filled("ubkt"))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/WORKBOOK.xml", "<workbook/>")
    return target.getvalue()


def _many_members(books: Books) -> bytes:
    return with_parts(books.filled("ubkt"), {f"xl/media/{n}.txt": "x" for n in range(600)})


def _encrypted_member(books: Books) -> bytes:
    data = bytearray(books.filled("ubkt"))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _stamped(stamp: str) -> Callable[[Books], bytes]:
    def make(books: Books) -> bytes:
        return books.edited("ca", lambda book: book["Thông tin"].__setitem__("H2", stamp))

    return make


def _stamped_header(books: Books) -> bytes:
    def edit(book: object) -> None:
        book["Số liệu"].oddHeader.right.text = "TỐI MẬT"  # type: ignore[index]

    return books.edited("ca", edit)


def _forms_in_one_archive(books: Books) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("ubkt.xlsx", books.filled("ubkt"))
        archive.writestr("ca.xlsx", books.filled("ca"))
    return target.getvalue()


BROKEN_FILES: dict[str, Callable[[Books], bytes]] = {
    "empty-file": lambda _: b"",
    "pdf-renamed": lambda _: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "html-renamed": lambda _: b"<html><body><table><tr><td>HCC-01</td></tr></table></body></html>",
    "csv-renamed": lambda _: "Mã;Trong tháng\r\nHCC-01;25\r\n".encode(),
    "csv-utf16-renamed": lambda _: "Mã\tTrong tháng\r\nHCC-01\t25\r\n".encode("utf-16"),
    "text-note": lambda _: "Tháng này đơn vị không phát sinh.".encode(),
    "word-renamed": lambda _: an_archive(
        **{"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}
    ),
    "slides-renamed": lambda _: an_archive(
        **{"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<presentation/>"}
    ),
    "photo-renamed": lambda _: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(64),
    "screenshot-renamed": lambda _: b"\x89PNG\r\n\x1a\n" + bytes(64),
    "archive-of-forms": _forms_in_one_archive,
    "shortcut": lambda _: b"L\0\0\0\x01\x14\x02\0" + bytes(200),
    "internet-shortcut": lambda _: b"[InternetShortcut]\r\nURL=https://example.org/\r\n",
    "rar-renamed": lambda _: b"Rar!\x1a\x07\x01\x00" + bytes(64),
    "binary-workbook": lambda _: an_archive(
        **{"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "\0"}
    ),
    "password": lambda _: a_compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}),
    "old-word": lambda _: a_compound({"WordDocument": b"x"}),
    "xml-2003": lambda _: (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    ),
    "noise": lambda _: bytes(range(256)) * 8,
    "cut-in-half": _cut,
    "secret-and-cut": _marked_and_cut,
    "something-added-behind": lambda books: books.filled("ubkt") + b"xx",
    "too-large": lambda _: b"PK\x03\x04" + bytes(21 << 20),
    "lost-strings": _without("xl/sharedStrings.xml"),
    "lost-workbook": _without("xl/workbook.xml"),
    "zip-bomb": lambda books: with_parts(
        books.filled("ubkt"), {"xl/media/image1.emf": bytes(16 << 20)}
    ),
    "many-members": _many_members,
    "duplicate-members": _duplicate_members,
    "member-outside": _with("../../etc/passwd", "x"),
    "encrypted-member": _encrypted_member,
    "doctype": _with("xl/theme/theme1.xml", '<?xml version="1.0"?><!DOCTYPE a><a/>'),
    "utf16-part": _with("xl/theme/theme1.xml", '<?xml version="1.0"?><a/>'.encode("utf-16")),
    "far-cell": lambda _: with_sheet(_CELL.format(1048576, "XFD")),
    "many-cells": lambda _: with_sheet(
        "".join(f'<row r="{n}">' + "<c/>" * 1100 + "</row>" for n in range(1, 101))
    ),
    "merged-all-over": lambda _: with_sheet(
        _CELL.format(1, "A"), '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "macro": _with("xl/vbaProject.bin", OLE),
    "external-link": _with("xl/externalLinks/externalLink1.xml", f'<externalLink xmlns="{MAIN}"/>'),
    "embedded-file": _with("xl/embeddings/oleObject1.bin", OLE),
    "broken-sheet": _with(SHEET, f'<worksheet xmlns="{MAIN}"><sheetData><row><c r="A1"'),
    "secret-in-a-cell": _stamped("MẬT"),
    "secret-in-brackets": _stamped("( Tuyệt mật )"),
    "secret-with-label": _stamped("Độ mật: Tối mật"),
    "secret-without-accents": _stamped("TOI MAT"),
    "secret-in-a-header": _stamped_header,
    "secret-as-text-file": lambda _: "TUYỆT MẬT\r\nBáo cáo tháng 01".encode(),
}
"""What is dropped, by the fault's name; by the unit whose folder it is dropped in see FOLDERS."""
