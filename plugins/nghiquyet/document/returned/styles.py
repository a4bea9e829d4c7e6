"""What the file's styles say of a paragraph: its name, whether it is a heading or an item."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from docx.oxml.ns import qn
from lxml.etree import _Element

_VALUE = qn("w:val")
_LEVEL, _NUMBER = "w:outlineLvl", "w:numPr/w:numId"
_TEXT_LEVEL = 9


@dataclass
class Styles:
    """The styles of one file, by id."""

    root: _Element | None
    _by_id: dict[str, _Element] = field(default_factory=dict)
    _known: dict[tuple[str, str], str] = field(default_factory=dict)
    _default: str = ""

    def __post_init__(self) -> None:
        """Find each style once."""
        for style in () if self.root is None else self.root.iter(qn("w:style")):
            if style.get(qn("w:type")) == "paragraph":
                self._by_id.setdefault(style.get(qn("w:styleId"), ""), style)
                if style.get(qn("w:default")) in ("1", "true", "on"):
                    self._default = style.get(qn("w:styleId"), "")

    def name(self, properties: _Element | None) -> str:
        """The name of the paragraph's style."""
        style = self._by_id.get(self._id(properties))
        return "" if style is None else _value(style, "w:name")

    def heading(self, properties: _Element | None) -> int | None:
        """The level of the heading that it is."""
        level = self._said(properties, _LEVEL)
        return int(level) if level.isdecimal() and int(level) < _TEXT_LEVEL else None

    def is_listed(self, properties: _Element | None) -> bool:
        """Whether a bullet or a number is put before it."""
        return self._said(properties, _NUMBER) not in ("", "0")

    def _said(self, properties: _Element | None, path: str) -> str:
        """What the paragraph, its style or one that this is based on says first."""
        said = _value(properties, path)
        style_id = self._id(properties)
        if not said and (style_id, path) not in self._known:
            self._known[style_id, path] = self._of_style(style_id, path)
        return said or self._known[style_id, path]

    def _of_style(self, style_id: str, path: str) -> str:
        said = ""
        seen: set[str] = set()
        while not said and style_id in self._by_id and style_id not in seen:
            seen.add(style_id)
            style = self._by_id[style_id]
            said = _value(style.find(qn("w:pPr")), path)
            style_id = _value(style, "w:basedOn")
        return said

    def _id(self, properties: _Element | None) -> str:
        return _value(properties, "w:pStyle") or self._default


@cache
def _path(path: str) -> str:
    return "/".join(qn(step) for step in path.split("/"))


def _value(element: _Element | None, path: str) -> str:
    if element is None:
        return ""
    found = element.find(_path(path))
    return "" if found is None else found.get(_VALUE, "")
