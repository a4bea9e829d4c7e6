"""The clean copy: the office's own working copy without what was there for the office only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element

from nghiquyet.document.cleaning.authors import forget_authors
from nghiquyet.document.cleaning.flags import Flag, flags_in
from nghiquyet.document.cleaning.margin import Comment, anchors_of, comments_in
from nghiquyet.document.package import WordPackage

_COMMENT_PARTS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible")
_OUR_COLOUR = ("yellow", "FFFF00")


@dataclass(frozen=True)
class CleanCopy:
    """What came of the wish for a clean copy.

    Attributes:
        data: the .docx file, or None where it was refused.
        flags: what was still to be decided; whoever forces the copy answers for these.
        reason: why it was forced, or empty.
    """

    data: bytes | None
    flags: tuple[Flag, ...]
    reason: str = ""

    @property
    def refused(self) -> bool:
        """Whether there is no copy, because of the flags."""
        return self.data is None


def clean_copy(data: bytes, *, reason: str = "") -> CleanCopy:
    """Make the clean copy of a working copy, unless something in it is still to be decided.

    What the system put there for the office goes: comments and yellow marks. Words are never
    touched; what the office itself has not settled stays as it is, also where it is forced.

    Args:
        data: the working copy, as the office has edited it.
        reason: why it must be made in spite of its flags; empty if it must not.

    Raises:
        DocumentError: if it is no Word file.
    """
    package = WordPackage(data)
    flags = flags_in(package)
    why = reason.strip() if flags else ""
    if flags and not why:
        return CleanCopy(None, flags)
    _drop_comments(package)
    _drop_our_colour(package.document)
    forget_authors(package)
    return CleanCopy(package.save(), flags, why)


def _drop_comments(package: WordPackage) -> None:
    """Remove every comment but those of the office that nobody has dealt with."""
    kept = {comment.id for comment in comments_in(package) if _is_open(comment)}
    listed = package.one("comments")
    elements = [] if listed is None else list(listed)
    gone = {e.get(qn("w:id"), "") for e in elements} - kept
    for anchor in list(anchors_of(package, gone)):
        _remove(anchor)
    for element in elements:
        if element.get(qn("w:id"), "") in gone:
            _remove(element)
    for kind in _COMMENT_PARTS[1 if kept else 0 :]:
        for name in list(package.related(package.main, kind)):
            package.drop(name)


def _is_open(comment: Comment) -> bool:
    return not (comment.ours or comment.resolved)


def _drop_our_colour(document: _Element) -> None:
    """Take the yellow from the paragraphs that the system wrote; elsewhere it is the office's."""
    for start in list(document.iter(qn("w:bookmarkStart"))):
        paragraph = next(start.iterancestors(qn("w:p")), None)
        if paragraph is not None and start.get(qn("w:name"), "").startswith("blk_"):
            _take_away(
                mark
                for mark in paragraph.iter(qn("w:highlight"), qn("w:shd"))
                if mark.get(qn("w:val")) in _OUR_COLOUR or mark.get(qn("w:fill")) in _OUR_COLOUR
            )


def _take_away(elements: Iterable[_Element]) -> None:
    for element in list(elements):
        _remove(element)


def _remove(element: _Element) -> None:
    """Remove an element, and the run that held nothing else."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent.tag == qn("w:r") and all(child.tag == qn("w:rPr") for child in parent):
        _remove(parent)
