"""What calamine hides in a workbook, read straight from its XML.

Error cells come back from it as blanks; it shows no formulas without a stored result, no
fonts, no number formats, no comments. The patterns look at bytes, because building a tree
costs more than reading the whole workbook does. A guard has bounded the file before.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

from nghiquyet.workbook.font_runs import NamedRuns, find_font_runs
from nghiquyet.workbook.old_fonts import OldFont, old_font

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ERROR = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=\"e\"[^>/]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_FORMULA = re.compile(
    rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)(?:\s*<(?:\w+:)?v\b[^>/]*>([^<]*)<)?"
)
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*>\s*")
_RESULT = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)<")
_FONT = re.compile(rb"<(?:\w+:)?font\b(?:[^>]*/>|.*?</(?:\w+:)?font>)", re.DOTALL)
_FONT_NAME = re.compile(rb"<(?:\w+:)?name val=\"([^\"]*)\"")
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_COMMENT = re.compile(rb"<(?:\w+:)?comment\b([^>]*)>(.*?)</(?:\w+:)?comment>", re.DOTALL)
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*>([^<]*)<")
_PROPERTY = re.compile(rb"<(?:\w+:)?property\b[^>]*>(.*?)</(?:\w+:)?property>", re.DOTALL)
_DATES_FROM_1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=\"(?:1|true)\"")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_BUILT_IN_PERCENT = {9, 10}


@dataclass(frozen=True)
class HiddenParts:
    """What one sheet holds beside its values, by A1 address.

    Attributes:
        errors: error cells, such as ``#REF!``.
        uncached: formulas whose result the file does not hold, as they stand in the XML.
        percents: cells that show their number as a percentage.
        old_fonts: cells in a font of before Unicode.
        comments: comments on cells.
    """

    errors: dict[str, str] = field(default_factory=dict)
    uncached: dict[str, bytes] = field(default_factory=dict)
    percents: frozenset[str] = frozenset()
    old_fonts: dict[str, OldFont] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)

    def formula(self, cell: str) -> str:
        """One of :attr:`uncached` as it is typed."""
        return "=" + _text(self.uncached[cell])


@dataclass(frozen=True)
class Scan:
    """What the workbook as a whole holds beside its values.

    Attributes:
        sheets: the hidden parts by sheet name.
        properties: texts of the custom document properties.
        runs: texts in several fonts of which one is old: their stretches, each with the name of
            its font, or with none where it is the cell's.
        starts_in_1904: its days are counted from 1904 and not from 1900.
    """

    sheets: dict[str, HiddenParts] = field(default_factory=dict)
    properties: tuple[str, ...] = ()
    runs: dict[str, NamedRuns] = field(default_factory=dict)
    starts_in_1904: bool = False


@dataclass(frozen=True)
class _Styles:
    percents: frozenset[bytes]
    old_fonts: dict[OldFont, frozenset[bytes]]


def scan_parts(data: bytes) -> Scan:
    """Read what calamine hides; nothing for files that are no OOXML workbooks.

    Raises:
        zipfile.BadZipFile: if a member is damaged.
    """
    if not data.startswith(b"PK\x03\x04"):
        return Scan()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = frozenset(archive.namelist())

        def part(name: str) -> bytes:
            return archive.read(name) if name in members else b""

        workbook = part("xl/workbook.xml")
        targets = _targets(part("xl/_rels/workbook.xml.rels"), "xl")
        styles = _styles(part("xl/styles.xml"))
        runs = find_font_runs(part("xl/sharedStrings.xml"))
        sheets = {}
        for tag in _SHEET.findall(workbook):
            path = targets.get(_attribute(tag, b"id"), "")
            folder, name = posixpath.split(path)
            relations = _targets(part(f"{folder}/_rels/{name}.rels"), folder)
            notes = [target for target in relations.values() if "comments" in target]
            xml = part(path)
            runs |= find_font_runs(xml) if b"<is>" in xml else {}
            sheets[_attribute(tag, b"name")] = _hidden(
                xml, styles, b"".join(part(note) for note in notes)
            )
        properties = _PROPERTY.findall(part("docProps/custom.xml"))
    texts = tuple(_text(re.sub(rb"<[^>]*>", b"", value)) for value in properties)
    return Scan(sheets, texts, runs, _DATES_FROM_1904.search(workbook) is not None)


def _text(raw: bytes) -> str:
    return html.unescape(raw.decode("utf-8", "replace"))


def _attribute(tag: bytes, name: bytes) -> str:
    match = _attribute_pattern(name).search(tag)
    return _text(match[1]) if match else ""


@lru_cache(maxsize=32)
def _attribute_pattern(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"[\s:]" + name + rb'="([^"]*)"')


def _targets(relations: bytes, folder: str) -> dict[str, str]:
    found = {}
    for tag in _RELATION.findall(relations):
        target = _attribute(tag, b"Target")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        found[_attribute(tag, b"Id")] = posixpath.normpath(path)
    return found


@lru_cache(maxsize=64)
def _styles(styles: bytes) -> _Styles:
    """What the formats say; the workbooks of one form mostly have them in common."""
    percent_ids = {str(number) for number in _BUILT_IN_PERCENT}
    for tag in _NUMBER_FORMAT.findall(styles):
        if "%" in _LITERAL.sub("", _attribute(tag, b"formatCode")):
            percent_ids.add(_attribute(tag, b"numFmtId"))
    fonts = [_FONT_NAME.search(font) for font in _FONT.findall(styles)]
    font_ids: dict[OldFont, set[str]] = {}
    for place, name in enumerate(fonts):
        font = old_font(_text(name[1])) if name else None
        if font is not None:
            font_ids.setdefault(font, set()).add(str(place))
    block = _FORMATS.search(styles)
    formats = _FORMAT.findall(block[0] if block else b"")

    def places(attribute: bytes, wanted: set[str]) -> frozenset[bytes]:
        held = enumerate(_attribute(tag, attribute) for tag in formats if wanted)
        return frozenset(b"%d" % place for place, value in held if value in wanted)

    old_fonts = {font: places(b"fontId", ids) for font, ids in font_ids.items()}
    return _Styles(places(b"numFmtId", percent_ids), old_fonts)


def _hidden(xml: bytes, styles: _Styles, comments: bytes) -> HiddenParts:
    errors = {}
    if b't="e"' in xml:
        for head, body in _ERROR.findall(xml):
            result = _RESULT.search(body)
            errors[_attribute(head, b"r")] = _text(result[1]) if result else "#VALUE!"
    return HiddenParts(
        errors=errors,
        uncached=dict(_uncached(xml)),
        percents=_styled(xml, styles.percents),
        old_fonts={
            cell: font for font, ids in styles.old_fonts.items() for cell in _styled(xml, ids)
        },
        comments={
            _attribute(head, b"ref"): _text(b"".join(_TEXT.findall(body)))
            for head, body in _COMMENT.findall(comments)
        },
    )


def _uncached(xml: bytes) -> Iterator[tuple[str, bytes]]:
    """Formulas without a result: looked for by themselves, because most cells hold none."""
    for found in _FORMULA.finditer(xml):
        cell = _CELL.fullmatch(xml, xml.rfind(b"<", 0, found.start()), found.start())
        if cell and not found[2] and b't="str"' not in cell[0]:
            yield _attribute(cell[0], b"r"), found[1] or b""


def _styled(xml: bytes, wanted: frozenset[bytes]) -> frozenset[str]:
    if not wanted:
        return frozenset()
    pattern = rb"<(?:\w+:)?c\b([^>]*\bs=\"(?:" + b"|".join(sorted(wanted)) + rb")\"[^>]*)>"
    return frozenset(_attribute(head, b"r") for head in re.findall(pattern, xml))
