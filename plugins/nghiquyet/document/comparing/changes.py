"""What changed between two drafts, paragraph by paragraph and sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nghiquyet.document.comparing.words import Pair, likeness
from nghiquyet.document.marks import plain, plain_block
from nghiquyet.document.notes import placed_figures
from nghiquyet.model.draft import Block, Draft, Figure

_SAME_ID, _ALIKE = 0.35, 0.5
"""How alike texts must be to be two versions of one paragraph, with one id and without."""


class ChangeKind(StrEnum):
    """What became of a paragraph."""

    CHANGED = "changed"
    NEW = "new"
    DROPPED = "dropped"
    MOVED = "moved"
    """It says the same in another sub-section."""


@dataclass(frozen=True)
class Line:
    """A paragraph or a heading of a draft.

    Attributes:
        group: where it may be looked for in the other draft: its sub-section, or its heading.
        place: where it stands, in words.
        text: what it prints.
        block: the paragraph, or None for a heading.
    """

    group: str
    place: str
    text: str
    block: Block | None = None

    @property
    def id(self) -> str:
        """The id of the block; a heading needs none."""
        return "" if self.block is None else self.block.id


@dataclass(frozen=True)
class Change:
    """A paragraph that is not the same in both drafts."""

    kind: ChangeKind
    before: Line | None
    after: Line | None

    @property
    def place(self) -> str:
        """Where it stands now, or stood."""
        line = self.after or self.before
        return "" if line is None else line.place

    @property
    def texts(self) -> Pair:
        """Both texts."""
        return Pair(*("" if line is None else line.text for line in (self.before, self.after)))


def changes_between(before: Draft, after: Draft) -> tuple[Change, ...]:
    """Every paragraph and heading that changed, in the order of the later draft.

    Dropped ones stand behind the rest of their sub-section.
    """
    old, new = list(_lines(before)), list(_lines(after))
    changes: list[Change] = []
    for group in dict.fromkeys(line.group for line in [*new, *old]):
        changes += _group_changes(
            [line for line in old if line.group == group],
            [line for line in new if line.group == group],
        )
    return tuple(_with_moves(changes))


def count_lines(draft: Draft) -> int:
    """How many paragraphs and headings a draft has."""
    return sum(1 for _ in _lines(draft))


def _lines(draft: Draft) -> Iterator[Line]:
    for section in draft.sections:
        yield Line(f"title {section.code}", f"Tên Mục {section.code}", plain(section.title))
        for part in section.sub_sections:
            yield Line(f"title {part.code}", f"Tên Mục {part.code}", plain(part.title))
            for number, block in enumerate(part.blocks, 1):
                place = f"Mục {part.code}, đoạn {number}"
                yield Line(part.code, place, plain(block.text), block)
    yield Line("closing", "Đoạn kết", plain(draft.closing))


def _group_changes(old: list[Line], new: list[Line]) -> Iterator[Change]:
    partners: dict[int, Line] = {}
    _pair(old, new, partners, lambda a, b: float(a.text == b.text), 1)
    _pair(old, new, partners, _likeness_by_id, _SAME_ID)
    _pair(old, new, partners, lambda a, b: likeness(a.text, b.text), _ALIKE)
    for at, line in enumerate(new):
        partner = partners.get(at)
        if partner is None:
            yield Change(ChangeKind.NEW, None, line)
        elif partner.text != line.text:
            yield Change(ChangeKind.CHANGED, partner, line)
    yield from (Change(ChangeKind.DROPPED, line, None) for line in old)


def _likeness_by_id(one: Line, other: Line) -> float:
    if one.block is None or other.block is None:
        return 1  # a heading has only one place
    return likeness(one.text, other.text) if one.id == other.id else 0


def _pair(
    old: list[Line],
    new: Sequence[Line],
    partners: dict[int, Line],
    alike: Callable[[Line, Line], float],
    least: float,
) -> None:
    """Give each new line that has no partner the old line most like it, and take that away."""
    for at, line in enumerate(new):
        if at in partners or not old:
            continue
        best = max(old, key=lambda other: alike(other, line))
        if alike(best, line) >= least:
            partners[at] = best
            old.remove(best)


def _with_moves(changes: Sequence[Change]) -> Iterator[Change]:
    """What was dropped here and is new there, with the same words, was moved."""
    dropped = {c.texts.before: c for c in changes if c.kind is ChangeKind.DROPPED}
    moved = {c.texts.after for c in changes if c.kind is ChangeKind.NEW} & set(dropped)
    for change in changes:
        if change.kind is ChangeKind.NEW and change.texts.after in moved:
            yield Change(ChangeKind.MOVED, dropped[change.texts.after].before, change.after)
        elif change.kind is not ChangeKind.DROPPED or change.texts.before not in moved:
            yield change


def changed_figures(change: Change) -> Iterator[tuple[int, str]]:
    """The figures that a change brings, what they were, and where the new ones were read.

    Yields:
        The offset at which each is printed now, and what is to be said of it.
    """
    was: dict[str, list[str]] = {}
    for _, figure in _figures(change.before):
        was.setdefault(figure.code, []).append(figure.text)
    for start, figure in _figures(change.after):
        former = was.get(figure.code, [])
        if figure.text in former:
            former.remove(figure.text)
            continue
        once = f"{former.pop(0)} → " if former else ""
        yield start, plain(f"{figure.code}: {once}{figure.text}{_origin(figure)}")


def _figures(line: Line | None) -> Iterator[tuple[int, Figure]]:
    if line is not None and line.block is not None:
        for start, _, figure in placed_figures(plain_block(line.block)):
            yield start, figure


def _origin(figure: Figure) -> str:
    if len(figure.sources) != 1:
        return f" (tổng hợp từ {len(figure.sources):02d} số liệu)" if figure.sources else ""
    (source,) = figure.sources
    where = f"bản {source.version}, trang “{source.sheet}”, ô {source.cell}"
    return f" ({source.unit_name}, {where})"
