"""What a workbook may cost at most."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What a workbook may cost at most; a filled form needs a hundredth of it.

    Attributes:
        file_bytes: size of the file.
        members: parts of the archive, or entries of an old binary file.
        unpacked_bytes: all parts unpacked.
        ratio: unpacked to packed size of a part above one megabyte.
        depth: elements within elements.
        cells: cells of all sheets, empty ones too.
        columns: how far to the right a cell may hold something.
        rows: how far down.
        area: all sheets laid out from A1 to the farthest cell that holds something.
        spread_cells: cells under merged ranges and links.
        text_length: cells of text times the longest text they could refer to.
    """

    file_bytes: int = 20 * MEGABYTE
    members: int = 500
    unpacked_bytes: int = 24 * MEGABYTE
    ratio: int = 150
    depth: int = 200
    cells: int = 100_000
    columns: int = 130
    rows: int = 9_999
    area: int = 4_000_000
    spread_cells: int = 200_000
    text_length: int = 32 * MEGABYTE


DEFAULT_LIMITS = Limits()
