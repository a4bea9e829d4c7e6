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
    ("r", "t", "span", "a", "b", "i", "u", "s", "font", "em", "strong", "sub", "sup", "fld",
     "hyperlink", "ins", "smartTag", "text-input")
)  # fmt: skip
_GAPS = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " "}
_UTF8 = frozenset(("utf-8", "utf8", "us-ascii", "ascii"))
# What a part must hold for its texts to be of interest: a letter of a mark, which follows an M
# unless each may be a run of its own; a reference to other files. Patterns that begin with one
# certain byte are found more than twice as fast as the same bytes by ``in``.
_LETTERS = "ẬậËëÄä\u0302\u0323"
_M_BEFORE = re.compile(r"[Mm\uff2d\uff4d\u041c\u043c\u039c](?:[^0-9B-Zb-z<>&]|&\w{2,4};){0,12}$")
_REACH = 73
_BARE_MARK = re.compile(b"MAT")
_HOLDS_CELLS = re.compile(b"<sheetData|<sst")
_CHARACTER = re.compile(b"&#")
_RUN, _RUN_WITH_PREFIX = re.compile(rb"<r[\s>]"), re.compile(rb":r[\s>]")
_REFERENCES = (b"[", b"|", b"WEBSERVICE", b"RTD(")
_TAG_WITHIN = re.compile(
    rf"<\/?(?:\w+:)?(?:{'|'.join(sorted(_WITHIN_LINE))})(?:\s[^<>]*)?>|<!\[CDATA\[|\]\]>"
)
# No cell can hold so much: neither in one text, nor in runs.
_LONGEST_TEXT, _MOST_PIECES = 1 << 20, 100_000
_TAG = re.compile(r"<[^<>]*>")


class Reading:
    """Reads elements and texts; a text is what an element holds, all of its runs together."""

    def __init__(self, steps: Mapping[str, Step], line: Line, depth: int) -> None:
        """Say what to do with what is read.

        Args:
            steps: what to do at which element: by its name without prefix, with its attributes.
            line: is shown each text that people see, with the name of the element that ends it.
            depth: how deep elements may lie within one another.
        """
        self._steps = steps
        self._line = line
        self._depth = depth
        self._texts: list[str] = []
        self._open: list[int] = []
        self._latest = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
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
                if not value.isascii() or "MAT" in value:
                    self._line("", value)

    def text(self, piece: str) -> None:
        """A piece of text."""
        if self._latest == "t" or not piece.isspace():  # breaks between elements are no text
            self._texts.append(piece)
            if len(self._texts) > _MOST_PIECES:
                raise RefusedError("TEP-O-QUA-DAI")

    def end(self, name: str) -> None:
        """An element ends."""
        self._latest = ""
        begin = self._open.pop()
        if len(self._texts) > begin:
            local = _local(name)
            if local not in _WITHIN_LINE:
                text = "".join(self._texts[begin:])
                del self._texts[begin:]
                if len(text) > _LONGEST_TEXT:
                    raise RefusedError("TEP-O-QUA-DAI")
                self._line(local, text)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def check_markup(pieces: Iterable[bytes], reading: Reading | None = None) -> None:
    """Read a part to its end.

    Args:
        pieces: its bytes.
        reading: is shown its elements and texts; without it, this takes a fifth of the time.

    Raises:
        RefusedError: if it declares a document type or another encoding than UTF-8, or is no
            well-formed XML.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _check_encoding
    if reading is not None:
        parser.buffer_text = True
        parser.StartElementHandler = reading.start
        parser.EndElementHandler = reading.end
        parser.CharacterDataHandler = reading.text
    try:
        latest = b""
        for piece in filter(None, pieces):
            if latest:
                parser.Parse(latest, False)
            latest = piece
        parser.Parse(latest, True)  # what may be followed by more is copied first
    except expat.ExpatError as error:
        raise RefusedError("TEP-HONG") from error


def has_telling_text(xml: bytes) -> bool:
    """Whether some text of the part could be of interest.

    Most of a workbook's bytes are cells and texts without the letters of a mark: they are told
    from the others without reading them.
    """
    if _CHARACTER.search(xml) or _BARE_MARK.search(xml):
        return True
    text = "" if xml.isascii() else xml.decode("utf-8", "replace")
    letters = [letter for letter in _LETTERS if letter in text]
    has_references = any(sign in xml for sign in _REFERENCES)
    if not _HOLDS_CELLS.search(xml):
        return bool(letters) or (has_references and b"styleSheet" not in xml)
    if has_references and (b"<f" in xml or b":f" in xml):
        return True
    if letters and (_RUN.search(xml) or _RUN_WITH_PREFIX.search(xml)):
        return True
    return any(_follows_an_m(letter, text) for letter in letters)


def _follows_an_m(letter: str, text: str) -> bool:
    """Whether the letter soon follows an M: its places are found much faster than an M's."""
    at = text.find(letter)
    while at >= 0:
        if _M_BEFORE.search(text, max(at - _REACH, 0), at):
            return True
        at = text.find(letter, at + 1)
    return False


def _refuse_doctype(*_: object) -> None:
    raise RefusedError("TEP-XML-KHAI-BAO")


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in _UTF8:
        raise RefusedError("TEP-XML-BANG-MA")


def loose_lines(text: str) -> Iterator[str]:
    """The lines of something like XML or HTML that cannot be read as such."""
    for part in _TAG.sub("\n", _TAG_WITHIN.sub("", text)).splitlines():
        yield unescape(part) if "&" in part else part
