"""Numbers and denials in the text against what was reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from nghiquyet.catalogue.style_facts import ContradictedFigure, DeniedFigure
from nghiquyet.narrative.reviewing.case import Case, Hit, Reported, any_of, has
from nghiquyet.narrative.reviewing.numerals import Numeral, numerals
from nghiquyet.narrative.reviewing.passages import Passage
from nghiquyet.narrative.reviewing.repetitions import share_told
from nghiquyet.wording import money, percent, plain_number

_VERB = r"(?:\s+(?:ước|đạt|được|là|có|còn|bằng|gồm|tổng số|tổng cộng|cho|với))*"
_SYLLABLE = re.compile(r"[^\W\d_]+")
_COMING = re.compile(r"(?<!\w)(?:nhận|xảy ra|phát sinh)(?!\w)")
_WHERE = re.compile(r"(?<!\w)(?:trong|trên|nào|tại|ở|do|phải|cần|xảy ra|phát sinh)(?!\w)")
_MOST = 0.55
_NAMED = 3  # words of a name that are enough to know a figure by
_MANNER = re.compile(r"^(?:[Ss]ố|[Tt]ổng số) |:.*| trong tháng| lũy kế.*| từ đầu năm| đã tổ chức")
_DIGITS = re.compile(r"\d[\d.,/]*|;")
_TAIL = 4  # words behind a number that are enough to know it by


@dataclass(frozen=True)
class _Told:
    """A number in the text with the figures that it may tell."""

    numeral: Numeral
    quote: str
    figures: Sequence[Reported]


def contradicted_figures(rule: ContradictedFigure, case: Case) -> Iterator[Hit]:
    """Numbers that tell a figure otherwise than it was reported."""
    for passage in case.passages:
        if not passage.assesses:
            continue
        for told in _told(passage, case):
            if has(rule.elsewhere, passage.sentence_at(told.numeral.start)):
                continue
            if told.figures and not any(_agrees(told.numeral, each) for each in told.figures):
                figure = told.figures[0]
                fills = {"code": figure.code or figure.name}
                yield Hit(passage, told.quote, told.numeral.start, _printed(figure), fills)


def _printed(figure: Reported) -> str:
    if figure.unit == "đồng":
        return money(figure.value)
    if figure.unit == "%":
        return percent(figure.value)
    return f"{plain_number(figure.value)} {figure.unit}".strip()


def _agrees(numeral: Numeral, figure: Reported) -> bool:
    return any(numeral.agrees_with(value) for value in (figure.value, *figure.also))


def _told(passage: Passage, case: Case) -> Iterator[_Told]:
    for number in numerals(passage.text):
        if any(begin <= number.start < end for begin, end in passage.printed):
            continue  # the reported figure itself
        told = [each for each in case.figures if _tells(passage, number, each)]
        end = re.compile(r"\s*%|(?:\s+[^\W\d_]+){0,2}").match(passage.text, number.end)
        yield _Told(number, passage.text[number.start : end.end() if end else number.end], told)


def _tells(passage: Passage, number: Numeral, figure: Reported) -> bool:
    """Whether the words around a number are those with which the figure is told."""
    if number.is_percent != (figure.unit == "%") or number.is_amount != (figure.unit == "đồng"):
        return False
    begin = max((end for _, end in passage.sentences if end <= number.start), default=0)
    before = passage.text[begin : number.start]
    after = passage.text[number.end : number.end + 60]
    if any(_fits(pattern, before, after) for pattern in figure.patterns):
        return _speaker_is(figure, before)
    return _is_named(figure, before, after)


def _fits(pattern: str, before: str, after: str) -> bool:
    lead, _, tail = pattern.partition("{}")
    if not lead and len(tail.split()) < _TAIL:
        return False  # too little to know it by
    return bool(_leads(lead).search(before)) and bool(_trails(tail).match(after))


@lru_cache(maxsize=2048)
def _leads(words: str) -> re.Pattern[str]:
    """The last words before the number; a blank place may be filled with anything short."""
    pieces = [re.escape(piece.strip()) for piece in words.split("…")]
    return re.compile(
        r"(?<!\w)" + r"[^.;,]{1,40}?".join(pieces) + _VERB + r"[\s(]*$", re.IGNORECASE
    )


@lru_cache(maxsize=2048)
def _trails(words: str) -> re.Pattern[str]:
    first = " ".join(words.split()[:_TAIL]).strip(" ,();…")
    return re.compile(rf"[\s%]*{re.escape(first)}(?!\w)" if first else "", re.IGNORECASE)


def _speaker_is(figure: Reported, before: str) -> bool:
    """Whether the unit named last, if any is, is one that reports the figure."""
    named = [
        (found.end(), name in figure.reporters)
        for name in figure.others + figure.reporters
        for found in re.finditer(re.escape(name), before)
    ]
    return not named or max(named)[1]


def _is_named(figure: Reported, before: str, after: str) -> bool:
    """Whether the figure's own name leads to the number: «tỷ lệ cử tri đi bầu đạt 99,87%»."""
    if len(figure.name.split()) >= _NAMED:
        lead = re.escape(figure.name) + r"(?:\s+[^\W\d_]+){0,5}\s*$"
        if re.search(lead, before, re.IGNORECASE):
            return True
    subject = _MANNER.sub("", figure.name)
    if figure.unit not in ("", "%", "đồng") and not after.lstrip().startswith(figure.unit):
        return False
    own = f"{_DIGITS.split(before)[-1]} … {_DIGITS.split(after)[0]}"
    return len(subject.split()) >= _NAMED and share_told(subject, own, ()) >= _MOST


