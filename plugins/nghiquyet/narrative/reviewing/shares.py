"""Percentages that do not follow from the numbers beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from nghiquyet.catalogue.style_facts import WrongShare
from nghiquyet.narrative.reviewing.case import Case, Hit, any_of, ends_with
from nghiquyet.narrative.reviewing.numerals import NUMERAL, Numeral, numeral, numerals
from nghiquyet.narrative.reviewing.passages import Passage

_FRACTION = re.compile(
    r"(?<![\w/.,–-])(?P<part>\d{1,3}(?:\.\d{3})+|\d+)/(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?![\w/–-])"
    r"(?:\s+(?P<noun>[^\W\d_]+))?"
)
_DATED = (
    "ngày", "tháng", "quý", "năm học", "đợt", "dịp", "lễ", "từ", "đến", "sáng", "chiều", "trước",
    "hết", "chào mừng",
)  # fmt: skip
_NO_NOUNS = {"", "trên", "trong", "thuộc", "của", "so", "đạt", "bằng"}
_OTHER_RATE = re.compile(r"tỷ lệ (?!đạt|là|ước|này)\w+", re.IGNORECASE)
_OF_WHICH = re.compile(r"trong đó|gồm|bao gồm", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*(?:[^\d();,]{0,40})\((?:[^\d()]{0,30})$")
_SETTLED = re.compile(r"(?:giải quyết|xử lý|trả kết quả|hoàn thành|đã xong)\s+(?:được\s+)?$", re.I)
_RECEIVED = re.compile(r"(?:tiếp nhận|nhận|phát sinh|xảy ra)\s+(?:được\s+|tổng số\s+)?$", re.I)


@dataclass(frozen=True)
class _Share:
    """A part and its whole; a change is the part of what was before."""

    part: Numeral
    whole: Numeral

    def gives(self, percentage: Numeral, *, change: bool = False) -> bool:
        """Whether the percentage follows, rounded or cut off at its last printed place."""
        (low, high), (least, most) = self.part.span, self.whole.span
        if least <= 0:
            return True
        lowest, highest = 100 * low / most, 100 * high / least
        if change:
            lowest, highest = sorted((abs(lowest - 100), abs(highest - 100)))
        printed, ulp = Fraction(percentage.value), Fraction(percentage.ulp)
        return lowest < printed + ulp and highest >= printed - ulp / 2


def wrong_shares(rule: WrongShare, case: Case) -> Iterator[Hit]:
    """Percentages for which a part and a whole stand beside them and say another one."""
    for passage in case.passages:
        for begin, end in passage.sentences:
            text = passage.text[begin:end]
            if "%" in text:
                yield from _of_sentence(rule, passage, text, begin)


def _of_sentence(rule: WrongShare, passage: Passage, text: str, offset: int) -> Iterator[Hit]:
    numbers = list(numerals(text))
    percentages = [number for number in numbers if number.is_percent]
    fractions = list(_fractions(text))
    for percentage in percentages:
        change = ends_with(rule.grown, text[: percentage.start])
        shares = (
            _changes(rule, text, percentage, numbers)
            if change
            else _shares(rule, text, percentage, numbers, fractions, percentages)
        )
        if shares and not any(share.gives(percentage, change=change) for share in shares):
            quote = text[percentage.start : percentage.end]
            yield Hit(
                passage, quote, offset + percentage.start, _right(shares[0], percentage, change)
            )


def _right(share: _Share, percentage: Numeral, change: bool) -> str:
    places = max(0, -int(percentage.ulp.as_tuple().exponent))
    value = 100 * share.part.value / share.whole.value
    value = abs(value - 100) if change else value
    return f"{value:.{places}f}%".replace(".", ",")


def _fractions(text: str) -> Iterator[_Share]:
    """«1.175/1.536 đảng viên»; «03/2» and «lễ 30/4» are days."""
    for match in _FRACTION.finditer(text):
        if any(text[: match.start()].rstrip().casefold().endswith(word) for word in _DATED):
            continue
        part, whole = (
            numeral(found)
            for found in (NUMERAL.match(match["part"]), NUMERAL.match(match["whole"]))
            if found
        )
        if part.value and whole.value:
            yield _Share(_moved(part, match.start()), _moved(whole, match.end("whole") - 1))


def _moved(number: Numeral, start: int) -> Numeral:
    return Numeral(start, start + 1, number.value, number.ulp, number.noun)


def _shares(
    rule: WrongShare,
    text: str,
    percentage: Numeral,
    numbers: Sequence[Numeral],
    fractions: Sequence[_Share],
    percentages: Sequence[Numeral],
) -> list[_Share]:
    """Every part and whole of which the percentage may be told; empty if none clearly is."""
    near = [share for share in fractions if _is_next(share.part, percentage, percentages)]
    if near:
        return near
    counts = [number for number in numbers if not number.is_percent and _counts(text, number)]
    before = [number for number in counts if number.start < percentage.start]
    wholes = [number for number in counts if _is_whole(rule, text, number, percentage)]
    before = [number for number in before if _is_told_of(text[number.end : percentage.start])]
    parts = [number for number in before if number not in wholes] or before
    found = [
        _Share(part, whole)
        for whole in wholes
        for part in parts[-2:]
        if part is not whole
        and _is_alike(part, whole)
        and not any(whole.start < each.start < percentage.start for each in percentages)
    ]
    return found or _of_which(text, counts, before)


def _is_next(part: Numeral, percentage: Numeral, percentages: Sequence[Numeral]) -> bool:
    """Whether the percentage is the one that stands nearest to the fraction."""
    nearest = min(percentages, key=lambda each: abs(each.start - part.start))
    return nearest is percentage


def _counts(text: str, number: Numeral) -> bool:
    """Whether a number counts something: «năm 2026», «tháng 5», «đợt 1», «Đề án 06» do not."""
    head = text[: number.start].rstrip().casefold()
    named = ("năm", "tháng", "quý", "đợt", "thôn", "đề án", "ban công tác", "lần thứ", "lần")
    return not head.endswith(named) and number.noun not in {"tháng", "năm", "tuổi", "quý"}


def _is_whole(rule: WrongShare, text: str, number: Numeral, percentage: Numeral) -> bool:
    if number.start > percentage.start:
        return _BRACKETED.fullmatch(text[percentage.end : number.start]) is not None or bool(
            re.fullmatch(r"[^\d;.,)]{0,45}", text[percentage.end : number.start])
            and any_of(rule.whole).search(text[percentage.end : number.start])
        )
    lead = re.split(r"[\d;]", text[: number.start])[-1][-40:]
    return any_of(rule.whole).search(lead.rpartition(",")[2]) is not None


def _is_alike(one: Numeral, other: Numeral) -> bool:
    """Whether they may count the same: amounts and amounts, or the same noun."""
    if one.is_amount or other.is_amount:
        return one.is_amount == other.is_amount
    nouns = {one.noun, other.noun} - _NO_NOUNS
    return len(nouns) < 2


def _is_told_of(between: str) -> bool:
    """Whether a percentage may tell the number before it: no other subject comes between."""
    return ";" not in between and _OTHER_RATE.search(between) is None


def _of_which(text: str, counts: Sequence[Numeral], before: Sequence[Numeral]) -> list[_Share]:
    """«520 hồ sơ; trong đó 447 hồ sơ», «tiếp nhận 391 hồ sơ, giải quyết 328 hồ sơ»."""
    if not before:
        return []
    part = before[-1]
    for whole in reversed([number for number in counts if number.start < part.start]):
        between = text[whole.end : part.start]
        settled = _SETTLED.search(text[: part.start]) and _RECEIVED.search(text[: whole.start])
        if whole.noun == part.noun and (_OF_WHICH.search(between) or settled):
            return [_Share(part, whole)]
    return []


def _changes(
    rule: WrongShare, text: str, percentage: Numeral, numbers: Sequence[Numeral]
) -> list[_Share]:
    """«đạt 50 tỷ đồng, tăng 25% so với cùng kỳ (40 tỷ đồng)»."""
    counts = [number for number in numbers if not number.is_percent and _counts(text, number)]
    behind = [
        number
        for number in counts
        if number.start > percentage.end
        and any_of(rule.compared).search(text[percentage.end : number.start])
        and "%" not in text[percentage.end : number.start]
    ]
    before = [number for number in counts if number.start < percentage.start]
    if not behind or not before or not _is_alike(before[-1], behind[0]):
        return []
    return [_Share(before[-1], behind[0])]
