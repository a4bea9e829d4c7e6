"""What tests read of a Word file: its parts, and every run as it really looks."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZipFile

from lxml import etree

from nghiquyet.document.checking.effective import Formatting
from nghiquyet.document.checking.looks import SCRIPTS, Letters, Shape
from nghiquyet.document.checking.passages import passages_of
from nghiquyet.document.package import WordPackage

__all__ = ["SCRIPTS", "Looks", "looks_of", "part"]


def part(data: bytes, name: str) -> Any:
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


class Looks(NamedTuple):
    """A run with text: the name of its paragraph's style, and how it looks."""

    style: str
    text: str
    letters: Letters
    shape: Shape


def looks_of(data: bytes) -> Iterator[Looks]:
    """Every run; ``tests/document/checking/test_effective.py`` holds the reader to LibreOffice."""
    package = WordPackage(data)
    formatting = Formatting(package)
    for passage in passages_of(package.document):
        style, shape = (
            formatting.style_name(passage.paragraph),
            formatting.shape(passage.paragraph),
        )
        for stretch in passage.stretches:
            if stretch.text.strip():
                yield Looks(style, stretch.text, formatting.letters(stretch.run), shape)
