"""Figures as Vietnamese office staff type them.

The same keys mean different numbers: ``1.204`` is stored as 1,204 on an English machine and as
1204 on a Vietnamese one. So every well-formed reading of ``.`` and ``,`` is listed: one reading
is taken, more are asked about. Nothing is guessed, and ``-`` or ``không`` never become 0.
A note is a whole sentence to the unit, because it is printed as the message of its finding.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from nghiquyet.model.indicator import Part, ValueType
from nghiquyet.model.submission import CellState
from nghiquyet.wording import capitalised, matching_key, nil_advice, plain_number, shortened
from nghiquyet.workbook.magnitudes import (
    SCALES,
    in_brief,
    is_whole,
    money_scale,
    size_question,
)
from nghiquyet.workbook.separators import SeparatorReading, separator_readings
from nghiquyet.workbook.typed_words import read_words

ESTIMATE_REMARK = "ước"
"""Note of a figure that was typed with a word such as «ước» before it."""

_LONGEST = 40
_PERCENT_POINTS = Decimal(1000)
_SYMBOLS = str.maketrans({"．": ".", "，": ",", "％": "%", "−": "-", "－": "-", "＋": "+"})
_NIL = frozenset({"khong", "khongco", "0co", "chuaco", "k", "na", "x", "khongphatsinh", "kps"})
_DASHES = frozenset("-–—/")
_ESTIMATES = re.compile(r"(?:ước(?: đạt| tính)?|khoảng|~|≈)\s*")
_VAGUE = re.compile(r"(?:hơn|gần|trên|dưới|từ|tối thiểu|ít nhất|>|<)")
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<digits>\d(?:[\d., ]*\d)?)(?P<tail>.*)", re.DOTALL)
_PEOPLE = frozenset({
    "dongchi", "dc", "nguoi", "dangvien", "canbo", "nhansu", "hoivien", "doanvien", "hocvien",
    "daibieu", "quanchung", "thanhnien", "congdan", "congchuc",
})  # fmt: skip
"""Words that count people: one may stand for another."""
_TYPE_WHOLE = "Gõ lại đủ con số, không dấu chấm, dấu phẩy."
_CURRENCY = frozenset({"", "dong", "d", "vnd"})


@dataclass(frozen=True)
class TypedFigure:
    """What a cell of figures holds.

    Attributes:
        value: the number in the part's measure unit (percent points for percents), or None.
        state: whether it could be read.
        note: sentence that says what to do, or a remark on a value that was read.
    """

    value: Decimal | None
    state: CellState
    note: str = ""


_BLANK = TypedFigure(None, CellState.BLANK)


def _ask(note: str) -> TypedFigure:
    return TypedFigure(None, CellState.AMBIGUOUS, note)


def _bad(note: str) -> TypedFigure:
    return TypedFigure(None, CellState.BAD, note)


def _ok(value: Decimal, note: str = "") -> TypedFigure:
    return TypedFigure(value or Decimal(0), CellState.OK, note)  # there is no -0 or 0,0


def read_figure(value: object, part: Part, *, percent_format: bool = False) -> TypedFigure:
    """Read the content of a cell of figures.

    Args:
        value: what the file holds: a number, a text, or whatever else was put there.
        part: what the cell asks for.
        percent_format: the cell shows its number as a percentage (0,7069 as 70,69%).
    """
    if value is None:
        return _BLANK
    if isinstance(value, bool):
        return _bad("Ô đang ghi TRUE/FALSE; cần gõ một con số.")
    if isinstance(value, (int, float, Decimal)):
        return _in_bounds(_stored(value, part, percent_format), part)
    if isinstance(value, str):
        return _in_bounds(_typed(value, part), part)
    return _bad("Excel đã đổi nội dung thành ngày, giờ; xóa ô rồi gõ lại con số.")


def _in_bounds(figure: TypedFigure, part: Part) -> TypedFigure:
    question = size_question(figure.value, part) if figure.value is not None else ""
    return _ask(question) if question else figure


def _stored(number: float | Decimal, part: Part, percent_format: bool) -> TypedFigure:
    try:
        exact = Decimal(format(number, ".15g"))  # as many digits as a spreadsheet keeps
    except (InvalidOperation, OverflowError):
        exact = Decimal("NaN")
    if not exact.is_finite():
        return _bad("Ô không chứa một con số; gõ lại.")
    if part.type is ValueType.PERCENT:
        shares = percent_format and exact * 100 < _PERCENT_POINTS
        return (
            _ok(exact * 100) if shares else _percent_points(exact * (100 if percent_format else 1))
        )
    if percent_format:
        return _ask(
            f"Ô đang hiện {in_brief(exact * 100)}% nhưng chỉ tiêu này không phải tỷ lệ; "
            "gõ lại con số, không kèm dấu %."
        )
    if is_whole(part) and exact != exact.to_integral_value():
        return _not_whole(exact, part)
    return _ok(exact)


def _not_whole(exact: Decimal, part: Part) -> TypedFigure:
    """Three decimals are a separator of thousands that a spreadsheet took for a decimal mark."""
    shown = in_brief(exact)
    if exact.normalize().as_tuple().exponent == -3:
        thousandfold = exact * 1000
        return _ask(
            f"Ô đang lưu số {shown}, {_must_be_whole(part)}; có phải "
            f"{plain_number(thousandfold)}? Gõ liền {thousandfold.normalize():f}, không dấu chấm."
        )
    return _bad(f"Ô đang lưu số {shown}; {_must_be_whole(part)}. {_TYPE_WHOLE}")


def _must_be_whole(part: Part) -> str:
    """Why a decimal cannot be: people, files, đồng are counted one by one."""
    if part.type is ValueType.MONEY:
        return "số tiền tính bằng đồng phải là số nguyên"
    counted = f"số {part.measure_unit}" if part.measure_unit else "chỉ tiêu này"
    return f"{counted} phải là số nguyên"


def _percent_points(exact: Decimal) -> TypedFigure:
    if exact >= _PERCENT_POINTS:
        return _ask(
            f"{in_brief(exact)} quá lớn đối với một tỷ lệ phần trăm; gõ lại, ví dụ 70,69 cho "
            "70,69%."
        )
    if not 0 < exact <= 1:
        return _ok(exact)
    exponent = exact.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:  # rates carry two decimals: a share of 1
        return _ok((exact * 100).normalize())
    part, whole = plain_number(exact), plain_number(exact * 100)
    return _ask(
        f"{part} là {part}% hay {whole}%? Gõ {whole} nếu là {whole}%, gõ {part}% nếu là {part}%."
    )


def _typed(raw: str, part: Part) -> TypedFigure:
    text = _plain_digits(read_words(raw)).casefold().lstrip("'").strip()
    typed = shortened(read_words(raw), _LONGEST)
    if not text.strip(".… "):
        return _BLANK
    if text.startswith("#"):
        return _bad(f"Ô báo lỗi công thức ({typed}); gõ thẳng con số.")
    if set(text) <= _DASHES or matching_key(text) in _NIL:
        advice = nil_advice(part)
        asked = f": bằng 0 hay chưa có số liệu? {capitalised(advice)}" if advice else ", cần con số"
        return _ask(f"Ô ghi “{typed}”{asked}; chưa có thì để trống và ghi lý do ở cột Ghi chú.")
    if _VAGUE.match(text):
        return _ask(f"Ô ghi “{typed}”; cần một con số cụ thể.")
    hedge = _ESTIMATES.match(text)
    figure = _digits(text[hedge.end() :] if hedge else text, typed, part)
    if hedge and figure.state is CellState.OK:
        return replace(figure, note=ESTIMATE_REMARK)
    return figure


def _plain_digits(text: str) -> str:
    """Full-width and Arabic digits as digits; a raised ² stays what it is, a footnote mark."""
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in text.translate(_SYMBOLS)
    )


def _digits(text: str, typed: str, part: Part) -> TypedFigure:
    """Read a number; ``typed`` is what the unit wrote, and what a message quotes."""
    text = text.removeprefix("đạt").strip().rstrip(".,;")
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or re.match(r"\s*[/:\d]", match["tail"]):
        return _bad(f"“{typed}” không phải là một con số; gõ lại, chỉ gõ số.")
    readings = separator_readings(match["digits"])
    if not readings:
        return _bad(f"Dấu chấm, dấu phẩy trong “{typed}” chưa đúng; gõ lại, ví dụ 1204 hoặc 70,69.")
    if match["sign"] == "-":
        readings = [SeparatorReading(-r.value, r.grouped, r.dot_decimal) for r in readings]
    tail = match["tail"].strip()
    if part.type is ValueType.PERCENT:
        return _percent(readings, tail, typed)
    if part.type is ValueType.MONEY:
        return _money(readings, matching_key(tail) or tail, typed, part)
    if tail and not _is_unit(tail, part.measure_unit):
        return _ask(_number_only(typed, part))
    return _choose(readings, part, typed)


def _number_only(typed: str, part: Part) -> str:
    unit = f", đơn vị tính là {part.measure_unit}" if part.measure_unit else ""
    return f"Ô ghi “{typed}”; chỉ gõ con số{unit}."


def _is_unit(tail: str, measure_unit: str) -> bool:
    written, meant = matching_key(tail), matching_key(measure_unit)
    return bool(written) and (written == meant or {written, meant} <= _PEOPLE)


def _choose(readings: list[SeparatorReading], part: Part, typed: str) -> TypedFigure:
    if is_whole(part):
        readings = [r for r in readings if r.grouped] or readings
        if readings[0].value != readings[0].value.to_integral_value():
            return _bad(f"Ô ghi “{typed}”; {_must_be_whole(part)}. {_TYPE_WHOLE}")
    if len(readings) > 1:
        return _ask(_either(typed, readings))
    return _ok(readings[0].value)


def _either(typed: str, readings: list[SeparatorReading]) -> str:
    large, small = (plain_number(r.value) for r in readings)
    whole = f"{readings[0].value:f}"
    return (
        f"“{typed}” là {large} hay {small}? Gõ liền {whole} nếu là {large}, gõ {small}0 nếu là "
        f"{small}."
    )


def _percent(readings: list[SeparatorReading], tail: str, typed: str) -> TypedFigure:
    if tail not in {"", "%"}:
        return _ask(f"Ô ghi “{typed}”; chỉ gõ con số, ví dụ 70,69 cho 70,69%.")
    plausible = [r for r in readings if r.value < _PERCENT_POINTS] or readings
    value = plausible[-1].value
    return _ok(value) if tail and value < _PERCENT_POINTS else _percent_points(value)


def _money(readings: list[SeparatorReading], tail: str, typed: str, part: Part) -> TypedFigure:
    scale = money_scale(part.measure_unit)
    word = next((w for w in SCALES if tail.removeprefix(w) in _CURRENCY and tail.startswith(w)), "")
    if not tail or tail == matching_key(part.measure_unit):
        factor = Decimal(1)
    elif word:
        factor = SCALES[word] / scale
    elif tail in _CURRENCY:
        factor = 1 / scale
    else:
        return _ask(_number_only(typed, part))
    if not word:
        return _choose(
            [SeparatorReading(r.value * factor, r.grouped) for r in readings], part, typed
        )
    if len(readings) > 1 or readings[0].dot_decimal:
        amounts = " hay ".join(plain_number(r.value * factor) for r in readings)
        return _ask(
            f"“{typed}” có phải {amounts} {part.measure_unit}? Gõ đủ con số, hoặc dùng dấu phẩy "
            "thập phân (1,3 tỷ)."
        )
    return _choose([SeparatorReading(readings[0].value * factor, False)], part, typed)
