"""What all sheets of a workbook come to, whatever its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from nghiquyet.intake.limits import Limits

Step = Callable[[dict[str, str]], None]


@dataclass
class Extent:
    """What a reader would have to hold.

    Programs that save whole formatted rows write empty cells by the thousand; a reader minds
    only those that hold something, because it lays out the rectangle up to the farthest.

    Attributes:
        limits: what it may come to.
        cells: cells of all sheets, empty ones too.
        area: the sheets laid out from A1 to the farthest cell that holds something.
        is_far: some cell holds something beyond the bounds.
        spread: cells under merged ranges and links, which some readers create one by one.
        text_cells: cells that refer to a text held once for all of them.
        longest_text: the longest of such texts.
    """

    limits: Limits
    cells: int = 0
    area: int = 0
    is_far: bool = False
    spread: int = 0
    text_cells: int = 0
    longest_text: int = 0

    def add_sheet(self, rows: int, columns: int) -> None:
        """A sheet holds something as far down and to the right as that."""
        self.area += rows * columns
        if rows > self.limits.rows or columns > self.limits.columns:
            self.is_far = True

    def problems(self) -> Iterator[str]:
        """Codes of the gates it does not pass."""
        if self.cells > self.limits.cells:
            yield "TEP-QUA-NHIEU-O"
        if self.is_far or self.area > self.limits.area:
            yield "TEP-O-NGOAI-VUNG"
        if self.spread > self.limits.spread_cells:
            yield "TEP-GOP-O"
        if self.text_cells * self.longest_text > self.limits.text_length:
            yield "TEP-O-QUA-DAI"


class Meter:
    """Is shown the elements and texts of one part, and adds to the workbook's extent.

    Attributes:
        acting: codes of the gates, by the elements that act by themselves.
        problems: codes of what was found.
        is_chart: whether the part turned out to be a chart.
    """

    acting: ClassVar[Mapping[str, str]]

    def __init__(self, extent: Extent) -> None:
        self.problems: set[str] = set()
        self.is_chart = False
        self.extent = extent
        self.rows = self.columns = 0

    def steps(self) -> dict[str, Step]:
        """What to do at which element, by its name."""
        return {name: partial(self._note, code) for name, code in self.acting.items()}

    def measure_at_once(self, xml: bytes) -> bool:
        """Measure the whole part without being shown its elements; False if that is not safe."""
        del xml
        return False

    def see_line(self, name: str, text: str) -> None:
        """A text has ended, within the element of that name."""

    def finish(self) -> None:
        """The sheet has ended."""
        self.extent.add_sheet(self.rows, self.columns)

    def _note(self, code: str, _: dict[str, str]) -> None:
        self.problems.add(code)
