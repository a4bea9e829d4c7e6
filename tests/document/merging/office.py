"""An office at work on a draft: random edits of the file's XML, without any of our code.

What it types are Cyrillic words, which no draft holds: so they can be followed afterwards.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

AUTHOR = "Văn phòng Đảng ủy"
P, R, T, PPR, RPR = qn("w:p"), qn("w:r"), qn("w:t"), qn("w:pPr"), qn("w:rPr")
START, END, NAME, ID = qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:name"), qn("w:id")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
CHANGE = {qn("w:author"): AUTHOR, qn("w:date"): "2026-01-28T08:00:00Z"}


class Office:
    """Edits one file."""

    def __init__(self, data: bytes, chance: random.Random) -> None:
        self.chance = chance
        with ZipFile(BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.root[0]
        ids = [e.get(ID, "") for e in self.root.iter() if isinstance(e.tag, str)]
        self.number = 9000 + max((int(number) for number in ids if number.isdecimal()), default=0)

    def save(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(
            self.root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    def edit(self, times: int) -> list[str]:
        """Do some of the things an office does; tells which."""
        done = []
        for _ in range(times):
            deed = self.chance.choice(DEEDS)
            try:
                deed(self)
            except IndexError:  # nothing is left that it could be done to
                continue
            done.append(deed.__name__)
        return done

    def typed(self) -> str:
        word = "".join(self.chance.choices("бгджзийлпфцчшщъыьэюя", k=self.chance.randint(2, 6)))
        return self.chance.choice([f" {word}", f"{word} ", f" {word} ", word, f" và {word} "])

    def paragraphs(self) -> list[_Element]:
        """Paragraphs of the running text that hold words of some length."""
        found = []
        for element in self.body.iterchildren(P):
            text = "".join(node.text or "" for node in element.iter(T))
            if len(text) > 20 and element.find(f"{PPR}/{qn('w:keepNext')}") is None:
                found.append(element)
        return found[4:]  # the title

    def paragraph(self) -> _Element:
        """Mostly one with figures: that is what changes."""
        found = self.paragraphs()
        telling = [
            e for e in found if any(map(str.isdigit, "".join(n.text or "" for n in e.iter(T))))
        ]
        return self.chance.choice(telling if telling and self.chance.random() < 0.6 else found)

    def node(self, element: _Element | None = None) -> _Element:
        element = self.paragraph() if element is None else element
        nodes = [
            node
            for node in element.iter(T)
            if node.text and node.getparent().getparent().tag == P  # type: ignore[union-attr]
        ]
        return self.chance.choices(nodes, [len(node.text or "") for node in nodes])[0]

    def spot(self, text: str) -> int:
        """Where somebody would put the cursor: between words, often beside a figure."""
        digits = [at for at, sign in enumerate(text) if sign.isdigit()]
        if digits and self.chance.random() < 0.4:
            near = self.chance.choice(digits) + self.chance.randint(-2, 6)
            return min(max(near, 0), len(text))
        gaps = [at for at, sign in enumerate(text) if sign == " "]
        if gaps and self.chance.random() < 0.8:
            return self.chance.choice(gaps)
        return self.chance.randint(0, len(text))

    def fresh(self) -> str:
        self.number += 1
        return str(self.number)

    def split_run(self, node: _Element, at: int) -> tuple[_Element, _Element]:
        """Cut a run in two; gives both."""
        run = node.getparent()
        assert run is not None
        behind = deepcopy(run)
        later = list(run).index(node)
        text = node.text or ""
        for child in list(run)[later + 1 :]:
            run.remove(child)
        for child in list(behind)[:later]:
            if child.tag != RPR:
                behind.remove(child)
        twin = behind.find(T)
        assert twin is not None
        node.text, twin.text = text[:at], text[at:]
        for each in (node, twin):
            each.set(SPACE, "preserve")
        run.addnext(behind)
        return run, behind

    def own_run(self) -> _Element:
        """A run of some words, cut out of a longer one."""
        node = self.node()
        text = node.text or ""
        start, end = sorted((self.spot(text), self.spot(text)))
        end = min(end, start + 60)
        if start == end:
            raise IndexError
        run, _ = self.split_run(node, end)
        node = run.findall(T)[-1]
        return self.split_run(node, start)[1]


def type_words(office: Office) -> None:
    node = office.node()
    text = node.text or ""
    at = office.spot(text)
    node.text = text[:at] + office.typed() + text[at:]
    node.set(SPACE, "preserve")


def delete_words(office: Office) -> None:
    node = office.node()
    text = node.text or ""
    start, end = sorted((office.spot(text), office.spot(text)))
    node.text = text[:start] + text[min(end, start + 40) :]
    node.set(SPACE, "preserve")


def replace_words(office: Office) -> None:
    node = office.node()
    text = node.text or ""
    start, end = sorted((office.spot(text), office.spot(text)))
    node.text = text[:start] + office.typed() + text[min(end, start + 25) :]
    node.set(SPACE, "preserve")


def replace_figure(office: Office) -> None:
    """Another value in place of a figure."""
    node = office.node()
    text = node.text or ""
    digits = [at for at, sign in enumerate(text) if sign.isdigit()]
    at = office.chance.choice(digits)
    node.text = text[:at] + str(office.chance.randint(2, 99)) + office.typed() + text[at + 1 :]
    node.set(SPACE, "preserve")


def rewrite(office: Office) -> None:
    element = office.paragraph()
    nodes = [node for node in element.iter(T) if node.text]
    words = (nodes[0].text or "").split()[:4]
    nodes[0].text = " ".join([*words, *(office.typed() for _ in range(8)), "39."])
    for node in nodes[1:]:
        node.text = ""


def make_bold(office: Office) -> None:
    run = office.own_run()
    looks = run.find(RPR)
    if looks is None:
        looks = etree.Element(RPR)
        run.insert(0, looks)
    looks.insert(0, etree.Element(qn("w:b")))


def split_paragraph(office: Office) -> None:
    element = office.paragraph()
    node = office.node(element)
    _, behind = office.split_run(node, office.spot(node.text or ""))
    new = etree.Element(P)
    properties = element.find(PPR)
    if properties is not None:
        new.append(deepcopy(properties))
    moved = [behind, *behind.itersiblings()]
    kind = office.chance.choice(["word", "libreoffice", "unclosed"])
    for child in moved:
        if kind != "word" and child.tag == END:
            continue
        new.append(child)
    start = element.find(START)
    if start is not None and kind == "unclosed":
        new.insert(1, deepcopy(start))
    element.addnext(new)


def join_paragraphs(office: Office) -> None:
    element = office.paragraph()
    following = element.getnext()
    if following is None or following.tag != P or following not in office.paragraphs():
        raise IndexError
    gap = etree.SubElement(element, R)
    etree.SubElement(gap, T, {SPACE: "preserve"}).text = " "
    for child in list(following):
        if child.tag != PPR:
            element.append(child)
    office.body.remove(following)


def move_paragraph(office: Office) -> None:
    element, target = office.paragraph(), office.paragraph()
    if element is not target:
        target.addnext(element)


def copy_paragraph(office: Office) -> None:
    element, target = office.paragraph(), office.paragraph()
    twin = deepcopy(element)
    kind = office.chance.choice(["word", "libreoffice", "raw"])
    for mark in list(twin.iter(START, END)):
        if kind == "word":
            mark.getparent().remove(mark)  # type: ignore[union-attr]
        elif kind == "libreoffice" and mark.tag == START:
            mark.set(NAME, f"{mark.get(NAME)}_Copy_1")
    for anchor in list(
        twin.iter(*(qn(f"w:comment{n}") for n in ("RangeStart", "RangeEnd", "Reference")))
    ):
        anchor.getparent().remove(anchor)  # type: ignore[union-attr]
    target.addnext(twin)


def delete_paragraph(office: Office) -> None:
    office.body.remove(office.paragraph())


def write_paragraph(office: Office) -> None:
    target = office.paragraph()
    new = etree.Element(P)
    properties = target.find(PPR)
    if properties is not None:
        new.append(deepcopy(properties))
    run = etree.SubElement(new, R)
    etree.SubElement(run, T, {SPACE: "preserve"}).text = "Đồng chí".join(
        office.typed() for _ in range(5)
    )
    target.addnext(new)


def move_clause(office: Office) -> None:
    """Words are cut out of one paragraph and pasted into another."""
    source = office.node()
    text = source.text or ""
    start, end = sorted((office.spot(text), office.spot(text)))
    clause = text[start : start + 80][: end - start]
    target = office.node()
    source.text = text[:start] + text[start + len(clause) :]
    pasted = target.text or ""
    at = office.spot(pasted)
    target.text = pasted[:at] + clause + pasted[at:]


def insert_tracked(office: Office) -> None:
    node = office.node()
    run, _ = office.split_run(node, office.spot(node.text or ""))
    change = etree.Element(qn("w:ins"), {ID: office.fresh(), **CHANGE})
    own = etree.SubElement(change, R)
    etree.SubElement(own, T, {SPACE: "preserve"}).text = office.typed()
    run.addnext(change)


def _strike(office: Office, run: _Element) -> None:
    change = etree.Element(qn("w:del"), {ID: office.fresh(), **CHANGE})
    run.addprevious(change)
    change.append(run)
    for node in run.iter(T):
        node.tag = qn("w:delText")


def delete_tracked(office: Office) -> None:
    _strike(office, office.own_run())


def _strike_mark(office: Office, element: _Element) -> None:
    properties = element.find(PPR)
    if properties is None:
        properties = etree.Element(PPR)
        element.insert(0, properties)
    looks = properties.find(RPR)
    if looks is None:
        looks = etree.SubElement(properties, RPR)
    looks.insert(0, etree.Element(qn("w:del"), {ID: office.fresh(), **CHANGE}))


def delete_paragraph_tracked(office: Office) -> None:
    element = office.paragraph()
    for run in element.findall(R):
        if run.find(T) is not None:
            _strike(office, run)
    _strike_mark(office, element)


def join_tracked(office: Office) -> None:
    _strike_mark(office, office.paragraph())


def lose_bookmarks(office: Office) -> None:
    for mark in list(office.paragraph().iter(START, END)):
        mark.getparent().remove(mark)  # type: ignore[union-attr]


def comment(office: Office) -> None:
    number = office.fresh()
    element = office.paragraph()
    element.insert(1, etree.Element(qn("w:commentRangeStart"), {ID: number}))
    element.append(etree.Element(qn("w:commentRangeEnd"), {ID: number}))
    etree.SubElement(etree.SubElement(element, R), qn("w:commentReference"), {ID: number})
    comments = etree.fromstring(office.parts["word/comments.xml"])
    own = etree.SubElement(
        comments, qn("w:comment"), {ID: number, qn("w:initials"): "VP", **CHANGE}
    )
    text = etree.SubElement(etree.SubElement(etree.SubElement(own, P), R), T)
    text.text = f"Ý kiến {office.typed()}"
    office.parts["word/comments.xml"] = etree.tostring(comments)


def drop_comment(office: Office) -> None:
    """Somebody has dealt with one of our comments and taken it out."""
    anchors = list(office.body.iter(qn("w:commentRangeStart")))
    number = office.chance.choice(anchors).get(ID)
    for tag in ("RangeStart", "RangeEnd", "Reference"):
        for anchor in list(office.body.iter(qn(f"w:comment{tag}"))):
            if anchor.get(ID) == number:
                anchor.getparent().remove(anchor)  # type: ignore[union-attr]
    comments = etree.fromstring(office.parts["word/comments.xml"])
    for own in [own for own in comments if own.get(ID) == number]:
        comments.remove(own)
    office.parts["word/comments.xml"] = etree.tostring(comments)


DEEDS: list[Callable[[Office], None]] = [
    *[type_words, delete_words, replace_words, replace_figure] * 3,
    *(rewrite, make_bold, split_paragraph, join_paragraphs, move_paragraph, copy_paragraph),
    *(delete_paragraph, write_paragraph, move_clause, insert_tracked, delete_tracked),
    *(delete_paragraph_tracked, join_tracked, lose_bookmarks, comment, drop_comment),
]
