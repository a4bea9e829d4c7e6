"""The elements of an Excel workbook that tell its size, and what in it acts by itself."""

from __future__ import annotations

import re
from collections import Counter

from nghiquyet.intake.extent import Extent, Meter, Step

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
# A reference into another workbook, a conversation with another program, a call of a server.
_OUTSIDE = re.compile(r"(?<![\w\]])\[\d+\][^\[\]]*!|\w\||\b(?:WEBSERVICE|RTD)\(", re.IGNORECASE)
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
_ACTING_NAMES = tuple(map(str.encode, _ACTING))
_SPREADING = (b"mergeCell", b"hyperlink")
# By what a part is measured at once: elements by their names without prefix, and «!» for what is
# none. That of which most are full is passed by: near cells as Excel writes them, and texts.
_TELLING = re.compile(
    rb'<(?!/|c r="A?[A-Z][0-9]{1,3}"|[vf][ >]|row |si>|t[ >])(?:[^\s/>!]*:)?'
    rb"(!|(?:c|sst|sheetData|%b)(?=[\s/>]))" % b"|".join(_ACTING_NAMES + _SPREADING)
)
_NEAR_ROWS, _NEAR_COLUMNS = 999, 52


def takes_from_outside(formula: str) -> bool:
    """Whether a formula takes something from another file, another program or a server."""
    return _OUTSIDE.search(_QUOTED.sub("", formula)) is not None


class SheetMeter(Meter):
    """Measures a part of an Excel workbook."""

    acting = _ACTING

    def __init__(self, extent: Extent) -> None:
        super().__init__(extent)
        self._row = self._column = self._cell_row = 0
        self._letters: dict[str, int] = {}
        self._texts = self._texts_told = 0

    def steps(self) -> dict[str, Step]:
        """What to do at which element, by its name."""
        return {
            **super().steps(),
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

    def measure_at_once(self, xml: bytes) -> bool:
        """Measure the whole part by what Excel writes; False if it holds anything else."""
        elements = Counter(match[1] for match in _TELLING.finditer(xml))
        if b"!" in elements or any(name in elements for name in _ACTING_NAMES):
            return False
        if b"sst" in elements:
            return b"sheetData" not in elements and self._measure_texts(xml)
        return b"sheetData" not in elements or self._measure_cells(xml, elements)

    def _measure_texts(self, xml: bytes) -> bool:
        told = _TOLD.search(xml)
        texts = xml.split(b"</si>")
        if told is None or int(told[1]) > max(len(texts), self.extent.limits.cells):
            return False
        self.extent.longest_text = max(self.extent.longest_text, *map(len, texts))
        return True

    def _measure_cells(self, xml: bytes, elements: Counter[bytes]) -> bool:
        spreading = sum(elements[name] for name in _SPREADING)
        references = _PLAIN_SPREADING.findall(xml) if spreading else []
        if b"c" in elements or len(references) != spreading:
            return False
        self.extent.cells += xml.count(b"<c ")
        self.extent.text_cells += sum(map(xml.count, _TEXT_CELLS))
        self.rows, self.columns = _NEAR_ROWS, _NEAR_COLUMNS
        for reference in references:
            self._spread({"ref": reference.decode()})
        return True

    def see_line(self, name: str, text: str) -> None:
        """A text has ended, within the element of that name."""
        if name == "si":
            self.extent.longest_text = max(self.extent.longest_text, len(text))
        elif name in {"f", "definedName"} and takes_from_outside(text):
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