def denied_figures(rule: DeniedFigure, case: Case) -> Iterator[Hit]:
    """«không có hồ sơ quá hạn», «bảo đảm đúng quy trình» where a figure above zero says no."""
    above = [figure for figure in case.figures if figure.value > 0]
    for passage in case.passages:
        if not passage.assesses or not above:
            continue
        for match in any_of(rule.denying).finditer(passage.text):
            behind = re.match(r"[^.;,]*", passage.text[match.end() :])
            denied = behind[0] if behind else ""
            for figure in above:
                if _counts(figure, denied):
                    yield _denial(passage, passage.text[match.start() : match.end()] + denied,
                                  match.start(), figure)  # fmt: skip
        yield from _verdicts(rule, passage, above)


def _verdicts(rule: DeniedFigure, passage: Passage, above: Sequence[Reported]) -> Iterator[Hit]:
    for figure in above:
        for words in rule.verdicts.get(figure.code, ()):
            for match in re.finditer(words, passage.text, re.IGNORECASE):
                if _speaker_is(figure, passage.text[: match.start()]):
                    yield _denial(passage, match[0], match.start(), figure)


def _denial(passage: Passage, quote: str, start: int, figure: Reported) -> Hit:
    fills = {"code": figure.code or figure.name}
    return Hit(passage, quote.rstrip(), start, _printed(figure), fills)


def _counts(figure: Reported, denied: str) -> bool:
    """Whether what is denied is what the figure counts: its name says most of it, and the end.

    What came in, came of the indicator's subject; so that is denied with it.
    """
    name = f"{figure.unit} {figure.name}"
    if _COMING.search(figure.name):
        name = f"{figure.unit} {figure.about} {figure.name}"
    said = [word.casefold() for word in _SYLLABLE.findall(_WHERE.split(denied)[0])[:8]]
    known = [word.casefold() for word in _SYLLABLE.findall(name)]
    told = sum(word in known for word in said)
    if said == [word.casefold() for word in _SYLLABLE.findall(figure.name)]:
        return True
    return told >= max(2, _MOST * len(said)) and tuple(said[-2:]) in set(pairwise(known))
