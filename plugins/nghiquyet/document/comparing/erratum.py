"""The erratum (đính chính): what an issued resolution says and what it should have said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.document import Document as WordDocument

from nghiquyet.document.companion import (
    HEADING,
    LINE,
    add_listing,
    cell,
    finish,
    local_time,
    new_companion,
)
from nghiquyet.document.comparing.corrections import SentenceChange, affected_sentences
from nghiquyet.document.comparing.difference import LEGEND, marked_cells, set_marks
from nghiquyet.document.comparing.words import Pair
from nghiquyet.document.layout import Cell
from nghiquyet.document.marks import plain
from nghiquyet.document.text import document_text
from nghiquyet.model.draft import Draft
from nghiquyet.model.office import Office
from nghiquyet.wording import month_and_year

_COLUMNS = (
    ("TT", 10.0),
    ("Vị trí", 30.0),
    ("Đã in", 86.0),
    ("Nay sửa là", 86.0),
    ("Số liệu thay đổi", 45.0),
)
_EDITED = (
    "Câu này không còn nguyên văn trong bản đã ban hành: tìm câu tương ứng rồi sửa lời đính chính."
)


def render_erratum(
    printed: Draft, corrected: Draft, office: Office, issued: bytes | None = None
) -> bytes:
    """The proposed erratum of an issued resolution as a .docx file.

    Args:
        printed: the draft from which the resolution was issued.
        corrected: the draft as it would be with what is known now.
        office: whose resolution it is.
        issued: the Word file that was issued; sentences that the office had rewritten there
            are pointed out.
    """
    sentences = affected_sentences(printed, corrected)
    document = new_companion(
        corrected,
        office,
        "ĐỀ XUẤT ĐÍNH CHÍNH",
        (
            f"Nghị quyết tháng {month_and_year(printed.period.next)} "
            f"(đánh giá tháng {month_and_year(printed.period)})",
            f"Theo số liệu cập nhật đến {local_time(corrected.created_at)}",
        ),
        landscape=True,
    )
    if sentences:
        _add_errata(document, sentences)
        document.add_paragraph("2. Câu bị ảnh hưởng", HEADING)
        document.add_paragraph(LEGEND, LINE)
        add_listing(document, _COLUMNS, _rows(sentences, issued))
        set_marks(document)
    else:
        document.add_paragraph("Không có câu nào phải đính chính.", LINE)
    return finish(document)


def _add_errata(document: WordDocument, sentences: Sequence[SentenceChange]) -> None:
    document.add_paragraph("1. Nội dung đề nghị đính chính", HEADING)
    lines = [line for sentence in sentences for line in sentence.errata]
    for number, line in enumerate(lines, 1):
        document.add_paragraph(f"{number}. {plain(line)}", LINE)
    document.add_paragraph(
        "Trước khi trình ký: ghi số dòng theo bản đã ban hành; bỏ những nội dung không cần đính "
        "chính.",
        LINE,
    )


def _rows(sentences: Sequence[SentenceChange], issued: bytes | None) -> Iterator[list[Cell]]:
    text = None if issued is None else "\n".join(document_text(issued))
    for number, sentence in enumerate(sentences, 1):
        reasons = list(sentence.figures)
        if text is not None and sentence.before not in text:
            reasons.append(_EDITED)
        yield [
            cell(str(number)),
            cell(sentence.place),
            *marked_cells(Pair(sentence.before, sentence.after)),
            cell("\n".join(reasons) or "Không"),
        ]
