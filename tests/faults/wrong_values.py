"""Workbooks of ours in which a value is wrong, doubtful, or only looks wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook
from tests.faults.books import ANSWER, MONTH, NOTE, PLAN, YTD, Books, cell_of, typed

Make = Callable[[Books], bytes]


def _typed(unit: str, code: str, value: object, header: str = MONTH) -> Make:
    """A cell in which somebody typed that, in a program that keeps it as it is."""
    return lambda books: books.edited(unit, typed(code, header, value))


def _filled(unit: str, **cells: object) -> Make:
    """A workbook with these values; ``_`` stands for the hyphen, ``__`` for the full stop."""
    named = {name.replace("__", ".").replace("_", "-"): value for name, value in cells.items()}
    return lambda books: books.filled(unit, named)


def _error(book: Workbook) -> None:
    cell = cell_of(book, "UBKT-03", MONTH)
    cell.value, cell.data_type = "#REF!", "e"


def _legacy(text: str, font: str) -> Make:
    def edit(book: Workbook) -> None:
        cell = cell_of(book, "UBKT-01", ANSWER)
        cell.value, cell.font = text, Font(name=font)

    return lambda books: books.edited("ubkt", edit)


def _mac_dates(book: Workbook) -> None:
    book.epoch = CALENDAR_MAC_1904
    for header, day in (("Từ ngày", date(2026, 1, 1)), ("Đến ngày", date(2026, 1, 25))):
        cell_of(book, "UBKT-03", header).value = day


WRONG_VALUES: dict[str, Make] = {
    "nothing-filled": lambda books: books.edited("cb-07", _emptied),
    "required-blank": _typed("ubkt", "UBKT-03", None),
    "words-for-a-number": _typed("ubkt", "UBKT-03", "một vài"),
    "dash-for-a-number": _typed("ubkt", "UBKT-03", "-"),
    "khong-for-a-number": _typed("ubkt", "UBKT-03", "không"),
    "number-with-its-unit": _typed("ubkt", "UBKT-03", "6 đồng chí"),
    "number-with-another-unit": _typed("ubkt", "UBKT-03", "6 hộ"),
    "number-as-text": _typed("ubkt", "UBKT-03", "\u00a06\u00a0"),
    "full-width-digits": _typed("ubkt", "UBKT-03", "\uff16"),
    "thousands-as-text": _typed("hcc", "HCC-05b", "1.204"),
    "thousands-stored-as-a-decimal": _typed("hcc", "HCC-05b", 1.204),
    "mixed-separators": _typed("hcc", "HCC-05b", "1,234.56"),
    "amount-in-words": _typed("ub-tc", "UBTC-01", "42 tỷ"),
    "amount-with-a-dot": _typed("ub-tc", "UBTC-01", "1.3 tỷ"),
    "percent-as-text": _typed("bxd-c", "BXC-14", "70,69%"),
    "percent-as-a-share": _typed("bxd-c", "BXC-14", 0.7),
    "percent-above-hundred": _typed("bxd-c", "BXC-14", 170.69),
    "negative": _typed("ubkt", "UBKT-03", -6),
    "half-a-person": _typed("ubkt", "UBKT-03", 6.5),
    "absurdly-large": _typed("ubkt", "UBKT-03", 1e30),
    "true-for-a-number": _typed("ubkt", "UBKT-03", True),
    "number-turned-into-a-date": _typed("ubkt", "UBKT-03", date(2026, 3, 6)),
    "error-cell": lambda books: books.edited("ubkt", _error),
    "formula-without-a-result": _typed("ubkt", "UBKT-03", "=2*3"),
    "footnote-mark": _typed("ubkt", "UBKT-03", "6²"),
    "day-and-month-swapped": _typed("ubkt", "UBKT-03", date(2026, 5, 1), "Từ ngày"),
    "no-such-day": _typed("ubkt", "UBKT-03", "31/02/2026", "Đến ngày"),
    "dates-since-1904": lambda books: books.edited("ubkt", _mac_dates),
    "not-in-the-list": _typed("ca", "CA-01", "rất tốt", ANSWER),
    "verdict-unexplained": _typed("bxd-t", "BXT-06", "có vụ việc", ANSWER),
    "old-font-understood": _legacy("Ch\xad\xacng tr×nh kiÓm tra, gi¸m s¸t n¨m 2026", ".VnTime"),
    "old-font-not-named": _legacy("Hoà sô taêng", "Arial"),
    "old-font-in-doubt": _legacy("K\xac ho¹ch x²z q¿w", "Times New Roman"),
    "r1-more-solved-than-there-were": _filled(
        "hcc", HCC_03a=417, HCC_03a__ytd=417, HCC_03b=334, HCC_04a=417
    ),
    "r2-percent-is-wrong": _filled("hcc", HCC_04c=90),
    "r2-percent-is-cut-off": _filled("bxd-c", BXC_14=70.6),
    "r3-year-to-date-below-month": _filled("ubkt", UBKT_03=6, UBKT_03__ytd=5),
    "r4-parts-do-not-add-up": _filled("bxd-c", BXC_16a=46),
    "r5-members-do-not-add-up": _filled("bxd-c", BXC_12=1300, BXC_13=919),
    "r7-negative-plan": _typed("ubkt", "UBKT-05a", -1, PLAN),
    "r8-a-thousand-times-too-much": _filled(
        "ub-tc", UBTC_04=14_000_000_000_000, UBTC_05a__ytd=14_000_000_000_000, UBTC_06__ytd=None
    ),
    "r9-incidents-yet-kept-in-order": _filled("ca", CA_02b=9, CA_02b__ytd=9),
    "r10-last-year-s-text": _typed(
        "ubkt", "UBKT-01", "Chương trình kiểm tra, giám sát năm 2025", ANSWER
    ),
    "r10-last-year-s-tet": _typed("bxd-t", "BXT-03", "mừng Xuân Ất Tỵ", ANSWER),
    "r11-code-malformed": _typed(
        "ubkt", "UBKT-01", "Kế hoạch kiểm tra năm 2026 thực hiện Nghị quyết số 57/NQ-TW", ANSWER
    ),
    "r11-code-dated-later": _typed(
        "ubkt", "UBKT-01", "Chương trình kiểm tra số 02-CTr/UBKTĐU ngày 15/3/2026", ANSWER
    ),
    "r12-place-misspelt": _typed("bxd-t", "BXT-07",
                                 "Tiếp tục biên soạn lịch sử Đảng bộ xã Kẻ Sắt", ANSWER),
    "r13-year-to-date-blank": _typed("ubkt", "UBKT-03", None, YTD),
    "warning-explained": lambda books: books.edited(
        "ubkt",
        typed("UBKT-03", NOTE, "Bổ sung 03 đảng viên kiểm tra từ tháng 12 chưa tính"),
        {"UBKT-03.ytd": 9},
    ),
    "warning-unexplained": _filled("ubkt", UBKT_03__ytd=9),
}  # fmt: skip


def _emptied(book: Workbook) -> None:
    for code in ("CB-01", "CB-02", "CB-03a", "CB-03b", "CB-03c"):
        for header in (MONTH, YTD):
            cell_of(book, code, header).value = None
    for row in book["Thông tin"].iter_rows():
        for cell in row:
            if cell.value == "nothing-filled":
                cell.value = None
