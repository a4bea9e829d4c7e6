"""What a correction does to the sentences of a resolution, and the words that set it right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nghiquyet.document.comparing.changes import (
    Change,
    ChangeKind,
    changed_figures,
    changes_between,
)
from nghiquyet.document.comparing.words import Pair, changed_clauses, changed_sentences
from nghiquyet.model.draft import Draft

_END_WORDS = 8


@dataclass(frozen=True)
class SentenceChange:
    """A sentence that a correction affects.

    Attributes:
        place: where it was printed, in words; a new one, where it belongs.
        before: the sentence as it was, or empty if it is new.
        after: as it is now, or empty if it is dropped.
        figures: the figures that brought it about.
        errata: proposed lines of an erratum.
    """

    place: str
    before: str
    after: str
    figures: tuple[str, ...]
    errata: tuple[str, ...]


def affected_sentences(before: Draft, after: Draft) -> tuple[SentenceChange, ...]:
    """Every sentence of a paragraph that is not the same in both drafts."""
    found: list[SentenceChange] = []
    for change in changes_between(before, after):
        if change.kind is ChangeKind.MOVED:
            continue
        printed = change.before or change.after
        place = "" if printed is None else printed.place
        for pair in _pairs(change):
            figures = tuple(_figures_in(change, pair.after))
            found.append(SentenceChange(place, *pair, figures, tuple(_errata(place, pair))))
    return tuple(found)


def _pairs(change: Change) -> list[Pair]:
    """A paragraph that is new or dropped is one matter, however many sentences it has."""
    if change.kind is ChangeKind.CHANGED:
        return changed_sentences(*change.texts)
    return [change.texts]


def _figures_in(change: Change, sentence: str) -> Iterator[str]:
    first = change.texts.after.find(sentence) if sentence else -1
    for start, said in changed_figures(change):
        if first <= start < first + len(sentence):
            yield said


def _errata(place: str, pair: Pair) -> Iterator[str]:
    """Lines of an erratum: no more words than the clause in which something changed."""
    clauses = changed_clauses(*pair) if pair.before and pair.after else [pair]
    if any(not (clause.before and clause.after) for clause in clauses):
        clauses = [pair]  # a clause alone would not tell where it belongs
    for clause in clauses:
        printed, right = (text.rstrip(" .;") for text in clause)
        at = f"Tại {place}, dòng ……:"
        if not right:
            yield f"{at} đã in {_span(printed)}, nay bỏ."
        elif not printed:
            yield f"{at} nay thêm “{right}”."
        else:
            yield f"{at} đã in “{printed}”, nay sửa là “{right}”."


def _span(text: str) -> str:
    """A text by its first and last words: of what is dropped nobody needs to read all again."""
    words = text.split()
    if len(words) <= 3 * _END_WORDS:
        return f"“{text}”"
    first, last = " ".join(words[:_END_WORDS]), " ".join(words[-_END_WORDS:])
    return f"từ “{first}” đến “{last}”"
