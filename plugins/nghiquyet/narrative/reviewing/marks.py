"""Stops, dashes at the beginning of items, marks that stand in pairs."""

from __future__ import annotations

from collections.abc import Iterator

from nghiquyet.catalogue.style_entries import FinalStop, ItemDash, UnpairedMarks
from nghiquyet.narrative.reviewing.case import Case, Hit

_FINAL = (".", ":", ";", "!", "?", "…")
_CLOSING = '”"’)» '


def final_stops(_: FinalStop, case: Case) -> Iterator[Hit]:
    """Paragraphs that end without a stop, also behind a closing quotation mark."""
    for passage in case.prose:
        text = passage.text.rstrip()
        if text and not text.rstrip(_CLOSING).endswith(_FINAL) and not text.endswith(_FINAL):
            quote = " ".join(text.rsplit(" ", 3)[-3:])
            yield Hit(passage, quote, len(text) - len(quote))


def item_dashes(_: ItemDash, case: Case) -> Iterator[Hit]:
    """Paragraphs without a dash in a sub-section whose other paragraphs have one."""
    dashed = {passage.place for passage in case.passages if passage.dashed}
    for passage in case.prose:
        if passage.place in dashed and not passage.dashed:
            yield Hit(passage, " ".join(passage.text.split()[:6]), 0)


def unpaired(rule: UnpairedMarks, case: Case) -> Iterator[Hit]:
    """Opening marks that are not closed and closing ones that were not opened."""
    for passage in case.passages:
        opened: list[int] = []
        for place, letter in enumerate(passage.text):
            if letter == rule.opening:
                opened.append(place)
            elif letter == rule.closing and opened:
                opened.pop()
            elif letter == rule.closing and not _numbers_an_item(passage.text, place):
                opened.append(place)
        for place in opened:
            quote = " ".join(passage.text[place:].split(" ")[:3])
            yield Hit(passage, quote, place)


def _numbers_an_item(text: str, place: int) -> bool:
    """Whether a closing bracket only numbers an item: «a) …; b) …»."""
    head = text[:place].rsplit(" ", 1)[-1]
    return text[place] == ")" and len(head) <= 2 and head.isalnum()
