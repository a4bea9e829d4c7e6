"""The office's outbox: whole deliveries, none overwritten, readable on a Windows share."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from nghiquyet.delivery.outbox import NEWEST, NOTICE, Paper, deliver
from nghiquyet.model.period import Period
from nghiquyet.settings import Settings

JANUARY = Period(2026, 1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({"NGHIQUYET_VAR": str(tmp_path)})


def test_the_names_say_the_resolutions_month() -> None:
    assert [paper.file_name(JANUARY) for paper in Paper] == [
        "du-thao-nghi-quyet-thang-02-2026.docx",
        "du-thao-nghi-quyet-thang-02-2026-co-nguon.docx",
        "phieu-ra-soat-thang-02-2026.docx",
        "phu-luc-so-lieu-thang-02-2026.docx",
        "khac-ban-truoc-thang-02-2026.docx",
        "de-xuat-dinh-chinh-thang-02-2026.docx",
    ]
    assert Paper.ANNEX.file_name(Period(2026, 12)) == "phu-luc-so-lieu-thang-01-2027.docx"


def test_a_delivery_holds_its_files_and_a_notice(settings: Settings) -> None:
    files = {"a.docx": b"A", "b.docx": b"B"}
    folder = deliver(settings, "ke-sat", JANUARY, files, "Việc cần làm:\n- Xem lại")
    assert folder == settings.outbox / "ke-sat" / "2026-01" / "lan-01"
    assert {path.name: path.read_bytes() for path in folder.glob("*.docx")} == files
    notice = (folder / NOTICE).read_bytes()
    assert notice.decode("utf-8-sig") == "Việc cần làm:\r\n- Xem lại\r\n"
    assert notice.startswith(b"\xef\xbb\xbf")
    assert {path.name for path in folder.iterdir()} == {"a.docx", "b.docx", NOTICE}


def test_what_the_office_edited_stays_when_a_new_draft_comes(settings: Settings) -> None:
    first = deliver(settings, "ke-sat", JANUARY, {"a.docx": b"1"}, "một")
    (first / "a.docx").write_bytes("đã sửa".encode())
    second = deliver(settings, "ke-sat", JANUARY, {"a.docx": b"2"}, "hai")
    assert (first / "a.docx").read_bytes() == "đã sửa".encode()
    assert (second / "a.docx").read_bytes() == b"2"
    newest = (first.parent / NEWEST).read_text(encoding="utf-8-sig").split("\n")
    assert newest == ["Bản mới nhất nằm trong thư mục lan-02", "", "hai", ""]
    assert {path.name for path in first.parent.iterdir()} == {"lan-01", "lan-02", NEWEST}


def test_a_number_is_never_used_again(settings: Settings) -> None:
    month = settings.outbox / "ke-sat" / "2026-01"
    for name in ("lan-09", "lan-9 (sao)", "ghi chu"):
        (month / name).mkdir(parents=True)
    assert deliver(settings, "ke-sat", JANUARY, {}, "").name == "lan-10"
    (month / "lan-99").mkdir()
    assert deliver(settings, "ke-sat", JANUARY, {}, "").name == "lan-100"
    assert deliver(settings, "ke-sat", JANUARY, {}, "").name == "lan-101"


def test_deliveries_at_the_same_moment_take_different_numbers(settings: Settings) -> None:
    def one(number: int) -> Path:
        return deliver(settings, "ke-sat", JANUARY, {"a.docx": str(number).encode()}, "x")

    with ThreadPoolExecutor(8) as pool:
        folders = list(pool.map(one, range(16)))
    assert len(set(folders)) == 16
    assert [(folder / "a.docx").read_text() for folder in folders] == [str(n) for n in range(16)]


class _Breaks(Mapping[str, bytes]):
    """Files whose second one cannot be read."""

    def __getitem__(self, name: str) -> bytes:
        if name == "b.docx":
            raise OSError("disk full")
        return b"A"

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(["a.docx", "b.docx"])

    def __len__(self) -> int:
        return 2


def test_a_delivery_that_fails_leaves_nothing(settings: Settings) -> None:
    first = deliver(settings, "ke-sat", JANUARY, {"a.docx": b"1"}, "một")
    with pytest.raises(OSError, match="disk full"):
        deliver(settings, "ke-sat", JANUARY, _Breaks(), "hai")
    assert {path.name for path in first.parent.iterdir()} == {"lan-01", NEWEST}
    assert "lan-01" in (first.parent / NEWEST).read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("name", ["../a.docx", "a/b.docx", ".hidden", "", "c:a.docx", "a\\b"])
def test_a_name_that_leads_elsewhere_is_refused(settings: Settings, name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a file"):
        deliver(settings, "ke-sat", JANUARY, {name: b""}, "")
    with pytest.raises(ValueError, match="not the name of a file"):
        deliver(settings, name, JANUARY, {}, "")
    assert not [path for path in settings.var.rglob("*") if path.is_file()]
