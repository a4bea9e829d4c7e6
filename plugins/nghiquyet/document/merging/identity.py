"""The office's file says from now on that it belongs to the new draft, in that one's ids."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from nghiquyet.document.package import WordPackage
from nghiquyet.document.properties import DRAFT_ID
from nghiquyet.document.returned.claims import OUTDATED

_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_NAME, _MARK = qn("w:name"), re.compile(r"blk_(\w+?)(_Copy_\d+)?", re.ASCII)


def name_blocks(package: WordPackage, names: Mapping[str, str], dismissed: Collection[str]) -> None:
    """Give the bookmarks the ids of the new draft.

    Args:
        package: the file.
        names: the new draft's ids of the blocks that stand in the file, by those that they have.
        dismissed: ids that no bookmark may bear any more: their blocks are gone, or stand no
            more in the file while another block is called so now.
    """
    document = package.document
    for start in () if document is None else document.iter(qn("w:bookmarkStart")):
        match = _MARK.fullmatch(start.get(_NAME, ""))
        if match is not None and match[1] in names:
            start.set(_NAME, f"blk_{names[match[1]]}{match[2] or ''}")
        elif match is not None and match[1] in dismissed:
            start.set(_NAME, f"{OUTDATED}{match[1]}{match[2] or ''}")


def name_draft(package: WordPackage, draft_id: str) -> None:
    """Set the custom property with the draft's id; others stay."""
    root = package.one("custom-properties", "")
    if root is None:
        root = etree.Element(f"{{{_SPACE}}}Properties", nsmap={"vt": _VALUE})
        name = package.free_name("docProps/custom.xml")
        kind = RELATIONSHIP_TYPE.CUSTOM_PROPERTIES
        package.add(name, CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, kind, root, "")
    entry = next((entry for entry in root if entry.get("name") == DRAFT_ID), None)
    if entry is None:
        taken = [int(pid) for other in root if (pid := other.get("pid", "")).isdecimal()]
        entry = etree.SubElement(
            root,
            f"{{{_SPACE}}}property",
            fmtid=_FORMAT_ID,
            pid=str(max([1, *taken]) + 1),
            name=DRAFT_ID,
        )
    if "".join(str(text) for text in entry.itertext()) != draft_id:
        for old in list(entry):
            entry.remove(old)
        etree.SubElement(entry, f"{{{_VALUE}}}lpwstr").text = draft_id
