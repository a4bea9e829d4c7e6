"""Flags: what in a working copy somebody still has to decide before it is laid before anybody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from docx.oxml.ns import qn
from lxml.etree import _Element

from nghiquyet.document.checking.effective import Formatting
from nghiquyet.document.checking.passages import Passage, passages_of
from nghiquyet.document.cleaning.margin import Comment, comments_in
from nghiquyet.document.package import WordPackage
from nghiquyet.wording import shortened

PLACEHOLDER = re.compile(
    r"\[\s*(chưa\s+có|chờ\s+xác\s+nhận)\b[^\[\]]*\]?|(?-i:CHƯA CÓ (SỐ LIỆU|NỘI DUNG))",
    re.IGNORECASE,
)
_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_FORMAT_CHANGES = ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange")
_CHANGE_TAGS = {qn(f"w:{name}") for name in (*_CHANGES, *_FORMAT_CHANGES, "sectPrChange")}
_WORDS = {qn("w:t"), qn("w:delText")}
_QUOTE, _SAYING = 60, 160


class FlagKind(StrEnum):
    """Why a passage is not ready."""

    PLACEHOLDER = "placeholder"
    """Stands for a figure or an answer that no unit has given."""
    COMMENT = "comment"
    """The system asks the office something."""
    OFFICE_COMMENT = "office_comment"
    """Somebody in the office asks or remarks something."""
    TRACKED_CHANGE = "tracked_change"
    """Nobody has accepted or rejected a change."""
    HIGHLIGHT = "highlight"
    """Somebody wanted others to look at it."""


@dataclass(frozen=True)
class Flag:
    """One thing to decide.

    Attributes:
        kind: why it is not ready.
        paragraph: number of the paragraph among those with text, from 1; 0 for head and foot
            of the page.
        words: the paragraph's first words.
        quote: the words it is about, or empty.
        message: Vietnamese sentence that says what to do.
    """

    kind: FlagKind
    paragraph: int
    words: str
    quote: str
    message: str


def remaining_flags(data: bytes) -> tuple[Flag, ...]:
    """What somebody must still decide in a working copy, in the order of its paragraphs.

    Raises:
        DocumentError: if it is no Word file.
    """
    return flags_in(WordPackage(data))


def flags_in(package: WordPackage) -> tuple[Flag, ...]:
    """The same for a file that is already open."""
    formatting = Formatting(package)
    flags: list[Flag] = []
    for passage in passages_of(package.document):
        flags += _placeholders(passage)
        flags += _highlights(passage, formatting)
    places = _Places(package.document)
    flags += (flag for comment in comments_in(package) if (flag := _asked(comment, places)))
    flags += _tracked(package.document, places)
    for kind in ("header", "footer", "footnotes", "endnotes"):
        for name in package.related(package.main, kind):
            part = package.tree(name)
            flags += [] if part is None else _tracked(part, _Places(part, numbered=False))
    return tuple(sorted(flags, key=lambda flag: flag.paragraph))


class _Places:
    """Where an element of a part stands, in words that a reader understands."""

    def __init__(self, part: _Element, *, numbered: bool = True) -> None:
        self._passages = passages_of(part) if numbered else []
        self._order = {element: at for at, element in enumerate(part.iter())}

    def at(self, element: _Element) -> tuple[int, str, str]:
        """Number, first words and name of the paragraph that holds ``element``, or is nearest."""
        here = self._order[element]
        before = [p for p in self._passages if self._order[p.paragraph] <= here]
        if not before:
            return 0, "", "Đầu văn bản" if self._passages else "Đầu trang, chân trang"
        last = before[-1]
        own = element.iterancestors(qn("w:p"))
        if last.paragraph is element or last.paragraph is next(own, None):
            return last.number, last.words, _name(last)
        return last.number, last.words, f"Sau đoạn {last.number} “{last.words}”"


def _name(passage: Passage) -> str:
    return f"Đoạn {passage.number} “{passage.words}”"


def _placeholders(passage: Passage) -> Iterator[Flag]:
    for found in PLACEHOLDER.finditer(unicodedata.normalize("NFC", passage.text)):
        said = f"còn chỗ trống “{found[0]}”: điền vào hoặc bỏ nội dung này"
        yield _flag(FlagKind.PLACEHOLDER, passage, found[0], said)


def _highlights(passage: Passage, formatting: Formatting) -> Iterator[Flag]:
    """Coloured words; a placeholder is told already, and blanks are nobody's wish."""
    coloured = groupby(passage.stretches, key=lambda stretch: _is_coloured(stretch.run, formatting))
    for is_lit, stretches in coloured:
        text = "".join(stretch.text for stretch in stretches).strip()
        if is_lit and text and not PLACEHOLDER.search(unicodedata.normalize("NFC", text)):
            quote = shortened(text, _QUOTE)
            said = f"còn tô màu ở “{quote}”: xem lại, rồi bỏ tô màu"
            yield _flag(FlagKind.HIGHLIGHT, passage, text, said)


def _is_coloured(run: _Element, formatting: Formatting) -> bool:
    """Whether the letters of a run stand out by a colour behind them."""
    shade = run.find(f"{qn('w:rPr')}/{qn('w:shd')}")
    fill = "auto" if shade is None else shade.get(qn("w:fill"), "auto")
    letters = formatting.letters(run)
    return bool(letters.highlight) or fill.upper() not in ("AUTO", "FFFFFF")


def _asked(comment: Comment, places: _Places) -> Flag | None:
    if comment.resolved or comment.informs:
        return None
    number, words, name = places.at(comment.anchor)
    said = shortened(comment.text.removesuffix("."), _SAYING)
    at = f", tại “{shortened(comment.quote, _QUOTE)}”" if comment.quote else ""
    if comment.ours:
        kind, whose = FlagKind.COMMENT, "chú thích của hệ thống"
    else:
        kind, whose = FlagKind.OFFICE_COMMENT, f"chú thích của {comment.author or 'Văn phòng'}"
    message = f"{name}{at}, còn {whose}: “{said}”. Xử lý xong thì xóa chú thích này."
    return Flag(kind, number, words, comment.quote, message)


def _tracked(part: _Element, places: _Places) -> list[Flag]:
    """One flag for each paragraph with changes that are neither accepted nor rejected."""
    found: dict[tuple[int, str, str], list[_Element]] = {}
    for change in part.iter(*_CHANGE_TAGS):
        found.setdefault(places.at(change), []).append(change)
    return [
        Flag(
            FlagKind.TRACKED_CHANGE,
            number,
            words,
            _changed(changes),
            _change_message(name, changes),
        )
        for (number, words, name), changes in found.items()
    ]


def _change_message(name: str, changes: list[_Element]) -> str:
    said = _changed(changes)
    at = f" (“{shortened(said, _QUOTE)}”)" if said else " về định dạng"
    return f"{name}, còn {len(changes):02d} chỗ sửa chưa chốt{at}: chấp nhận hoặc từ chối từng chỗ."


def _changed(changes: list[_Element]) -> str:
    texts = ("".join(t.text or "" for t in change.iter(*_WORDS)) for change in changes)
    return " ".join(filter(None, map(str.strip, texts)))


def _flag(kind: FlagKind, passage: Passage, quote: str, said: str) -> Flag:
    return Flag(kind, passage.number, passage.words, quote, f"{_name(passage)}, {said}.")
