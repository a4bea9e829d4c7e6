"""What kind of file it really is, whatever its name says: told by its first bytes."""

from __future__ import annotations

import re

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
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
    (b"PK\x07\x08", "TEP-NEN"),
    (b"7z\xbc\xaf\x27\x1c", "TEP-NEN"),
    (b"\x1f\x8b", "TEP-NEN"),
    (b"L\0\0\0\x01\x14\x02\0", "TEP-LOI-TAT"),
    (b"[InternetShortcut]", "TEP-LOI-TAT"),
    (b"[Desktop Entry]", "TEP-LOI-TAT"),
    # Excel 2 to 5 before it wrote the compound files of Excel 95.
    (b"\x09\x00\x04\x00", "TEP-XLS-CU"),
    (b"\x09\x02\x06\x00", "TEP-XLS-CU"),
    (b"\x09\x04\x06\x00", "TEP-XLS-CU"),
    (b"\x09\x08\x08\x00", "TEP-XLS-CU"),
    (b"\x09\x08\x10\x00", "TEP-XLS-CU"),
)
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style|script|\?xml)", re.I)
_EXCEL_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_FLAT = b"urn:oasis:names:tc:opendocument"
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1b")
_HEAD = 4096


def kind_of(data: bytes) -> str:
    """Code of what ``data`` is instead of a workbook; empty if it may be one."""
    if not data:
        return "TEP-RONG"
    if data.startswith((OLE, *ZIP)):
        return ""
    for start, code in _STARTS:
        if data.startswith(start):
            return code
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "TEP-ANH"  # what telephones write
    return _text(data[:_HEAD])


def archive_kind(names: frozenset[str], mimetype: bytes) -> str:
    """Code of what a zip archive is instead of a workbook; empty if it is one.

    Args:
        names: its parts' names in small letters.
        mimetype: what an OpenDocument file says it is.
    """
    if is_opendocument(mimetype):
        return ""
    if b"opendocument.text" in mimetype or "word/document.xml" in names:
        return "TEP-WORD"
    if b"opendocument.presentation" in mimetype or "ppt/presentation.xml" in names:
        return "TEP-TRINH-CHIEU"
    if "xl/workbook.bin" in names:
        return "TEP-XLSB"
    if "[content_types].xml" in names:
        return "" if any(name.endswith("workbook.xml") for name in names) else "TEP-LA"
    return "TEP-NEN"


def is_opendocument(mimetype: bytes) -> bool:
    """Whether a zip archive is a workbook as LibreOffice writes it."""
    return mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet")


def is_text(head: bytes) -> bool:
    """Whether a file that begins so is plain text."""
    return not _CONTROL.intersection(head)


def _text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:64]
    if _FLAT in head:
        return "TEP-ODS-PHANG"
    if _MARKUP.match(start):
        return "TEP-XML-2003" if _EXCEL_2003 in head else "TEP-WEB"
    return "TEP-VAN-BAN" if is_text(head) else "TEP-LA"
