"""How a paragraph and its letters really look: everything Word inherits, in Word's order.

Defaults, then the table's style, the paragraph's styles, its numbering, the letters' style
and last what was set by hand. No library resolves this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from docx.oxml.ns import qn
from lxml.etree import _Element

from nghiquyet.document.checking.looks import (
    OFF,
    SCRIPTS,
    Letters,
    Shape,
    letters_of,
    read_shape,
    shape_of,
)
from nghiquyet.document.checking.table_styles import conditions
from nghiquyet.document.package import WordPackage

_VAL, _RUN, _SHAPE = qn("w:val"), qn("w:rPr"), qn("w:pPr")
_THEMES = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme"}
_THEMES["cs"] = "cstheme"
_THEME_SCRIPTS = {"Ascii": "latin", "HAnsi": "latin", "EastAsia": "ea", "Bidi": "cs"}
_TOGGLES = ("b", "i", "caps", "strike", "vanish")
_VALUES = ("sz", "u", "highlight", "color", "lang")


class Formatting:
    """Looks formatting up in one Word file."""

    def __init__(self, package: WordPackage) -> None:
        """Read the file's styles, numbering and theme."""
        styles = package.one("styles")
        found = [] if styles is None else list(styles.iter(qn("w:style")))
        self._styles = {style.get(qn("w:styleId"), ""): style for style in found}
        self._standard = {
            style.get(qn("w:type"), ""): style.get(qn("w:styleId"), "")
            for style in found
            if style.get(qn("w:default"), "0") not in OFF
        }
        self._defaults = None if styles is None else styles.find(qn("w:docDefaults"))
        self._numbering = package.one("numbering")
        self._theme = _theme_fonts(package.one("theme"))
        self._chain = cache(self._find_chain)

    def style_name(self, paragraph: _Element) -> str:
        """The name of a paragraph's style, as Word's gallery shows it."""
        style = self._styles.get(self._style_of(paragraph))
        name = None if style is None else style.find(qn("w:name"))
        return "" if name is None else name.get(_VAL, "")

    def letters(self, run: _Element) -> Letters:
        """How the letters of a run look."""
        paragraph = next(run.iterancestors(qn("w:p")))
        found: dict[str, str] = {}
        own = run.find(_RUN)
        self._read_letters(found, self._default(_RUN))
        switches = {name: found.get(name) == "1" for name in _TOGGLES}
        in_styles = dict.fromkeys(_TOGGLES, False)
        for level in self._letter_levels(paragraph, own):
            said: dict[str, str] = {}
            for properties in level:
                self._read_letters(said, properties)
            for name in _TOGGLES:  # a style inside a style switches back (17.7.3)
                in_styles[name] ^= said.pop(name, "0") == "1"
            found |= said
        found |= {name: "1" if switches[name] or in_styles[name] else "0" for name in _TOGGLES}
        self._read_letters(found, own)
        return letters_of(found)

    def shape(self, paragraph: _Element) -> Shape:
        """How the lines of a paragraph are set."""
        found: dict[str, str] = {}
        for properties in self._shape_levels(paragraph):
            read_shape(found, properties)
        return shape_of(found)

    def _letter_levels(
        self, paragraph: _Element, own: _Element | None
    ) -> Iterator[list[_Element | None]]:
        yield [layer.find(_RUN) for layer in self._table_layers(paragraph)]
        yield [style.find(_RUN) for style in self._chain(self._style_of(paragraph))]
        mark = None if own is None else own.find(qn("w:rStyle"))
        if mark is not None:
            yield [style.find(_RUN) for style in self._chain(mark.get(_VAL, ""))]

    def _shape_levels(self, paragraph: _Element) -> Iterator[_Element | None]:
        yield self._default(_SHAPE)
        for layer in self._table_layers(paragraph):
            yield layer.find(_SHAPE)
        own = paragraph.find(_SHAPE)
        numbered = own is not None and own.find(qn("w:numPr")) is not None
        for style in self._chain(self._style_of(paragraph)):
            properties = style.find(_SHAPE)
            if not numbered:  # a number set by hand takes the style's away
                yield self._numbering_shape(properties)
            yield properties
        yield self._numbering_shape(own)
        yield own

    def _style_of(self, paragraph: _Element) -> str:
        mark = paragraph.find(f"{_SHAPE}/{qn('w:pStyle')}")
        named = "" if mark is None else mark.get(_VAL, "")
        return named if named in self._styles else self._standard.get("paragraph", "")

    def _find_chain(self, style_id: str) -> tuple[_Element, ...]:
        """A style and those it is based on, the root first."""
        chain: dict[str, _Element] = {}
        while style_id in self._styles and style_id not in chain:
            chain[style_id] = self._styles[style_id]
            base = chain[style_id].find(qn("w:basedOn"))
            style_id = "" if base is None else base.get(_VAL, "")
        return tuple(reversed(chain.values()))

    def _table_layers(self, paragraph: _Element) -> Iterator[_Element]:
        cell = next(paragraph.iterancestors(qn("w:tc")), None)
        if cell is None:
            return
        table = next(cell.iterancestors(qn("w:tbl")))
        mark = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        chain = self._chain("" if mark is None else mark.get(_VAL, ""))
        yield from chain
        bands = [_band_size(chain, f"w:tblStyle{kind}BandSize") for kind in ("Row", "Col")]
        for condition in conditions(cell, *bands):
            for style in chain:
                yield from (
                    part
                    for part in style.iterchildren(qn("w:tblStylePr"))
                    if part.get(qn("w:type")) == condition
                )

    def _default(self, kind: str) -> _Element | None:
        if self._defaults is None:
            return None
        return self._defaults.find(f"{kind}Default/{kind}")

    def list_level(self, paragraph: _Element) -> tuple[str, int, _Element] | None:
        """The list that numbers a paragraph, the level in it, and what is said of that level."""
        own = paragraph.find(_SHAPE)
        styles = [style.find(_SHAPE) for style in self._chain(self._style_of(paragraph))]
        for properties in (own, *reversed(styles)):
            if properties is not None and properties.find(qn("w:numPr")) is not None:
                return self._level(properties)
        return None

    def _numbering_shape(self, properties: _Element | None) -> _Element | None:
        """The shape that a paragraph's number brings with it."""
        found = None if properties is None else self._level(properties)
        return None if found is None else found[2].find(_SHAPE)

    def _level(self, properties: _Element) -> tuple[str, int, _Element] | None:
        number = properties.find(f"{qn('w:numPr')}/{qn('w:numId')}")
        level = properties.find(f"{qn('w:numPr')}/{qn('w:ilvl')}")
        if number is None or self._numbering is None:
            return None
        at = "0" if level is None else level.get(_VAL, "0")
        listing = _child(self._numbering, "w:num", "w:numId", number.get(_VAL, ""))
        if listing is None:
            return None
        changed = _child(listing, "w:lvlOverride", "w:ilvl", at)
        found = None if changed is None else changed.find(qn("w:lvl"))
        abstract = listing.find(qn("w:abstractNumId"))
        if found is None and abstract is not None:
            name = abstract.get(_VAL, "")
            base = _child(self._numbering, "w:abstractNum", "w:abstractNumId", name)
            found = None if base is None else _child(base, "w:lvl", "w:ilvl", at)
        return None if found is None else (number.get(_VAL, ""), int(at), found)

    def _read_letters(self, found: dict[str, str], properties: _Element | None) -> None:
        if properties is None:
            return
        for prop in properties:
            name = prop.tag.rpartition("}")[2] if isinstance(prop.tag, str) else ""
            if name == "rFonts":
                found |= self._fonts(prop)
            elif name in _TOGGLES:
                found[name] = "0" if prop.get(_VAL, "1") in OFF else "1"
            elif name in _VALUES and _VAL in prop.attrib:
                found[name] = prop.get(_VAL, "")

    def _fonts(self, prop: _Element) -> Iterator[tuple[str, str]]:
        for script in SCRIPTS:
            theme = self._theme.get(prop.get(qn(f"w:{_THEMES[script]}"), ""))
            font = theme or prop.get(qn(f"w:{script}"))
            if font:
                yield f"font.{script}", font


def _child(parent: _Element, tag: str, attribute: str, value: str) -> _Element | None:
    return next(
        (child for child in parent.iterchildren(qn(tag)) if child.get(qn(attribute)) == value), None
    )


def _band_size(chain: Iterable[_Element], tag: str) -> int:
    sizes = [size for style in chain for size in style.iter(qn(tag))]
    return int(sizes[-1].get(_VAL, "1")) if sizes else 1


def _theme_fonts(theme: _Element | None) -> dict[str, str]:
    """The typefaces behind ``minorHAnsi`` and its like."""
    fonts: dict[str, str] = {}
    if theme is None:
        return fonts
    for kind in ("major", "minor"):
        for ending, script in _THEME_SCRIPTS.items():
            face = theme.find(f".//{{*}}{kind}Font/{{*}}{script}")
            fonts[f"{kind}{ending}"] = "" if face is None else face.get("typeface", "")
    return fonts
