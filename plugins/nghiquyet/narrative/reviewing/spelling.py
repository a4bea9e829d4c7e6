"""Syllables that no Vietnamese word has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from nghiquyet.catalogue.style_entries import MisspeltSyllable
from nghiquyet.narrative.reviewing.case import Case, Hit
from nghiquyet.narrative.reviewing.near_names import without_marks

_WORD = re.compile(r"[^\W\d_]+")
_SHAPE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|g|ch|c|kh|k|ph|p|th|tr|t|qu|b|d|h|l|m|n|r|s|v|x)?"
    r"[aeiouy]{1,3}(?:ch|nh|ng|c|m|n|p|t)?|gi(?:n|ng)?"
)
_SHARP_OR_HEAVY = {"\u0301", "\u0323"}
_VIETNAMESE = {"\u0302", "\u0306", "\u031b", "\u0300", "\u0309", "\u0303"} | _SHARP_OR_HEAVY
"""Hat, breve, horn and the tones."""


def misspelt_syllables(_: MisspeltSyllable, case: Case) -> Iterator[Hit]:
    """Words with Vietnamese marks that are shaped like no syllable, or lack the tone they need.

    A word without any mark may be foreign, with one capital a place («Đắk Lắk»), with two an
    abbreviation.
    """
    for passage in case.passages:
        for match in _WORD.finditer(passage.text):
            word = match[0]
            if word.isascii() or sum(letter.isupper() for letter in word) > 1:
                continue
            if len(word) > 2 and _is_misspelt(word):
                yield Hit(passage, word, match.start())


def _is_misspelt(word: str) -> bool:
    low = word.casefold()
    marks = set(unicodedata.normalize("NFD", low)) & _VIETNAMESE
    if not marks and "đ" not in low:
        return False
    if low.endswith(("p", "t", "c", "ch")) and not marks & _SHARP_OR_HEAVY:
        return True
    return low == word and _SHAPE.fullmatch(without_marks(low)) is None
