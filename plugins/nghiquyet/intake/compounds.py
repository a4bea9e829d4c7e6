"""A compound file, as old Office programs write: a small file system within a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from olefile import OleFileIO
from olefile.olefile import DEFECT_INCORRECT, ENDOFCHAIN

from nghiquyet.intake.binary_workbooks import BinaryWorkbook
from nghiquyet.intake.limits import Limits
from nghiquyet.intake.plain import binary_lines, plain_lines
from nghiquyet.intake.verdicts import RefusedError, Seen

_ENTRY = 128
_NO_SECTOR = 0xFFFFFFFA
_MOST_SMALL_STREAMS = 256
_PROPERTIES = "\x05"
_WORKBOOK, _OLDER_WORKBOOK = "workbook", "book"
_FORBIDDEN = {
    "TEP-CO-MAT-KHAU": re.compile("^encryptedpackage$"),
    "TEP-CO-MACRO": re.compile("vba"),
    "TEP-CO-NHUNG": re.compile("^mbd|^objectpool$|^\x01ole10native$|^ctls$"),
}


class Compound(Seen):
    """What has been seen of one compound file so far."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits

    def look(self, data: bytes) -> None:
        """Look at the workbook in it, and at everything else only for marks of secrecy."""
        try:
            with _StrictFile(data, self._limits) as file:
                names = [name.lower() for name in file.entry_names()]
                self.problems.update(_of_names(names))
                for name, stream in file.streams():
                    self._look_at_stream(name.lower(), stream)
        except RefusedError as refused:
            self.problems.add(refused.code)
        except (OSError, RecursionError):
            self.problems.add("TEP-HONG")
            self.see(binary_lines(data))

    def _look_at_stream(self, name: str, stream: bytes) -> None:
        if name == _WORKBOOK:
            try:
                BinaryWorkbook(self._limits, self).look(stream)
            except RefusedError as refused:
                self.problems.add(refused.code)
                self.see(binary_lines(stream))
        elif name.startswith(_PROPERTIES):
            self.see(plain_lines(stream))
        else:
            self.see(binary_lines(stream))


def _of_names(names: Sequence[str]) -> Iterator[str]:
    for code, forbidden in _FORBIDDEN.items():
        if any(map(forbidden.search, names)):
            yield code
    if names.count(_WORKBOOK) > 1 and not any(map(_FORBIDDEN["TEP-CO-NHUNG"].search, names)):
        yield "TEP-KHAI-SAI"  # which one a reader takes nobody can tell
    elif _OLDER_WORKBOOK in names:
        yield "TEP-XLS-CU"
    elif _WORKBOOK not in names:
        yield "TEP-OFFICE-CU"


class _StrictFile(OleFileIO):  # type: ignore[misc] # the library has no types
    """A compound file in which every chain of sectors ends, whoever follows it."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._most_entries = limits.members
        super().__init__(BytesIO(data), raise_defects=DEFECT_INCORRECT)

    def loadfat(self, header: bytes) -> None:
        """Read the table of sectors, if it is no larger than the file."""
        told = (self.num_fat_sectors, self.num_difat_sectors)
        if max(told) > self.nb_sect or self.num_mini_fat_sectors > _MOST_SMALL_STREAMS:
            raise RefusedError("TEP-KHAI-SAI")
        if not self.num_difat_sectors and self.first_difat_sector < _NO_SECTOR:
            raise RefusedError("TEP-KHAI-SAI")
        super().loadfat(header)

    def loaddirectory(self, sect: int) -> None:
        """Read the directory, if its chain ends and it is not too long."""
        if self._length(sect) * self.sector_size > self._most_entries * _ENTRY:
            raise RefusedError("TEP-NEN-QUA-NHIEU-MUC")
        super().loaddirectory(sect)
        if self.num_mini_fat_sectors:
            self._length(self.first_mini_fat_sector)
            self._length(self.root.isectStart)

    def entry_names(self) -> Iterator[str]:
        """Names of all entries, also of those that no folder holds: some readers see them."""
        directory = self.directory_fp.getvalue()
        for at in range(0, len(directory), _ENTRY):
            yield directory[at : at + 64].decode("utf-16-le", "replace").split("\0")[0]

    def streams(self) -> Iterator[tuple[str, bytes]]:
        """The name and content of every stream; workbooks may be embedded in workbooks."""
        for path in self.listdir():
            with self.openstream(path) as stream:
                yield path[-1], stream.read()

    def _length(self, sector: int) -> int:
        """How many sectors follow one another from this one on."""
        length = 0
        while sector != ENDOFCHAIN:
            if sector >= len(self.fat) or length > len(self.fat):
                raise RefusedError("TEP-KHAI-SAI")
            sector = self.fat[sector]
            length += 1
        return length
