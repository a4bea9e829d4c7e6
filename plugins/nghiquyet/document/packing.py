"""A Word file whose bytes follow from what it says: the same draft is the same file for ever."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordDocument


def packed(document: WordDocument) -> bytes:
    """The document as a .docx file that bears the moment of its own properties only.

    A package stamps each of its parts with the time of saving; two prints of one draft would
    have two hashes, and nobody could prove that a file is the one that a draft gives.
    """
    buffer = BytesIO()
    document.save(buffer)
    moment = document.core_properties.modified
    stamp = (1980, 1, 1, 0, 0, 0) if moment is None else moment.timetuple()[:6]
    again = BytesIO()
    with ZipFile(buffer) as source, ZipFile(again, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            part = ZipInfo(name, stamp)
            part.compress_type = ZIP_DEFLATED
            copy.writestr(part, source.read(name))
    return again.getvalue()
