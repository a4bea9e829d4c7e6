"""What takes figures from elsewhere is told with its page and cell."""

from __future__ import annotations

import pytest
from tests.intake.conftest import Looks
from tests.intake.workbooks import MAIN, a_form, an_open_document, with_parts

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def linked(*cells: str, names: str = "", **parts: str) -> bytes:
    """A workbook of two pages; the second holds the cells."""
    rows = "".join(f'<row><c r="{cell}"><f>[1]Nhập!A1</f><v>1</v></c></row>' for cell in cells)
    return with_parts(
        a_form(1),
        {
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="Bìa" sheetId="1" r:id="rId7"/>'
            '<sheet name="Số &amp; liệu" sheetId="2" r:id="rId9"/></sheets>'
            f"<definedNames>{names}</definedNames></workbook>",
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId7" '
            'Target="worksheets/sheet7.xml"/><Relationship Id="rId9" '
            'Target="/xl/worksheets/sheet9.xml"/></Relationships>',
            "xl/worksheets/sheet7.xml": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
            "xl/worksheets/sheet9.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>'
            "</worksheet>",
            **parts,
        },
    )


LINKED = {
    "cells": (linked("E8", "E9", "E10", "F3"), "trang “Số & liệu”, ô E8 đến E10, F3."),
    "name": (
        linked(names='<definedName name="nguồn">[1]Nhập!$A$1</definedName>'),
        "tên đã đặt “nguồn”",
    ),
    "connection": (
        linked(
            **{"xl/connections.xml": '<connections><connection id="1" name="Kho"/></connections>'}
        ),
        "kết nối dữ liệu “Kho”",
    ),
    "file": (
        linked(
            "E8",
            **{
                "xl/externalLinks/externalLink1.xml": "<externalLink/>",
                "xl/externalLinks/_rels/externalLink1.xml.rels": "<Relationships><Relationship "
                'Id="rId1" Target="file:///C:/bc/thang%201.xlsx" TargetMode="External"/>'
                "</Relationships>",
            },
        ),
        "tệp được lấy số liệu: “thang 1.xlsx”",
    ),
    "open-document": (
        an_open_document(
            '<table:table-row><table:table-cell table:formula="of:=[&apos;file:///a.ods&apos;#$A.A1]"'
            ' office:value-type="float" office:value="1"/></table:table-row>',
            name="Nhập",
        ),
        "trang “Nhập”",
    ),
}


@pytest.mark.parametrize("kind", LINKED)
def test_a_link_is_told_with_its_place(look: Looks, kind: str) -> None:
    data, place = LINKED[kind]
    found = look(data)
    assert found.code == "TEP-CO-LIEN-KET"
    assert place in found.message.partition("Chỗ có liên kết: ")[2]


def test_links_that_are_too_many_to_list_are_counted(look: Looks) -> None:
    found = look(linked(*(f"E{2 * line}" for line in range(1, 101))))
    assert "E80 và 60 ô nữa trên trang này." in found.message


def test_a_cell_with_figures_of_its_own_is_not_named(look: Looks) -> None:
    assert "E9" not in look(linked("E8")).message
