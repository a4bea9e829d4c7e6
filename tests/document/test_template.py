"""The first template: what word.md's traps demand of it, and that it prints a draft."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from tests.document.conftest import Render
from tests.document.effective import part
from tests.document.samples import PRINTED

from nghiquyet.document.layout import STYLE_NAMES
from nghiquyet.document.template import build_template, main
from nghiquyet.document.text import document_text


@pytest.fixture(params=["built", "committed"])
def any_template(request: pytest.FixtureRequest, template: Path, tmp_path: Path) -> Path:
    if request.param == "committed":
        return template
    path = tmp_path / "built.docx"
    main([str(path)])
    return path


def test_it_prints_a_draft(render: Render, any_template: Path) -> None:
    assert document_text(render(template=any_template)) == PRINTED


def test_no_table_begins_or_ends_the_body(any_template: Path) -> None:
    body = part(any_template.read_bytes(), "word/document.xml")[0]
    elements = [child for child in body if child.tag != qn("w:sectPr")]
    assert elements[0].tag == elements[-1].tag == qn("w:p")


def test_tables_are_borderless_and_say_their_widths_three_times(any_template: Path) -> None:
    tables = list(part(any_template.read_bytes(), "word/document.xml").iter(qn("w:tbl")))
    assert len(tables) == 2
    for table in tables:
        grid = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
        cells = [int(width.get(qn("w:w"))) for width in table.iter(qn("w:tcW"))]
        total = int(table.find(f".//{qn('w:tblW')}").get(qn("w:w")))
        assert grid == cells
        assert abs(total - sum(grid)) <= 1
        assert table.find(f".//{qn('w:tblLayout')}").get(qn("w:type")) == "fixed"
        borders = table.find(f".//{qn('w:tblBorders')}")
        assert {edge.get(qn("w:val")) for edge in borders} == {"nil"}


def test_nothing_in_it_is_drawn_controlled_or_themed(any_template: Path) -> None:
    data = any_template.read_bytes()
    for name in ("word/document.xml", "word/styles.xml", "word/header1.xml"):
        tags = {str(element.tag).rpartition("}")[2] for element in part(data, name).iter()}
        assert not tags & {"sdt", "drawing", "pict", "bookmarkStart", "AlternateContent"}
    with ZipFile(BytesIO(data)) as archive:
        styles = archive.read("word/styles.xml").decode()
        names = archive.namelist()
    assert not re.findall(r"w:(?:ascii|hAnsi|eastAsia|cs)Theme|w:cstheme", styles)
    assert not [name for name in names if "thumbnail" in name or "customXml" in name]


def test_every_kind_of_paragraph_has_its_style_in_the_gallery() -> None:
    styles = build_template().styles
    for name in STYLE_NAMES.values():
        assert styles[name].quick_style
