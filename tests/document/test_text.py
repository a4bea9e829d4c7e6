"""Reading Word back: also what an office has done to the file since."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx.oxml.ns import nsdecls

from nghiquyet.document.text import Remark, blocks_of, comments_of, document_text
from nghiquyet.errors import DocumentError

RUN = "<w:r><w:t>{}</w:t></w:r>"


def a_document(body: str, comments: str | None = None) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>"
        )
        if comments is not None:
            archive.writestr(
                "word/comments.xml", f"<w:comments {nsdecls('w')}>{comments}</w:comments>"
            )
    return buffer.getvalue()


def test_paragraphs_in_tables_controls_and_links_are_read_in_order() -> None:
    body = (
        f"<w:p>{RUN.format('một')}</w:p><w:p/>"
        f"<w:tbl><w:tr><w:tc><w:p>{RUN.format('hai')}</w:p></w:tc></w:tr></w:tbl>"
        f"<w:sdt><w:sdtContent><w:p>{RUN.format('ba')}</w:p></w:sdtContent></w:sdt>"
        f"<w:p><w:hyperlink>{RUN.format('bốn')}</w:hyperlink><w:ins>{RUN.format(' năm')}</w:ins>"
        "<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>"
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:noBreakHyphen/></w:r></w:p>"
    )
    assert document_text(a_document(body)) == ["một", "hai", "ba", "bốn năm", "a\tb\n-"]


def test_only_our_bookmarks_are_blocks() -> None:
    body = (
        '<w:p><w:bookmarkStart w:id="1" w:name="_GoBack"/>'
        f'<w:bookmarkStart w:id="2" w:name="blk_i1_01"/>{RUN.format("một")}</w:p>'
    )
    assert blocks_of(a_document(body)) == {"i1_01": "một"}


def test_a_comment_over_two_paragraphs() -> None:
    body = (
        f'<w:p>{RUN.format("a")}<w:commentRangeStart w:id="4"/>{RUN.format("b")}</w:p>'
        f'<w:p>{RUN.format("c")}<w:commentRangeEnd w:id="4"/>{RUN.format("d")}</w:p>'
    )
    comment = (
        f'<w:comment w:id="4" w:author="VP"><w:p>{RUN.format("xem")}</w:p>'
        f"<w:p>{RUN.format('lại')}</w:p></w:comment>"
    )
    assert comments_of(a_document(body, comment)) == [Remark("VP", "xem\nlại", "bc")]


def test_a_document_without_comments() -> None:
    assert comments_of(a_document("<w:p/>")) == []


def test_what_is_no_word_file() -> None:
    with pytest.raises(DocumentError, match="no Word document"):
        document_text(b"%PDF")
