"""What must hold after every merge, looked at in the XML without any code of the merge.

- What the office has typed stands there in the same order, and its comments too.
- A figure that has changed and still stands there lies within one of our comments.
- A paragraph that nobody has edited reads as it is generated now.
- Nothing is done to a paragraph whose generated text is the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

from nghiquyet.model.draft import Block, Draft

OURS = "Hệ thống dự thảo"
TYPED = re.compile("[бгджзийлпфцчшщъыьэюя]+")
P, T, STRUCK, ID = qn("w:p"), qn("w:t"), qn("w:delText"), qn("w:id")
FEATURES = (qn("w:bookmarkStart"), qn("w:ins"), qn("w:del"))
TAG = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"


@dataclass
class Line:
    """A paragraph of the XML; tracked deletions are no part of its text.

    Attributes:
        text: what is read.
        notes: for each character the ids of the comments it lies in.
        tag: by which it is known before and after.
        features: bookmarks and tracked changes in it.
    """

    text: str = ""
    notes: list[frozenset[str]] = field(default_factory=list)
    tag: str = ""
    features: set[str] = field(default_factory=set)

    @property
    def is_tracked(self) -> bool:
        return any(feature.startswith(FEATURES[1:]) for feature in self.features)

    @property
    def has_mark(self) -> bool:
        return any(re.search("blk_[a-z0-9]+_[0-9]+$", feature) for feature in self.features)


@dataclass
class Content:
    """A file."""

    lines: list[Line]
    struck: list[Line]
    comments: dict[str, tuple[str, str]]
    typed: list[str]
    anchored: set[str]


def tagged(data: bytes) -> bytes:
    """The file with a tag on each paragraph, as Word gives them."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    for number, element in enumerate(root.iter(P), 1):
        element.set(TAG, f"{number:08X}")
    parts["word/document.xml"] = etree.tostring(root)
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def content_of(data: bytes) -> Content:
    with ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        names = archive.namelist()
        notes = archive.read("word/comments.xml") if "word/comments.xml" in names else b"<none/>"
    comments = {
        own.get(ID, ""): (own.get(qn("w:author"), ""), "".join(n.text or "" for n in own.iter(T)))
        for own in etree.fromstring(notes)
    }
    every = "\n".join("".join(n.text or "" for n in p.iter(T, STRUCK)) for p in root.iter(P))
    return Content(
        list(_lines(root, T)),
        list(_lines(root, T, STRUCK)),
        comments,
        TYPED.findall(every),
        {anchor.get(ID, "") for anchor in root.iter(qn("w:commentReference"))},
    )


def _lines(root: _Element, *texts: str) -> Iterator[Line]:
    running: set[str] = set()
    line = Line()
    for element in root.iter():
        if element.tag == P:
            if line.tag or line.text:
                yield line
            line = Line(tag=element.get(TAG, ""))
        elif element.tag == qn("w:commentRangeStart"):
            running.add(element.get(ID, ""))
        elif element.tag == qn("w:commentRangeEnd"):
            running.discard(element.get(ID, ""))
        elif element.tag in FEATURES:
            line.features.add(f"{element.tag} {element.get(qn('w:name'), '')}")
        elif element.tag in texts:
            text = element.text or ""
            line.text += text
            line.notes += [frozenset(running)] * len(text)
    yield line


def old_words(base: Draft, new: Draft) -> set[str]:
    """Figures of the last draft that the new one does not print.

    Each with its neighbours unless it is long enough to be known alone.
    """
    told = "\n".join(block.text for block in new.blocks)
    found = set()
    for block in base.blocks:
        at = 0
        for span in block.spans:
            end = at + len(span.text)
            if span.figure is not None and (span.figure.counted or span.figure.missing):
                words = span.text
                if len(re.findall(r"\d", words)) < 4:
                    before = block.text[:at].split(" ")[-2:]
                    words = " ".join(before) + words + block.text[end:][:6]
                if not re.search(rf"(?<!\d){re.escape(words)}(?!\d)", told):
                    found.add(words)
            at = end
    return found


