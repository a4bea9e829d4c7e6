"""Effective formatting: level upon level, and the same as LibreOffice finds."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from tests.document.checking.oracle import Oracle
from tests.document.conftest import Render
from tests.document.libreoffice import converted
from tests.document.typed import typed_resolution

from nghiquyet.document.checking.effective import Formatting
from nghiquyet.document.checking.looks import Letters, Shape
from nghiquyet.document.checking.passages import Passage, passages_of
from nghiquyet.document.package import WordPackage
from nghiquyet.document.render import Variant

W = nsdecls("w")
TABLE_STYLE = f"""
<w:style {W} w:type="table" w:customStyle="1" w:styleId="Bang">
  <w:name w:val="Bảng thử"/>
  <w:pPr><w:jc w:val="center"/><w:spacing w:after="40"/></w:pPr>
  <w:rPr><w:i/></w:rPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>
  <w:tblStylePr w:type="firstCol"><w:rPr><w:u w:val="single"/></w:rPr></w:tblStylePr>
  <w:tblStylePr w:type="lastRow"><w:rPr><w:caps/></w:rPr></w:tblStylePr>
  <w:tblStylePr w:type="band2Horz"><w:pPr><w:jc w:val="right"/></w:pPr></w:tblStylePr>
</w:style>
"""
NUMBERING = f"""
<w:abstractNum {W} w:abstractNumId="77"><w:multiLevelType w:val="singleLevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>
  <w:lvlJc w:val="left"/><w:pPr><w:ind w:left="1134" w:hanging="567"/></w:pPr></w:lvl>
</w:abstractNum>
"""


def a_document(build: Callable[[Any], object]) -> bytes:
    document = Document()
    build(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def looks(data: bytes) -> dict[str, tuple[Letters, Shape]]:
    """By the words of each run: its letters and its paragraph's lines."""
    package = WordPackage(data)
    formatting = Formatting(package)
    return {
        stretch.text: (formatting.letters(stretch.run), formatting.shape(passage.paragraph))
        for passage in passages_of(package.document)
        for stretch in passage.stretches
    }


def add_table(document: Any) -> None:
    document.styles.element.append(parse_xml(TABLE_STYLE))
    table = document.add_table(4, 3)
    table._tbl.tblPr.append(parse_xml(f'<w:tblStyle {W} w:val="Bang"/>'))
    table._tbl.tblPr.insert(0, table._tbl.tblPr[-1])
    look = table._tbl.tblPr.find(f"{{{table._tbl.nsmap['w']}}}tblLook")
    if look is not None:
        table._tbl.tblPr.remove(look)
    table._tbl.tblPr.append(parse_xml(f'<w:tblLook {W} w:val="04E0"/>'))
    for row in range(4):
        for column in range(3):
            table.cell(row, column).text = f"ô {row}{column}"


class TestTables:
    """A table's style, and what it says of single rows and columns."""

    @pytest.fixture
    def cells(self) -> dict[str, tuple[Letters, Shape]]:
        return looks(a_document(add_table))

    def test_the_whole_table(self, cells: dict[str, tuple[Letters, Shape]]) -> None:
        assert all(letters.italic for letters, _ in cells.values())
        assert {shape.after for _, shape in cells.values()} == {2}

    def test_first_row_and_column(self, cells: dict[str, tuple[Letters, Shape]]) -> None:
        assert {text for text, (found, _) in cells.items() if found.bold} == {
            "ô 00",
            "ô 01",
            "ô 02",
        }
        assert {text for text, (found, _) in cells.items() if found.underlined} == {
            f"ô {row}0" for row in range(4)
        }

    def test_last_row(self, cells: dict[str, tuple[Letters, Shape]]) -> None:
        assert {text for text, (found, _) in cells.items() if found.capitals} == {
            "ô 30",
            "ô 31",
            "ô 32",
        }

    def test_bands_begin_below_the_first_row(self, cells: dict[str, tuple[Letters, Shape]]) -> None:
        aligned = {text: shape.align for text, (_, shape) in cells.items()}
        assert {aligned[f"ô 2{column}"] for column in range(3)} == {"right"}
        assert {aligned[f"ô {row}1"] for row in (0, 1, 3)} == {"center"}


def add_toggles(document: Any) -> None:
    """Bold in the paragraph's style and in the letters' style: together not bold."""
    heading = document.styles.add_style("Đậm", WD_STYLE_TYPE.PARAGRAPH)
    heading.font.bold = True
    inner = document.styles.add_style("Nhấn", WD_STYLE_TYPE.CHARACTER)
    inner.font.bold = True
    paragraph = document.add_paragraph(style="Đậm")
    paragraph.add_run("kiểu đoạn")
    paragraph.add_run("hai kiểu", style="Nhấn")
    paragraph.add_run("đặt tay", style="Nhấn").font.bold = True
    paragraph.add_run("bỏ tay").font.bold = False
    document.add_paragraph().add_run("kiểu chữ", style="Nhấn")


