"""October 2026 through the store: what came late changes the draft, and nothing else does.

The units' first workbooks become a draft; after it three of them send other figures and a silent
cell sends its own. What Section I and the annex must then say was written by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.database import clone
from tests.golden.months import GOLDEN, listed, values_of, written_section_one
from tests.pipeline.months import OFFICE, drop

from nghiquyet import pipeline
from nghiquyet.document.text import document_text
from nghiquyet.model.draft import Draft
from nghiquyet.model.period import Period
from nghiquyet.pipeline.filling import load_values
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.settings import Settings

OCTOBER = "2026-10"


@pytest.fixture(scope="module")
def october(
    postgres_server: str,
    template_database: str,
    fresh_settings: Settings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Drafted, Drafted]]:
    """The drafts before and after the corrections."""
    with clone(postgres_server, template_database) as url:
        var = tmp_path_factory.mktemp("october")
        settings = replace(fresh_settings, var=var, database_url=url)
        drop(settings, OCTOBER, values_of(OCTOBER))
        first = pipeline.collect(settings)
        assert first.corrections == []
        before = drafted(settings)
        drop(settings, OCTOBER, load_values(GOLDEN / OCTOBER / "corrected"))
        second = pipeline.collect(settings)
        assert second.corrections == [f"{OFFICE}|{OCTOBER}"]
        outcomes = {row["kết quả"] for report in (first, second) for row in report.rows}
        assert outcomes <= {"đã nhận", "đã nhận, có lưu ý"}
        yield before, drafted(settings)


Drafted = tuple[Draft, list[str]]
"""A draft and the paragraphs of its working copy."""


def drafted(settings: Settings) -> Drafted:
    pipeline.compile_assessment(settings, OFFICE, OCTOBER)
    folder = Path(pipeline.draft_resolution(settings, OFFICE, OCTOBER))
    with workshop(settings) as shop:
        stored = shop.store.latest_draft(OFFICE, Period.parse(OCTOBER))
    assert stored is not None
    working = min(folder.glob("du-thao-*.docx"), key=lambda path: len(path.name))
    return stored.draft, document_text(working.read_bytes())


def section_one(paragraphs: list[str]) -> list[str]:
    start = next(n for n, line in enumerate(paragraphs) if line.startswith("I. ĐÁNH GIÁ"))
    end = next(n for n, line in enumerate(paragraphs) if line.startswith("II. PHƯƠNG HƯỚNG"))
    return [line for line in paragraphs[start:end] if line]


def corrections() -> list[dict[str, str]]:
    found: list[dict[str, str]] = listed(OCTOBER, "corrections")["section_one"]
    return found


def test_the_second_draft_says_what_a_hand_wrote(october: tuple[Drafted, Drafted]) -> None:
    _, (_, after) = october
    assert section_one(after) == written_section_one(OCTOBER)


def test_the_corrections_change_these_words_and_no_others(
    october: tuple[Drafted, Drafted],
) -> None:
    (_, before), _ = october
    text = "\n".join(written_section_one(OCTOBER))
    for each in corrections():
        assert text.count(each["after"]) == 1, each["after"]
        text = text.replace(each["after"], each["before"])
    assert section_one(before) == text.splitlines()


@pytest.mark.parametrize("code", listed(OCTOBER, "corrections")["annex"])
def test_the_annex_shows_the_new_figure(october: tuple[Drafted, Drafted], code: str) -> None:
    (before, _), (after, _) = october
    shown = [line.value for draft in (before, after) for line in draft.annex if line.code == code]
    assert shown == listed(OCTOBER, "corrections")["annex"][code]


def test_what_was_missing_partial_or_estimated_is_on_the_review_sheet_until_it_is_not(
    october: tuple[Drafted, Drafted],
) -> None:
    (before, _), (after, _) = october
    told = [
        {
            (line.rule, line.place.partition(":")[0])
            for line in draft.review
            if line.rule in {"DO-PHU", "SO-UOC", "THIEU-SO-LIEU", "THIEU-DON-VI"}
        }
        for draft in (before, after)
    ]
    assert told == [
        {
            ("DO-PHU", "BXC-14"), ("DO-PHU", "UBKT-03"), ("DO-PHU", "UBKT-04"),
            ("SO-UOC", "UBTC-01"), ("SO-UOC", "UBTC-03"), ("SO-UOC", "UBTC-04"),
            ("SO-UOC", "UBTC-06"), ("THIEU-DON-VI", "Chi bộ thôn 4"),
        },
        set(),
    ]  # fmt: skip
