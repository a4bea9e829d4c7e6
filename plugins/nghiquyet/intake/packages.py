"""A zip archive of parts, as Excel and LibreOffice write workbooks: each part is looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from nghiquyet.intake.containers import Container, Member, open_container
from nghiquyet.intake.extent import Extent, Meter
from nghiquyet.intake.kinds import archive_kind, is_opendocument, is_text
from nghiquyet.intake.limits import Limits
from nghiquyet.intake.markup import Reading, check_markup, has_telling_text
from nghiquyet.intake.plain import binary_lines, plain_lines
from nghiquyet.intake.secrecy import find_mark, header_lines, may_hold_mark
from nghiquyet.intake.sheets import SheetMeter
from nghiquyet.intake.tables import TableMeter
from nghiquyet.intake.verdicts import RefusedError

_ZIP = b"PK\x03\x04"
_BEFORE_MARKUP = b"\xef\xbb\xbf \t\r\n"
_BEFORE_WIDE_MARKUP = b"\xff\xfe\0 \t\r\n"
_HEADERS = ("Header", "Footer")
_EXCEL_S_OWN = ("workbook.xml.rels", "workbook.bin.rels")
_LISTS = frozenset(("keywords", "keyword", "category", "subject"))
_KEYWORD = re.compile("[,;]")
_NOTES, _PARTS = "customxml/", (".xml", ".rels")
_OBJECT = re.compile(r"(object \d+)(?:/|$)")
# What readers look for in a part: one that is no XML may not hold it.
_READABLE = re.compile(rb"sheetData|table:table|<(?:\w+:)?(?:sst|workbook)[\s>]")
_LONGEST_READABLE = 32
_FORBIDDEN = {
    "TEP-CO-MACRO": re.compile(
        "vbaproject|macrosheets/|dialogsheets/|attachedtoolbars|^(?:basic|scripts|dialogs)/"
    ),
    "TEP-CO-LIEN-KET": re.compile("externallinks/|^xl/connections|querytables/"),
    "TEP-CO-NHUNG": re.compile("embeddings/|activex/|webextensions/"),
    "TEP-CO-MAT-KHAU": re.compile("^encrypted-package$"),
}
_UNSAFE = frozenset(("TEP-NEN-QUA-CO", "TEP-NEN-QUA-NHIEU-MUC"))


class Package:
    """What has been seen of one package so far.

    Attributes:
        problems: codes of the gates it does not pass.
        mark: the mark of secrecy it bears, or empty.
    """

    def __init__(self, limits: Limits, *, is_nested: bool = False) -> None:
        self.problems: set[str] = set()
        self.mark = ""
        self._limits = limits
        self._is_nested = is_nested
        self._extent = Extent(limits)
        self._charts: set[str] = set()
        self._meter: Callable[[Extent], Meter] = SheetMeter

    def look(self, data: bytes) -> None:
        """Look at every part of the archive.

        A gate that makes further looking unsafe ends it; after the others it goes on, because a
        mark of secrecy further on outweighs them.
        """
        try:
            container = open_container(data, self._limits)
            mimetype = _mimetype(container)
            self.problems.update(_of_members(container.members, mimetype))
            if is_opendocument(mimetype):
                self._meter = TableMeter
            for member in container.members:
                self._look_at_member(container, member)
            self.problems.update(self._of_objects(container))
        except RefusedError as refused:
            self.problems.add(refused.code)
        self.problems.update(self._extent.problems())

    def look_for_marks(self, part: bytes) -> None:
        """Look only for a mark, in a part of which there may be more or which may be damaged."""
        try:
            self._look_at_part("", iter([part]))
        except (RefusedError, ValueError, KeyError):  # it ends where no part should
            self._see(plain_lines(part))

    def _look_at_member(self, container: Container, member: Member) -> None:
        if member.encrypted:
            return
        before = container.unpacked
        try:
            self._look_at_part(member.name, container.unpack(member))
        except RefusedError as refused:
            if refused.code in _UNSAFE:
                raise
            container.unpacked = before
            self._look_again(member.name, container.unpack(member, is_strict=False), refused.code)

    def _look_again(self, name: str, pieces: Iterable[bytes], code: str) -> None:
        """A part that is no XML a reader may see: is a mark of secrecy in it all the same?"""
        data = b"".join(pieces)
        self._see(plain_lines(data))
        # Excel itself writes HTML into drawings of the old kind.
        if not (code == "TEP-HONG" and name.endswith(".vml")) or _READABLE.search(data):
            self.problems.add(code)

    def _look_at_part(self, name: str, pieces: Iterator[bytes]) -> None:
        """A part counts as XML by what it holds: a reader goes by references, not by names."""
        head = b""
        for piece in pieces:
            head += piece
            if head.strip(_BEFORE_MARKUP):
                break
        start = head.lstrip(_BEFORE_MARKUP)[:64]
        if start.startswith(b"<") and b"\0" not in start:
            self._look_at_markup(name, head, pieces)
        elif head[:64].lstrip(_BEFORE_WIDE_MARKUP).startswith(b"<"):
            self._look_at_wide_markup(name, head + b"".join(pieces))
        elif start.startswith(_ZIP):
            self._look_at_nested(head + b"".join(pieces))
        else:
            self._look_at_bytes(name, chain([head], pieces), text=is_text(start))

    def _look_at_markup(self, name: str, head: bytes, pieces: Iterator[bytes]) -> None:
        meter = self._meter(self._extent)

        def see_line(element: str, text: str) -> None:
            meter.see_line(element, text)
            if may_hold_mark(text):
                self._see(_texts_of(element, text))

        later = next(pieces, b"")
        is_plain = not later and not has_telling_text(head) and meter.measure_at_once(head)
        reading = None if is_plain else Reading(meter.steps(), see_line, self._limits.depth)
        try:
            check_markup(chain([head, later], pieces), reading)
        finally:
            meter.finish()
            self.problems |= meter.problems
        chart = _OBJECT.match(name.lower())
        if chart and meter.is_chart:
            self._charts.add(chart[1])

    def _look_at_wide_markup(self, name: str, data: bytes) -> None:
        """Only programs' own notes may be in UTF-16, as Power Query's are: readers pass them by."""
        narrow = data.replace(b"\0", b"")
        if b"DataMashup" in narrow:
            self.problems.add("TEP-CO-LIEN-KET")
        is_note = name.lower().startswith(_NOTES) or not name.lower().endswith(_PARTS)
        if not is_note or _READABLE.search(narrow):
            raise RefusedError("TEP-XML-BANG-MA")
        self._see(plain_lines(data))

    def _look_at_nested(self, data: bytes) -> None:
        """An archive within: only for marks of secrecy, and no deeper."""
        if not self._is_nested:
            nested = Package(self._limits, is_nested=True)
            nested.look(data)
            self.mark = self.mark or nested.mark

    def _look_at_bytes(self, name: str, pieces: Iterable[bytes], *, text: bool) -> None:
        tail, kept = b"", []
        for piece in pieces:
            if _READABLE.search(tail + piece):
                raise RefusedError("TEP-HONG")
            tail = piece[-_LONGEST_READABLE:]
            if text or name.endswith(".bin"):
                kept.append(piece)
        self._see((plain_lines if text else binary_lines)(b"".join(kept)))

    def _of_objects(self, container: Container) -> Iterator[str]:
        """LibreOffice keeps charts as objects; only other objects are foreign."""
        names = (_OBJECT.match(member.name.lower()) for member in container.members)
        if {match[1] for match in names if match} - self._charts:
            yield "TEP-CO-NHUNG"

    def _see(self, lines: Iterable[str]) -> None:
        self.mark = self.mark or find_mark(lines)


def _texts_of(element: str, text: str) -> list[str]:
    """What stands by itself within a text."""
    if element.endswith(_HEADERS):
        return [header_lines(text)]
    return _KEYWORD.split(text) if element in _LISTS else [text]


def _of_members(members: Sequence[Member], mimetype: bytes) -> Iterator[str]:
    """Codes of what names and kinds of the parts tell."""
    names = [member.name.lower() for member in members]
    kind = archive_kind(frozenset(names), mimetype)
    if kind:
        yield kind
    if any(map(_is_wrong, names)):
        yield "TEP-NEN-TEN-LA"
    if len(set(names)) != len(names):
        yield "TEP-NEN-TRUNG-TEN"
    if any(member.encrypted for member in members):
        yield "TEP-NEN-MA-HOA"
    if is_opendocument(mimetype) and any(name.endswith(_EXCEL_S_OWN) for name in names):
        yield "TEP-KHAI-SAI"  # two workbooks in one: who reads which?
    for code, forbidden in _FORBIDDEN.items():
        if any(map(forbidden.search, names)):
            yield code


def _is_wrong(name: str) -> bool:
    parts = name.split("/")
    return name.startswith("/") or ":" in name or ".." in parts or not name.isprintable()


def _mimetype(container: Container) -> bytes:
    for member in container.members:
        if member.name == "mimetype" and not member.encrypted:
            return b"".join(container.unpack(member))
    return b""
