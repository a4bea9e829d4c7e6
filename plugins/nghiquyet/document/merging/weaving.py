"""Two changes of one passage, the office's and the new data's, are woven into one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nghiquyet.document.merging.changes import (
    Change,
    Kept,
    changes_of,
    generated_changes,
    kept_of,
    text_of,
    tokens_of,
)
from nghiquyet.document.returned.likeness import contained
from nghiquyet.model.draft import Block

_WORD = re.compile(r"\w+")
_REWRITTEN = 0.4
"""With less than this of the generated words left, the office's text is another one."""


@dataclass(frozen=True)
class Woven:
    """What the new data do to the office's text.

    Attributes:
        changes: those that can be made, by offsets of the office's text.
        conflicts: those that the office's own changes stand against, by offsets of the old one.
        settled: there are others, which the office has made already.
    """

    changes: tuple[Change, ...]
    conflicts: tuple[Change, ...]
    settled: bool = False


def weave(before: Sequence[Block | None], after: Sequence[Block | None], office: str) -> Woven:
    """Tell which changes of the new draft the office's text can take.

    Args:
        before: the blocks of the passage as they were generated last.
        after: the same as they are generated now.
        office: what the office has made of the passage.
    """
    wanted = generated_changes(before, after)
    base = text_of(before)
    if office == text_of(after):
        return Woven((), (), settled=True)
    kept = kept_of(tokens_of(base), tokens_of(office))
    own = list(changes_of(kept, base, office))
    is_rewritten = bool(own) and contained(base, office) < _REWRITTEN
    made, refused, settled = [], [], False
    preserved = _Preserved(kept, base, office)
    for change in wanted:
        if preserved.has(change):
            settled = True
            continue
        place = preserved.place(change)
        if place is None or is_rewritten or any(_meet(change, other) for other in own):
            refused.append(change)
        else:
            made.append(Change(*place, change.text, change.old))
    return Woven(tuple(made), tuple(refused), settled)


def _meet(first: Change, second: Change) -> bool:
    """Whether two changes touch the same characters, or put something at the same place."""
    if (first.start, first.end) == (second.start, second.end):
        return True
    if first.start == first.end:
        return second.start < first.start < second.end
    if second.start == second.end:
        return first.start < second.start < first.end
    return first.start < second.end and second.start < first.end


@dataclass(frozen=True)
class _Preserved:
    """What of the generated text still stands in the office's."""

    kept: Sequence[Kept]
    base: str
    office: str

    def has(self, change: Change) -> bool:
        """Whether the office has made the same change, between what it left alone."""
        before = self._at(change.start - 1) if change.start else -1
        behind = self._at(change.end) if change.end < len(self.base) else len(self.office)
        if before is None or behind is None:
            return False
        return self.office[before + 1 : behind] == change.text

    def place(self, change: Change) -> tuple[int, int] | None:
        """Where the change belongs in the office's text, if a word beside it still stands."""
        if not self._stands_by_a_word(change):
            return None
        if change.start < change.end:
            start, last = self._at(change.start), self._at(change.end - 1)
            return None if start is None or last is None else (start, last + 1)
        before, behind = self._at(change.start - 1), self._at(change.start)
        if before is not None:
            return before + 1, before + 1
        return None if behind is None else (behind, behind)

    def _at(self, offset: int) -> int | None:
        for run in self.kept:
            if run.first <= offset < run.first + run.size:
                return run.second + offset - run.first
        return None

    def _stands_by_a_word(self, change: Change) -> bool:
        """A number alone is easily met again by chance in a text that was rewritten."""
        behind = _WORD.search(self.base, change.end)
        before = [word for word in _WORD.finditer(self.base) if word.end() <= change.start][-1:]
        beside = [*before, *([behind] if behind else [])]
        return not beside or any(self._at(word.start()) is not None for word in beside)