def check(edited: bytes, merged: bytes, base: Draft, new: Draft) -> dict[str, int]:
    """Hold a merge to the laws; counts how its changed paragraphs came out."""
    before, after = content_of(edited), content_of(merged)
    assert after.typed == before.typed
    _keeps_comments(before, after)
    for words in old_words(base, new):
        _is_marked(words, after.lines, after)
        _is_marked(words, after.struck, after)
    _is_sound(edited, merged, after)
    return _untouched_lines(before, after, base, new)


def _keeps_comments(before: Content, after: Content) -> None:
    for number, (author, text) in before.comments.items():
        if author != OURS:
            assert after.comments[number] == (author, text)
            assert (number in before.anchored) == (number in after.anchored)


def _is_marked(words: str, lines: list[Line], content: Content) -> None:
    for line in lines:
        for match in re.finditer(rf"(?<!\d){re.escape(words)}(?!\d)", line.text):
            notes = frozenset.union(*line.notes[match.start() : match.end()])
            authors = {content.comments[note][0] for note in notes}
            assert OURS in authors, f"{words!r} goes unmarked in {line.text!r}"


def _is_sound(edited: bytes, merged: bytes, content: Content) -> None:
    """Word can open it: comments are numbered once, limits have their other end as before."""
    body = Document(BytesIO(merged)).element.body
    starts = Counter(_ids(body, "w:commentRangeStart"))
    assert set(starts.values()) <= {1}
    assert _half_anchors(body) <= _half_anchors(Document(BytesIO(edited)).element.body)
    assert content.anchored <= set(content.comments)
    for properties in body.iter(qn("w:pPr"), qn("w:rPr")):
        home = properties.getparent()
        assert home is None or home.tag not in (P, qn("w:r")) or home[0] is properties


def _half_anchors(body: _Element) -> set[str]:
    return set(_ids(body, "w:commentRangeStart")) ^ set(_ids(body, "w:commentRangeEnd"))


def _ids(body: _Element, tag: str) -> list[str]:
    return [element.get(ID, "") for element in body.iter(qn(tag))]


def _untouched_lines(before: Content, after: Content, base: Draft, new: Draft) -> dict[str, int]:
    counts = {"left alone": 0, "as generated": 0, "merged": 0, "asked": 0}
    same, changed = _pairs(base, new)
    now = {line.tag: line for line in after.lines if line.tag}
    times = Counter(line.text.removeprefix("- ") for line in before.lines)
    is_alone = {text: count == 1 for text, count in times.items()}
    for line in before.lines:
        text, later = line.text.removeprefix("- "), now.get(line.tag)
        if later is None:
            assert text in {block.text for block in base.blocks}, f"lost: {line.text!r}"
        elif text in same:
            assert later.text == line.text
            counts["left alone"] += 1
        elif text in changed and line.has_mark and not line.is_tracked and is_alone[text]:
            assert later.text.removeprefix("- ") == changed[text], line.text
            counts["as generated"] += 1
        elif later.text != line.text:
            counts["merged"] += 1
        else:
            counts["asked"] += any(
                after.comments[note][0] == OURS for notes in later.notes for note in notes
            )
    return counts


def _pairs(base: Draft, new: Draft) -> tuple[set[str], dict[str, str]]:
    """Texts that stay, and texts that only their figures make others: with those."""
    later = {_frame(block): block.text for block in new.blocks}
    texts = [block.text for block in new.blocks]
    same = {block.text for block in base.blocks if block.text in texts}
    changed = {
        block.text: later[_frame(block)]
        for block in base.blocks
        if _frame(block) in later and block.text not in same
    }
    return same, changed


def _frame(block: Block) -> tuple[str, ...]:
    return tuple(
        s.figure.code if s.figure is not None and s.figure.counted else s.text for s in block.spans
    )
