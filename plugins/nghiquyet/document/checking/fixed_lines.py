"""The two lines whose words are fixed: number and sign, place and date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from nghiquyet.document.checking.faults import Complaint
from nghiquyet.document.checking.roles import Placed
from nghiquyet.document.formats import FormatProfile
from nghiquyet.model.period import Period
from nghiquyet.wording import month_number

_DATE = re.compile(r"ngày\s*(\d*)[\s.…]*tháng\s*(\d*)[\s.…]*năm\s*(\d*)", re.IGNORECASE)


def number_amiss(text: str, profile: FormatProfile) -> Iterator[Complaint]:
    """What is wrong with the line of number and sign."""
    example = profile.number_line.format(ky_hieu="NQ/ĐU")
    pattern = _pattern(profile.number_line, ky_hieu=r"[^\s/]+\s*/\s*\S+")
    if not pattern.fullmatch(text):
        yield Complaint("wording", "ghi", f"“{text}”", f"ghi như “{example}”", "sửa cách ghi")
        return
    digits = re.search(r"\d+", text.partition("/")[0])
    if digits and len(digits[0]) == 1:
        wanted = f"số dưới 10 có số 0 ở trước: “0{digits[0]}”"
        yield Complaint("padding", "số là", f"“{digits[0]}”", wanted, f"ghi 0{digits[0]}")


def date_amiss(text: str, profile: FormatProfile) -> Iterator[Complaint]:
    """What is wrong with the line of place and date."""
    example = profile.date_line.format(dia_danh="Kẻ Sặt", thang="02", nam="2026")
    pattern = _pattern(profile.date_line, dia_danh=".+?", thang=r"\d*", nam=r"\d*")
    if not pattern.fullmatch(text):
        yield Complaint("wording", "ghi", f"“{text}”", f"ghi như “{example}”", "sửa cách ghi")
    found = _DATE.search(text)
    if found is None:
        return
    day, month, year = found.groups()
    if month and month != month_number(int(month)):
        right = month_number(int(month))
        said = f"“tháng {right}” (chỉ tháng 1, tháng 2 có số 0 ở trước)"
        yield Complaint("padding", "ghi", f"“tháng {month}”", said, f"ghi tháng {right}")
    if len(day) == 1:
        said = f"“ngày 0{day}” (ngày dưới 10 có số 0 ở trước)"
        yield Complaint("padding", "ghi", f"“ngày {day}”", said, f"ghi ngày 0{day}")
    if not _in_force(day, month, year, profile):
        ends = "" if profile.until is None else f" đến {profile.until:%d/%m/%Y}"
        yield Complaint(
            "profile",
            "văn bản đề",
            re.sub(r"\s+", " ", found[0]),
            f"áp dụng cho văn bản đề từ {profile.since:%d/%m/%Y}{ends} ({profile.name})",
            "kiểm tra lại ngày, tháng",
        )


def date_of(placed: Sequence[Placed]) -> tuple[date, date] | None:
    """The first and the last day that a document's date line admits; None if it names none."""
    for item in placed:
        found = _DATE.search(item.passage.text) if item.role == "place_and_date" else None
        if found is not None:
            return _days(*found.groups())
    return None


def _in_force(day: str, month: str, year: str, profile: FormatProfile) -> bool:
    days = _days(day, month, year)
    if days is None:
        return True
    return profile.since <= days[1] and (profile.until is None or days[0] <= profile.until)


def _days(day: str, month: str, year: str) -> tuple[date, date] | None:
    if not (month and year and 1 <= int(month) <= 12 and 2000 <= int(year) <= 2100):
        return None
    period = Period(int(year), int(month))
    last = period.last_day
    if day and 1 <= int(day) <= last.day:
        return last.replace(day=int(day)), last.replace(day=int(day))
    return last.replace(day=1), last


def _pattern(line: str, **names: str) -> re.Pattern[str]:
    """The line as it may be written: wide blanks take a number, ``{name}`` its pattern."""
    pieces = re.split(r"(\s+|\{\w+\})", line)
    blank = r"(\s*[\d.…_]*\s*)"

    def piece(text: str) -> str:
        if text.startswith("{"):
            return f"(?:{names[text[1:-1]]})[\\s.…]*"
        if text.isspace():
            return blank if len(text) > 1 else r"\s+" if text else ""
        return re.escape(text)

    return re.compile("".join(piece(text) for text in pieces).replace(r"[\s.…]*\s+", r"[\s.…]*"))
