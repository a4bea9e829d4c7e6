"""Which months are written again because something arrived after they were complete."""

from __future__ import annotations

from nghiquyet.model.period import Period
from nghiquyet.model.submission import ACCEPTED_STATUSES
from nghiquyet.pipeline.drafting import is_compiled
from nghiquyet.pipeline.reporting import CollectReport
from nghiquyet.pipeline.workshop import Workshop


def months_changed(report: CollectReport) -> dict[str, list[Period]]:
    """The months of each office in which a collection has accepted something."""
    months: dict[str, set[Period]] = {}
    for office, _, period in (key.split("|") for key in report.accepted_keys):
        months.setdefault(office, set()).add(Period.parse(period))
    return {office: sorted(found) for office, found in months.items()}


def months_to_write_again(shop: Workshop, report: CollectReport) -> list[str]:
    """``office|period`` of the months that a collection has changed after the fact.

    Those written before, and those that were complete before this collection: their Section I
    may be in the making at this very moment, from what was there then.
    """
    new = frozenset(report.accepted)
    return sorted(
        f"{office}|{period}"
        for office, periods in months_changed(report).items()
        for period in periods
        if is_compiled(shop, office, period) or _was_complete(shop, office, period, new)
    )


def _was_complete(shop: Workshop, office: str, period: Period, new: frozenset[str]) -> bool:
    earlier = {
        item.unit
        for item in shop.store.submissions(office, period)
        if item.id not in new and item.status in ACCEPTED_STATUSES
    }
    return earlier >= {unit.code for unit in shop.catalogue.office(office).roster(period)}
