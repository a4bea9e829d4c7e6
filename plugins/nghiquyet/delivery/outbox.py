"""The office's outbox: every delivery of a month in a folder of its own, none overwritten.

The office edits the files where they lie, so a new delivery never touches an earlier one;
``MOI-NHAT.txt`` beside the folders says which is the newest. No links: an office on a
Windows share would not see them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

from nghiquyet.delivery.writing import plain_name, text_file, write_whole
from nghiquyet.model.period import Period
from nghiquyet.settings import Settings

NOTICE, NEWEST = "THONG-BAO.txt", "MOI-NHAT.txt"
_DELIVERY = re.compile(r"lan-(\d{2,})")


class Paper(StrEnum):
    """A file of a delivery."""

    WORKING = "working"
    SOURCED = "sourced"
    REVIEW_SHEET = "review_sheet"
    ANNEX = "annex"
    DIFFERENCE = "difference"
    ERRATUM = "erratum"

    def file_name(self, period: Period) -> str:
        """Its name in the outbox, by the month of the resolution and without diacritics."""
        month = f"thang-{period.next.month:02d}-{period.next.year}"
        match self:
            case Paper.WORKING:
                return f"du-thao-nghi-quyet-{month}.docx"
            case Paper.SOURCED:
                return f"du-thao-nghi-quyet-{month}-co-nguon.docx"
            case Paper.REVIEW_SHEET:
                return f"phieu-ra-soat-{month}.docx"
            case Paper.ANNEX:
                return f"phu-luc-so-lieu-{month}.docx"
            case Paper.DIFFERENCE:
                return f"khac-ban-truoc-{month}.docx"
            case Paper.ERRATUM:
                return f"de-xuat-dinh-chinh-{month}.docx"


def deliver(
    settings: Settings,
    office_code: str,
    period: Period,
    files: Mapping[str, bytes],
    notice: str,
) -> Path:
    """Lay the files of a draft into the office's outbox, all at once.

    Args:
        settings: where the outbox is.
        office_code: whose outbox.
        period: the month assessed.
        files: the files by name.
        notice: what the office should know first, in plain Vietnamese.

    Returns:
        The folder of this delivery, such as ``outbox/ke-sat/2026-01/lan-01``.

    Raises:
        ValueError: if a name is not the name of a file.
    """
    month = settings.outbox / plain_name(office_code) / period.key
    unfinished = month / f".{uuid4().hex}"
    unfinished.mkdir(parents=True)
    try:
        for name, data in files.items():
            (unfinished / plain_name(name)).write_bytes(data)
        (unfinished / NOTICE).write_bytes(text_file(notice))
        folder = _take_next_number(month, unfinished)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    pointer = f"Bản mới nhất nằm trong thư mục {folder.name}\n\n{notice}"
    write_whole(month / NEWEST, text_file(pointer))
    return folder


def put_beside(
    settings: Settings, office_code: str, period: Period, name: str, data: bytes
) -> Path:
    """Lay a file beside the deliveries of a month, over an earlier one of that name.

    Raises:
        ValueError: if ``name`` is not the name of a file.
    """
    month = settings.outbox / plain_name(office_code) / period.key
    month.mkdir(parents=True, exist_ok=True)
    path = month / plain_name(name)
    write_whole(path, data)
    return path


def take_away(settings: Settings, office_code: str, period: Period, name: str) -> None:
    """Take such a file away, if it is there."""
    month = settings.outbox / plain_name(office_code) / period.key
    (month / plain_name(name)).unlink(missing_ok=True)


def _take_next_number(month: Path, unfinished: Path) -> Path:
    """Give the finished folder its name; a delivery at the same moment takes another one."""
    while True:
        taken = [int(match[1]) for path in month.iterdir() if (match := _numbered(path))]
        folder = month / f"lan-{max(taken, default=0) + 1:02d}"
        try:
            return unfinished.rename(folder)
        except OSError:
            if not folder.exists():
                raise


def _numbered(path: Path) -> re.Match[str] | None:
    return _DELIVERY.fullmatch(path.name)
