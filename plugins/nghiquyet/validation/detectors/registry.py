"""Which function an entry of ``expectations/every-form.yaml`` means by its ``detector``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from nghiquyet.catalogue.detectors import AnyEntry
from nghiquyet.validation.detectors.almanac import anniversaries, lunar_years
from nghiquyet.validation.detectors.cases import Case, Hit
from nghiquyet.validation.detectors.dates import (
    future_months,
    past_congresses,
    past_terms,
    stale_months,
    stale_years,
)
from nghiquyet.validation.detectors.document_codes import (
    malformed_codes,
    unfinished_codes,
    wrong_dates,
)
from nghiquyet.validation.detectors.history import changed_plans, outliers, slips
from nghiquyet.validation.detectors.proper_names import misspelt_names, near_names, wrong_capitals

DETECTORS: Mapping[str, Callable[[Any, Case], Iterable[Hit]]] = {
    "anniversary": anniversaries,
    "changed-plan": changed_plans,
    "document-code": malformed_codes,
    "document-date": wrong_dates,
    "future-month": future_months,
    "lunar-year": lunar_years,
    "misspelt-name": misspelt_names,
    "near-name": near_names,
    "outlier": outliers,
    "past-congress": past_congresses,
    "past-term": past_terms,
    "slip": slips,
    "stale-month": stale_months,
    "stale-year": stale_years,
    "unfinished-code": unfinished_codes,
    "wrong-capitals": wrong_capitals,
}


def detect(entry: AnyEntry, case: Case) -> list[Hit]:
    """What one rule finds in one workbook, each oddity of a cell once."""
    found = {(hit.cell.at, hit.quote): hit for hit in DETECTORS[entry.detector](entry, case)}
    return list(found.values())
