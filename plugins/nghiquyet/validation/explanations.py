"""Which notes say why a figure is as it is, and so answer a warning."""

from __future__ import annotations

import re
import unicodedata

from nghiquyet.wording import matching_key

_FEWEST = 3
_WORD = re.compile(r"[^\W\d_]+")
_DOCUMENT = re.compile(r"\d+ ?[-/] ?(?:\d{4} ?[-/] ?)?[^\W\d_]{2,}")
_STOCK = (
    "ước thực hiện", "ước đạt", "ước tính", "ước", "số liệu", "thực hiện", "báo cáo",
    "đã kiểm tra", "đã rà soát", "đã đối chiếu", "đã xem", "đã xác nhận", "kiểm tra", "rà soát",
    "xác nhận", "không phát sinh", "không thay đổi", "không có", "không", "gì", "có", "thay đổi",
    "chính xác", "đúng", "đủ", "rồi", "lại", "xong", "nhé", "ạ", "như trên", "như vậy", "thế",
    "vẫn", "là", "và", "đến", "ngày", "tháng", "năm", "này", "ok",
)  # fmt: skip
_STOCK_WORDS = sorted((tuple(each.split()) for each in _STOCK), key=len, reverse=True)


def explains(note: str) -> bool:
    """Whether a note says why: three words besides stock phrases, or the number of a document.

    «Ước thực hiện», «đã kiểm tra rồi», «số liệu đúng» repeat what is known.
    """
    if _DOCUMENT.search(note):
        return True
    words = _WORD.findall(unicodedata.normalize("NFC", note).casefold())
    for phrase in _STOCK_WORDS:
        words = _without(phrase, words)
    return sum(bool(word) for word in words) >= _FEWEST


def _without(phrase: tuple[str, ...], words: list[str]) -> list[str]:
    """The words without each place in which a phrase stands; a gap keeps its sides apart."""
    size, kept, place = len(phrase), [], 0
    while place < len(words):
        here = words[place : place + size]
        found = len(here) == size and all(map(_is_word, here, phrase))
        kept.append("" if found else words[place])
        place += size if found else 1
    return kept


def _is_word(typed: str, meant: str) -> bool:
    """Whether a word is meant, with its marks or without any: «so» may be «số», «sơ» is not."""
    return typed in {meant, matching_key(meant)}
