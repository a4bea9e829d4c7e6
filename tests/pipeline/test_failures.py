"""When our own code fails over a file it is kept under a failure id and can be run again."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from tests.golden.months import values_of
from tests.pipeline.months import OFFICE, changed, drop
from tests.pipeline.test_collecting import answers, outcomes, shop_period, workbook

from nghiquyet import pipeline
from nghiquyet.errors import ConfigurationError, StoreError
from nghiquyet.intake.failures import failures, set_aside
from nghiquyet.intake.holding import HeldFile, held_files, hold
from nghiquyet.intake.inbox import scan
from nghiquyet.pipeline import collecting
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.sandbox import ReaderFault
from nghiquyet.settings import Settings
from nghiquyet.store.repository import Store

# The faults are put where our own code could have one: in reading, judging, storing.


@pytest.fixture
def two_dropped(empty: Settings) -> Settings:
    """A file that will fail, and a sound one behind it."""
    pipeline.drop_workbook(empty, OFFICE, "ubkt", "xau.xlsx", workbook(empty, "ubkt"))
    pipeline.drop_workbook(empty, OFFICE, "ca", "tot.xlsx", workbook(empty, "ca"))
    return empty


def failing(step: Callable[..., Any], error: Exception, applies: Callable[..., bool]) -> Any:
    """A step that fails where ``applies`` says so, and works as ever elsewhere."""

    def run(*args: Any, **kwargs: Any) -> Any:
        if applies(*args, **kwargs):
            raise error
        return step(*args, **kwargs)

    return run


def _reading(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = failing(
        collecting.receive,
        ReaderFault("Traceback …\nKeyError: nobody expected this"),
        lambda _shop, _box, file, *_: file.name == "xau.xlsx",
    )
    monkeypatch.setattr(collecting, "receive", broken)


def _judging(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = failing(
        collecting.judge,
        KeyError("nobody expected this"),
        lambda _shop, arrivals, *_: any(item.identity.unit.code == "ubkt" for item in arrivals),
    )
    monkeypatch.setattr(collecting, "judge", broken)


def _storing(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = failing(
        Store.record_submission,
        StoreError("KeyError: nobody expected this"),
        lambda _store, submission, **_: submission.unit == "ubkt",
    )
    monkeypatch.setattr(Store, "record_submission", broken)


@pytest.mark.parametrize("fault", [_reading, _judging, _storing])
def test_a_fault_of_ours_keeps_the_file_tells_the_unit_and_spares_the_others(
    two_dropped: Settings,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[pytest.MonkeyPatch], None],
) -> None:
    data = workbook(two_dropped, "ubkt")
    with monkeypatch.context() as patched:
        fault(patched)
        report = pipeline.collect(two_dropped)

    (failure_id,) = report.failures
    assert {row["tệp"]: row["kết quả"] for row in report.rows} == {
        "xau.xlsx": f"sự cố {failure_id[:8]}, giữ lại để chạy lại",
        "tot.xlsx": "đã nhận",
    }
    told = answers(two_dropped, "ubkt")["xau.xlsx_SU-CO.txt"]
    assert f"mã sự cố {failure_id[:8]}" in told
    assert "không phải lỗi" in told
    (row,) = pipeline.failure_table(two_dropped)
    assert (row["mã sự cố"], row["tệp"]) == (failure_id, "xau.xlsx")
    assert "nobody expected this" in row["lỗi"]
    kept = two_dropped.failures / failure_id / "content"
    assert kept.read_bytes() == data
    with workshop(two_dropped) as shop:
        (event,) = (each for each in shop.store.events(OFFICE) if each.what == "failed")
    assert event.detail["file"] == failure_id

    assert pipeline.collect(two_dropped).rows == []  # it waits for somebody to say so
    again = pipeline.collect(two_dropped, retry=[failure_id[:8]])
    assert [row["kết quả"] for row in again.rows] == ["đã nhận"]
    assert pipeline.failure_table(two_dropped) == []
    with workshop(two_dropped) as shop:
        (stored,) = (
            each for each in shop.store.submissions(OFFICE, shop_period()) if each.unit == "ubkt"
        )
    assert stored.id == failure_id


def test_a_file_that_fails_again_keeps_its_failure_id(
    two_dropped: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _reading(monkeypatch)
    first = pipeline.collect(two_dropped).failures
    assert pipeline.collect(two_dropped, retry=first).failures == first


def test_an_unknown_failure_is_refused_and_nothing_is_moved(
    two_dropped: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _reading(monkeypatch)
    (known,) = pipeline.collect(two_dropped).failures
    with pytest.raises(ConfigurationError, match=known[:8]):
        pipeline.collect(two_dropped, retry=[known, "00000000"])
    assert len(pipeline.failure_table(two_dropped)) == 1


def test_a_database_that_does_not_answer_leaves_everything_held(
    two_dropped: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        gone = failing(Store.record_submission, StoreError("gone"), lambda *_, **__: True)
        patched.setattr(Store, "record_submission", gone)
        patched.setattr(Store, "is_up", lambda _store: False)
        with pytest.raises(StoreError, match="gone"):
            pipeline.collect(two_dropped)
    assert pipeline.failure_table(two_dropped) == []
    assert outcomes(two_dropped) == {"xau.xlsx": "đã nhận", "tot.xlsx": "đã nhận"}


def test_a_file_that_cannot_be_taken_does_not_keep_back_the_others(
    two_dropped: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck = failing(
        collecting.hold,
        ConfigurationError("xau.xlsx cannot be moved"),
        lambda item, _settings: item.name == "xau.xlsx",
    )
    with monkeypatch.context() as patched:
        patched.setattr(collecting, "hold", stuck)
        assert outcomes(two_dropped) == {
            "xau.xlsx": "không lấy được tệp khỏi thư mục gửi",
            "tot.xlsx": "đã nhận",
        }
        with pytest.raises(ConfigurationError):  # no file at all can be taken: who runs us is told
            pipeline.collect(two_dropped)
    (told,) = answers(two_dropped, "ubkt").items()
    assert told[0] == "xau.xlsx_CHUA-LAY-DUOC.txt"
    assert told[1].startswith("CHƯA NHẬN: Không lấy được tệp khỏi thư mục")
    assert outcomes(two_dropped) == {"xau.xlsx": "đã nhận"}
    assert list(answers(two_dropped, "ubkt")) == ["2026-01_lan-01_DA-NHAN.txt"]


def test_a_file_that_nobody_lets_us_read_does_not_keep_back_the_others(
    two_dropped: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*file: object) -> bool:
        return any(getattr(each, "name", "") == "xau.xlsx" for each in file)

    denied = PermissionError("xau.xlsx")
    monkeypatch.setattr(collecting, "receive", failing(collecting.receive, denied, unreadable))
    monkeypatch.setattr(HeldFile, "sha256", failing(HeldFile.sha256, denied, unreadable))
    report = pipeline.collect(two_dropped)
    assert [row["kết quả"].partition(",")[0] for row in report.rows] == [
        f"sự cố {report.failures[0][:8]}",
        "đã nhận",
    ]
    assert "xau.xlsx_SU-CO.txt" in answers(two_dropped, "ubkt")


def test_a_damaged_note_does_not_lose_the_file(two_dropped: Settings) -> None:
    for item in collecting.scan(two_dropped):
        held = collecting.hold(item, two_dropped)
        assert held is not None
        held.path.with_name("origin.json").write_text("{", encoding="utf-8")
    assert sorted(pipeline.collect(two_dropped).accepted_keys) == [
        "ke-sat|ca|2026-01",
        "ke-sat|ubkt|2026-01",
    ]


def test_what_was_accepted_is_told_until_somebody_says_that_it_was(two_dropped: Settings) -> None:
    told = pipeline.collect(two_dropped, announce=True).accepted_keys
    assert sorted(told) == ["ke-sat|ca|2026-01", "ke-sat|ubkt|2026-01"]
    # The collector died before it could tell: the next one does, with nothing new to collect.
    assert pipeline.collect(two_dropped, announce=True).accepted_keys == told
    pipeline.mark_announced(two_dropped, told[:1])
    assert pipeline.collect(two_dropped, announce=True).accepted_keys == told[1:]
    pipeline.mark_announced(two_dropped, told[1:])
    assert pipeline.collect(two_dropped, announce=True).accepted_keys == []


def test_what_a_person_collects_waits_for_nobody(two_dropped: Settings) -> None:
    assert len(pipeline.collect(two_dropped).accepted_keys) == 2
    assert pipeline.collect(two_dropped, announce=True).accepted_keys == []


def test_what_failed_never_overrides_what_its_unit_sent_since(
    two_dropped: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        _reading(patched)
        (failed,) = pipeline.collect(two_dropped).failures
    values = changed(values_of("2026-01")["ubkt"], {"UBKT-03": 8, "UBKT-03.ytd": 8})
    drop(two_dropped, "2026-01", {"ubkt": values})
    pipeline.collect(two_dropped)

    report = pipeline.collect(two_dropped, retry=[failed])

    assert [row["kết quả"] for row in report.rows] == ["đã có bản mới hơn"]
    with workshop(two_dropped) as shop:
        facts = {fact.indicator: fact.value for fact in shop.store.facts(OFFICE, shop_period())}
    assert facts["UBKT-03"] == 8
    told = answers(two_dropped, "ubkt")
    assert "ĐÃ CÓ BẢN MỚI HƠN" in told["2026-01_lan-01_DA-CO-BAN-MOI.txt"]
    assert "xau.xlsx_SU-CO.txt" not in told


def test_a_large_number_shown_as_a_time_is_told_as_such(empty: Settings) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(empty, "ubkt")))
    cell = book["Số liệu"]["P9"]
    cell.value, cell.number_format = 1_300_000_000, "[h]:mm"
    target = BytesIO()
    book.save(target)
    pipeline.drop_workbook(empty, OFFICE, "ubkt", "gio.xlsx", target.getvalue())
    assert outcomes(empty) == {"gio.xlsx": "trả lại"}
    assert "định dạng là giờ hoặc ngày" in answers(empty, "ubkt")["gio.xlsx_TRA-LAI.txt"]


def test_an_archive_that_cannot_be_written_stalls_nobody(two_dropped: Settings) -> None:
    """As on a full disk: each file waits under its failure id, and what is not kept goes on."""
    secret = "TỐI MẬT".encode()
    pipeline.drop_workbook(two_dropped, OFFICE, "hcc", "kin.txt", secret)
    two_dropped.archive.parent.mkdir(parents=True, exist_ok=True)
    two_dropped.archive.write_bytes(b"")

    report = pipeline.collect(two_dropped)

    kept = {row["tệp"] for row in report.rows if row["kết quả"].startswith("sự cố")}
    assert kept == {"xau.xlsx", "tot.xlsx"}
    assert {row["kết quả"] for row in report.rows if row["tệp"] == "kin.txt"} == {
        "không nhận, đã xóa"
    }
    assert held_files(two_dropped) == []

    two_dropped.archive.unlink()
    again = pipeline.collect(two_dropped, retry=report.failures)
    assert {row["kết quả"] for row in again.rows} <= {"đã nhận", "đã nhận, có lưu ý"}
    assert len(again.accepted_keys) == 2


def test_a_fault_that_cannot_be_written_down_loses_no_file(two_dropped: Settings) -> None:
    (held, *_) = [hold(each, two_dropped) for each in scan(two_dropped)]
    assert held is not None
    (held.path.parent / "fault.txt").mkdir()
    assert set_aside(held, "boom", two_dropped).path.is_file()
    (kept,) = failures(two_dropped)
    assert kept.file.id == held.id