def test_what_two_styles_switch_on_is_off_again() -> None:
    bold = {text: letters.bold for text, (letters, _) in looks(a_document(add_toggles)).items()}
    assert bold == {
        "kiểu đoạn": True,
        "hai kiểu": False,
        "đặt tay": True,
        "bỏ tay": False,
        "kiểu chữ": True,
    }


def add_inheritance(document: Any) -> None:
    base = document.styles.add_style("Gốc", WD_STYLE_TYPE.PARAGRAPH)
    base.font.size, base.font.name = Pt(13), "Arial"
    base.paragraph_format.space_after = Pt(9)
    base.paragraph_format.first_line_indent = Mm(12)
    child = document.styles.add_style("Con", WD_STYLE_TYPE.PARAGRAPH)
    child.base_style = base
    child.paragraph_format.alignment = ALIGN.JUSTIFY
    child.paragraph_format.line_spacing = Pt(19)
    paragraph = document.add_paragraph("kế thừa", "Con")
    paragraph.paragraph_format.left_indent = Mm(5)
    document.add_paragraph("phông chủ đề")


def test_styles_hand_down_what_they_do_not_change() -> None:
    found = looks(a_document(add_inheritance))
    letters, shape = found["kế thừa"]
    assert (letters.size, letters.fonts["ascii"], letters.fonts["hAnsi"]) == (13, "Arial", "Arial")
    assert (shape.align, shape.after, shape.line, shape.line_rule) == ("both", 9, 19, "exact")
    assert (round(shape.left, 1), round(shape.first_line, 1)) == (5, 12)


def test_a_font_of_the_theme_is_looked_up() -> None:
    letters, _ = looks(a_document(add_inheritance))["phông chủ đề"]
    assert letters.fonts["ascii"] == "Cambria"


def add_coloured_line(document: Any) -> None:
    run = document.add_paragraph().add_run("màu của gạch chân")
    run._r.get_or_add_rPr().append(parse_xml(f'<w:u {W} w:color="FF0000"/>'))


def test_the_colour_of_a_line_draws_none() -> None:
    letters, _ = looks(a_document(add_coloured_line))["màu của gạch chân"]
    assert not letters.underlined


def add_numbers(document: Any) -> None:
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    mark = f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
    document.add_paragraph("theo số")._p.get_or_add_pPr().append(parse_xml(mark))
    by_hand = document.add_paragraph("đặt tay")
    by_hand._p.get_or_add_pPr().append(parse_xml(mark))
    by_hand.paragraph_format.left_indent = Mm(7)


def test_numbering_sets_the_indents_unless_a_hand_does() -> None:
    found = looks(a_document(add_numbers))
    _, by_number = found["theo số"]
    assert (round(by_number.left), round(by_number.first_line)) == (20, -10)
    _, by_hand = found["đặt tay"]
    assert (round(by_hand.left), round(by_hand.first_line)) == (7, -10)


def levels(document: Any) -> None:
    """What both follow; LibreOffice knows nothing of styles that switch each other off."""
    add_inheritance(document)
    add_table(document)


def letters_of(formatting: Formatting, passage: Passage) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for stretch in passage.stretches:
        letters = formatting.letters(stretch.run)
        said = {
            name: getattr(letters, name)
            for name in ("size", "bold", "italic", "capitals", "underlined")
        }
        said["font"] = letters.fonts["ascii"]
        found += [(letter, said) for letter in stretch.text if not letter.isspace()]
    return found


@pytest.mark.slow
@pytest.mark.system("libreoffice-writer", "fonts-liberation2")
def test_every_letter_looks_as_libreoffice_says(render: Render, tmp_path: Path) -> None:
    files = {
        "draft": render(variant=Variant.SOURCED),
        "typed": typed_resolution().saved(),
        "levels": a_document(levels),
    }
    answers = converted(tmp_path, files, "fodt")
    for name, data in files.items():
        package = WordPackage(data)
        formatting = Formatting(package)
        ours = passages_of(package.document)
        theirs = list(Oracle(answers[name]).paragraphs())
        assert len(ours) == len(theirs) >= 10
        for passage, (text, shape, letters) in zip(ours, theirs, strict=True):
            assert letters_of(formatting, passage) == letters, (name, text)
            found = formatting.shape(passage.paragraph)
            for key, value in shape.items():
                said = getattr(found, key)
                expected = value if isinstance(value, str) else pytest.approx(value, abs=0.06)
                assert said == expected, (name, text, key)
