"""What can be said of letters and lines, and how Word's own words for it are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element

SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")
OFF = ("0", "false", "off", "none")
_MEASURES = {
    "spacing": ("before", "after", "line", "lineRule", "beforeAutospacing", "afterAutospacing"),
    "ind": ("left", "right", "start", "end", "firstLine", "hanging"),
}


@dataclass(frozen=True)
class Letters:
    """How the letters of a run look.

    Attributes:
        fonts: the typeface by script; a script that nobody speaks of is left out.
        size: in points.
        bold: whether they are.
        italic: whether they are.
        capitals: shown as capitals, however they were typed.
        underlined: whether they are.
        hidden: whether they are not shown at all.
        language: for the spelling check.
        colour: six hexadecimal digits, ``auto`` or nothing.
        highlight: name of the colour behind them, or nothing.
    """

    fonts: Mapping[str, str]
    size: float
    bold: bool
    italic: bool
    capitals: bool
    underlined: bool
    hidden: bool
    language: str
    colour: str
    highlight: str


@dataclass(frozen=True)
class Shape:
    """How the lines of a paragraph are set; millimetres across, points down.

    Attributes:
        align: ``left``, ``center``, ``right`` or ``both``.
        left: indent of all lines.
        first_line: further indent of the first, negative where it hangs out.
        before: distance to the paragraph before.
        after: distance to the next one.
        line: distance between lines, in points, or in lines if ``line_rule`` is ``auto``.
        line_rule: ``exact``, ``atLeast`` or ``auto``.
        contextual: no distance to a neighbour of the same style.
    """

    align: str
    left: float
    first_line: float
    before: float
    after: float
    line: float
    line_rule: str
    contextual: bool


def read_shape(found: dict[str, str], properties: _Element | None) -> None:
    """Add what one level says of a paragraph's lines to what the levels below it said."""
    if properties is None:
        return
    for tag, names in _MEASURES.items():
        prop = properties.find(qn(f"w:{tag}"))
        if prop is None:
            continue
        for name in names:
            value = prop.get(qn(f"w:{name}"))
            if value is not None:
                found.pop({"firstLine": "hanging", "hanging": "firstLine"}.get(name, ""), None)
                found[{"start": "left", "end": "right"}.get(name, name)] = value
    contextual = properties.find(qn("w:contextualSpacing"))
    if contextual is not None:
        found["contextualSpacing"] = "0" if contextual.get(qn("w:val"), "1") in OFF else "1"
    align = properties.find(qn("w:jc"))
    if align is not None:
        found["jc"] = align.get(qn("w:val"), "left")


def letters_of(found: Mapping[str, str]) -> Letters:
    """The letters, from what all levels together say."""
    return Letters(
        fonts={s: found[f"font.{s}"] for s in SCRIPTS if f"font.{s}" in found},
        size=float(found.get("sz", "20")) / 2,
        bold=found["b"] == "1",
        italic=found["i"] == "1",
        capitals=found["caps"] == "1",
        underlined=found.get("u", "none") != "none",
        hidden=found["vanish"] == "1",
        language=found.get("lang", ""),
        colour=found.get("color", ""),
        highlight=found.get("highlight", "none").replace("none", ""),
    )


_ALIGNMENTS = {"start": "left", "end": "right", "distribute": "both"}


def shape_of(found: Mapping[str, str]) -> Shape:
    """The lines, from what all levels together say."""
    align = found.get("jc", "left")
    rule = found.get("lineRule", "auto")
    return Shape(
        align=_ALIGNMENTS.get(align, align),
        left=_millimetres(found.get("left", "0")),
        first_line=_millimetres(found.get("firstLine", "0"))
        - _millimetres(found.get("hanging", "0")),
        before=_points(found, "before"),
        after=_points(found, "after"),
        line=_twips(found.get("line", "240")) / (240 if rule == "auto" else 20),
        line_rule=rule,
        contextual=found.get("contextualSpacing") == "1",
    )


_UNITS = {"mm": 1440 / 25.4, "cm": 14400 / 25.4, "in": 1440, "pt": 20, "pc": 240, "pi": 240}


def _twips(measure: str) -> float:
    """A measure in twentieths of a point: a plain number, or one with its unit."""
    for unit, factor in _UNITS.items():
        if measure.endswith(unit):
            return float(measure.removesuffix(unit)) * factor
    return float(measure)


def _millimetres(measure: str) -> float:
    return _twips(measure) * 25.4 / 1440


def _points(found: Mapping[str, str], side: str) -> float:
    if found.get(f"{side}Autospacing", "0") not in OFF:
        return 14.0  # what Word gives where it is left to choose
    return _twips(found.get(side, "0")) / 20
