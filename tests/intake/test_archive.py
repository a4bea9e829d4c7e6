from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from nghiquyet.intake.archive import keep, path_of
from nghiquyet.settings import Settings

CONTENT = "Biểu báo cáo".encode() * 200_000


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path, tmp_path / "var", "", "ke-sat")


@pytest.fixture
def received(tmp_path: Path) -> Path:
    path = tmp_path / "báo cáo.xlsx"
    path.write_bytes(CONTENT)
    return path


def test_the_bytes_lie_unchanged_under_their_hash(settings: Settings, received: Path) -> None:
    sha256 = keep(received, settings)
    assert sha256 == hashlib.sha256(CONTENT).hexdigest()
    place = path_of(sha256, settings)
    assert place.read_bytes() == CONTENT
    assert place == settings.archive / sha256[:2] / sha256[2:4] / sha256
    assert received.read_bytes() == CONTENT


def test_an_archived_file_may_only_be_read(settings: Settings, received: Path) -> None:
    place = path_of(keep(received, settings), settings)
    assert place.stat().st_mode & 0o777 == 0o444


def test_keeping_again_changes_nothing(settings: Settings, received: Path) -> None:
    first = path_of(keep(received, settings), settings)
    inode = first.stat().st_ino
    assert path_of(keep(received, settings), settings).stat().st_ino == inode
    assert [each for each in settings.archive.rglob("*") if each.is_file()] == [first]


def test_a_copy_that_fails_leaves_nothing_half_done(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        keep(tmp_path / "gone.xlsx", settings)
    assert list(settings.archive.rglob("*")) == []


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_only_a_hash_becomes_part_of_a_path(settings: Settings, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        path_of(name, settings)
