"""The same draft gives the same bytes, whenever it is printed."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from nghiquyet.document import packing
from nghiquyet.document.packing import packed

MOMENT = datetime(2026, 1, 28, 1, 5, 8, tzinfo=UTC)


def written(text: str) -> bytes:
    document = Document()
    document.add_paragraph(text)
    document.core_properties.modified = MOMENT.replace(tzinfo=None)
    return packed(document)


def test_two_prints_of_one_document_are_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    first = written("Nghị quyết")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)

    assert written("Nghị quyết") == first
    assert written("nghị quyết") != first
    assert packing.packed(Document(BytesIO(first))) == first


def test_every_part_bears_the_moment_of_the_document() -> None:
    with ZipFile(BytesIO(written("Nghị quyết"))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(2026, 1, 28, 1, 5, 8)}
