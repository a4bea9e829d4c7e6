"""The benchmarks compare like with like, and a way that is too slow breaks its bound.

The bounds themselves are no test of the suite: ``make bench`` holds them, on a machine at rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from time import perf_counter

import openpyxl
import pytest
from sqlalchemy import Engine
from tests.benchmarks import feedback, guarding, intake, rendering, sandboxing, validation
from tests.benchmarks.__main__ import exit_code, run
from tests.benchmarks.figures import as_json, line, page
from tests.benchmarks.january import OFFICE, Books, fill
from tests.benchmarks.measuring import Comparison, Outcome, measure
from tests.document.samples import DRAFT
from tests.document.samples import OFFICE as SAMPLE_OFFICE
from tests.golden.months import values_of

from nghiquyet.catalogue.loading import load_catalogue
from nghiquyet.document.text import document_text
from nghiquyet.pipeline.workshop import Workshop
from nghiquyet.settings import Settings
from nghiquyet.store.repository import Store


@pytest.fixture
def shop(engine: Engine, database_url: str, tmp_path: Path) -> Workshop:
    settings = replace(
        Settings.from_environment({}), var=tmp_path / "var", database_url=database_url
    )
    return Workshop(settings, load_catalogue(settings.root), Store(engine, settings.root))


@pytest.fixture
def books(shop: Workshop, tmp_path: Path) -> Books:
    """One workbook of the one-stop shop and two of Party cells."""
    office = shop.catalogue.office(OFFICE)
    cells = [unit for unit in values_of("2026-01") if office.unit(unit).form == "chi-bo"][:2]
    values = {unit: values_of("2026-01")[unit] for unit in ("hcc", *cells)}
    return fill(shop, values, tmp_path)


def work(times: int) -> Callable[[], object]:
    return lambda: sum(range(200_000 * times))


def repeatedly(way: Callable[[], object], times: int) -> None:
    for _ in range(times):
        way()


def test_both_ways_run_in_turns_after_each_has_warmed_up() -> None:
    calls: list[str] = []

    def noted(way: str) -> Callable[[], object]:
        return lambda: calls.append(way) or work(1)()  # type: ignore[func-returns-value]

    outcome = measure(Comparison("x", noted("s"), noted("b"), 9.0, rounds=3))
    assert "".join(calls) == "sb" + "sb" + "bs" + "sb"
    assert len(outcome.ratios) == 3


def test_a_way_that_is_too_slow_breaks_its_bound_and_the_run() -> None:
    slow = Comparison("slow", work(8), work(1), 2.0, rounds=5)
    quick = Comparison("quick", work(1), work(8), 2.0, rounds=5)
    outcomes = run([quick, slow], quiet=True)
    assert [outcome.holds for outcome in outcomes] == [True, False]
    assert exit_code(outcomes) == 1
    assert exit_code(outcomes[:1]) == 0


def test_the_middle_round_decides_not_the_luckiest() -> None:
    assert Outcome("x", 2.0, (0.1, 3.0, 3.0)).ratio == 3.0
    assert not Outcome("x", 2.0, (0.1, 3.0, 3.0)).holds
    assert Outcome("x", 2.0, (2.0, 9.0, 1.0)).holds


def test_intake_reads_the_very_cells_that_openpyxl_loads(shop: Workshop, books: Books) -> None:
    (path,) = books["hcc"]
    who, _ = intake.read(shop.catalogue, path)
    (contents,) = intake.take_in(shop.catalogue, [path], {who.key: {}})
    loaded = openpyxl.load_workbook(path)
    assert len(contents.facts) > 5
    for fact in contents.facts:
        assert float(loaded[fact.at.sheet][fact.at.cell].value) == float(fact.value)
    assert {fact.period.key for fact in contents.facts} == {"2026-01"}


def test_intake_refuses_to_time_a_file_that_is_turned_away(shop: Workshop, tmp_path: Path) -> None:
    path = tmp_path / "hỏng.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(ValueError, match=r"hỏng\.xlsx"):
        intake.take_in(shop.catalogue, [path], {})


def test_the_guard_is_compared_where_it_lets_pass_and_can_fail(
    books: Books, tmp_path: Path
) -> None:
    (compared,) = guarding.comparisons(books, rounds=1)
    assert compared.name.endswith("all 3 of January")
    slowed = replace(compared, subject=partial(repeatedly, compared.baseline, 2))
    assert not measure(slowed).holds
    refused = tmp_path / "hỏng.xlsx"
    refused.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(ValueError, match=r"hỏng\.xlsx"):
        list(guarding.comparisons({"hcc": (refused,)}, rounds=1))


def test_the_sandbox_is_compared_on_the_wall_clock_and_can_fail(
    shop: Workshop, books: Books, tmp_path: Path
) -> None:
    for compared in sandboxing.comparisons(shop.catalogue, books, rounds=1):
        inside, here = compared.subject(), compared.baseline()
        assert isinstance(inside, list)
        assert isinstance(here, list)
        assert inside == [told[-1] for told in here]
        assert compared.clock is perf_counter
        slowed = replace(compared, subject=partial(repeatedly, compared.baseline, 3))
        assert not measure(slowed).holds
    refused = tmp_path / "hỏng.xlsx"
    refused.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(ValueError, match=r"hỏng\.xlsx"):
        list(sandboxing.comparisons(shop.catalogue, {"hcc": (refused,)}, rounds=1))


def test_intake_is_compared_for_every_form_and_can_fail(shop: Workshop, books: Books) -> None:
    every, *forms = intake.comparisons(shop, books, rounds=1)
    assert [item.name.rsplit(" ", 1)[1] for item in forms] == list(books)
    assert measure(every).ratio > 0
    slowed = replace(forms[0], subject=partial(repeatedly, forms[0].baseline, 3))
    assert not measure(slowed).holds


def test_sixty_units_are_judged_as_one_is(shop: Workshop, books: Books) -> None:
    compared = {
        item.name.partition("form ")[2]: item
        for item in validation.comparisons(shop, books, rounds=1)
    }
    assert set(compared) == {
        f"{form}{how}" for form in books for how in ("", ", all wrong", ", one wrong figure")
    }
    wrong = compared["chi-bo, all wrong"]
    many, one = wrong.subject(), wrong.baseline()
    assert isinstance(many, dict)
    assert isinstance(one, dict)
    assert len(many) == validation.UNITS
    assert list(one) == ["0"]
    assert many["0"] == one["0"] != []
    assert all(findings for findings in many.values())
    mixed = compared["chi-bo, one wrong figure"].subject()
    assert isinstance(mixed, dict)
    assert [key for key, findings in mixed.items() if findings] == ["0"]


def test_the_feedback_workbook_is_compared_with_nothing_few_and_all_cells_marked(
    shop: Workshop, books: Books
) -> None:
    compared = {
        item.name.partition("form ")[2]: item
        for item in feedback.comparisons(shop, books, rounds=1)
    }
    assert set(compared) == {
        f"{form}, {how} marked" for form in books for how in ("none", "few", "all")
    }
    marked = []
    for item in list(compared.values())[:3]:
        subject, loaded = item.subject(), item.baseline()
        assert isinstance(subject, bytes)
        assert isinstance(loaded, openpyxl.Workbook)
        assert openpyxl.load_workbook(BytesIO(subject)).sheetnames == loaded.sheetnames
        marked.append(sum(1 for sheet in loaded for row in sheet for cell in row if cell.comment))
    none, few, every = marked
    assert none == 0 < few < every
    slowed = replace(item, subject=partial(repeatedly, item.baseline, 9))
    assert not measure(slowed).holds


def test_the_bare_render_prints_the_same_text(project_root: Path) -> None:
    for compared in rendering.comparisons(project_root, DRAFT, SAMPLE_OFFICE, rounds=1):
        ours, bare = compared.subject(), compared.baseline()
        assert isinstance(ours, bytes)
        assert isinstance(bare, bytes)
        assert len(document_text(ours)) > 20
        assert document_text(ours) == _as_we_print(document_text(bare))
        slowed = replace(compared, subject=partial(repeatedly, compared.baseline, 9))
        assert not measure(slowed).holds


def _as_we_print(paragraphs: list[str]) -> list[str]:
    """A bare render keeps our marks in the sample's hostile block and unescapes its braces."""
    without = [text.replace("\ue000", "").replace("\ue001", "") for text in paragraphs]
    return [text.replace("%} {{ }}", "%} {_{ }_}") for text in without]


def test_figures_for_people_and_for_programs() -> None:
    outcomes = [Outcome("A", 0.5, (0.25, 0.5, 0.3)), Outcome("B", 2.0, (2.5, 2.6, 1.0))]
    assert line(outcomes[0]) == "PASS   0.30  at most 0.50  (0.25–0.50)  A"
    assert line(outcomes[1]).startswith("FAIL   2.50  at most 2.00")
    assert json.loads(as_json(outcomes))[1] == {
        "name": "B",
        "ratio": 2.5,
        "bound": 2.0,
        "holds": False,
        "rounds": [2.5, 2.6, 1.0],
    }
    written = page(outcomes)
    assert "| A | 3 | 0.25 | **0.30** | 0.50 | 0.50 | holds |" in written
    assert "| B | 3 | 1.00 | **2.50** | 2.60 | 2.00 | **broken** |" in written
