"""LibreOffice's own answer to how a document looks: its flat file, resolved letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
}
ALIGNMENTS = {"start": "left", "end": "right", "justify": "both"}
UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}


def q(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"


def millimetres(measure: str) -> float:
    number, unit = re.fullmatch(r"(-?[\d.]+)(\w+)", measure).groups()  # type: ignore[union-attr]
    return float(number) * UNITS[unit]


class Oracle:
    """A flat OpenDocument file."""

    def __init__(self, data: bytes) -> None:
        self.root = etree.fromstring(data)
        self.styles = {
            (style.get(q("style:family")), style.get(q("style:name"))): style
            for style in self.root.iter(q("style:style"))
        }
        self.defaults = {
            style.get(q("style:family")): style
            for style in self.root.iter(q("style:default-style"))
        }
        self.faces = {
            face.get(q("style:name")): face.get(q("svg:font-family")).strip("'")
            for face in self.root.iter(q("style:font-face"))
        }

    def paragraphs(self) -> Iterator[tuple[str, dict[str, Any], list[tuple[str, dict[str, Any]]]]]:
        """Text, shape, and every visible letter with its looks."""
        body = self.root.find(f".//{q('office:text')}")
        for paragraph in body.iter(q("text:p"), q("text:h")):
            if any(a.tag == q("office:annotation") for a in paragraph.iterancestors()):
                continue
            base = self.resolve("paragraph", paragraph.get(q("text:style-name")), {})
            letters = [
                (letter, self.letters(found))
                for text, found in self.stretches(paragraph, base)
                for letter in text
                if not letter.isspace()
            ]
            if letters:
                yield "".join(letter for letter, _ in letters), self.shape(base), letters

    def stretches(
        self, element: Any, found: dict[str, str]
    ) -> Iterator[tuple[str, dict[str, str]]]:
        yield element.text or "", found
        for child in element:
            if child.tag == q("text:span"):
                yield from self.stretches(
                    child, self.resolve("text", child.get(q("text:style-name")), found)
                )
            elif child.tag == q("text:a"):
                yield from self.stretches(child, found)
            yield child.tail or "", found

    def resolve(self, family: str, name: str, found: dict[str, str]) -> dict[str, str]:
        chain = []
        while name is not None and (family, name) in self.styles:
            chain.append(self.styles[family, name])
            name = chain[-1].get(q("style:parent-style-name"))
        if family == "paragraph":
            chain.append(self.defaults["paragraph"])
        resolved = dict(found)
        for style in reversed(chain):
            for properties in style.iterchildren(
                q("style:paragraph-properties"), q("style:text-properties")
            ):
                if q("fo:margin") in properties.attrib:
                    resolved.update(dict.fromkeys(MARGINS, properties.get(q("fo:margin"))))
                if {q("fo:line-height"), q("style:line-height-at-least")} & set(properties.attrib):
                    resolved.pop(q("fo:line-height"), None)
                    resolved.pop(q("style:line-height-at-least"), None)
                resolved.update(properties.attrib)
        return resolved

    def letters(self, found: dict[str, str]) -> dict[str, Any]:
        face = found.get(q("style:font-name"), "")
        return {
            "font": self.faces.get(face, face),
            "size": float(found[q("fo:font-size")].removesuffix("pt")),
            "bold": found.get(q("fo:font-weight")) == "bold",
            "italic": found.get(q("fo:font-style")) == "italic",
            "capitals": found.get(q("fo:text-transform")) == "uppercase",
            "underlined": found.get(q("style:text-underline-style"), "none") != "none",
        }

    def shape(self, found: dict[str, str]) -> dict[str, Any]:
        align = found.get(q("fo:text-align"), "start")
        line = found.get(q("fo:line-height"), "100%")
        at_least = found.get(q("style:line-height-at-least"))
        if at_least:
            rule, height = "atLeast", millimetres(at_least) * 72 / 25.4
        elif line.endswith("%"):
            rule, height = "auto", float(line[:-1]) / 100
        else:
            rule, height = "exact", millimetres(line) * 72 / 25.4
        return {
            "align": ALIGNMENTS.get(align, align),
            "left": millimetres(found.get(q("fo:margin-left"), "0mm")),
            "first_line": millimetres(found.get(q("fo:text-indent"), "0mm")),
            "before": millimetres(found.get(q("fo:margin-top"), "0mm")) * 72 / 25.4,
            "after": millimetres(found.get(q("fo:margin-bottom"), "0mm")) * 72 / 25.4,
            "line_rule": rule,
            "line": height,
        }


MARGINS = [q(f"fo:margin-{side}") for side in ("left", "right", "top", "bottom")]
