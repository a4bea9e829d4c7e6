"""Old figures outside the generated sentences get a comment with the sentence as it is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nghiquyet.document.merging import remarks
from nghiquyet.document.merging.margin import Margin
from nghiquyet.document.merging.passage import Passage
from nghiquyet.document.merging.report import StaleText
from nghiquyet.document.merging.stale import OldFigure, old_figures, stale_in
from nghiquyet.document.returned.paragraphs import Paragraph
from nghiquyet.model.draft import Block


class StaleWarning:
    """Looks for the figures of one draft that another has changed."""

    def __init__(self, margin: Margin, before: Sequence[Block], after: Mapping[str, Block]) -> None:
        """Tell which figures have changed.

        Args:
            margin: the file's comments.
            before: the blocks of the last draft.
            after: those of the new one by the ids of the last.
        """
        self._margin = margin
        self._figures = old_figures(before, after)
        news = ((block.text, after.get(block.id)) for block in before)
        self._sentences = {old: "" if new is None else new.text for old, new in news}

    def on_passage(self, passage: Passage, generated: str) -> StaleText | None:
        """Comment on a passage where it does not read as it is generated now."""
        return self._on(passage.paragraphs, passage.text, generated)

    def on_own(self, paragraph: Paragraph) -> StaleText | None:
        """Comment on a paragraph that the office wrote or copied."""
        for old, new in self._sentences.items():
            if old != new:
                self._renew(paragraph, old, new)
        return self._on([paragraph], paragraph.text, "")

    def _on(self, place: Sequence[Paragraph], text: str, generated: str) -> StaleText | None:
        stale = [
            figure
            for figure in stale_in(text, generated, self._figures)
            if not self._is_said(place, {generated or figure.sentence, figure.sentence})
        ]
        for block in dict.fromkeys(figure.block for figure in stale):
            self._warn(place, [figure for figure in stale if figure.block == block])
        if not stale:
            return None
        return StaleText(text, tuple(figure.text for figure in stale), stale[0].block)

    def _is_said(self, place: Sequence[Paragraph], sentences: set[str]) -> bool:
        """Whether a comment proposes one of these sentences, or to leave all of it out."""
        return self._margin.says(
            place,
            lambda text, _: (
                text == remarks.GONE
                or any(remarks.is_conflict(text, sentence) for sentence in sentences)
            ),
        )

    def _warn(self, place: Sequence[Paragraph], figures: Sequence[OldFigure]) -> None:
        texts = [figure.text for figure in figures]
        self._margin.put_on_all(place, remarks.stale(texts, figures[0].sentence))

    def _renew(self, paragraph: Paragraph, old: str, new: str) -> None:
        """What an earlier merge proposed for a copy is outdated."""

        def is_outdated(text: str, _: str) -> bool:
            return remarks.is_conflict(text, old)

        if self._margin.says([paragraph], is_outdated):
            self._margin.take_out([paragraph], is_outdated)
            self._margin.put_on_all([paragraph], remarks.conflict((), new))
