"""The difference between two drafts as a paper: before and now, side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml.etree import SubElement

from nghiquyet.document.companion import (
    LINE,
    TABLE_GROUP,
    TABLE_TEXT,
    add_listing,
    cell,
    finish,
    local_time,
    new_companion,
)
from nghiquyet.document.comparing.changes import (
    Change,
    ChangeKind,
    changed_figures,
    changes_between,
    count_lines,
)
from nghiquyet.document.comparing.words import Pair, Piece, compare_words
from nghiquyet.document.layout import Cell
from nghiquyet.model.draft import Draft
from nghiquyet.model.office import Office
from nghiquyet.wording import month_and_year

_DROPPED, _NEW, _END = "\ue002", "\ue003", "\ue004"
_MARKED = re.compile(f"([{_DROPPED}{_NEW}])([^{_END}]*){_END}")
_SIGNS = re.compile(f"[{_DROPPED}{_NEW}{_END}]")
_LOOKS = {
    _DROPPED: '<w:strike/><w:color w:val="595959"/>',
    _NEW: '<w:b/><w:u w:val="single"/>',
}
LEGEND = "Chữ gạch ngang: đã bỏ. Chữ đậm, gạch chân: mới thêm hoặc đã sửa."
_COLUMNS = (
    ("TT", 10.0),
    ("Vị trí", 30.0),
    ("Bản trước", 86.0),
    ("Bản này", 86.0),
    ("Số liệu thay đổi", 45.0),
)
_TITLES = {
    ChangeKind.CHANGED: "Đoạn có thay đổi",
    ChangeKind.NEW: "Đoạn mới",
    ChangeKind.DROPPED: "Đoạn đã bỏ",
    ChangeKind.MOVED: "Đoạn chuyển chỗ, lời văn giữ nguyên",
}


def render_difference(before: Draft, after: Draft, office: Office) -> bytes:
    """The difference as a .docx file.

    Args:
        before: the earlier draft.
        after: the later one.
        office: whose drafts they are.
    """
    changes = changes_between(before, after)
    document = new_companion(
        after,
        office,
        "BẢN SO SÁNH HAI DỰ THẢO",
        (
            f"Nghị quyết tháng {month_and_year(after.period.next)} "
            f"(đánh giá tháng {month_and_year(after.period)})",
            f"Bản trước lập lúc {local_time(before.created_at)}; "
            f"bản này lập lúc {local_time(after.created_at)}",
        ),
        landscape=True,
    )
    document.add_paragraph(_summary(changes, count_lines(after)), LINE)
    if changes:
        document.add_paragraph(LEGEND, LINE)
        add_listing(document, _COLUMNS, _rows(changes))
        set_marks(document)
    return finish(document)


def _summary(changes: Sequence[Change], lines: int) -> str:
    if not changes:
        return "Hai dự thảo giống nhau từng chữ."
    found = Counter(change.kind for change in changes)
    told = [
        f"{_TITLES[kind].partition(',')[0].lower()}: {found[kind]:02d}"
        for kind in _TITLES
        if found[kind]
    ]
    same = lines - sum(found[kind] for kind in found if kind is not ChangeKind.DROPPED)
    return f"{'; '.join(told).capitalize()}; giữ nguyên: {same:02d}."


def _rows(changes: Sequence[Change]) -> Iterator[list[Cell]]:
    number = 0
    for kind, title in _TITLES.items():
        those = [change for change in changes if change.kind is kind]
        if those:
            yield [cell(f"{title} ({len(those):02d})", TABLE_GROUP, span=len(_COLUMNS))]
        for change in those:
            number += 1
            yield _row(number, change)


def _row(number: int, change: Change) -> list[Cell]:
    place = change.place
    if change.kind is ChangeKind.MOVED and change.before is not None:
        place = f"{change.before.place}\nchuyển sang\n{place}"
    figures = "\n".join(said for _, said in changed_figures(change)) or "Không"
    return [cell(str(number)), cell(place), *marked_cells(change.texts), cell(figures)]


def marked_cells(texts: Pair) -> list[Cell]:
    """Two cells, before and now, with the changed words between marks for :func:`set_marks`."""
    texts = Pair(*(_SIGNS.sub("", text) for text in texts))
    if not (texts.before and texts.after):
        return [cell(texts.before), cell(texts.after)]
    left, right = compare_words(*texts)
    return [cell(_between(left, _DROPPED)), cell(_between(right, _NEW), TABLE_TEXT)]


def _between(pieces: Iterable[Piece], sign: str) -> str:
    return "".join(_marked(piece.text, sign) if piece.changed else piece.text for piece in pieces)


def _marked(text: str, sign: str) -> str:
    """The words between marks; a line under the blank behind them would look like a slip."""
    words = text.rstrip()
    return f"{sign}{words}{_END}{text[len(words) :]}" if words else text


def set_marks(document: WordDocument) -> None:
    """Replace the marks round changed words by the looks of those words."""
    for text in list(document.element.body.iter(qn("w:t"))):
        pieces = _MARKED.split(text.text or "")
        if len(pieces) == 1:
            continue
        run = next(text.iterancestors(qn("w:r")))
        for at, piece in enumerate(pieces):
            if at % 3 == 1 or not piece:
                continue  # the sign itself
            new = deepcopy(run)
            new.remove(new.find(qn("w:t")))
            if at % 3 == 2:
                look = _LOOKS[pieces[at - 1]]
                new.insert(0, parse_xml(f"<w:rPr {nsdecls('w')}>{look}</w:rPr>"))
            space = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
            SubElement(new, qn("w:t"), space).text = piece
            run.addprevious(new)
        run.getparent().remove(run)
