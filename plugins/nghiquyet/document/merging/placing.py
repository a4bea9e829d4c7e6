"""Whole paragraphs: a new block is put in looking like its neighbours, a dropped one taken out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy

from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

from nghiquyet.document.marks import plain
from nghiquyet.document.returned.paragraphs import Paragraph, Piece

_ID, _PROPERTIES, _LOOKS = qn("w:id"), qn("w:pPr"), qn("w:rPr")
_START, _END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")
_NOT_LOOKS = [qn(f"w:{name}") for name in ("sectPr", "rPr", "pPrChange", "framePr")]
_NOT_RUN_LOOKS = [qn(f"w:{name}") for name in ("highlight", "ins", "del", "rPrChange", "vanish")]
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OURS = frozenset(
    {qn(f"w:{name}") for name in ("p", "r", "t", "bookmarkStart", "bookmarkEnd", "proofErr")}
    | {qn(f"w:comment{name}") for name in ("RangeStart", "RangeEnd", "Reference")}
    | {qn("w:lastRenderedPageBreak"), _PROPERTIES, _LOOKS}
)
_CHANGING = [
    qn("w:highlight"),
    qn("w:lang"),
    qn("w:noProof"),
    qn("w:rStyle"),  # LibreOffice gives the anchors of comments one
]


def new_paragraph(block: str, text: str, lead: str, like: Paragraph | None) -> Paragraph:
    """A paragraph with its bookmark that looks like another one.

    Args:
        block: id of the block.
        text: what it says.
        lead: the dash before it, or empty.
        like: the paragraph whose looks it takes.
    """
    element = etree.Element(qn("w:p"))
    run = etree.Element(qn("w:r"))
    if like is not None:
        properties = like.elements[-1].find(_PROPERTIES)
        if properties is not None:
            element.append(_without(properties, _NOT_LOOKS))
        looks = _usual_looks(like)
        if looks is not None:
            run.append(_without(looks, _NOT_RUN_LOOKS))
    node = etree.SubElement(run, qn("w:t"), {_SPACE: "preserve"})
    node.text = plain(lead + text)
    etree.SubElement(element, _START, {qn("w:name"): f"blk_{block}"})
    element.append(run)
    etree.SubElement(element, _END)
    return Paragraph((element,), [Piece(node.text, node)], marks={f"blk_{block}": node.text})


def drop(paragraphs: Sequence[Paragraph]) -> None:
    """Take paragraphs out of the file."""
    for element in [element for paragraph in paragraphs for element in paragraph.elements]:
        home = element.getparent()
        if home is not None:
            home.remove(element)


def number_mark(paragraph: Paragraph, number: int) -> None:
    """Number the bookmark of a new paragraph."""
    for limit in paragraph.elements[0].iter(_START, _END):
        limit.set(_ID, str(number))


def next_mark(root: _Element | None) -> int:
    """A number that no bookmark of the document has."""
    starts = () if root is None else root.iter(_START)
    numbers = (start.get(_ID, "") for start in starts)
    return max((int(n) for n in numbers if n.isdecimal()), default=0) + 1


def lead_of(paragraph: Paragraph, text: str) -> str:
    """The dash with its gap that stands before an item, as the file writes it."""
    start = paragraph.text.find(text[:1]) if text else -1
    lead = paragraph.text[:start] if start > 0 else ""
    return lead if lead.strip() in ("-", "–", "—", "+", "•") else ""


def is_plain(paragraphs: Sequence[Paragraph], ours: frozenset[str]) -> bool:
    """Whether nobody has touched the looks of paragraphs or put anything into them.

    Args:
        paragraphs: whose text is as it was generated.
        ours: ids of the comments that we have made.
    """
    elements = [element for paragraph in paragraphs for element in paragraph.elements]
    return (
        not any(p.is_tracked or p.in_table or set(p.comments) - ours for p in paragraphs)
        and all(_holds_ours_only(element) for element in elements)
        and len({_fingerprint(run) for e in elements for run in e.iter(qn("w:r"))} - {b"-"}) <= 1
    )


def _holds_ours_only(element: _Element) -> bool:
    looks = {child for p in element.iter(_PROPERTIES, _LOOKS) for child in p.iterdescendants()}
    if any(child.tag == qn("w:sectPr") for child in looks):
        return False
    if any(e.tag not in _OURS for e in element.iter() if e not in looks):
        return False
    starts = {start.get(_ID): start.get(qn("w:name"), "") for start in element.iter(_START)}
    ends = {end.get(_ID) for end in element.iter(_END)}
    names = starts.values()
    return ends <= set(starts) and all(n.startswith("blk_") or n == "_GoBack" for n in names)


def _fingerprint(run: _Element) -> bytes:
    """The looks of a run that holds text; ``-`` for others."""
    if run.find(qn("w:t")) is None:
        return b"-"
    looks = run.find(_LOOKS)
    return b"" if looks is None else b"".join(map(etree.tostring, _without(looks, _CHANGING)))


def _usual_looks(paragraph: Paragraph) -> _Element | None:
    """The looks that most of its text has."""
    sizes: Counter[bytes] = Counter()
    looks: dict[bytes, _Element | None] = {}
    for piece in paragraph.pieces:
        run = None if piece.node is None else piece.node.getparent()
        if run is not None:
            sizes[_fingerprint(run)] += len(piece.text)
            looks.setdefault(_fingerprint(run), run.find(_LOOKS))
    return looks[sizes.most_common(1)[0][0]] if sizes else None


def _without(element: _Element, tags: Sequence[str]) -> _Element:
    copy = deepcopy(element)
    for child in list(copy):
        if child.tag in tags:
            copy.remove(child)
    return copy
