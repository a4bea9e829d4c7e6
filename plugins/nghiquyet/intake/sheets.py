"""The elements of an Excel workbook that tell its size, and what in it acts by itself."""

from __future__ import annotations

import re

from nghiquyet.intake.extent import Extent, Meter

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
# A reference into another workbook, a conversation with another program, a call of a server.
_OUTSIDE = re.compile(r"(?<![\w\]])\[\d+\][^\[\]]*!|\w\||\b(?:WEBSERVICE|RTD)\(", re.IGNORECASE)
# A sheet of the ordinary kind: every cell near, and written as Excel writes it.
_OTHER_CELL = re.compile(rb"<c[\t\r\n/>]")
_NEAR_CELL = re.compile(rb'<c r="A?[A-Z][0-9]{1,3}"')
_NEAR_ROWS, _NEAR_COLUMNS = 999, 52
_SPREADING = re.compile(rb"<(?:[\w.-]+:)?(?:mergeCell|hyperlink)(?=[\s/>])")
_PLAIN_SPREADING = re.compile(rb'<(?:mergeCell|hyperlink) (?:[^<>"]*"[^"]*")*? ?ref="([A-Z0-9:]+)"')
_TOLD = re.compile(rb'<sst(?: [a-zA-Z:]+="[^"]*")*? uniqueCount="([0-9]{1,9})"')
_TEXT_CELLS = (b'"s"', b"'s'")
_ACTING = {
    "oleObjects": "TEP-CO-NHUNG",
    "controls": "TEP-CO-NHUNG",
    "ddeLink": "TEP-CO-LIEN-KET",
    "externalReferences": "TEP-CO-LIEN-KET",
    "DataMashup": "TEP-CO-LIEN-KET",
}
_TO_READ = (b"<!", *map(str.encode, _ACTING))


class SheetMeter(Meter):
    """Measures a part of an Excel workbook."""

    def __init__(self, extent: Extent) -> None:
        steps = {
            "row": self._go_to_row,
            "c": self._go_to_cell,
            "v": self._fill,
            "f": self._fill,
            "is": self._fill,
            "mergeCell": self._spread,
            "hyperlink": self._spread,
            "sst": self._see_shared_texts,
            "si": self._see_shared_text,
        }
        super().__init__(extent, steps, _ACTING)
        self._row = self._column = self._cell_row = 0
        self._letters: dict[str, int] = {}
        self._texts = self._texts_told = 0

    def measure_at_once(self, xml: bytes) -> bool:
        """Measure the whole part by what Excel writes; False if it holds anything else."""
        if any(name in xml for name in _TO_READ):
            return False
        if b"sst" in xml:
            return self._measure_texts(xml)
        return b"sheetData" not in xml or self._measure_cells(xml)

    def _measure_texts(self, xml: bytes) -> bool:
        told = _TOLD.search(xml)
        texts = xml.split(b"</si>")
        if told is None or int(told[1]) > max(len(texts), self.extent.limits.cells):
            return False
        self.extent.longest_text = max(self.extent.longest_text, *map(len, texts))
        return True

    def _measure_cells(self, xml: bytes) -> bool:
        begin, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
        near = len(_NEAR_CELL.findall(xml, max(begin, 0), max(end, 0)))
        # Excel gives cells no prefix: what begins so, or with a colon before it, is a cell.
        if near != xml.count(b"<c ") or b":c" in xml or _OTHER_CELL.search(xml):
            return False
        spreads = b"mergeCell" in xml or b"hyperlink" in xml
        spreading = _PLAIN_SPREADING.findall(xml) if spreads else []
        if spreads and len(_SPREADING.findall(xml)) != len(spreading):
            return False
        self.extent.cells += near
        self.extent.text_cells += sum(map(xml.count, _TEXT_CELLS))
        self.rows, self.columns = _NEAR_ROWS, _NEAR_COLUMNS
        for reference in spreading:
            self._spread({"ref": reference.decode()})
        return True

    def see_line(self, name: str, text: str) -> None:
        """A text has ended, within the element of that name."""
        if name == "si":
            self.extent.longest_text = max(self.extent.longest_text, len(text))
        elif name in {"f", "definedName"} and _OUTSIDE.search(_QUOTED.sub("", text)):
            self.problems.add("TEP-CO-LIEN-KET")

    def finish(self) -> None:
        """The part has ended."""
        super().finish()
        if self._texts_told > max(self._texts, self.extent.limits.cells):
            self.problems.add("TEP-KHAI-SAI")  # a reader makes room for what it is told

    def _go_to_row(self, row: dict[str, str]) -> None:
        told = row.get("r")
        self._row = self._cell_row = int(told) if told else self._row + 1
        self._column = 0

    def _go_to_cell(self, cell: dict[str, str]) -> None:
        extent = self.extent
        extent.cells += 1
        if cell.get("t") == "s":
            extent.text_cells += 1
        address = cell.get("r")
        if not address:
            self._column += 1
            self._cell_row = self._row
            return
        letters = address.rstrip("0123456789")
        self._column = self._letters.get(letters) or self._letters.setdefault(
            letters, _column(letters)
        )
        self._cell_row = int(address[len(letters) :])

    def _fill(self, _: dict[str, str]) -> None:
        """The latest cell holds something."""
        if self._cell_row > self.rows:
            self.rows = self._cell_row
        if self._column > self.columns:
            self.columns = self._column

    def _spread(self, where: dict[str, str]) -> None:
        if "ref" in where:
            self.extent.spread += _area(where["ref"], self.extent.limits.spread_cells)

    def _see_shared_texts(self, told: dict[str, str]) -> None:
        count = told.get("uniqueCount", "")
        self._texts_told = int(count) if count.isdecimal() else 0

    def _see_shared_text(self, _: dict[str, str]) -> None:
        self._texts += 1


def _area(reference: str, limit: int) -> int:
    """Cells of a range; above the limit if it is no range of cells but of whole columns."""
    match = _RANGE.fullmatch(reference.strip())
    if match is None:
        return limit + 1
    left, top, right, bottom = match.groups()
    width = abs(_column(right or left) - _column(left)) + 1
    height = abs(int(bottom or top) - int(top)) + 1
    return width * height


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
