"""A correction makes a draft stale: each affected sentence is told, and an erratum proposed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.golden.months import values_of
from tests.pipeline.months import OFFICE, changed, drop

from nghiquyet import pipeline
from nghiquyet.cli import main
from nghiquyet.document.text import document_text
from nghiquyet.errors import ConfigurationError
from nghiquyet.model.period import Period
from nghiquyet.pipeline.standing import STALE
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.settings import Settings

JANUARY = Period(2026, 1)
MORE = {"HCC-02a": 400, "HCC-02a.ytd": 400, "HCC-02b": 351}


@pytest.fixture
def drafted(january: Settings) -> Settings:
    pipeline.draft_resolution(january, OFFICE, "2026-01")
    return january


def correct(settings: Settings) -> None:
    """The service centre sends 400 dossiers instead of 391."""
    drop(settings, "2026-01", {"hcc": changed(values_of("2026-01")["hcc"], MORE)})
    pipeline.collect(settings, announce=True)


def month_folder(settings: Settings) -> Path:
    return settings.outbox / OFFICE / "2026-01"


def test_a_draft_is_fresh_until_a_figure_changes(drafted: Settings) -> None:
    standing = pipeline.draft_standing(drafted, OFFICE, "2026-01")

    assert not standing.is_stale
    assert standing.lines() == []


def test_a_correction_lists_each_affected_sentence_before_and_after(drafted: Settings) -> None:
    correct(drafted)

    standing = pipeline.draft_standing(drafted, OFFICE, "2026-01")
    assert standing.is_stale
    (sentence,) = standing.sentences
    assert "tiếp nhận 391 hồ sơ" in sentence.before
    assert "tiếp nhận 400 hồ sơ" in sentence.after
    assert any("391 → 400" in figure and "bản 2" in figure for figure in sentence.figures)
    note = (month_folder(drafted) / STALE).read_text(encoding="utf-8-sig")
    assert "ĐÃ CŨ" in note
    assert "Có 01 câu bị ảnh hưởng" in note
    assert "Đính chính:" not in note
    with workshop(drafted) as shop:
        (line,) = (e for e in shop.store.events(OFFICE, JANUARY) if e.what == "draft_stale")
    assert line.detail["draft"] == standing.draft.id


def test_a_new_draft_takes_the_note_away_and_says_what_is_new(drafted: Settings) -> None:
    correct(drafted)

    folder = Path(pipeline.draft_resolution(drafted, OFFICE, "2026-01"))

    assert not (month_folder(drafted) / STALE).exists()
    assert not pipeline.draft_standing(drafted, OFFICE, "2026-01").is_stale
    (paper,) = folder.glob("khac-ban-truoc-*.docx")
    told = " ".join(document_text(paper.read_bytes()))
    assert "391" in told
    assert "400" in told


def test_a_first_draft_has_nothing_to_compare_with(january: Settings) -> None:
    folder = Path(pipeline.draft_resolution(january, OFFICE, "2026-01"))
    assert not list(folder.glob("khac-ban-truoc-*"))


def test_what_changes_no_sentence_makes_nothing_stale(drafted: Settings) -> None:
    """A receipt of the same content, or a figure that stands in the annex only."""
    drop(drafted, "2026-01", {"hcc": values_of("2026-01")["hcc"]})
    pipeline.collect(drafted, announce=True)

    assert not (month_folder(drafted) / STALE).exists()


def test_a_withdrawal_makes_the_draft_stale(drafted: Settings) -> None:
    pipeline.withdraw_submission(
        drafted, OFFICE, "2026-01", "hcc", who="Chánh Văn phòng", reason="gửi nhầm"
    )

    note = (month_folder(drafted) / STALE).read_text(encoding="utf-8-sig")
    assert "CHƯA CÓ SỐ LIỆU" in note


def test_for_an_issued_resolution_an_erratum_is_proposed(drafted: Settings) -> None:
    with workshop(drafted) as shop:
        shop.store.open_period(OFFICE, JANUARY, datetime.now(UTC))
        shop.store.close_period(OFFICE, JANUARY, datetime.now(UTC))

    pipeline.withdraw_submission(
        drafted, OFFICE, "2026-01", "hcc", who="Chánh Văn phòng", reason="số liệu sai"
    )

    note = (month_folder(drafted) / STALE).read_text(encoding="utf-8-sig")
    assert "ĐÃ BAN HÀNH" in note
    assert "Đính chính: Tại Mục I.2, đoạn 2, dòng ……: đã in “" in note
    (paper,) = month_folder(drafted).glob("de-xuat-dinh-chinh-*.docx")
    assert "ĐỀ XUẤT ĐÍNH CHÍNH" in document_text(paper.read_bytes())


def test_a_month_without_a_draft_is_neither(january: Settings) -> None:
    with pytest.raises(ConfigurationError, match="chưa có dự thảo"):
        pipeline.draft_standing(january, OFFICE, "2026-01")


def test_the_commands(drafted: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NGHIQUYET_VAR", str(drafted.var))
    monkeypatch.setenv("NGHIQUYET_DATABASE_URL", drafted.database_url)
    target = tmp_path / "khac.docx"

    fresh = CliRunner().invoke(main, ["stale", "2026-01"])
    alone = CliRunner().invoke(main, ["compare", "2026-01", "--to", str(target)])
    correct(drafted)
    old = CliRunner().invoke(main, ["stale", "2026-01"])
    pipeline.draft_resolution(drafted, OFFICE, "2026-01")
    compared = CliRunner().invoke(main, ["compare", "2026-01", "--to", str(target)])

    assert (fresh.exit_code, fresh.output) == (0, "Dự thảo còn đúng với số liệu.\n")
    assert alone.exit_code == 2
    assert old.exit_code == 1
    assert "nay:   " in old.output
    assert compared.exit_code == 0
    assert "391" in " ".join(document_text(target.read_bytes()))
