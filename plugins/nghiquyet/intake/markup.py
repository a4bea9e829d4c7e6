"""One part of a package, read as XML piece by piece: its elements, and the lines people see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from xml.parsers import expat

from nghiquyet.intake.verdicts import RefusedError

Step = Callable[[dict[str, str]], None]
Line = Callable[[str, str], None]

# Elements within a line of text; the end of any other is the end of a line.
_WITHIN_LINE = frozenset(
    ("r", "t", "span", "a", "b", "i", "u", "s", "font", "em", "strong", "sub", "sup", "fld")
    + ("hyperlink", "ins", "smartTag", "script", "text-input", "bookmark", "ruby-base")
)
_GAPS = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " "}
_UTF8 = frozenset(("utf-8", "utf8", "us-ascii", "ascii"))
# What a part must hold for its texts to be of interest: a letter of a mark, a text for many
# cells, a reference to other files.
_LETTERS = (b"\xba\xac", b"\xba\xad", b"\xcc\x82", b"\xcc\xa3", b"\xc3\x84", b"\xc3\x8b",
            b"\xc3\xa4", b"\xc3\xab")  # fmt: skip
_REFERENCES = (b"[", b"|", b"WEBSERVICE", b"RTD(")
_TAG_WITHIN = re.compile(
    rf"<\/?(?:\w+:)?(?:{'|'.join(sorted(_WITHIN_LINE))})(?:\s[^<>]*)?>|<!\[CDATA\[|\]\]>"
)
_TAG = re.compile(r"<[^<>]*>")


def read_markup(
    pieces: Iterable[bytes], steps: Mapping[str, Step], line: Line | None, depth: int
) -> None:
    """Read a part.

    Args:
        pieces: its bytes.
        steps: what to do at which element: by its name without prefix, with its attributes.
        line: is shown each text of people's, with the name of the element that ends it; without
            it, reading takes half the time.
        depth: how deep elements may lie within one another.

    Raises:
        RefusedError: if it declares a document type or another encoding than UTF-8, or is no
            well-formed XML.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _check_encoding
    if line is None:
        parser.StartElementHandler = _stepping(steps)
    else:
        reading = _Reading(steps, line, depth)
        parser.StartElementHandler = reading.start
        parser.EndElementHandler = reading.end
        parser.CharacterDataHandler = reading.text
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise RefusedError("TEP-HONG") from error


def _stepping(steps: Mapping[str, Step]) -> Callable[[str, dict[str, str]], None]:
    known: dict[str, Step | None] = dict(steps)

    def start(name: str, attributes: dict[str, str]) -> None:
        try:
            step = known[name]
        except KeyError:
            step = known[name] = steps.get(_local(name))
        if step is not None:
            step(attributes)

    return start


class _Reading:
    """Reads elements and texts; a text is what an element holds, all of its runs together."""

    def __init__(self, steps: Mapping[str, Step], line: Line, depth: int) -> None:
        self._steps = steps
        self._line = line
        self._depth = depth
        self._texts: list[str] = []
        self._open: list[int] = []
        self._latest = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._latest = _local(name)
        if len(self._open) > self._depth:
            raise RefusedError("TEP-HONG")
        if local in _GAPS and not attributes.get("val"):
            self._texts.append(_GAPS[local])
        self._open.append(len(self._texts))
        step = self._steps.get(local)
        if step is not None:
            step(attributes)
        if attributes:
            for value in attributes.values():
                if not value.isascii():
                    self._line("", value)

    def text(self, piece: str) -> None:
        if self._latest == "t" or not piece.isspace():  # breaks between elements are no text
            self._texts.append(piece)

    def end(self, name: str) -> None:
        self._latest = ""
        begin = self._open.pop()
        if len(self._texts) > begin:
            local = _local(name)
            if local not in _WITHIN_LINE:
                self._line(local, "".join(self._texts[begin:]))
                del self._texts[begin:]


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def has_telling_text(xml: bytes) -> bool:
    """Whether some text of the part could be of interest.

    Most of a workbook's bytes are cells that hold numbers or refer to texts held elsewhere: they
    are told from the others without reading them.
    """
    begin, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData")
    cells, rest = (xml[begin:end], xml[:begin] + xml[end:]) if 0 <= begin < end else (b"", xml)
    if b"sst" in xml or not cells.isascii() or b"&#" in cells or b"<is" in cells:
        return True
    if b"<f" in cells and any(sign in cells for sign in _REFERENCES):
        return True
    if not rest.isascii() and any(letter in rest for letter in _LETTERS):
        return True
    return b"&#" in rest or (b"[" in rest and b"styleSheet" not in rest)


def _refuse_doctype(*_: object) -> None:
    raise RefusedError("TEP-XML-KHAI-BAO")


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in _UTF8:
        raise RefusedError("TEP-XML-BANG-MA")


def loose_lines(text: str) -> Iterator[str]:
    """The lines of something like XML or HTML that cannot be read as such."""
    for part in _TAG.sub("\n", _TAG_WITHIN.sub("", text)).splitlines():
        yield unescape(part)
