"""What a merge has done, block by block, for a person to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    """What became of a block; the value is how the office reads it."""

    UNCHANGED = "Giữ nguyên, số liệu không đổi"
    EDITED = "Giữ câu của Văn phòng, số liệu không đổi"
    UPDATED = "Đã cập nhật theo số liệu mới"
    MERGED = "Đã cập nhật số liệu mới, giữ nguyên chỗ Văn phòng sửa"
    AGREED = "Văn phòng đã sửa đúng như số liệu mới"
    CONFLICT = "Số liệu và câu của Văn phòng cùng đổi: giữ câu của Văn phòng, đề nghị xem ghi chú"
    DOUBTFUL = "Chưa chắc đoạn nào thay cho đoạn này: giữ câu của Văn phòng, đề nghị xem lại"
    INSERTED = "Đoạn mới theo số liệu mới, đã chèn vào"
    REMOVED = "Không còn số liệu, Văn phòng chưa sửa: đã bỏ"
    KEPT = "Không còn số liệu nhưng Văn phòng đã sửa: giữ lại, đề nghị bỏ"
    DELETED = "Văn phòng đã xóa, vẫn để xóa"
    DELETED_CHANGED = "Văn phòng đã xóa, vẫn để xóa; số liệu của đoạn này đã đổi"


@dataclass(frozen=True)
class BlockReport:
    """One block.

    Attributes:
        block: its id.
        outcome: what happened.
        before: the sentence as it was generated last, or empty.
        after: as it is generated now, or empty.
        office: as the office's file had it, or empty.
        merged: as the file has it now, or empty.
        remarks: Vietnamese sentences on what else is odd: split, joined, moved, reordered.
    """

    block: str
    outcome: Outcome
    before: str = ""
    after: str = ""
    office: str = ""
    merged: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class StaleText:
    """A paragraph of the office's own that still holds figures that have changed.

    Attributes:
        text: the paragraph.
        figures: the old figures in it.
        block: the block that they were copied from.
    """

    text: str
    figures: tuple[str, ...]
    block: str


@dataclass(frozen=True)
class MergeReport:
    """The whole file.

    Attributes:
        blocks: every block of the old and the new draft, in the order of the new one.
        own: the paragraphs that the office wrote or copied.
        stale: those places of the office's own where an old figure stands, now commented on.
    """

    blocks: tuple[BlockReport, ...]
    own: tuple[str, ...] = ()
    stale: tuple[StaleText, ...] = ()

    def lines(self, places: Mapping[str, str]) -> list[str]:
        """What a person must know, a line each; nothing of blocks that stayed as they were.

        Args:
            places: how people call the place of a block, by its id.
        """
        told = [
            " ".join(
                [f"{places.get(line.block, line.block)}: {line.outcome.value}.", *line.remarks]
            )
            for line in self.blocks
            if line.outcome not in (Outcome.UNCHANGED, Outcome.DELETED) or line.remarks
        ]
        for place in self.stale:
            old = ", ".join(f"“{figure}”" for figure in place.figures)
            told.append(f"Đoạn của Văn phòng còn số cũ {old}: {place.text}")
        return told


@dataclass(frozen=True)
class MergeResult:
    """The office's file with the new data, and what was done.

    Attributes:
        data: the .docx file; the very bytes that came in if nothing had to be done.
        report: what was done.
    """

    data: bytes
    report: MergeReport
