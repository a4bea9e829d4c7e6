"""What the merge says in the margin, and how it knows again what it has said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nghiquyet.document.merging.changes import Change

NEW_BLOCK = "Mới: đoạn này có thêm theo số liệu mới, đề nghị xem lại."
GONE = "Không còn số liệu cho đoạn này, đề nghị bỏ."
ADDED = "Bổ sung theo số liệu mới, đề nghị xem lại."
_UPDATED = re.compile(r"Cập nhật theo số liệu mới; trước đây ghi “[^“”]*”\.")
_CONFLICT = re.compile(
    r"Số liệu đã đổi.*Câu của Văn phòng được giữ nguyên; đề nghị (?:sửa theo câu mới: “.*”|bỏ\.)",
    re.DOTALL,
)
_LONGEST = 60


def updated(change: Change) -> str:
    """On words that the new data have put in."""
    if not change.old.strip():
        return ADDED
    return f"Cập nhật theo số liệu mới; trước đây ghi “{_short(change.old)}”."


def conflict(changes: Iterable[Change], sentence: str) -> str:
    """On a passage that the new data change where the office has changed it too."""
    told = [f"“{_short(c.old)}” thành “{_short(c.text)}”" for c in changes if c.old and c.text]
    what = f"Số liệu đã đổi: {'; '.join(told)}." if told else "Số liệu đã đổi."
    return f"{what} {_advice(sentence)}"


def stale(figures: Sequence[str], sentence: str) -> str:
    """On old figures in a paragraph that is no generated one, such as a copy."""
    old = ", ".join(f"“{_short(figure)}”" for figure in figures)
    return f"Số liệu đã đổi, ở đây còn số cũ: {old}. {_advice(sentence)}"


def new_block(place: str) -> str:
    """On a new block; ``place`` is its sub-section if the file has no heading for that."""
    return f"{NEW_BLOCK} Đoạn thuộc tiểu mục “{place}”." if place else NEW_BLOCK


def is_update(text: str) -> bool:
    """Whether a comment says that the merge has changed or added these words."""
    return text in (ADDED, NEW_BLOCK) or _UPDATED.fullmatch(text) is not None


def is_conflict(text: str, sentence: str) -> bool:
    """Whether a comment proposes this sentence, and nobody has written into it."""
    return _CONFLICT.fullmatch(text) is not None and text.endswith(_advice(sentence))


def _advice(sentence: str) -> str:
    kept = "Câu của Văn phòng được giữ nguyên; đề nghị"
    return f"{kept} sửa theo câu mới: “{sentence}”" if sentence.strip() else f"{kept} bỏ."


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
