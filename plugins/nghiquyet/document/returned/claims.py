"""Which paragraphs the bookmarks give to which block."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from nghiquyet.document.returned.paragraphs import Paragraph

_MARK = re.compile(r"blk_(\w+?)(_Copy_\d+)?", re.ASCII)
OUTDATED = "cu_"
"""Begins the bookmark of a paragraph that was a block and is generated no more."""


class Claim(NamedTuple):
    """A paragraph's bookmark says that it is a block.

    Attributes:
        paragraph: its number.
        is_copy: LibreOffice has pasted it.
        covered: the text within the bookmark.
    """

    paragraph: int
    is_copy: bool
    covered: str


def claims_of(
    paragraphs: Sequence[Paragraph], known: Collection[str]
) -> tuple[dict[str, list[Claim]], set[int]]:
    """The claims that hold, by block, and the numbers of pasted copies of living blocks."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    for number, paragraph in enumerate(paragraphs):
        marks = list(_block_marks(paragraph, known))
        is_covered = any(
            covered.strip()
            for name, covered in paragraph.marks.items()
            if name.startswith(("blk_", OUTDATED))
        )
        for block, is_copy, covered in marks:
            is_remnant = is_covered and not covered.strip()  # of a neighbour that was deleted
            if not paragraph.is_blank and not is_remnant:
                claims[block].append(Claim(number, is_copy, covered))
    copies: set[int] = set()
    for block, made in claims.items():
        originals = [claim for claim in made if not claim.is_copy]
        if originals:
            copies.update(claim.paragraph for claim in made if claim.is_copy)
        claims[block] = _with_text(originals or made[:1])
    return claims, copies


def _block_marks(paragraph: Paragraph, known: Collection[str]) -> list[tuple[str, bool, str]]:
    found = ((_MARK.fullmatch(name), covered) for name, covered in paragraph.marks.items())
    return [
        (match[1], match[2] is not None, covered)
        for match, covered in found
        if match is not None and match[1] in known
    ]


def _with_text(claims: list[Claim]) -> list[Claim]:
    """Those that cover something, if any does: the end of a mark may lie one paragraph on."""
    return [claim for claim in claims if claim.covered.strip()] or claims[:1]
