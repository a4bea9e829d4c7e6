"""The guard: looks at a file before any reader does, and never opens it as one would.

Every gate has its code and its message (:mod:`nghiquyet.intake.verdicts`). A gate that makes
further looking unsafe ends it; the others are remembered, because a mark of secrecy further on
outweighs them: such a file must not even be archived.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from nghiquyet.intake import sheets
from nghiquyet.intake.kinds import archive_kind, kind_of
from nghiquyet.intake.secrecy import find_mark
from nghiquyet.intake.verdicts import ACCEPTED, Fate, Verdict, verdict

__all__ = ["Fate", "Limits", "Verdict", "inspect"]

_MEGABYTE = 1 << 20
_CHUNK = 1 << 18
_MEMBER = b"PK\x01\x02"
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]*)["']""")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_FORBIDDEN = (
    ("TEP-CO-MACRO", ("vbaproject", "macrosheets/", "dialogsheets/")),
    ("TEP-CO-LIEN-KET", ("externallinks/", "xl/connections", "querytables/")),
    ("TEP-CO-NHUNG", ("embeddings/", "activex/")),
)


@dataclass(frozen=True)
class Limits:
    """What a workbook may cost at most; a filled form needs a hundredth of it.

    Attributes:
        file_bytes: size of the file.
        members: parts of the archive.
        unpacked_bytes: all parts unpacked.
        ratio: unpacked to packed size of a part above one megabyte.
        cells: cells of all sheets.
        spread_cells: cells under merged ranges and links.
        text_bytes: cells times the longest text they could refer to.
    """

    file_bytes: int = 20 * _MEGABYTE
    members: int = 500
    unpacked_bytes: int = 64 * _MEGABYTE
    ratio: int = 150
    cells: int = 100_000
    spread_cells: int = 200_000
    text_bytes: int = 512 * _MEGABYTE


DEFAULT_LIMITS = Limits()


class _RefusedError(Exception):
    """Looking further would be unsafe or in vain."""

    def __init__(self, code: str, **told: str) -> None:
        super().__init__(code)
        self.verdict = verdict(code, **told)


def inspect(path: Path, limits: Limits = DEFAULT_LIMITS) -> Verdict:
    """Say whether a file may be opened; whatever its bytes are, it answers.

    Args:
        path: the file.
        limits: what a workbook may cost.

    Raises:
        OSError: if the file itself cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        return verdict("TEP-QUA-LON", megabytes=str(limits.file_bytes // _MEGABYTE))
    try:
        code = kind_of(data) or _Workbook(limits).look(data)
    except _RefusedError as refused:
        return refused.verdict
    except Exception:  # the archive lies about itself in a way that zipfile trips over
        code = "TEP-HONG"
    return verdict(code) if code else ACCEPTED


@dataclass
class _Workbook:
    """What has been seen of one workbook so far."""

    limits: Limits
    problems: list[str] = field(default_factory=list)
    unpacked: int = 0
    cells: int = 0
    spread: int = 0
    longest_text: int = 0

    def look(self, data: bytes) -> str:
        """Code of the first gate that stops it, or empty."""
        if data.count(_MEMBER) > self.limits.members:
            raise _RefusedError("TEP-NEN-QUA-NHIEU-MUC")
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            _check_kind(archive, members)
            _check_members(members)
            self.problems += _forbidden_parts(members)
            for member in members:
                self._look_at_part(self._unpack(archive, member))
        if self.cells * self.longest_text > self.limits.text_bytes:
            self.problems.append("TEP-O-QUA-DAI")
        return self.problems[0] if self.problems else ""

    def _unpack(self, archive: ZipFile, member: ZipInfo) -> bytes:
        """A part's bytes; stops as soon as they are too many, whatever the archive declares."""
        chunks, size = [], 0
        with archive.open(member) as part:
            while chunk := part.read(_CHUNK):
                chunks.append(chunk)
                size += len(chunk)
                packed = max(member.compress_size, 1)
                if self.unpacked + size > self.limits.unpacked_bytes or (
                    size > _MEGABYTE and size > self.limits.ratio * packed
                ):
                    raise _RefusedError("TEP-NEN-QUA-CO")
        self.unpacked += size
        return b"".join(chunks)

    def _look_at_part(self, xml: bytes) -> None:
        """A part counts as XML by what it holds: a reader goes by references, not by names."""
        start = xml[:64]
        if start.startswith((b"\xff\xfe", b"\xfe\xff")) or start.lstrip(b"\0").startswith(b"<\0"):
            raise _RefusedError("TEP-XML-BANG-MA")
        if not xml.removeprefix(b"\xef\xbb\xbf")[:1024].lstrip(b" \t\r\n\0").startswith(b"<"):
            return
        _check_markup(xml)
        if b"sst" in xml:
            longest = max(map(len, xml.split(b"si>")))
            self.longest_text = max(self.longest_text, longest)
        if sheets.is_worksheet(xml):
            self._look_at_sheet(xml)

    def _look_at_sheet(self, xml: bytes) -> None:
        self.cells += sheets.count_cells(xml)
        self.spread += sheets.spread_area(xml, self.limits.spread_cells)
        if self.cells > self.limits.cells:
            self.problems.append("TEP-QUA-NHIEU-O")
        if sheets.reaches_far(xml):
            self.problems.append("TEP-O-NGOAI-VUNG")
        if self.spread > self.limits.spread_cells:
            self.problems.append("TEP-GOP-O")


def _check_kind(archive: ZipFile, members: list[ZipInfo]) -> None:
    mimetype = b""
    if members and members[0].filename == "mimetype" and not members[0].flag_bits & 1:
        with archive.open(members[0]) as part:
            mimetype = part.read(100)
    code = archive_kind(frozenset(member.filename for member in members), mimetype)
    if code:
        raise _RefusedError(code)


def _check_members(members: list[ZipInfo]) -> None:
    names = [member.filename.replace("\\", "/") for member in members]
    if any(name.startswith("/") or ":" in name or ".." in name.split("/") for name in names):
        raise _RefusedError("TEP-NEN-TEN-LA")
    if len({name.lower() for name in names}) != len(names):
        raise _RefusedError("TEP-NEN-TRUNG-TEN")
    if any(member.flag_bits & 1 for member in members):
        raise _RefusedError("TEP-NEN-MA-HOA")
    if any(member.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for member in members):
        raise _RefusedError("TEP-HONG")


def _forbidden_parts(members: list[ZipInfo]) -> Iterator[str]:
    names = [member.filename.replace("\\", "/").lower() for member in members]
    for code, marks in _FORBIDDEN:
        if any(mark in name for name in names for mark in marks):
            yield code


def _check_markup(xml: bytes) -> None:
    declared = _ENCODING.match(xml[:256].removeprefix(b"\xef\xbb\xbf"))
    if b"\0" in xml or (declared is not None and declared[1].lower() not in _ENCODINGS):
        raise _RefusedError("TEP-XML-BANG-MA")
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise _RefusedError("TEP-XML-KHAI-BAO")
    mark = find_mark(xml)
    if mark:
        raise _RefusedError("TEP-MAT", mark=mark)
