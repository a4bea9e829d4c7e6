"""One section of the office's final file: its paragraphs, where they stand and what they were."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nghiquyet.document.layout import STYLE_NAMES
from nghiquyet.document.marks import plain_block
from nghiquyet.document.returned.finding import find_blocks
from nghiquyet.document.returned.likeness import likeness, without_dash
from nghiquyet.document.returned.paragraphs import Paragraph
from nghiquyet.document.returned.reading import read_document
from nghiquyet.model.draft import Draft
from nghiquyet.model.resolution import FinalParagraph
from nghiquyet.wording import matching_key

_NUMBER = re.compile(r"^\s*(?:([IVX]+|\d)\s*[.)])?\s*(.*)$", re.DOTALL)
_TITLE_STYLES = frozenset({STYLE_NAMES["section"], STYLE_NAMES["sub_section"]})
_THE_CLOSING = 0.6


def section_paragraphs(data: bytes, draft: Draft, code: str) -> tuple[FinalParagraph, ...]:
    """The paragraphs of a section in the office's final file, tracked changes as if accepted.

    A paragraph belongs to the sub-section under whose title it stands; where the office took
    the titles away, to that of its block or of the paragraph before it.

    Args:
        data: the .docx file.
        draft: the draft that it was made from.
        code: the section, such as ``II``.

    Raises:
        DocumentError: if the file is no Word file; says in Vietnamese what to do.
    """
    paragraphs = read_document(data).paragraphs
    blocks = [plain_block(block) for block in draft.blocks]
    matches = find_blocks(paragraphs, blocks, [draft.closing])
    owners: dict[int, list[str]] = {number: [] for number in matches.new}
    for match in matches.blocks:
        for number in match.paragraphs:
            owners.setdefault(number, []).append(match.block.id)
    return tuple(_standing_in(code, paragraphs, owners, _Titles(draft, code)))


class _Titles:
    """The titles of a draft, and the sub-sections of its blocks."""

    def __init__(self, draft: Draft, code: str) -> None:
        sections = {section.code: section for section in draft.sections}
        self.closing = draft.closing
        self.sections = {matching_key(each.title): each.code for each in draft.sections}
        self.parts = {matching_key(part.title): part.code for part in sections[code].sub_sections}
        self.first = sections[code].sub_sections[0].code
        self.home = {
            block.id: part.code for part in sections[code].sub_sections for block in part.blocks
        }

    def section(self, paragraph: Paragraph) -> str:
        """The section whose title the paragraph is; empty if it is none."""
        number, text = _numbered(paragraph)
        known = self.sections.get(matching_key(text), "")
        if not known and number and not number.isdecimal() and _looks_like_title(paragraph):
            return number
        return known

    def part(self, paragraph: Paragraph) -> str:
        """The sub-section of this section whose title the paragraph is; empty if it is none."""
        number, text = _numbered(paragraph)
        known = self.parts.get(matching_key(text), "")
        if not known and number.isdecimal() and _looks_like_title(paragraph):
            prefix = self.first.rpartition(".")[0]
            return f"{prefix}.{number}"
        return known

    def read(self, paragraph: Paragraph) -> tuple[str, str]:
        """The section and the sub-section whose title the paragraph is."""
        return self.section(paragraph), self.part(paragraph)

    def is_closing(self, text: str) -> bool:
        """Whether the text is the paragraph behind the last section."""
        return likeness(text, self.closing) >= _THE_CLOSING


def _numbered(paragraph: Paragraph) -> tuple[str, str]:
    match = _NUMBER.match(paragraph.text)
    return (match[1] or "", match[2]) if match else ("", paragraph.text)


def _looks_like_title(paragraph: Paragraph) -> bool:
    return paragraph.heading is not None or paragraph.style in _TITLE_STYLES


def _standing_in(
    code: str,
    paragraphs: Sequence[Paragraph],
    owners: dict[int, list[str]],
    titles: _Titles,
) -> Iterator[FinalParagraph]:
    is_titled = any(titles.section(each) == code for each in paragraphs)
    inside, titled, last = False, "", titles.first
    for number, paragraph in enumerate(paragraphs):
        blocks = owners.get(number)
        section, part = ("", "") if blocks else titles.read(paragraph)
        if section:
            inside, titled = section == code, ""
        elif part and inside:
            titled = part
        elif blocks is not None and not titles.is_closing(paragraph.text):
            homes = [titles.home[block] for block in blocks if block in titles.home]
            inside = inside or (not is_titled and bool(homes))
            if inside:
                last = titled or next(iter(homes), last)
                yield FinalParagraph(last, without_dash(paragraph.text).strip(), tuple(blocks))
