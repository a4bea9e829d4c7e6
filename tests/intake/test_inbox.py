from __future__ import annotations

import json
import os
import time
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest

from nghiquyet.delivery.answers import answer
from nghiquyet.errors import ConfigurationError
from nghiquyet.intake.holding import held_files, hold
from nghiquyet.intake.inbox import UnitFolder, scan, unsettled
from nghiquyet.intake.laid import Laid
from nghiquyet.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path, tmp_path / "var", "", "ke-sat")


@pytest.fixture
def folder(settings: Settings) -> UnitFolder:
    unit = UnitFolder(settings, "ke-sat", "ubkt")
    unit.create()
    return unit


def _drop(folder: Path, name: str = "báo cáo.xlsx", content: bytes = b"PK...") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def test_an_inbox_that_is_not_there_yet_is_empty(settings: Settings) -> None:
    assert scan(settings) == []
    assert held_files(settings) == []


def test_a_file_in_a_drop_folder_is_found_with_its_unit(
    settings: Settings, folder: UnitFolder
) -> None:
    path = _drop(folder.drop)
    (dropped,) = scan(settings)
    assert (dropped.path, dropped.name) == (path, "báo cáo.xlsx")
    held = hold(dropped, settings)
    assert held is not None
    assert held.folder == ("ke-sat", "ubkt")
    assert held.answers(settings) == folder.answers


def test_a_file_laid_beside_the_drop_folder_is_found_too(
    settings: Settings, folder: UnitFolder
) -> None:
    _drop(folder.drop.parent)
    held = hold(scan(settings)[0], settings)
    assert held is not None
    assert held.folder == ("ke-sat", "ubkt")


@pytest.mark.parametrize("place", ["", "ke-sat"])
def test_a_loose_file_belongs_to_no_unit_and_is_answered_where_it_lay(
    settings: Settings, place: str
) -> None:
    _drop(settings.inbox / place)
    held = hold(scan(settings)[0], settings)
    assert held is not None
    assert held.folder is None
    assert held.answers(settings) == settings.inbox / place / "tra-loi"


PRIVATE = ["~$báo cáo.xlsx", ".~lock.báo cáo.xlsx#", ".~báo cáo.xlsx", "._báo cáo.xlsx",
           ".DS_Store", ".báo cáo.xlsx.aB3dE", ".0f.part", "Thumbs.db", "desktop.ini"]  # fmt: skip
UNFINISHED = ["báo cáo.xlsx.part", "báo cáo.xlsx.PART", "a.tmp", "a.xlsx.crdownload", "a.xlsx~"]
DAY = 86_400.0


