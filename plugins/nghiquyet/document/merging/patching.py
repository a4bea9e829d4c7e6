"""One passage of the office's file takes what the new draft changes in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from docx.oxml.ns import qn
from lxml import etree

from nghiquyet.document.merging import remarks
from nghiquyet.document.merging.changes import (
    Change,
    generated_changes,
    kept_of,
    text_of,
    tokens_of,
)
from nghiquyet.document.merging.groups import Group
from nghiquyet.document.merging.margin import Margin
from nghiquyet.document.merging.passage import Passage
from nghiquyet.document.merging.placing import is_plain
from nghiquyet.document.merging.report import Outcome
from nghiquyet.document.merging.weaving import Woven, weave
from nghiquyet.document.notes import Note
from nghiquyet.model.draft import Block

_LOOKS, _LIGHT, _VALUE = qn("w:rPr"), qn("w:highlight"), qn("w:val")
_BEFORE_LIGHT = frozenset(
    qn(f"w:{name}")
    for name in (
        *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike"),
        *("outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish"),
        *("webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs"),
    )
)
_YELLOW = "yellow"
Notes = Mapping[str, Sequence[Note]]


@dataclass(frozen=True)
class Patcher:
    """Merges passages of one file.

    Attributes:
        margin: the file's comments.
        old_notes: the comments that the last draft was printed with, by block.
        new_notes: those that the new draft would be printed with.
    """

    margin: Margin
    old_notes: Notes
    new_notes: Notes

    def patch(self, group: Group) -> Outcome:
        """Bring the new draft into a passage."""
        if not any(group.after):
            return self._dismiss(group)
        office, passage = group.passage.text, group.passage
        wanted = generated_changes(group.before, group.after)
        woven = weave(group.before, group.after, office)
        if group.is_doubtful:
            woven = Woven((), tuple(wanted))
        made = [change for change in woven.changes if passage.can_take(change)]
        refused = [*woven.conflicts, *(c for c in woven.changes if not passage.can_take(c))]
        passage.take(made)
        self._clear(group, made)
        self._light(group, made)
        self._comment(group, made, refused, is_changed=bool(wanted))
        return _outcome(group, office, Woven(tuple(made), tuple(refused), woven.settled))

    def _dismiss(self, group: Group) -> Outcome:
        """The passage is generated no more: it goes if nobody has touched it."""
        paragraphs = group.passage.paragraphs
        is_untouched = group.passage.text == text_of(group.before)
        if is_untouched and is_plain(paragraphs, frozenset(self.margin.texts)):
            self.margin.take_out(paragraphs, lambda *_: True)
            return Outcome.REMOVED
        old = self._texts(self.old_notes, group)
        sentence = text_of(group.before)
        self.margin.take_out(
            paragraphs,
            lambda text, _: text in old or remarks.is_conflict(text, sentence),
        )
        self.margin.put_on_all(paragraphs, remarks.GONE)
        return Outcome.KEPT

    def _clear(self, group: Group, made: Sequence[Change]) -> None:
        """Take out those of our comments that hold no longer."""
        fresh = self._texts(self.new_notes, group)
        gone = self._texts(self.old_notes, group) - fresh

        def is_over(text: str, covered: str) -> bool:
            if text == remarks.GONE or text in gone:
                return True
            return remarks.is_update(text) and any(_touches(c, covered) for c in made)

        self.margin.take_out(group.passage.paragraphs, is_over)

    def _light(self, group: Group, made: Sequence[Change]) -> None:
        """Highlight what is missing now, and no longer what is there."""
        old, new = _flags(group.before), _flags(group.after)
        for change, start in _placed(made):
            if any(flag in change.old for flag in old):
                paint(group.passage, start, start + len(change.text), is_lit=False)
            for flag in new:
                at = change.text.find(flag)
                if at >= 0:
                    paint(group.passage, start + at, start + at + len(flag), is_lit=True)

    def _comment(
        self, group: Group, made: Sequence[Change], refused: Sequence[Change], *, is_changed: bool
    ) -> None:
        passage, margin = group.passage, self.margin
        before, after = text_of(group.before), text_of(group.after)

        def is_conflict(text: str, _: str = "") -> bool:
            return remarks.is_conflict(text, before) or remarks.is_conflict(text, after)

        is_pending = margin.says(passage.paragraphs, is_conflict) and passage.text != after
        if is_changed or not is_pending:
            margin.take_out(passage.paragraphs, is_conflict)
        if refused or (is_changed and is_pending):
            margin.put_on_all(passage.paragraphs, remarks.conflict(refused, after))
        for change, start in _placed(made):
            if change.text.strip():
                lead = len(change.text) - len(change.text.lstrip())
                end = start + len(change.text.rstrip())
                told = Note(start + lead, end, remarks.updated(change), informs=True)
                margin.put_on(passage, told)
        self._put_notes(group, [(start, start + len(c.text)) for c, start in _placed(made)])

    def _put_notes(self, group: Group, fresh: Sequence[tuple[int, int]]) -> None:
        """Comments of the new draft that the last one had not, or on figures that are new.

        A comment that the office has dealt with and taken out comes back only with a new figure.
        """
        known = self._texts(self.old_notes, group)
        if not fresh and self._texts(self.new_notes, group) <= known:
            return
        kept = kept_of(tokens_of(text_of(group.after)), tokens_of(group.passage.text))
        start = 0
        for block in group.after:
            for note in self.new_notes.get(block.id, ()) if block is not None else ():
                first, last = start + note.start, start + note.end
                place = next(
                    (k for k in kept if k.first <= first and last <= k.first + k.size), None
                )
                shift = 0 if place is None else place.second - place.first
                ends = (0, 0) if place is None else (first + shift, last + shift)
                is_new = any(one < ends[1] and ends[0] < other for one, other in fresh)
                if note.text not in known or (is_new and not self._says(group, note.text)):
                    self.margin.put_on(group.passage, replace(note, start=ends[0], end=ends[1]))
            start += len(block.text if block is not None else "") + 1

    def _says(self, group: Group, wanted: str) -> bool:
        return self.margin.says(group.passage.paragraphs, lambda text, _: text == wanted)

    def _texts(self, notes: Notes, group: Group) -> set[str]:
        return {note.text for block in group.ids for note in notes.get(block, ())}


def _outcome(group: Group, office: str, woven: Woven) -> Outcome:
    before, after = text_of(group.before), text_of(group.after)
    if before == after:
        return Outcome.UNCHANGED if office == before else Outcome.EDITED
    if group.is_doubtful:
        return Outcome.DOUBTFUL
    if woven.conflicts:
        return Outcome.CONFLICT
    if not woven.changes:
        return Outcome.AGREED
    return Outcome.UPDATED if office == before else Outcome.MERGED


def _placed(made: Sequence[Change]) -> list[tuple[Change, int]]:
    """The changes with the offsets at which their texts stand now."""
    shift, placed = 0, []
    for change in sorted(made, key=lambda change: change.start):
        placed.append((change, change.start + shift))
        shift += len(change.text) - (change.end - change.start)
    return placed


def _touches(change: Change, covered: str) -> bool:
    return bool(change.old.strip()) and (change.old in covered or covered in change.old)


def _flags(blocks: Sequence[Block | None]) -> list[str]:
    return [
        figure.text
        for block in blocks
        for figure in (block.figures if block is not None else ())
        if figure.is_flag
    ]


def paint(passage: Passage, start: int, end: int, *, is_lit: bool) -> None:
    """Highlight characters of a passage, or take our highlight from them."""
    for run in passage.runs(start, end):
        looks = run.find(_LOOKS)
        if looks is None:
            looks = etree.Element(_LOOKS)
            run.insert(0, looks)
        for old in looks.findall(_LIGHT):
            if is_lit or old.get(_VALUE) == _YELLOW:
                looks.remove(old)
        if is_lit:
            at = sum(1 for child in looks if child.tag in _BEFORE_LIGHT)
            looks.insert(at, etree.Element(_LIGHT, {_VALUE: _YELLOW}))
