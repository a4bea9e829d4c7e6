"""The stream of records that Excel 97 to 2003 writes: how large it is, what in it acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from struct import Struct

from nghiquyet.intake.binary_texts import field_texts, shared_texts
from nghiquyet.intake.extent import Extent
from nghiquyet.intake.limits import Limits
from nghiquyet.intake.verdicts import RefusedError, Seen

_HEAD = Struct("<HH")
_PLACE = Struct("<HH")
_SIZE = Struct("<IIHH")
_AREA = Struct("<4H")
_BEGIN, _CONTINUED = 0x0809, 0x003C
_EXCEL_97 = 0x0600
_MACRO_SHEET = 0x0040
_TEXT, _MANY = 0x00FD, 0x00BD
_FORMULA = 0x0006
_CELLS = frozenset((0x0203, 0x0204, 0x0205, 0x00D6, 0x027E, _TEXT, _MANY, _FORMULA))
_WITHIN = b"\x01\x04", b"\x01\x3a"  # references within the workbook, and to add-ins
_LEAST_TOKEN = 5  # bytes of a formula that may stand for a name

Record = tuple[int, int, bytes, list[bytes]]
"""Its place, its kind, its bytes, and those of the records that continue it."""


class BinaryWorkbook:
    """Looks at one stream; what is seen is told to the file that holds it."""

    def __init__(self, limits: Limits, seen: Seen) -> None:
        self._seen = seen
        self._extent = Extent(limits)
        self._limits = limits
        self._begins: set[int] = set()
        self._sheets: set[int] = set()
        self._rows = self._columns = 0
        self._formula_bytes = self._longest_name = 0
        self._steps: dict[int, Callable[[Record], None]] = {
            _BEGIN: self._begin,
            0x002F: lambda _: self._seen.problems.add("TEP-CO-MAT-KHAU"),
            0x0085: self._see_sheet,
            0x0018: self._see_name,
            0x01AE: self._see_source,
            0x00DC: lambda _: self._seen.problems.add("TEP-CO-LIEN-KET"),
            0x0200: self._see_size,
            0x00E5: self._see_merged,
            0x00FC: self._see_shared_texts,
            **dict.fromkeys(_CELLS, self._see_cell),
        }

    def look(self, stream: bytes) -> None:
        """Look at every record.

        Raises:
            RefusedError: if the records do not follow one another to the end.
        """
        for count, record in enumerate(_records(stream)):
            if count > 2 * self._limits.cells:
                raise RefusedError("TEP-QUA-NHIEU-O")
            _, kind, data, more = record
            step = self._steps.get(kind)
            if step is not None:
                step(record)
            self._seen.see(field_texts(kind, data, more))
        self._finish()

    def _finish(self) -> None:
        self._add_sheet()
        if not self._sheets <= self._begins:
            self._seen.problems.add("TEP-KHAI-SAI")  # a reader would start within some record
        self._seen.problems.update(self._extent.problems())
        if self._formula_bytes // _LEAST_TOKEN * self._longest_name > self._limits.text_length:
            self._seen.problems.add("TEP-O-QUA-DAI")

    def _begin(self, record: Record) -> None:
        at, _, data, _ = record
        if int.from_bytes(data[:2], "little") != _EXCEL_97:
            raise RefusedError("TEP-XLS-CU")
        if int.from_bytes(data[2:4], "little") == _MACRO_SHEET:
            self._seen.problems.add("TEP-CO-MACRO")
        self._begins.add(at)
        self._add_sheet()

    def _add_sheet(self) -> None:
        self._extent.add_sheet(self._rows, self._columns)
        self._rows = self._columns = 0

    def _see_sheet(self, record: Record) -> None:
        data = record[2]
        self._sheets.add(int.from_bytes(data[:4], "little"))
        self._longest_name = max(self._longest_name, *data[6:7])
        if data[5:6] == b"\x01":
            self._seen.problems.add("TEP-CO-MACRO")

    def _see_name(self, record: Record) -> None:
        self._longest_name = max(self._longest_name, *record[2][3:4])

    def _see_source(self, record: Record) -> None:
        if record[2][2:4] not in _WITHIN:
            self._seen.problems.add("TEP-CO-LIEN-KET")

    def _see_size(self, record: Record) -> None:
        """A reader makes room for what it is told."""
        top, bottom, left, right = _SIZE.unpack_from(record[2])
        if (bottom - top) * (right - left) > self._limits.area or bottom < top or right < left:
            self._seen.problems.add("TEP-QUA-NHIEU-O")

    def _see_cell(self, record: Record) -> None:
        _, kind, data, _ = record
        row, column = _PLACE.unpack_from(data)
        width = (len(data) - 6) // 6 if kind == _MANY else 1
        extent = self._extent
        extent.cells += width
        extent.text_cells += kind == _TEXT
        self._rows = max(self._rows, row + 1)
        self._columns = max(self._columns, column + width)
        if kind == _FORMULA:
            self._formula_bytes += len(data)

    def _see_merged(self, record: Record) -> None:
        for top, bottom, left, right in _AREA.iter_unpack(record[2][2:]):
            self._extent.spread += (abs(bottom - top) + 1) * (abs(right - left) + 1)

    def _see_shared_texts(self, record: Record) -> None:
        for text in shared_texts([record[2], *record[3]]):
            self._extent.longest_text = max(self._extent.longest_text, len(text))
            self._seen.see([text])


def _records(stream: bytes) -> Iterator[Record]:
    at, end = 0, len(stream)
    while at + _HEAD.size <= end:
        kind, size = _HEAD.unpack_from(stream, at)
        start, after = at, at + _HEAD.size + size
        data = stream[at + _HEAD.size : after]
        more = []
        while after + _HEAD.size < end and stream[after : after + 2] == b"\x3c\x00":
            size = int.from_bytes(stream[after + 2 : after + 4], "little")
            more.append(stream[after + _HEAD.size : after + _HEAD.size + size])
            after += _HEAD.size + size
        if after > end:
            raise RefusedError("TEP-HONG")
        yield start, kind, data, more
        at = after