@pytest.fixture
def days_later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Look at the inbox that many days from now."""
    now = time.time

    def later(days: float) -> None:
        monkeypatch.setattr(time, "time", lambda: now() + days * DAY)

    return later


@pytest.mark.parametrize("name", PRIVATE)
def test_what_programs_keep_for_themselves_is_no_report(
    settings: Settings, folder: UnitFolder, name: str, days_later: Callable[[float], None]
) -> None:
    _drop(folder.drop, name)
    days_later(30)
    assert scan(settings) == []


@pytest.mark.parametrize("name", [".hidden.xlsx", "..xlsx", ".báo cáo.ODS", ".xls"])
def test_a_workbook_whose_name_begins_with_a_dot_is_a_report_all_the_same(
    settings: Settings, folder: UnitFolder, name: str
) -> None:
    _drop(folder.drop, name)
    assert [dropped.name for dropped in scan(settings)] == [name]


@pytest.mark.parametrize("name", UNFINISHED)
def test_what_programs_leave_while_they_write_is_taken_only_when_they_have_forgotten_it(
    settings: Settings, folder: UnitFolder, name: str, days_later: Callable[[float], None]
) -> None:
    _drop(folder.drop, name)
    days_later(0.9)
    assert scan(settings) == []
    days_later(1.1)
    assert [dropped.name for dropped in scan(settings)] == [name]


@pytest.mark.parametrize("lock", ["~${}", ".~lock.{}#"])
def test_a_file_that_a_program_has_open_is_left_alone_unless_the_program_died(
    settings: Settings, folder: UnitFolder, lock: str, days_later: Callable[[float], None]
) -> None:
    path = _drop(folder.drop)
    _drop(folder.drop, lock.format(path.name))
    assert scan(settings) == []
    days_later(1.1)
    assert [dropped.path for dropped in scan(settings)] == [path]


@pytest.mark.parametrize("place", ["", "ke-sat", "ke-sat/ubkt"])
def test_what_the_system_itself_lays_down_is_no_report(
    settings: Settings, folder: UnitFolder, place: str
) -> None:
    folder.put_blank("bao-cao_ubkt_2026-01.xlsx", b"PK")
    answers = Laid.into(settings.inbox / place / "tra-loi", settings, "a")
    receipt = answer(answers, "bc.xlsx_TRA-LAI", b"marked", "Sửa lại.")
    assert scan(settings) == []
    receipt.write_text("Sửa lại. Chị Hoa đã xem.")
    copy = _drop(receipt.parent / "cu", "bản sao.xlsx", b"marked")
    assert scan(settings) == []
    copy.write_bytes(b"mended")
    assert [dropped.path for dropped in scan(settings)] == [copy]


def test_what_is_mended_among_the_answers_is_taken_as_dropped(
    settings: Settings, folder: UnitFolder
) -> None:
    receipt = answer(Laid.into(folder.answers, settings, "a"), "bc_TRA-LAI", b"marked", "Sửa lại.")
    mended = receipt.with_suffix(".xlsx")
    mended.write_bytes(b"mended")
    held = hold(scan(settings)[0], settings)
    assert held is not None
    assert (held.path.read_bytes(), held.folder) == (b"mended", ("ke-sat", "ubkt"))
    assert held.answers(settings) == folder.answers
    assert receipt.exists()


def test_a_file_among_the_answers_that_we_may_not_read_is_no_answer_of_ours(
    settings: Settings, folder: UnitFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _drop(folder.answers)

    def shut(self: Path, *_: object) -> None:
        raise PermissionError(self)

    monkeypatch.setattr(Path, "open", shut)
    assert [dropped.path for dropped in scan(settings)] == [path]


@pytest.mark.parametrize("place", ["", "ke-sat"])
def test_a_loose_file_mended_among_its_answers_is_answered_there(
    settings: Settings, place: str
) -> None:
    answers = settings.inbox / place / "tra-loi"
    _drop(answers)
    held = hold(scan(settings)[0], settings)
    assert held is not None
    assert held.folder is None
    assert held.answers(settings) == answers


@pytest.mark.parametrize("place", ["gui/tra-loi", "gui/bieu-mau", "gui/tuan 2", "cu.tmp"])
def test_a_folder_of_the_unit_s_own_is_looked_into_whatever_its_name(
    settings: Settings, folder: UnitFolder, place: str
) -> None:
    _drop(folder.drop.parent / place, "bc.xlsx")
    held = hold(scan(settings)[0], settings)
    assert held is not None
    assert held.answers(settings) == folder.answers
    assert held.title == "/".join((*place.split("/")[1:], "bc.xlsx"))


def test_links_and_folders_are_not_followed(settings: Settings, folder: UnitFolder) -> None:
    (folder.drop / "link.xlsx").symlink_to("/etc/hostname")
    (folder.drop / "folder.xlsx").mkdir()
    for place in (folder.drop, folder.answers):
        os.mkfifo(place / "pipe.xlsx")
    assert scan(settings) == []


def test_a_file_still_being_written_is_left_alone(settings: Settings, folder: UnitFolder) -> None:
    path = _drop(folder.drop)
    assert scan(settings, settle_seconds=60) == []
    # Copying programs set the time of modification to the original's: that says nothing.
    os.utime(path, (0, 0))
    assert scan(settings, settle_seconds=60) == []
    assert len(scan(settings, settle_seconds=0)) == 1


def test_what_is_left_because_it_is_still_being_written_can_be_told(
    settings: Settings, folder: UnitFolder
) -> None:
    _drop(folder.drop, "mới.xlsx")
    _drop(folder.drop, "~$mới.doc")
    assert unsettled(settings, 60) == ["mới.xlsx"]
    assert unsettled(settings, 0) == []


def test_a_file_dated_in_the_future_is_complete_all_the_same(
    settings: Settings, folder: UnitFolder
) -> None:
    os.utime(_drop(folder.drop), (time.time() + 86400,) * 2)
    assert len(scan(settings)) == 1


def test_a_name_is_composed_for_display_only(settings: Settings, folder: UnitFolder) -> None:
    decomposed = unicodedata.normalize("NFD", "Biểu tháng 01.xlsx")
    path = _drop(folder.drop, decomposed)
    (dropped,) = scan(settings)
    assert dropped.path == path
    assert dropped.name == "Biểu tháng 01.xlsx"


def test_a_name_that_is_no_text_can_be_taken_all_the_same(
    settings: Settings, folder: UnitFolder
) -> None:
    _drop(folder.drop, os.fsdecode(b"b\xe1o c\xe1o.xlsx"))
    held = hold(scan(settings)[0], settings)
    assert held is not None
    assert held.name == "b\ufffdo c\ufffdo.xlsx"
    assert held_files(settings) == [held]


def test_a_name_cannot_break_a_line_or_turn_what_is_beside_it(
    settings: Settings, folder: UnitFolder
) -> None:
    _drop(folder.drop, "bc\nĐÃ NHẬN\u202excod.xlsx")
    assert [dropped.name for dropped in scan(settings)] == ["bc\ufffdĐÃ NHẬN\ufffdxcod.xlsx"]


def test_holding_moves_the_file_and_notes_where_it_came_from(
    settings: Settings, folder: UnitFolder
) -> None:
    path = _drop(folder.drop, content=b"PK bytes")
    held = hold(scan(settings)[0], settings)
    assert held is not None
    assert not path.exists()
    assert held.path.read_bytes() == b"PK bytes"
    assert held.path.is_relative_to(settings.var / "held" / held.id)
    note = json.loads(held.path.with_name("origin.json").read_text(encoding="utf-8"))
    assert note["place"] == ["ke-sat", "ubkt", "gui"]
    assert note["name"] == "báo cáo.xlsx"


def test_of_two_collectors_exactly_one_gets_a_file(settings: Settings, folder: UnitFolder) -> None:
    for number in range(20):
        _drop(folder.drop, f"{number}.xlsx", str(number).encode())
    found = scan(settings)
    start = Barrier(4)

    def collect(_: int) -> list[bytes]:
        start.wait()
        held = [hold(dropped, settings) for dropped in found]
        return [each.path.read_bytes() for each in held if each is not None]

    with ThreadPoolExecutor(4) as pool:
        taken = [content for each in pool.map(collect, range(4)) for content in each]
    assert sorted(map(int, taken)) == list(range(20))
    assert len(list((settings.var / "held").iterdir())) == 20


def test_a_file_replaced_since_it_was_seen_waits_for_the_next_look(
    settings: Settings, folder: UnitFolder
) -> None:
    path = _drop(folder.drop)
    (seen,) = scan(settings)
    path.write_bytes(b"PK, a longer one, perhaps only half of it")
    assert hold(seen, settings) is None
    assert path.exists()
    assert list((settings.var / "held").iterdir()) == []


def test_what_a_crash_left_behind_is_found_as_it_was_held(
    settings: Settings, folder: UnitFolder
) -> None:
    _drop(folder.drop, "một.xlsx")
    _drop(settings.inbox, "hai.xlsx")
    held = [hold(dropped, settings) for dropped in scan(settings)]
    assert held_files(settings) == held


def test_a_crash_before_the_move_leaves_the_file_in_the_inbox(
    settings: Settings, folder: UnitFolder
) -> None:
    _drop(folder.drop)
    half = settings.var / "held" / ("a" * 32)
    half.mkdir(parents=True)
    (half / "origin.json").write_text("{")
    assert held_files(settings) == []
    assert len(scan(settings)) == 1


def test_a_file_let_go_leaves_nothing(settings: Settings, folder: UnitFolder) -> None:
    _drop(folder.drop)
    held = hold(scan(settings)[0], settings)
    assert held is not None
    held.discard()
    held.discard()
    assert held_files(settings) == []
    assert list((settings.var / "held").iterdir()) == []


def test_a_file_in_quarantine_keeps_its_bytes_and_its_note(
    settings: Settings, folder: UnitFolder
) -> None:
    _drop(folder.drop, content=b"bomb")
    held = hold(scan(settings)[0], settings)
    assert held is not None
    place = held.quarantine(settings)
    held.discard()
    assert place.read_bytes() == b"bomb"
    assert place.is_relative_to(settings.quarantine)
    assert json.loads(place.with_name("origin.json").read_text(encoding="utf-8"))["name"]


def test_an_inbox_that_files_cannot_be_moved_from_is_told(
    settings: Settings, folder: UnitFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _drop(folder.drop)
    (dropped,) = scan(settings)

    def elsewhere(self: Path, target: Path) -> Path:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(Path, "replace", elsewhere)
    with pytest.raises(ConfigurationError, match="cross-device"):
        hold(dropped, settings)
    assert path.exists()
    assert list((settings.var / "held").iterdir()) == []


def test_a_blank_is_replaced_as_a_whole(settings: Settings, folder: UnitFolder) -> None:
    folder.put_blank("bao-cao.xlsx", b"old")
    place = replace(folder).put_blank("bao-cao.xlsx", b"new")
    assert place.read_bytes() == b"new"
    assert [each.name for each in folder.blank.iterdir()] == ["bao-cao.xlsx"]


def test_a_form_filled_in_where_it_lay_is_put_beside_a_new_one(folder: UnitFolder) -> None:
    place = folder.put_blank("bao-cao.xlsx", b"blank")
    folder.put_blank("bao-cao.xlsx", b"blank")
    assert [path.name for path in folder.blank.iterdir()] == ["bao-cao.xlsx"]
    place.write_bytes(b"filled in")
    folder.put_blank("bao-cao.xlsx", b"blank")
    assert place.read_bytes() == b"blank"
    assert (folder.blank / "bao-cao_ban-truoc-1.xlsx").read_bytes() == b"filled in"
