"""All 100 rows of the data dictionary are declared, as what they are."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from tests.catalogue.dictionary import ROWS, Row

from nghiquyet.catalogue.directives import REGISTER
from nghiquyet.catalogue.loading import Catalogue, load_catalogue
from nghiquyet.model.indicator import Part, Per, ValueType
from nghiquyet.settings import PROJECT_ROOT

LETTERS = {
    ValueType.INTEGER: "I",
    ValueType.DECIMAL: "D",
    ValueType.PERCENT: "P",
    ValueType.MONEY: "M",
    ValueType.TEXT: "T",
    ValueType.YES_NO: "B",
    ValueType.VERDICT: "V",
    ValueType.LIST: "L",
}
SPANS = {
    Per.MONTH: "M",
    Per.MONTH_AND_YTD: "MC",
    Per.YTD: "CY",
    Per.STOCK: "S",
    Per.YEAR: "Y",
    Per.ROUND: "R",
}
# The season is chosen from a list of seasons, so that it can be checked against the month.
CHOSEN = {"UBNN-01": "V"}


@cache
def catalogue() -> Catalogue:
    return load_catalogue(PROJECT_ROOT)


def parts_of(row: Row) -> list[Part]:
    return [part for code in row.codes for part in catalogue().indicators[code].parts]


def test_the_dictionary_has_a_hundred_rows_of_which_63_make_the_reference_resolution() -> None:
    assert len(ROWS) == 100
    assert sum(row.core for row in ROWS) == 63


def test_every_row_is_declared_and_nothing_else() -> None:
    declared = {
        code: row.core for code, row in catalogue().indicators.items() if row.form != REGISTER
    }
    assert declared == {code: row.core for row in ROWS for code in row.codes}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "/".join(row.codes))
def test_a_row_asks_for_what_the_dictionary_lists(row: Row) -> None:
    asked = Counter(LETTERS[part.type] for part in parts_of(row))
    assert Counter(CHOSEN.get(row.codes[0], row.types)) <= asked
    figures = "".join(SPANS[part.per] for part in parts_of(row) if part.type.is_figure)
    # Words and single months have no span of their own; what adds up or stands still has.
    assert set(row.spans) & set("CSR") <= set(figures)
    assert ("MC" in row.spans) <= ("MC" in figures)
