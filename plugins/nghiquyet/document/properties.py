"""What a Word file says of itself: its title, its author and which draft it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from nghiquyet.errors import DocumentError

DRAFT_ID = "nghiquyet.draft"
VARIANT = "nghiquyet.variant"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def describe(document: WordDocument, title: str, author: str, moment: datetime) -> None:
    """Set the properties that Word and Explorer show."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.created = properties.modified = moment.astimezone(UTC).replace(tzinfo=None)
    properties.language, properties.comments, properties.revision = "vi-VN", "", 1


def set_custom_properties(document: WordDocument, values: Mapping[str, str]) -> None:
    """Set custom document properties beside those the office's template has."""
    package = document.part.package
    part = next((p for p in package.iter_parts() if p.content_type == _TYPE), None)
    if part is None:
        empty = f'<Properties xmlns="{_SPACE}" xmlns:vt="{_VALUE}"/>'.encode()
        part = Part(PackURI("/docProps/custom.xml"), _TYPE, empty, package)
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    root = etree.fromstring(part.blob, _parser())
    for old in list(root):
        if old.get("name") in values:
            root.remove(old)
    last = max((int(old.get("pid", "1")) for old in root), default=1)
    for number, (name, value) in enumerate(values.items(), last + 1):
        entry = etree.SubElement(
            root, f"{{{_SPACE}}}property", fmtid=_FORMAT_ID, pid=str(number), name=name
        )
        etree.SubElement(entry, f"{{{_VALUE}}}lpwstr").text = value
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def draft_id_of(data: bytes) -> str:
    """The id of the draft that a Word file was made from; empty if it is none of ours.

    Raises:
        DocumentError: if the bytes are no Word document.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            xml = archive.read("docProps/custom.xml")
        root = etree.fromstring(xml, _parser())
    except KeyError:
        return ""
    except (BadZipFile, etree.XMLSyntaxError) as error:
        raise DocumentError(f"no Word document: {error}") from error
    values = (each.findtext(f"{{{_VALUE}}}lpwstr") for each in root if each.get("name") == DRAFT_ID)
    return next(values, None) or ""


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)
