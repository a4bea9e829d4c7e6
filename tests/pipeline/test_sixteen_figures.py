"""Each of the 16 reported figures follows its inputs, and nothing else does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from decimal import Decimal
from difflib import SequenceMatcher
from io import BytesIO

import openpyxl
import pytest
from tests.golden.months import values_of
from tests.pipeline.months import changed, draft, drop

from nghiquyet import pipeline
from nghiquyet.document.text import Remark
from nghiquyet.intake.archive import path_of
from nghiquyet.model.draft import Figure
from nghiquyet.model.period import Period
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.settings import Settings
from nghiquyet.wording import plain_number

Cells = Mapping[str, object]
TỶ = 1_000_000_000

# The figure (domain.md §1.2): what units fill in differently, with what the rules force to move
# along, and every change that the text shows for it.
CASES: dict[str, tuple[Mapping[str, Cells], list[tuple[str, str]]]] = {
    "01 điều động": ({"bxd-c": {"BXC-01": 5, "BXC-01.ytd": 5}}, [("03", "05")]),
    "02 bổ nhiệm": ({"bxd-c": {"BXC-02": 2, "BXC-02.ytd": 2}}, [("01", "02")]),
    "03 trạm y tế": ({"bxd-c": {"BXC-04c": 12}}, [("04", "12")]),
    "04 Sổ tay điện tử": (
        {"cb-01": {"CB-03c": 46}, "bxd-c": {"BXC-13": 859, "BXC-14": 71.52}},
        [("70,69%", "71,52%")],
    ),
    "05 Huy hiệu Đảng": ({"bxd-c": {"BXC-16a": 46, "BXC-16c": 10}}, [("45", "46")]),
    "06 thẩm định bổ nhiệm": ({"bxd-c": {"BXC-09": 9}}, [("03", "09")]),
    "07 thẩm định ứng cử": (
        {"bxd-c": {"BXC-10": 25}, "mttq": {"MT-03a": 25}},
        [("24", "25")],
    ),
    "08 kỷ luật": ({"ubkt": {"UBKT-02a": 2, "UBKT-02a.ytd": 2}}, [("01", "02")]),
    "09 kiểm tra": (
        {"cb-01": {"CB-01": 4, "CB-01.ytd": 4}, "ubkt": {"UBKT-03": 10, "UBKT-03.ytd": 10}},
        [("06", "10")],
    ),
    "10 giám sát": (
        {"cb-01": {"CB-02": 3, "CB-02.ytd": 3}, "ubkt": {"UBKT-04": 13, "UBKT-04.ytd": 13}},
        [("12", "13")],
    ),
    "11 thu ngân sách": (
        {"ub-tc": {"UBTC-01": 43 * TỶ, "UBTC-02a.ytd": 43 * TỶ, "UBTC-03.ytd": 17}},
        [("42", "43")],
    ),
    "12 thu so dự toán": (
        {"ub-tc": {"UBTC-02b.plan": 300 * TỶ, "UBTC-03.ytd": 14}},
        [("(17%", "(14%")],
    ),
    "13 chi ngân sách": (
        {"ub-tc": {"UBTC-04": 15 * TỶ, "UBTC-05a.ytd": 15 * TỶ, "UBTC-06.ytd": 6}},
        [("14", "15")],
    ),
    "14 chi so dự toán": (
        {"ub-tc": {"UBTC-05b.plan": 200 * TỶ, "UBTC-06.ytd": 7}},
        [("(6%", "(7%")],
    ),
    "15 hồ sơ tiếp nhận": (
        {"hcc": {"HCC-02a": 400, "HCC-02a.ytd": 400, "HCC-02b": 351}},
        [("391", "400")],
    ),
    "16 hồ sơ giải quyết": (
        {"hcc": {"HCC-03a": 330, "HCC-03a.ytd": 330, "HCC-03b": 247, "HCC-04a": 330}},
        [("328", "330")],
    ),
}


def word_changes(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """The words that differ between two texts, in order."""
    old, new = "\n".join(before).split(), "\n".join(after).split()
    return [
        (" ".join(old[a:b]), " ".join(new[c:d]))
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag != "equal"
    ]


def test_there_are_sixteen() -> None:
    assert len(CASES) == 16


@pytest.mark.parametrize("name", CASES)
def test_a_figure_follows_its_inputs_and_nothing_else_does(january: Settings, name: str) -> None:
    inputs, expected = CASES[name]
    text, comments = draft(january)
    golden = values_of("2026-01")
    drop(january, "2026-01", {unit: changed(golden[unit], cells) for unit, cells in inputs.items()})
    report = pipeline.collect(january)
    assert len(report.accepted_keys) == len(inputs), report.rows

    text_after, comments_after = draft(january)

    changes = [(bare(old), bare(new)) for old, new in word_changes(text, text_after)]
    assert changes == [(bare(old), bare(new)) for old, new in expected]
    moved = Counter(of_units(figures(january), inputs))
    known = {(c.quote, c.text) for c in comments}
    told = [c for c in comments_after if (c.quote, c.text) not in known]
    assert Counter(c.quote for c in told) == moved
    assert all("bản 2" in c.text for c in told)


def bare(words: str) -> str:
    return words.strip("(%,;.")


def figures(settings: Settings) -> list[Figure]:
    """The figures of the latest draft, as the store keeps them."""
    with workshop(settings) as shop:
        stored = shop.store.latest_draft("ke-sat", Period(2026, 1))
    assert stored is not None
    return [figure for block in stored.draft.blocks for figure in block.figures]


def of_units(found: list[Figure], units: Collection[str]) -> list[str]:
    """The figures, as printed, that rest on what some units sent."""
    return [f.text for f in found if any(source.unit in units for source in f.sources)]


def test_every_source_is_what_its_archived_workbook_says(
    january: Settings, fresh_settings: Settings
) -> None:
    _, comments = draft(january)
    told = Counter(c.quote for c in comments if not c.text.startswith("Căn cứ:"))
    found = [figure for figure in figures(january) if figure.sources]
    assert Counter(figure.text for figure in found) == told
    books: dict[str, openpyxl.Workbook] = {}
    for figure in found:
        assert any(c.quote == figure.text and mentions(c, figure) for c in comments), figure
        for source in figure.sources:
            path = path_of(source.sha256, fresh_settings)
            book = books.setdefault(
                source.sha256, openpyxl.load_workbook(BytesIO(path.read_bytes()))
            )
            assert shown(book[source.sheet][source.cell].value) == source.value


def mentions(comment: Remark, figure: Figure) -> bool:
    """Whether a comment names every source of a figure: unit, cell and value."""
    return all(
        source.unit_name in comment.text
        and f"ô {source.cell}" in comment.text
        and source.value in comment.text
        for source in figure.sources
    )


def shown(value: object) -> str:
    return plain_number(Decimal(str(value))) if isinstance(value, int | float) else str(value)


def test_there_are_sixteen_reported_numbers(january: Settings) -> None:
    draft(january)
    assert sum(figure.counted for figure in figures(january)) == 16
