"""Is a text written in TCVN3 or VNI, and what does it say?

A text is converted when that is certain: the font is known, or letters stand where no other
language puts them, and every word that changes becomes a well-formed Vietnamese one. A text
that shows signs of it but can be read in two ways is refused. Everything else is left alone:
Unicode Vietnamese, and foreign words such as «Café», «São Paulo», «10 m²».
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from nghiquyet.workbook.old_fonts import OldFont
from nghiquyet.workbook.syllables import is_vietnamese_word

_UNICODE_ONLY = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u0323"
    "\u1ea0-\u1ef9]"
)
_STRANGE = "\u00a1-\u00ac\u00ad-\u00af\u00b5-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8"
_STRANGE += "\u00db\u00dc\u00de\u00df\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc"
_STRANGE += "\u00fe\u00ff"
_ON_A, _ON_E, _ON_U = "\u00c0-\u00c2\u00c8-\u00ca\u00e0-\u00e2\u00e8-\u00ea", "ÀÁÂàáâ", "Ùù"
# By its latest letter first: with the vowel first this would take five times as long.
SUSPECT = re.compile(
    f"[{_STRANGE}{_ON_A}{_ON_U}]"
    f"(?:(?<=[{_STRANGE}])|(?<=[Aa][{_ON_A}])|(?<=[Ee][{_ON_E}])|(?<=[Uu][{_ON_U}]))"
)
"""Letters, signs and pairs that Unicode Vietnamese does not use, but its old ways of writing do."""
_CODES = re.compile("[\u00a1-\u00af\u00b5-\u00ff]")
"""Every code that an old font draws over; not ``²``, ``³`` and ``°``."""
_WORD = re.compile("[A-Za-z\u00a1-\u00af\u00b5-\u00ff]+")
_LETTER = re.compile("[A-Za-z]")
_UNMARKED = re.compile(r"\b[A-Za-z]+\b")
_SIGN_AFTER_LETTER = re.compile("[A-Za-z][\u00a8-\u00ae\u00b5-\u00b9\u00bb-\u00be]")
_FOOTNOTE_MARKS = "\u00aa\u00b9"
"""At the end of a word they say nothing: «A¹»."""


@dataclass(frozen=True)
class OldText:
    """A text in an old font.

    Attributes:
        raw: what the file holds.
        text: what it says, or empty if that is not certain.
        font: the way it is written; None if nothing fits.
        doubtful: what it would say, where it reads well as it stands, too.
    """

    raw: str
    text: str = ""
    font: OldFont | None = None
    doubtful: str = ""


Run = tuple[str, OldFont | None]
"""A stretch of text and the old font it is in, if it is in one."""


def read_old_text(runs: Sequence[Run]) -> OldText | None:
    """What a text in an old font says, or None for one that is in no old font.

    Args:
        runs: the stretches of the cell's text; one where the cell has one font.
    """
    raw = "".join(text for text, _ in runs)
    if not _CODES.search(raw):
        return None
    fonts = {font for text, font in runs if font and _CODES.search(text)}
    if fonts and not any(_UNICODE_ONLY.search(text) for text, font in runs if font):
        return _by_font(raw, _joined_runs(runs))
    return None if _UNICODE_ONLY.search(raw) else _by_pattern(raw)


def _joined_runs(runs: Iterable[Run]) -> list[Run]:
    """Neighbours in one font together: a program may cut a word in the middle."""
    return [
        ("".join(text for text, _ in group), font)
        for font, group in groupby(runs, key=lambda run: run[1])
    ]


def _by_font(raw: str, runs: Sequence[Run]) -> OldText | None:
    if all(_is_read(text, font) for text, font in runs if font):
        text = "".join(font.decode(text) if font else text for text, font in runs)
        font = next(font for text, font in runs if font and _CODES.search(text))
        is_doubtful = _is_unicode(raw)
        return OldText(raw, "" if is_doubtful else text, font, text if is_doubtful else "")
    return None if _is_unicode(raw) else OldText(raw)


def _is_read(text: str, font: OldFont) -> bool:
    """Whether every word that the font changes is well-formed."""
    return all(_is_read_word(word, font) for word in _marked_words(text))


def _is_read_word(word: str, font: OldFont) -> bool:
    return font.covers(word) and is_vietnamese_word(font.decode(word))


def _is_unicode(text: str) -> bool:
    """Whether the text is well-formed as it stands, as if it had been typed in Unicode."""
    return all(is_vietnamese_word(word) for word in _marked_words(text))


def _marked_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if _CODES.search(word)]


def _by_pattern(raw: str) -> OldText | None:
    words = {word.rstrip(_FOOTNOTE_MARKS) for word in _marked_words(raw) if _LETTER.search(word)}
    if not any(map(SUSPECT.search, words)) or all(map(is_vietnamese_word, words)):
        return None
    signs = {word for word in words if _SIGN_AFTER_LETTER.search(word)}
    fitting = [font for font in (OldFont.TCVN3, OldFont.VNI) if _is_read(raw, font)]
    is_enough = signs or (len(words) > 1 and _is_plain_vietnamese(raw))
    if len(fitting) == 1 and is_enough:
        return OldText(raw, fitting[0].decode(raw), fitting[0])
    is_old = is_enough if fitting else any(_is_read_word(word, OldFont.TCVN3) for word in signs)
    return OldText(raw) if is_old else None


def _is_plain_vietnamese(text: str) -> bool:
    """Whether the words without marks are Vietnamese too; among foreign ones marks prove little."""
    return all(map(is_vietnamese_word, _UNMARKED.findall(text)))
