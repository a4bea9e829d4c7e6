"""The formatting that Word really uses: defaults, then the styles, then the paragraph and run.

Enough for documents without table styles, numbering and theme fonts, which ours must not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx.oxml.ns import qn
from lxml import etree

SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")


def part(data: bytes, name: str) -> Any:
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


class Formatting:
    """Looks formatting up in one document."""

    def __init__(self, data: bytes) -> None:
        self.body = part(data, "word/document.xml")
        styles = part(data, "word/styles.xml")
        self.defaults = styles.find(qn("w:docDefaults"))
        self.styles = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}

    def paragraphs(self) -> Iterator[tuple[str, str, dict[str, str]]]:
        """Style name, text and formatting of every run that has text."""
        for paragraph in self.body.iter(qn("w:p")):
            chain = self._chain(paragraph)
            name = chain[-1].find(qn("w:name")).get(qn("w:val"))
            for run in paragraph.iter(qn("w:r")):
                text = "".join(run.itertext(qn("w:t")))
                if text.strip():
                    yield name, text, self._effective(chain, paragraph, run)

    def _chain(self, paragraph: Any) -> list[Any]:
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = self.styles["Normal" if mark is None else mark.get(qn("w:val"))]
        chain = [style]
        while (base := chain[0].find(qn("w:basedOn"))) is not None:
            chain.insert(0, self.styles[base.get(qn("w:val"))])
        return chain

    def _effective(self, chain: list[Any], paragraph: Any, run: Any) -> dict[str, str]:
        found: dict[str, str] = {}
        for holder in (self.defaults, *chain, paragraph, run):
            for properties in holder.iter(qn("w:rPr"), qn("w:pPr")):
                if holder is paragraph and properties.tag == qn("w:rPr"):
                    continue  # the run's own, or those of the paragraph's mark
                for prop in properties:
                    _read(prop, found)
        return found


def _read(prop: Any, found: dict[str, str]) -> None:
    tag = etree.QName(prop).localname
    values = {etree.QName(key).localname: value for key, value in prop.attrib.items()}
    if tag == "rFonts":
        assert not any("heme" in key for key in values), "a theme font"
    if tag in ("rFonts", "spacing", "ind", "lang"):
        found.update({f"{tag}.{key}": value for key, value in values.items()})
    elif not len(prop):
        found[tag] = values.get("val", "1")
