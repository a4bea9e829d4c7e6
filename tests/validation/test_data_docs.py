"""The Data Docs: whole, linked, of the last collections, without values and without other hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tests.workbook.forms import CONTEXT, FORM, RULES, VALUES

from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.settings import Settings
from nghiquyet.validation.data_docs import RUNS_KEPT, Judged, publish
from nghiquyet.validation.findings import validate_batch
from nghiquyet.validation.frames import Candidate
from nghiquyet.workbook import open_workbook, read_form, write_form

MOMENT = datetime(2026, 1, 27, 8, 2, 5, tzinfo=UTC)
SAID = "Chuyện riêng của đơn vị năm 1999"
WRONG = {
    **VALUES,
    (SheetKind.FIGURES, "HCC-01", Column.MONTH): -48151623,
    (SheetKind.WORDS, "HCC-10", Column.ANSWER): SAID,
    (SheetKind.FIGURES, "HCC-01", Column.NOTE): SAID,
}


def judged(*workbooks: dict[Any, object]) -> tuple[list[Judged], dict[str, list[str]]]:
    """What an observer is handed, and the rules that each workbook breaks."""
    seen: list[Judged] = []
    batch = [
        Candidate(
            str(place), CONTEXT.period, read_form(open_workbook(write_form(CONTEXT, values)), FORM)
        )
        for place, values in enumerate(workbooks)
    ]
    found = validate_batch(
        FORM, RULES, batch, observe=lambda suite, outcome: seen.append((suite, outcome))
    )
    return seen, {key: [each.rule for each in items] for key, items in found.items()}


@pytest.fixture
def results() -> list[Judged]:
    seen, broken = judged(VALUES, WRONG)
    assert "HCC-01.gioi-han-month" in broken["1"]
    return seen


class Links(HTMLParser):
    """Everything that a page loads, and everything that it links to."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.leads_to: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src", "srcset", "data", "action"} and value:
                (self.leads_to if tag == "a" else self.loads).append(value)


def pages(folder: Path) -> Iterator[Path]:
    return folder.rglob("*.html")


def test_what_is_found_is_the_same_whether_it_is_observed_or_not() -> None:
    reading = read_form(open_workbook(write_form(CONTEXT, WRONG)), FORM)
    batch = [Candidate("0", CONTEXT.period, reading)]
    observed = validate_batch(FORM, RULES, batch, observe=lambda *_: None)
    assert observed == validate_batch(FORM, RULES, batch)
    assert observed["0"] != []


def test_a_collection_is_published_and_its_pages_lead_to_one_another(
    results: list[Judged], tmp_path: Path
) -> None:
    index = publish(results, tmp_path / "data-docs", MOMENT)
    assert index == tmp_path / "data-docs" / "index.html"
    reached, waiting = set(), [index]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        for link in Links(page).leads_to:
            target = page if link.startswith("#") else (page.parent / link).resolve()
            assert target.is_file(), f"{page.name}: {link}"
            waiting += [target] if target not in reached else []
    assert reached == set(pages(tmp_path)) == {page.resolve() for page in pages(tmp_path)}
    assert len(reached) == 3


def test_nothing_is_loaded_from_anywhere(results: list[Judged], tmp_path: Path) -> None:
    publish(results, tmp_path, MOMENT)
    for page in pages(tmp_path):
        text = page.read_text(encoding="utf-8")
        assert Links(page).loads == ["data:,"]
        assert "<script" not in text
        assert not re.search(r"https?:|//[a-z]|url\(|@import", text), page


def test_the_rules_are_told_with_counts_and_no_values(
    results: list[Judged], tmp_path: Path
) -> None:
    publish(results, tmp_path, MOMENT)
    everything = "\n".join(page.read_text(encoding="utf-8") for page in pages(tmp_path))
    assert "HCC-R1 – Đã giải quyết {HCC-03a} hồ sơ" in everything
    assert "1 unexpected values found. 50% of 2 total rows." in everything
    assert "48151623" not in everything
    assert SAID not in everything
    assert "15:02:05" in (tmp_path / "index.html").read_text(encoding="utf-8")  # in Vietnam


