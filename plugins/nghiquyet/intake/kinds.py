"""What kind of file it really is, whatever its name says: told by its first bytes."""

from __future__ import annotations

import re

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_STARTS = (
    (b"%PDF", "TEP-PDF"),
    (b"{\\rtf", "TEP-WORD"),
    (b"\x89PNG", "TEP-ANH"),
    (b"\xff\xd8\xff", "TEP-ANH"),
    (b"GIF8", "TEP-ANH"),
    (b"BM", "TEP-ANH"),
    (b"II*\x00", "TEP-ANH"),
    (b"MM\x00*", "TEP-ANH"),
    (b"Rar!", "TEP-NEN"),
    (b"7z\xbc\xaf\x27\x1c", "TEP-NEN"),
    (b"\x1f\x8b", "TEP-NEN"),
)
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style|script|\?xml)", re.I)
_EXCEL_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1b")


def kind_of(data: bytes) -> str:
    """Code of what ``data`` is instead of a zip archive; empty if it is one."""
    if not data:
        return "TEP-RONG"
    if data.startswith(_ZIP):
        return ""
    if data.startswith(_OLE):
        return _old_office(data)
    for start, code in _STARTS:
        if data.startswith(start):
            return code
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "TEP-ANH"  # what telephones write
    return _text(data[:4096])


def archive_kind(names: frozenset[str], mimetype: bytes) -> str:
    """Code of what a zip archive is instead of an XLSX workbook; empty if it is one."""
    if b"opendocument.spreadsheet" in mimetype:
        return "TEP-ODS"
    if b"opendocument.text" in mimetype or "word/document.xml" in names:
        return "TEP-WORD"
    if b"opendocument.presentation" in mimetype or "ppt/presentation.xml" in names:
        return "TEP-TRINH-CHIEU"
    if "xl/workbook.bin" in names:
        return "TEP-XLSB"
    return "" if "[Content_Types].xml" in names else "TEP-NEN"


def _old_office(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "TEP-CO-MAT-KHAU"
    if any(name.encode("utf-16-le") + b"\0\0" in data for name in ("Workbook", "Book")):
        return "TEP-XLS-CU"
    return "TEP-OFFICE-CU"


def _text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:64]
    if _MARKUP.match(start):
        return "TEP-XML-2003" if _EXCEL_2003 in head else "TEP-WEB"
    return "TEP-LA" if _CONTROL.intersection(head) else "TEP-VAN-BAN"
