"""Which words of a text changed; sentences and clauses as units of change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"\s+|\d[\d.,]*\d|\w+|[^\w\s]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_CLAUSE_END = re.compile(r"(?<=;)\s+")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:TP|TX|TT|GS|PGS|TS|ThS|BS|đ/c)\.$")
_ALIKE = 0.4


class Piece(NamedTuple):
    """A stretch of a text, and whether the other text lacks it."""

    text: str
    changed: bool


class Pair(NamedTuple):
    """What stood in the text before and what stands there now; one of them may be empty."""

    before: str
    after: str


def likeness(before: str, after: str) -> float:
    """How alike two texts are, word by word, from 0 to 1."""
    return SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio()


def compare_words(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, the changed words set apart; a number is one word."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        left.append(Piece("".join(old[first:last]), kind != "equal"))
        right.append(Piece("".join(new[start:end]), kind != "equal"))
    return _joined(left), _joined(right)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Changed words with only a blank between them are one piece: easier on the eye."""
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if len(joined) > 1 and piece.changed and not joined[-1].text.strip() and joined[-2].changed:
            blank, before = joined.pop(), joined.pop()
            piece = Piece(before.text + blank.text + piece.text, True)
        joined.append(piece)
    return joined


def changed_sentences(before: str, after: str) -> list[Pair]:
    """The sentences of a paragraph that are not the same in both."""
    return _changed_units(sentences(before), sentences(after))


def changed_clauses(before: str, after: str) -> list[Pair]:
    """The clauses of a sentence that are not the same in both, without the mark behind them."""
    units = [[unit.rstrip(";.") for unit in _CLAUSE_END.split(text)] for text in (before, after)]
    return _changed_units(*units)


def sentences(text: str) -> list[str]:
    """A paragraph's sentences; a full stop behind an abbreviation ends none."""
    found: list[str] = []
    for piece in _SENTENCE_END.split(text.strip()):
        goes_on = found and (_ABBREVIATION.search(found[-1]) or not _opens(piece))
        if goes_on:
            found[-1] = f"{found[-1]} {piece}"
        elif piece:
            found.append(piece)
    return found


def _opens(piece: str) -> bool:
    letter = next((sign for sign in piece if sign.isalnum() or sign == "["), "")
    return letter.isupper() or letter.isdigit() or letter == "["


def _changed_units(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    changed: list[Pair] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind != "equal":
            changed += _paired(list(before[first:last]), list(after[start:end]))
    return changed


def _paired(old: list[str], new: list[str]) -> list[Pair]:
    """Each old unit with the new one most like it; what is like nothing stands alone."""
    pairs: list[Pair] = []
    for text in old:
        best = max(new, key=lambda other: likeness(text, other), default="")
        if best and likeness(text, best) >= _ALIKE:
            new.remove(best)
        else:
            best = ""
        pairs.append(Pair(text, best))
    return [*pairs, *(Pair("", text) for text in new)]
