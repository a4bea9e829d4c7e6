"""Texts of which a part is in an old font: a spreadsheet keeps their stretches one by one."""

from __future__ import annotations

import html
import re
from typing import TypeAlias

from nghiquyet.workbook.old_fonts import OldFont, old_font
from nghiquyet.workbook.old_text import Run

NamedRuns: TypeAlias = tuple[tuple[str, str], ...]
"""Stretches of a text, each with the name of its font; no name where it is the cell's."""

_MAYBE_OLD = re.compile(rb"rFont\b[^>]*\bval=\"\.?[vV][nN]")
_ITEM = re.compile(rb"<(?:\w+:)?(?:si|is)>(.*?)</(?:\w+:)?(?:si|is)>", re.DOTALL)
_RUN = re.compile(rb"<(?:\w+:)?r(?:\s[^>]*)?>(.*?)</(?:\w+:)?r>", re.DOTALL)
_RUN_FONT = re.compile(rb"<(?:\w+:)?rFont\b[^>]*\bval=\"([^\"]*)\"")
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*>([^<]*)<")


def find_font_runs(xml: bytes) -> dict[str, NamedRuns]:
    """The stretches of every such text in the table of strings, or in a sheet, by the text."""
    if not _MAYBE_OLD.search(xml):
        return {}
    found = {}
    for item in _ITEM.findall(xml):
        runs = tuple(_named(run) for run in _RUN.findall(item))
        if any(old_font(name) for _, name in runs):
            found["".join(text for text, _ in runs)] = runs
    return found


def _named(run: bytes) -> tuple[str, str]:
    name = _RUN_FONT.search(run)
    return _decoded(b"".join(_TEXT.findall(run))), _decoded(name[1]) if name else ""


def _decoded(raw: bytes) -> str:
    return html.unescape(raw.decode("utf-8", "replace"))


def in_fonts(text: str, runs: NamedRuns | None, cell_font: OldFont | None) -> list[Run]:
    """A cell's text in stretches, each with its old font, if it is in one."""
    if runs is None:
        return [(text, cell_font)]
    return [(part, old_font(name) if name else cell_font) for part, name in runs]
