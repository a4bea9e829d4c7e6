"""New data reach the office's own file: last draft, edited file and new draft become one.

The file is patched, never printed anew. An edited character is never lost; a figure that has
changed and still stands in the file never goes without a comment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from nghiquyet.document.marks import plain, plain_block
from nghiquyet.document.merging import remarks
from nghiquyet.document.merging.arrivals import Arrivals
from nghiquyet.document.merging.changes import generated_changes, text_of
from nghiquyet.document.merging.groups import Group, group_blocks, returning_group
from nghiquyet.document.merging.identity import name_blocks, name_draft
from nghiquyet.document.merging.margin import Margin
from nghiquyet.document.merging.order import order_remarks
from nghiquyet.document.merging.pairing import pair_drafts, with_blocks
from nghiquyet.document.merging.passage import Passage
from nghiquyet.document.merging.patching import Notes, Patcher, paint
from nghiquyet.document.merging.placing import drop
from nghiquyet.document.merging.report import (
    BlockReport,
    MergeReport,
    MergeResult,
    Outcome,
    StaleText,
)
from nghiquyet.document.merging.warning import StaleWarning
from nghiquyet.document.notes import placed_figures
from nghiquyet.document.package import WordPackage
from nghiquyet.document.render import Variant, notes_on
from nghiquyet.document.returned.finding import find_blocks
from nghiquyet.document.returned.likeness import likeness, without_dash
from nghiquyet.document.returned.matches import Standing
from nghiquyet.document.returned.paragraphs import Paragraph, ReturnedDocument, View
from nghiquyet.document.returned.reading import read_package, read_paragraphs
from nghiquyet.errors import DocumentError
from nghiquyet.model.draft import Block, Draft

OTHER_DRAFT = (
    "Tệp Word này được in từ bản dự thảo khác. Chọn đúng tệp của bản dự thảo đang cập nhật."
)
_RETURNING = 0.6


def merge(edited: bytes, base: Draft, new: Draft) -> MergeResult:
    """Bring a new draft into the file that the office has edited.

    Args:
        edited: the office's .docx file.
        base: the draft that the file was printed from or last merged with.
        new: the draft from the present data.

    Raises:
        DocumentError: if the file is no Word file or belongs to another draft.
    """
    package = WordPackage(edited)
    document = read_package(package)
    if document.draft_id == new.id:
        base = new
    elif document.draft_id not in ("", base.id):
        raise DocumentError(OTHER_DRAFT)
    merging = _Merge(
        package, document, with_blocks(base, plain_block), with_blocks(new, plain_block)
    )
    report = merging.run()
    return MergeResult(package.save() if package.is_changed else edited, report)


@dataclass
class _Merge:
    """One merge under way."""

    package: WordPackage
    document: ReturnedDocument
    base: Draft
    new: Draft
    reports: dict[str, BlockReport] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the blocks in the file; the new ones bear from here on the ids of the old."""
        self.pairing = pair_drafts(self.base, self.new)
        self.margin = Margin(self.package, self.new.created_at)
        self.before = {block.id: block for block in self.base.blocks}
        self.after = {block.id: block for block in self.pairing.draft.blocks}
        paragraphs = self.document.paragraphs
        kept = [paragraph.text for paragraph in paragraphs if self._is_kept(paragraph)]
        frame = [plain(self.base.closing), *kept]
        self.matches = find_blocks(paragraphs, self.base.blocks, frame)
        self.groups = group_blocks(self.matches.blocks, self.after, paragraphs)
        self.groups += self._returning()

    def run(self) -> MergeReport:
        """Do it, and tell what was done."""
        variant = self.document.variant
        kind = Variant(variant) if variant in list(Variant) else Variant.WORKING
        names = self.pairing.names
        fresh = _notes(self.new, kind)
        new_notes = {own: fresh[name] for own, name in names.items()}
        patcher = Patcher(self.margin, _notes(self.base, kind), new_notes)
        for group in self.groups:
            self._merge(group, patcher)
        self._tell_deleted()
        self._put_in_new(patcher.new_notes)
        stale = self._mark_stale()
        for group in self.groups:
            if self.reports[group.ids[0]].outcome is Outcome.REMOVED:
                drop(group.passage.paragraphs)
        self._name(names)
        return self._report(stale)

    def _name(self, names: Mapping[str, str]) -> None:
        """The file speaks from now on of the new draft and its blocks."""
        living = {
            own: names[own] for own, line in self.reports.items() if line.merged and own in names
        }
        taken = {name for own, name in names.items() if own != name}
        kept = {own for own in self.before if own not in self.after}
        name_blocks(self.package, living, taken | kept)
        name_draft(self.package, self.new.id)

    def _returning(self) -> list[Group]:
        """Blocks that are generated again where the file still has their old text."""
        groups = []
        arriving = [block for name, block in self.after.items() if name not in self.before]
        grouped = {number for group in self.groups for number in group.numbers}
        for number, paragraph in enumerate(self.document.paragraphs):
            if self._is_kept(paragraph) and number not in grouped:
                like = [(likeness(block.text, paragraph.text), block.id) for block in arriving]
                score, name = max(like, default=(0.0, ""))
                if score >= _RETURNING:
                    arriving = [block for block in arriving if block.id != name]
                    groups.append(returning_group(self.after[name], number, paragraph))
        return groups

    def _is_kept(self, paragraph: Paragraph) -> bool:
        """Whether it was a block and was kept only because the office had edited it."""
        return self.margin.says([paragraph], lambda text, _: text == remarks.GONE)

    def _merge(self, group: Group, patcher: Patcher) -> None:
        office = group.passage.text
        outcome = patcher.patch(group)
        merged = "" if outcome is Outcome.REMOVED else group.passage.text
        for name, before, after in zip(group.ids, group.before, group.after, strict=True):
            self.reports[name] = BlockReport(
                name, outcome, _text(before), _text(after), office, merged, tuple(group.remarks())
            )

    def _tell_deleted(self) -> None:
        for match in self.matches.blocks:
            if match.standing is not Standing.DELETED:
                continue
            block, after = match.block, self.after.get(match.block.id)
            is_changed = _text(after) != block.text
            if is_changed:
                sentence = remarks.conflict(generated_changes([block], [after]), _text(after))
                self.margin.put_on_all(self._struck_out(block), sentence)
            is_asked = is_changed and after is not None
            outcome = Outcome.DELETED_CHANGED if is_asked else Outcome.DELETED
            self.reports[block.id] = BlockReport(block.id, outcome, block.text, _text(after))

    def _struck_out(self, block: Block) -> list[Paragraph]:
        """The block's paragraph if its deletion is tracked: rejected, it would stand again."""
        return [
            paragraph
            for paragraph in self.document.original
            if not paragraph.is_blank
            and paragraph.is_tracked
            and (f"blk_{block.id}" in paragraph.marks or without_dash(paragraph.text) == block.text)
        ][:1]

    def _put_in_new(self, notes: Notes) -> None:
        standing = {
            name: list(group.passage.paragraphs) for group in self.groups for name in group.ids
        }
        wanted = [name for name in self.after if name not in self.reports]
        arrivals = Arrivals(self.package, self.document.paragraphs, standing)
        for arrival in arrivals.place(self.pairing.draft, wanted):
            block = arrival.block
            passage = Passage([arrival.paragraph], block.dashed)
            self.margin.put_on_all([arrival.paragraph], remarks.new_block(arrival.homeless))
            for start, end, figure in placed_figures(block):
                if figure.is_flag:
                    paint(passage, start, end, is_lit=True)
            for note in notes.get(block.id, ()):
                self.margin.put_on(passage, note)
            self.reports[block.id] = BlockReport(
                block.id, Outcome.INSERTED, "", block.text, "", passage.text
            )

    def _mark_stale(self) -> list[StaleText]:
        """Comment on old figures wherever they stand, save where a comment says so already."""
        warning = StaleWarning(self.margin, self.base.blocks, self.after)
        homes = {number: group for group in self.groups for number in group.numbers}
        found = []
        for number, paragraph in enumerate(self.document.paragraphs):
            group = homes.get(number)
            if group is None:
                found.append(warning.on_own(paragraph))
            elif number == group.numbers[0] and self.reports[group.ids[0]].merged:
                found.append(warning.on_passage(group.passage, text_of(group.after)))
        found += [self._on_struck_out(paragraph, warning) for paragraph in self._tracked()]
        return [place for place in found if place is not None]

    def _tracked(self) -> list[Paragraph]:
        """Paragraphs as they would be if their tracked changes were rejected."""
        if not any(paragraph.is_tracked for paragraph in self.document.original):
            return []
        return [p for p in read_paragraphs(self.package, View.REJECTED) if p.is_tracked]

    def _on_struck_out(self, paragraph: Paragraph, warning: StaleWarning) -> StaleText | None:
        """Rejected, a tracked deletion would bring an old figure back."""
        own = [self.after.get(mark.removeprefix("blk_")) for mark in paragraph.marks]
        return warning.on_passage(Passage([paragraph]), text_of(own))

    def _report(self, stale: Sequence[StaleText]) -> MergeReport:
        names = self.pairing.names
        odd = order_remarks(self.groups, list(self.before), self.after)
        lines = [
            replace(
                self.reports[own],
                block=names.get(own, own),
                remarks=(*self.reports[own].remarks, *odd.get(own, ())),
            )
            for own in dict.fromkeys([*self.after, *self.before])
        ]
        own = [self.document.paragraphs[number].text for number in self.matches.new]
        return MergeReport(tuple(lines), tuple(own), tuple(stale))


def _text(block: Block | None) -> str:
    return "" if block is None else block.text


def _notes(draft: Draft, variant: Variant) -> Notes:
    notes = notes_on(draft.blocks, draft.review, variant)
    return {block.id: own for block, own in zip(draft.blocks, notes, strict=True)}
