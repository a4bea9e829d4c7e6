"""A file that came back is opened without trust."""

from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from tests.document.conftest import Render
from tests.document.samples import DRAFT

from nghiquyet.document import package
from nghiquyet.document.package import WordPackage
from nghiquyet.document.returned.reading import read_document
from nghiquyet.errors import DocumentError


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return buffer.getvalue()


BROKEN: list[tuple[Callable[[bytes], bytes], str]] = [
    (lambda _: b"", package.NOT_WORD),
    (lambda _: b"%PDF-1.7", package.NOT_WORD),
    (lambda data: data[: len(data) // 2], package.NOT_WORD),
    (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), package.LOCKED),
    (lambda data: with_part(data, "word/document.xml", b"<w:document"), package.BROKEN),
    (lambda data: with_part(data, "word/document.xml", b"<html/>"), package.NOT_WORD),
    (lambda data: with_part(data, "word/styles.xml", b"<!DOCTYPE x><x/>"), package.BROKEN),
    (
        lambda data: with_part(data, "word/document.xml", b"<a>" * 9_000 + b"</a>" * 9_000),
        package.BROKEN,
    ),
    (lambda data: with_part(data, "_rels/.rels", b"<x/>"), package.NOT_WORD),
    (
        lambda data: with_part(
            data,
            "word/document.xml",
            b'<d:document xmlns:d="http://purl.oclc.org/ooxml/wordprocessingml/main"/>',
        ),
        package.STRICT,
    ),
    (lambda data: with_part(data, "word/document.xml", bytes(65 << 20)), package.TOO_LARGE),
]


@pytest.mark.parametrize(("harm", "said"), BROKEN)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(
    render: Render, harm: Callable[[bytes], bytes], said: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(harm(render()))
    assert str(caught.value) == said


def test_a_bomb_is_refused_before_it_is_unpacked(
    render: Render, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = render()
    monkeypatch.setattr(package, "_MOST_BYTES", 300_000)
    with pytest.raises(DocumentError, match="quá lớn"):
        WordPackage(with_part(data, "word/media/a.png", bytes(300_000)))
    monkeypatch.setattr(package, "_MOST_PARTS", 4)
    with pytest.raises(DocumentError, match="quá lớn"):
        WordPackage(data)


def test_entities_are_never_resolved(render: Render) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    with pytest.raises(DocumentError):
        read_document(with_part(render(), "word/document.xml", bomb))


def test_harmed_files_are_read_or_refused_and_nothing_else(render: Render) -> None:
    whole, chance = render(), random.Random(4)
    refused = 0
    for _ in range(120):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read_document(bytes(data))
        except DocumentError:
            refused += 1
    assert refused > 60


def test_only_what_is_changed_is_written_anew(render: Render) -> None:
    data = render()
    opened = WordPackage(data)
    assert not opened.is_changed
    opened.document.set("changed", "yes")
    assert opened.is_changed
    with ZipFile(BytesIO(data)) as old, ZipFile(BytesIO(opened.save())) as new:
        assert old.namelist() == new.namelist()
        differ = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert differ == ["word/document.xml"]


def test_it_says_which_draft_it_is(render: Render) -> None:
    document = read_document(render())
    assert (document.draft_id, document.variant) == (DRAFT.id, "working")
