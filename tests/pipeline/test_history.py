"""Figures of months before the system was there are taken over from one table, for comparison."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from docx import Document
from tests.golden import history as synthetic
from tests.pipeline.months import OFFICE

from nghiquyet import pipeline
from nghiquyet.cli import main
from nghiquyet.errors import ConfigurationError
from nghiquyet.intake.archive import path_of
from nghiquyet.model.period import Period
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.settings import Settings

HEAD = "period,unit,code,basis,value\n"
JANUARY = Period(2026, 1)


def table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "so-lieu-cu.csv"
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_committed_history_is_the_one_its_seed_gives() -> None:
    committed = pd.read_csv(synthetic.PATH, dtype=str).reset_index(drop=True)

    pd.testing.assert_frame_equal(committed, synthetic.history_table().reset_index(drop=True))


def test_years_to_date_of_the_history_end_where_december_begins() -> None:
    rows = {row[:4]: row[4] for row in synthetic.synthetic_history(synthetic.load_catalogue(ROOT))}
    assert rows["2025-11", "ubkt", "UBKT-03", "ytd"] == 41 - 9
    assert rows["2025-11", "ubkt", "UBKT-03", "ytd"] == sum(
        rows[f"2025-{month:02d}", "ubkt", "UBKT-03", "month"] for month in range(1, 12)
    )


ROOT = synthetic.PROJECT_ROOT


def test_a_line_of_the_table_becomes_a_figure_with_its_source(
    empty: Settings, tmp_path: Path
) -> None:
    path = table(tmp_path, "2025-11,hcc,HCC-02a,month,380", "2025-11,hcc,HCC-02a,ytd,4100")

    assert pipeline.load_history(empty, OFFICE, path) == (1, 0)

    with workshop(empty) as shop:
        facts = shop.store.facts(OFFICE, Period(2025, 11))
        (submission,) = shop.store.current_submissions(OFFICE, Period(2025, 11))
    assert [(fact.basis, fact.value, fact.at.cell) for fact in facts] == [
        ("month", Decimal(380), "E2"),
        ("ytd", Decimal(4100), "E3"),
    ]
    assert path_of(submission.sha256, empty).read_bytes() == path.read_bytes()


def test_loading_again_changes_nothing_and_what_units_sent_stays(
    january: Settings, tmp_path: Path
) -> None:
    path = table(tmp_path, "2025-12,hcc,HCC-02a,month,1", "2025-11,hcc,HCC-02a,month,380")

    assert pipeline.load_history(january, OFFICE, path) == (1, 1)
    assert pipeline.load_history(january, OFFICE, path) == (0, 2)

    with workshop(january) as shop:
        december = shop.store.facts(OFFICE, Period(2025, 12))
    assert not any(fact.value == 1 for fact in december if fact.indicator == "HCC-02a")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2025-11,hcc,HCC-99,month,1", "không có số liệu HCC-99"),
        ("2025-11,hcc,HCC-02a,plan,1", "cột «plan»"),
        ("2025-11,nobody,HCC-02a,month,1", "không có đơn vị «nobody»"),
        ("2025-13,hcc,HCC-02a,month,1", "dòng 2"),
        ("2025-11,hcc,HCC-02a,month,một", "dòng 2"),
    ],
)
def test_a_wrong_line_is_told_and_nothing_is_stored(
    empty: Settings, tmp_path: Path, line: str, told: str
) -> None:
    path = table(tmp_path, line, "2025-11,hcc,HCC-02a,month,380")

    with pytest.raises(ConfigurationError, match="có 1 dòng sai") as error:
        pipeline.load_history(empty, OFFICE, path)

    assert told in str(error.value)
    with workshop(empty) as shop:
        assert shop.store.facts(OFFICE, Period(2025, 11)) == []


def test_another_table_is_refused(empty: Settings, tmp_path: Path) -> None:
    path = tmp_path / "khac.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="đúng các cột"):
        pipeline.load_history(empty, OFFICE, path)


def test_the_annex_draws_thirteen_months(january: Settings) -> None:
    pipeline.load_history(january, OFFICE, synthetic.PATH)
    folder = Path(pipeline.draft_resolution(january, OFFICE, "2026-01"))

    with workshop(january) as shop:
        stored = shop.store.latest_draft(OFFICE, JANUARY)
    assert stored is not None
    (line,) = (each for each in stored.draft.annex if each.code == "HCC-02a")
    assert len(line.series) == 13
    assert None not in line.series
    assert line.last_year == f"{line.series[0]}"
    assert line.previous == f"{line.series[-2]}"
    assert line.value == f"{line.series[-1]}" == "391"
    (annex,) = folder.glob("phu-luc-*.docx")
    drawn = Document(BytesIO(annex.read_bytes())).inline_shapes
    charts = [each for each in stored.draft.annex if any(each.series)]
    assert len(drawn) == len(charts) > 60


def test_without_earlier_months_there_is_no_chart(january: Settings) -> None:
    folder = Path(pipeline.draft_resolution(january, OFFICE, "2026-01"))

    (annex,) = folder.glob("phu-luc-*.docx")
    assert len(Document(BytesIO(annex.read_bytes())).inline_shapes) == 0


def test_the_command_says_what_was_taken_over(
    empty: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NGHIQUYET_VAR", str(empty.var))
    monkeypatch.setenv("NGHIQUYET_DATABASE_URL", empty.database_url)
    path = table(tmp_path, "2025-11,hcc,HCC-02a,month,380")

    told = CliRunner().invoke(main, ["load", "--history", str(path)])

    assert told.output == "Đã nạp số liệu của 1 lượt đơn vị, tháng.\n"
