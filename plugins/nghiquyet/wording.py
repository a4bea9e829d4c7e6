"""How the office writes numbers, dates and lists (domain.md §0.3, §1.4); the Jinja filters.

Counts of people and units below ten are padded (``03 cán bộ``); amounts and percents never
are; days below ten are padded; months only 1 and 2. The decimal mark is a comma, the
thousands mark a full stop.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from nghiquyet.model.indicator import Part, Per
from nghiquyet.model.period import Period

BILLION = Decimal(1_000_000_000)
MILLION = Decimal(1_000_000)
_CALL_UP_OVER = 4
NIL = "Không"
TRIAL_RULE = "(Luật đang thử, chưa báo cho đơn vị) "
_INVISIBLE = dict.fromkeys([
    *range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0),  # control characters
    0x00AD, 0x034F, 0x061C, 0x180E, *range(0x200B, 0x2010),  # of no width, or of direction
    *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF,
    *range(0xD800, 0xE000),  # halves of letters
])  # fmt: skip
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")


def plain_number(value: Decimal, places: int | None = None) -> str:
    """``1204`` as ``1.204``, ``70.69`` as ``70,69``.

    Args:
        value: the number.
        places: decimals to print, rounded half up; as many as the number has if None.
    """
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    else:
        value = value.normalize()
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def padded_count(value: Decimal) -> str:
    """A count of people or units: ``3`` as ``03``, ``12`` as ``12``.

    Raises:
        ValueError: if ``value`` is no whole number or is negative.
    """
    if value < 0 or value != value.to_integral_value():
        raise ValueError(f"a count is a whole number from 0 up, not {value}")
    return f"0{int(value)}" if value < 10 else plain_number(value)


def percent(value: Decimal, places: int | None = None) -> str:
    """Percent points: ``70.69`` as ``70,69%``; the sign is attached and nothing is padded."""
    return f"{plain_number(value, places)}%"


def billions(value: Decimal) -> str:
    """An amount in đồng as tỷ đồng, with the decimals it needs, at most three."""
    return f"{_scaled(value, BILLION)} tỷ đồng"


def millions(value: Decimal) -> str:
    """An amount in đồng as triệu đồng, with the decimals it needs, at most three."""
    return f"{_scaled(value, MILLION)} triệu đồng"


def money(value: Decimal) -> str:
    """An amount in đồng in the unit that reads best: tỷ, triệu or đồng."""
    if abs(value) >= BILLION:
        return billions(value)
    if abs(value) >= MILLION:
        return millions(value)
    return f"{plain_number(value, 0)} đồng"


def _scaled(value: Decimal, unit: Decimal) -> str:
    return plain_number((value / unit).quantize(Decimal("0.001"), ROUND_HALF_UP))


def month_number(month: int) -> str:
    """The month in headings and dates: padded for 1 and 2 only (``THÁNG 02``, ``THÁNG 3``)."""
    return f"0{month}" if month <= 2 else str(month)


def month_and_year(period: Period) -> str:
    """The month in running text: ``01/2026``, ``3/2026``."""
    return f"{month_number(period.month)}/{period.year}"


def period_words(period: Period) -> dict[str, str]:
    """What a month fills into a sentence pattern, by the name of the variable.

    From April on citizens are selected for the call-up of the next year. In January the year's
    plan is compared with the month itself, later with what has come together since.
    """
    call_up = period.year if period.month < _CALL_UP_OVER else period.year + 1
    return {
        "nam": str(period.year),
        "nam_truoc": str(period.year - 1),
        "nam_sau": str(period.year + 1),
        "nam_tuyen_quan": str(call_up),
        "thang": month_number(period.month),
        "thang_nam": month_and_year(period),
        "luy_ke": "" if period.month == 1 else "lũy kế đạt ",
    }


def long_date(day: date) -> str:
    """``ngày 05 tháng 3 năm 2026``: the day padded below ten, the month for 1 and 2 only."""
    return f"ngày {day.day:02d} tháng {month_number(day.month)} năm {day.year}"


def short_date(day: date) -> str:
    """``27/01/2026``, for tables and messages."""
    return f"{day:%d/%m/%Y}"


def reaches(estimated: bool) -> str:
    """``ước đạt`` for an estimate, ``đạt`` for a final figure."""
    return "ước đạt" if estimated else "đạt"


def capitalised(text: str) -> str:
    """The text with its first letter as a capital; quotation marks and brackets are skipped."""
    for place, letter in enumerate(text):
        if letter.isalpha():
            return text[:place] + letter.upper() + text[place + 1 :]
        if letter.isdigit() or letter == "[":
            break
    return text


def joined(items: Iterable[str]) -> str:
    """A list in running text: ``a, b và c``."""
    *head, last = list(items) or [""]
    return f"{', '.join(head)} và {last}" if head else last


def nil_advice(part: Part) -> str:
    """When 0 is to be written for a figure; empty where 0 is refused, or is no plan for a year."""
    if part.per is Per.YEAR or (part.minimum is not None and part.minimum > 0):
        return ""
    nothing = "không có" if part.per is Per.STOCK else "không phát sinh"
    return f"{nothing} thì ghi 0"


def carried_to_date(period: Period) -> str:
    """What a year to date must be, in words: in January last month's belongs to last year."""
    if period.month == 1:
        return "tháng 01 mới bắt đầu năm, lũy kế phải bằng số tháng này,"
    return "lũy kế tháng trước cộng số tháng này"


def shortened(text: str, longest: int) -> str:
    """The text, or as much of it as fits, with an ellipsis that shows that there is more."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def clean_text(text: str) -> str:
    """Text of a cell as people meant it: NFC, no invisible marks, single blanks."""
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return _BLANKS.sub(" ", text).strip()


def matching_key(text: str) -> str:
    """A key under which the ways of writing one Vietnamese name are equal.

    Case, blanks, punctuation, tone marks and their placement do not count: the key serves
    matching only, never output (domain.md §6).
    """
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return re.sub(r"[^0-9a-z]+", "", bare.encode("ascii", "ignore").decode())


_NIL_KEY = re.compile(
    r"(?:trong)?(?:thang|ky)?(?:nay|baocao)?(?:khong|chua)"
    r"(?:co|phatsinh|thuchien|tochuc|trienkhai|banhanh|lam|them|moi|gi|nao"
    r"|noidung|viec|vuviec|sukien|truonghop|vanban|hoatdong)*"
    r"(?:trong)?(?:thang|ky)?(?:nay|baocao)?"
)


def is_nil(text: str) -> bool:
    """Whether an answer in words says that there was nothing, such as «Chưa phát sinh»."""
    return _NIL_KEY.fullmatch(matching_key(text)) is not None
