"""What is read in a Word file, in both views of tracked changes."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import nsdecls
from tests.document.conftest import Render
from tests.document.samples import PRINTED
from tests.document.test_package import with_part

from nghiquyet.document.returned.paragraphs import Paragraph
from nghiquyet.document.returned.reading import read_document


def read(body: str) -> tuple[list[Paragraph], list[Paragraph]]:
    """Both views of a file whose body is this XML."""
    buffer = BytesIO()
    Document().save(buffer)
    xml = f"<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>"
    document = read_document(with_part(buffer.getvalue(), "word/document.xml", xml.encode()))
    return list(document.paragraphs), list(document.original)


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def texts(paragraphs: list[Paragraph]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs]


def test_the_draft_is_read_as_it_was_printed(render: Render) -> None:
    document = read_document(render())
    assert [p.text for p in document.paragraphs if not p.is_blank] == PRINTED
    assert [p.text for p in document.original if not p.is_blank] == PRINTED
    headings = {p.text: p.heading for p in document.paragraphs if p.heading is not None}
    assert headings["I. ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO THÁNG 01"] == 0
    assert headings["2. Công tác chính quyền"] == 1
    assert [p.text for p in document.paragraphs if p.in_table][:2] == PRINTED[:2]


TRACKED = [
    (f"{run('a ')}<w:ins w:id='1'>{run('b ')}</w:ins>{run('c')}", "a b c", "a c"),
    (f"{run('a ')}<w:del w:id='1'>{run('b ', 'delText')}</w:del>{run('c')}", "a c", "a b c"),
    (
        f"<w:ins w:id='1'>{run('a')}<w:del w:id='2'>{run('b', 'delText')}</w:del></w:ins>",
        "a",
        "",
    ),
    (f"<w:moveFrom w:id='1'>{run('a')}</w:moveFrom>{run('b')}", "b", "ab"),
    (f"<w:moveTo w:id='1'>{run('a')}</w:moveTo>{run('b')}", "ab", "b"),
]


@pytest.mark.parametrize(("inline", "accepted", "rejected"), TRACKED)
def test_tracked_changes(inline: str, accepted: str, rejected: str) -> None:
    now, before = read(f"<w:p>{inline}</w:p>")
    assert (texts(now), texts(before)) == ([accepted], [rejected])
    assert now[0].is_tracked
    assert all(piece.node is None for piece in now[0].pieces if piece.text in ("b ", "a"))


def test_a_deleted_mark_joins_paragraphs_and_an_inserted_one_parted_them() -> None:
    mark = "<w:pPr><w:rPr><w:{} w:id='1'/></w:rPr></w:pPr>"
    now, before = read(f"<w:p>{mark.format('del')}{run('a ')}</w:p><w:p>{run('b')}</w:p>")
    assert (texts(now), texts(before)) == (["a b"], ["a ", "b"])
    assert len(now[0].elements) == 2
    now, before = read(f"<w:p>{mark.format('ins')}{run('a ')}</w:p><w:p>{run('b')}</w:p>")
    assert (texts(now), texts(before)) == (["a ", "b"], ["a b"])


INLINE = [
    ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
    ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:noBreakHyphen/></w:r>', "a-"),
    (f"<w:hyperlink>{run('a')}</w:hyperlink>", "a"),
    (f"<w:sdt><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>", "a"),
    (f"<w:fldSimple w:instr='PAGE'>{run('3')}</w:fldSimple>", "3"),
    (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" + run("PAGE", "instrText")
        + "<w:r><w:t>no</w:t></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        + run("3") + "<w:r><w:fldChar w:fldCharType='end'/></w:r>" + run(" b"),
        "3 b",
    ),
    ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r>", ""),
    ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>a</w:t></w:r>', "a"),
]  # fmt: skip


@pytest.mark.parametrize(("inline", "text"), INLINE)
def test_what_stands_in_a_paragraph(inline: str, text: str) -> None:
    now, _ = read(f"<w:p>{inline}</w:p>")
    assert texts(now) == [text]


def test_only_plain_text_may_be_changed() -> None:
    fields = INLINE[3][0] + INLINE[4][0] + INLINE[5][0] + INLINE[2][0]
    now, _ = read(f"<w:p>{fields}</w:p>")
    assert [piece.text for piece in now[0].pieces if piece.node is not None] == [" b", "a"]


def mark(number: int, name: str, inner: str, end: str = "") -> str:
    close = f"<w:bookmarkEnd w:id='{end or number}'/>"
    return f"<w:bookmarkStart w:id='{number}' w:name='{name}'/>{inner}{close}"


def test_bookmarks_as_programs_leave_them() -> None:
    unclosed = mark(1, "blk_a", run("a"), end="99")
    now, _ = read(f"<w:p>{unclosed}</w:p><w:p>{run('b')}</w:p>")
    assert [p.marks for p in now] == [{"blk_a": ""}, {}]
    across = (
        f"<w:p><w:bookmarkStart w:id='1' w:name='blk_a'/>{run('a')}</w:p>"
        f"<w:p>{run('b')}<w:bookmarkEnd w:id='1'/>{run('c')}</w:p>"
    )
    now, _ = read(across)
    assert [p.marks for p in now] == [{"blk_a": "a"}, {"blk_a": "b"}]
    struck = f"<w:del w:id='7'>{mark(1, 'blk_a', run('a', 'delText'))}</w:del>{run('b')}"
    now, before = read(f"<w:p>{struck}</w:p>")
    assert (now[0].marks, before[0].marks) == ({"blk_a": ""}, {"blk_a": "a"})
    reverse = (
        f"<w:p><w:bookmarkEnd w:id='1'/>{run('a')}<w:bookmarkStart w:id='1' w:name='x'/></w:p>"
    )
    now, _ = read(reverse + f"<w:p>{run('b')}</w:p>")
    assert [p.marks for p in now] == [{"x": ""}, {}]


def test_labels_of_lists_are_no_text() -> None:
    numbered = "<w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr>"
    now, _ = read(f"<w:p>{numbered}{run('a')}</w:p><w:p>{run('b')}</w:p>")
    assert [(p.text, p.is_listed) for p in now] == [("a", True), ("b", False)]


def test_rows_and_tables() -> None:
    row = "<w:tr>{}<w:tc><w:p>" + run("a") + "</w:p></w:tc></w:tr>"
    gone = row.format("<w:trPr><w:del w:id='1'/></w:trPr>")
    now, before = read(f"<w:tbl>{gone}{row.format('')}</w:tbl><w:p/>")
    assert (texts(now), texts(before)) == (["a", ""], ["a", "a", ""])
    assert now[0].in_table
    assert not now[1].in_table


def test_comments_are_read_with_the_words_they_are_anchored_to(render: Render) -> None:
    document = read_document(render())
    anchored = {
        document.comments[number].text: words
        for paragraph in document.paragraphs
        for number, words in paragraph.comments.items()
    }
    assert anchored["Kiểm tra tên riêng."] == "thành lập Trạm Y tế xã Kè Sắt"


def test_a_file_without_comments_and_styles_is_read(render: Render) -> None:
    buffer = BytesIO()
    with ZipFile(BytesIO(render())) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name not in ("word/comments.xml", "word/styles.xml", "docProps/custom.xml"):
                new.writestr(name, old.read(name))
    document = read_document(buffer.getvalue())
    assert [p.text for p in document.paragraphs if not p.is_blank] == PRINTED
    assert (document.comments, document.draft_id) == ({}, "")