def test_a_rule_that_fails_is_shown_as_failed(results: list[Judged], tmp_path: Path) -> None:
    good, _ = judged(VALUES)
    publish(good, tmp_path, MOMENT)
    publish(results, tmp_path, MOMENT + timedelta(hours=1))
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert index.index("ge-failed-icon") < index.index("ge-success-icon")  # the newest first


def test_the_last_runs_are_kept(results: list[Judged], tmp_path: Path) -> None:
    for day in range(5):
        publish(results, tmp_path, MOMENT + timedelta(days=day), keep=3)
    kept = sorted(path.name for path in tmp_path.glob("validations/hcc/thu-nhan/*"))
    assert [name[:8] for name in kept] == ["20260129", "20260130", "20260131"]
    links = Links(tmp_path / "index.html").leads_to
    assert sum(link.startswith("validations/") for link in links) == 3
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "Trang này giữ 3 lần thu nhận gần nhất; các lần cũ hơn đã được gỡ khỏi trang." in index


def test_a_suite_is_written_again_only_when_a_rule_changes(
    results: list[Judged], tmp_path: Path
) -> None:
    publish(results, tmp_path, MOMENT)
    page = tmp_path / "expectations" / "hcc.html"
    page.write_text("as it was", encoding="utf-8")
    publish(results, tmp_path, MOMENT + timedelta(hours=1))
    assert page.read_text(encoding="utf-8") == "as it was"
    (suite, outcome), *_ = results
    suite.delete_expectation(suite.expectations[0])
    publish([(suite, outcome)], tmp_path, MOMENT + timedelta(hours=2))
    assert "<html" in page.read_text(encoding="utf-8")


def test_a_page_that_cannot_be_rendered_leaves_the_site_as_it_was(
    results: list[Judged], tmp_path: Path
) -> None:
    index = publish(results, tmp_path, MOMENT)
    before = index.read_bytes()
    (suite, outcome), *_ = results
    outcome.results[0].expectation_config = None
    with pytest.raises(AttributeError):
        publish([(suite, outcome)], tmp_path, MOMENT + timedelta(hours=1))
    assert index.read_bytes() == before


def test_a_damaged_note_of_the_runs_starts_the_site_anew(
    results: list[Judged], tmp_path: Path
) -> None:
    (tmp_path / "runs.json").write_text('{"runs": [1,', encoding="utf-8")
    publish(results, tmp_path, MOMENT)
    assert "bxd" not in (tmp_path / "runs.json").read_text(encoding="utf-8")
    assert len(list(pages(tmp_path))) == 3


def test_collections_at_once_lose_none_of_their_runs(tmp_path: Path) -> None:
    many = [judged(VALUES)[0] for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        done = [
            pool.submit(publish, results, tmp_path, MOMENT + timedelta(minutes=place))
            for place, results in enumerate(many)
        ]
        assert len({each.result() for each in done}) == 1
    links = Links(tmp_path / "index.html").leads_to
    assert sum(link.startswith("validations/") for link in links) == 3


def test_nothing_judged_is_no_run_but_a_site_is_there(tmp_path: Path) -> None:
    index = publish([], tmp_path, MOMENT)
    shown = index.read_text(encoding="utf-8")
    assert "Kiểm tra dữ liệu" in shown
    assert f"giữ {RUNS_KEPT} lần thu nhận gần nhất" in shown


def test_the_site_lies_below_var() -> None:
    settings = Settings.from_environment({"NGHIQUYET_VAR": "/srv/nghiquyet"})
    assert settings.data_docs == Path("/srv/nghiquyet/data-docs")
    assert RUNS_KEPT == 50
