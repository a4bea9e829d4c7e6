"""Old figures outside the generated sentences: in copies, and in what the office has moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nghiquyet.document.merging.changes import (
    Kept,
    generated_changes,
    is_one_word,
    kept_of,
    tokens_of,
)
from nghiquyet.model.draft import Block

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_TELLING_DIGITS, _TELLING_LENGTH = 3, 8


@dataclass(frozen=True)
class OldFigure:
    """A figure that the new data have changed or left out.

    Attributes:
        text: as it was printed.
        before: the word before it in its sentence, or empty.
        behind: the word behind it, or empty.
        block: id of its block.
        sentence: the block's new sentence; empty if there is none any more.
    """

    text: str
    before: str
    behind: str
    block: str
    sentence: str

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Where it stands in a text; a small number only beside one of its neighbours."""
        for match in re.finditer(rf"(?<!\d){re.escape(self.text)}(?!\d)", text):
            if self._is_telling or self._has_neighbour(text, *match.span()):
                yield match.span()

    @property
    def _is_telling(self) -> bool:
        digits = len(_DIGIT.findall(self.text))
        return digits >= _TELLING_DIGITS or len(self.text) >= _TELLING_LENGTH

    def _has_neighbour(self, text: str, start: int, end: int) -> bool:
        behind = _WORD.search(text, end)
        before = [word[0] for word in _WORD.finditer(text, 0, start)][-1:]
        return bool(
            (self.before and before == [self.before])
            or (self.behind and behind is not None and behind[0] == self.behind)
        )


def old_figures(before: Iterable[Block], after: Mapping[str, Block]) -> list[OldFigure]:
    """The figures of a draft that another draft does not print in the same place."""
    return [figure for block in before for figure in _changed(block, after.get(block.id))]


def _changed(block: Block, new: Block | None) -> Iterator[OldFigure]:
    if new is not None and new.text == block.text:
        return
    changes = generated_changes([block], [new])
    start = 0
    for span in block.spans:
        end = start + len(span.text)
        is_changed = any(c.start < end and start < c.end for c in changes)
        if is_one_word(span.figure) and span.text.strip() and (new is None or is_changed):
            behind = _WORD.search(block.text, end)
            before = _WORD.findall(block.text[:start])[-1:]
            yield OldFigure(
                span.text.strip(),
                before[0] if before else "",
                behind[0] if behind else "",
                block.id,
                "" if new is None else new.text,
            )
        start = end


def stale_in(text: str, generated: str, figures: Sequence[OldFigure]) -> list[OldFigure]:
    """Old figures in a text, where it does not read as it is generated now.

    Args:
        text: as it stands in the file.
        generated: the sentences that belong there now; empty for the office's own text.
        figures: those that have changed.
    """
    kept: list[Kept] = []
    found: dict[str, OldFigure] = {}
    for figure in figures:
        for start, end in figure.found_in(text):
            kept = kept or kept_of(tokens_of(generated), tokens_of(text)) or [Kept(0, 0, 0)]
            if not any(k.second <= start and end <= k.second + k.size for k in kept):
                found.setdefault(figure.text, figure)
    return list(found.values())
