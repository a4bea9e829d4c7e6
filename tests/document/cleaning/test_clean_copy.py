"""The clean copy: what it refuses, what it takes away, what it never touches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX as COLOUR
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from tests.document.checking.edits import edited
from tests.document.conftest import Render
from tests.document.libreoffice import converted
from tests.document.samples import DRAFT, FILES, FLAG, a_block

from nghiquyet.document.checking.format_check import check_format
from nghiquyet.document.cleaning.clean import CleanCopy, clean_copy
from nghiquyet.document.cleaning.flags import FlagKind, remaining_flags
from nghiquyet.document.formats import FormatProfile
from nghiquyet.document.render import Variant
from nghiquyet.document.text import blocks_of, comments_of, document_text
from nghiquyet.errors import DocumentError
from nghiquyet.model.draft import Draft

W = nsdecls("w")
SETTLED_TEXT = "Tổng thu ước đạt "
PERSON = "Trần Thị B"


def with_blocks(*blocks: Any) -> Draft:
    section = DRAFT.sections[0]
    part = replace(section.sub_sections[0], blocks=blocks)
    return replace(DRAFT, sections=(replace(section, sub_sections=(part,)),), review=())


ESTIMATE = replace(FILES, id="f_uoc", estimated=True)
SETTLED = with_blocks(
    a_block("i1_01", SETTLED_TEXT, ESTIMATE, " hồ sơ."), a_block("i1_02", "Nội dung thứ hai.")
)
"""A draft that asks nothing of the office: it only says that a figure is estimated."""


@pytest.fixture
def settled(render: Render) -> bytes:
    return render(draft=SETTLED)


def second(document: Any) -> Any:
    return next(p for p in document.paragraphs if p.text == "Nội dung thứ hai.")


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(data: bytes, name: str, blob: bytes) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for other, content in {**parts(data), name: blob}.items():
            archive.writestr(other, content)
    return buffer.getvalue()


def printed(copy: CleanCopy) -> bytes:
    assert copy.data is not None
    return copy.data


def insert(document: Any) -> None:
    second(document)._p.append(
        parse_xml(
            f'<w:ins {W} w:id="901" w:author="{PERSON}" w:date="2026-01-28T09:00:00Z">'
            "<w:r><w:t> Thêm một ý.</w:t></w:r></w:ins>"
        )
    )


def delete(document: Any) -> None:
    (run,) = second(document).runs
    gone = parse_xml(
        f'<w:del {W} w:id="902" w:author="{PERSON}"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
    )
    run._r.addnext(gone)


def reformat(document: Any) -> None:
    (run,) = second(document).runs
    run._r.get_or_add_rPr().append(
        parse_xml(f'<w:rPrChange {W} w:id="903" w:author="{PERSON}"><w:rPr/></w:rPrChange>')
    )


def remark(document: Any) -> None:
    document.add_comment(second(document).runs, "Hỏi lại đồng chí Chánh Văn phòng.", PERSON, "TTB")


def light(document: Any) -> None:
    second(document).runs[0].font.highlight_color = COLOUR.BRIGHT_GREEN


def shade(document: Any) -> None:
    (run,) = second(document).runs
    run._r.get_or_add_rPr().append(parse_xml(f'<w:shd {W} w:val="clear" w:fill="FFFF00"/>'))


def leave_open(document: Any) -> None:
    (run,) = second(document).runs
    run.text = "Nội dung [Chưa có nội dung – MTTQ]."


class TestRefusal:
    def test_what_only_informs_does_not_stand_in_the_way(self, settled: bytes) -> None:
        assert len(comments_of(settled)) == 1
        assert remaining_flags(settled) == ()
        copy = clean_copy(settled)
        assert not copy.refused
        assert comments_of(printed(copy)) == []

    @pytest.mark.parametrize(
        ("edit", "kind", "said"),
        [
            (leave_open, FlagKind.PLACEHOLDER, "[Chưa có nội dung – MTTQ]"),
            (remark, FlagKind.OFFICE_COMMENT, f"chú thích của {PERSON}: “Hỏi lại đồng chí"),
            (insert, FlagKind.TRACKED_CHANGE, "01 chỗ sửa chưa chốt (“Thêm một ý.”)"),
            (delete, FlagKind.TRACKED_CHANGE, "01 chỗ sửa chưa chốt (“cũ”)"),
            (reformat, FlagKind.TRACKED_CHANGE, "chỗ sửa chưa chốt"),
            (light, FlagKind.HIGHLIGHT, "tô màu ở “Nội dung thứ hai.”"),
            (shade, FlagKind.HIGHLIGHT, "tô màu ở “Nội dung thứ hai.”"),
        ],
    )
    def test_each_open_matter_is_told_with_its_paragraph(
        self, settled: bytes, edit: Callable[[Any], object], kind: FlagKind, said: str
    ) -> None:
        data = edited(settled, edit)
        copy = clean_copy(data)
        assert copy.refused
        assert copy.data is None
        (flag,) = copy.flags
        assert flag.kind is kind
        assert said in flag.message
        assert flag.words.startswith("Nội dung")
        assert flag.message.startswith(f"Đoạn {flag.paragraph} “{flag.words}”")
        assert document_text(data)[flag.paragraph - 1].startswith("Nội dung")

    def test_a_fresh_draft_with_gaps_is_refused(self, render: Render) -> None:
        flags = remaining_flags(render())
        assert [flag.kind for flag in flags] == [
            FlagKind.PLACEHOLDER,
            FlagKind.COMMENT,
            FlagKind.COMMENT,
        ]
        assert [flag.quote for flag in flags] == [FLAG, FLAG, "42 tỷ đồng"]

    def test_a_comment_ticked_as_done_is_dealt_with(self, settled: bytes) -> None:
        data = edited(settled, remark)
        comments = etree.fromstring(parts(data)["word/comments.xml"])
        (theirs,) = [c for c in comments if c.get(qn("w:author")) == PERSON]
        space = "http://schemas.microsoft.com/office/word/2010/wordml"
        theirs[-1].set(f"{{{space}}}paraId", "0A0B0C0D")
        data = with_part(data, "word/comments.xml", etree.tostring(comments))
        data = with_done(data, "0A0B0C0D")
        assert remaining_flags(data) == ()
        clean = printed(clean_copy(data))
        assert comments_of(clean) == []
        assert not [name for name in parts(clean) if "comments" in name]

    def test_a_change_in_the_head_of_the_page_is_told(self, settled: bytes) -> None:
        def change(document: Any) -> None:
            document.sections[0].header.paragraphs[0]._p.append(
                parse_xml(f'<w:ins {W} w:id="9"><w:r><w:t>x</w:t></w:r></w:ins>')
            )

        (flag,) = remaining_flags(edited(settled, change))
        assert (flag.kind, flag.paragraph) == (FlagKind.TRACKED_CHANGE, 0)
        assert flag.message.startswith("Đầu trang")

    def test_what_is_no_word_file_is_said_so(self) -> None:
        with pytest.raises(DocumentError):
            clean_copy(b"no")


def with_done(data: bytes, paragraph: str) -> bytes:
    """The comment with that paragraph ticked, as Word writes it."""
    found = parts(data)
    name = "word/commentsExtended.xml"
    types = found["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/commentsExtended.xml" ContentType="application/vnd.'
        b'openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"/></Types>',
    )
    relations = found["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdX" Type="http://schemas.microsoft.com/office/2011/relationships/'
        b'commentsExtended" Target="commentsExtended.xml"/></Relationships>',
    )
    extended = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        f'<w15:commentEx w15:paraId="{paragraph}" w15:done="1"/></w15:commentsEx>'
    )
    data = with_part(data, name, extended.encode())
    data = with_part(data, "[Content_Types].xml", types)
    return with_part(data, "word/_rels/document.xml.rels", relations)


class TestForced:
    """Whoever gives a reason gets the copy, and answers for what is listed."""

    def test_a_reason_of_blanks_is_none(self, render: Render) -> None:
        assert clean_copy(render(), reason="  ").refused

    def test_ours_goes_and_theirs_stays(self, render: Render) -> None:
        def edit(document: Any) -> None:
            for change in (remark, insert, light):
                change(document)

        data = edited(render(draft=with_blocks(*mixed())), edit)
        copy = clean_copy(data, reason="Họp Ban Thường vụ đột xuất")
        assert copy.reason == "Họp Ban Thường vụ đột xuất"
        assert {flag.kind for flag in copy.flags} == set(FlagKind)
        clean = printed(copy)
        assert document_text(clean) == document_text(data)
        (left,) = comments_of(clean)
        assert left.text == "Hỏi lại đồng chí Chánh Văn phòng."
        colours = etree.fromstring(parts(clean)["word/document.xml"]).iter(qn("w:highlight"))
        assert [colour.get(qn("w:val")) for colour in colours] == ["green"]
        assert len(list(etree.fromstring(parts(clean)["word/document.xml"]).iter(qn("w:ins")))) == 1
        assert PERSON not in everything(clean)

    def test_nothing_to_force_needs_no_reason_kept(self, settled: bytes) -> None:
        assert clean_copy(settled, reason="cho chắc").reason == ""


def mixed() -> tuple[Any, ...]:
    (first, second_block) = SETTLED.sections[0].sub_sections[0].blocks
    missing = DRAFT.sections[0].sub_sections[0].blocks[1]
    return (first, second_block, replace(missing, id="i1_03"))


def everything(data: bytes) -> str:
    return "\n".join(blob.decode("utf-8", "ignore") for blob in parts(data).values())


class TestWhatIsKept:
    @pytest.mark.parametrize("variant", Variant)
    def test_text_blocks_and_identity(self, render: Render, variant: Variant) -> None:
        data = render(draft=SETTLED, variant=variant)
        clean = printed(clean_copy(data))
        assert document_text(clean) == document_text(data)
        assert blocks_of(clean) == blocks_of(data)
        assert parts(clean)["docProps/custom.xml"] == parts(data)["docProps/custom.xml"]
        assert "commentReference" not in everything(clean)

    def test_its_format_has_no_fault(self, settled: bytes, profile: FormatProfile) -> None:
        assert check_format(printed(clean_copy(settled)), profile) == ()

    def test_it_is_clean_already_the_second_time(self, settled: bytes) -> None:
        once = printed(clean_copy(settled))
        assert parts(printed(clean_copy(once))) == parts(once)


def test_nobody_can_tell_who_wrote_it(settled: bytes) -> None:
    data = edited(settled, lambda d: setattr(d.core_properties, "last_modified_by", PERSON))
    data = edited(data, lambda d: setattr(d.core_properties, "author", PERSON))
    found = parts(data)
    app = found["docProps/app.xml"].replace(
        b"</Properties>", f"<Manager>{PERSON}</Manager></Properties>".encode()
    )
    data = with_part(data, "docProps/app.xml", app)
    settings = found["word/settings.xml"].replace(
        b"</w:settings>",
        b'<w:attachedTemplate r:id="rIdT" xmlns:r="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships"/><w:rsids><w:rsid w:val="00AB12CD"/></w:rsids>'
        b"</w:settings>",
    )
    data = with_part(data, "word/settings.xml", settings)
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rIdT" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/attachedTemplate" Target="file:///C:/Users/{PERSON}/Normal.dotm" '
        'TargetMode="External"/></Relationships>'
    )
    data = with_part(data, "word/_rels/settings.xml.rels", relations.encode())
    assert PERSON in everything(data)
    clean = printed(clean_copy(data))
    for trace in (PERSON, "rsid", "attachedTemplate", "Normal.dotm"):
        assert trace not in everything(clean)
    Document(BytesIO(clean))


@pytest.mark.slow
@pytest.mark.system("libreoffice-writer", "fonts-liberation2")
def test_the_same_holds_after_libreoffice_has_saved_it(
    render: Render, settled: bytes, tmp_path: Path
) -> None:
    files = {
        "settled": settled,
        "fresh": render(),
        "remarked": edited(settled, remark),
        "lit": edited(settled, light),
        "changed": edited(settled, insert),
    }
    saved = converted(tmp_path, files, "docx")
    for name, data in files.items():
        told = [(f.kind, f.paragraph, f.quote) for f in remaining_flags(saved[name])]
        assert told == [(f.kind, f.paragraph, f.quote) for f in remaining_flags(data)], name
    clean = printed(clean_copy(saved["settled"]))
    assert document_text(clean) == document_text(settled)
    assert blocks_of(clean) == blocks_of(settled)
    assert comments_of(clean) == []
