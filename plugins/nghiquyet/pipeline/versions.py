"""The versions of a unit's workbook, and what one changed of the other."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from nghiquyet.catalogue.names import named_unit
from nghiquyet.errors import ConfigurationError
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Finding, Severity
from nghiquyet.model.submission import ACCEPTED_STATUSES, Submission
from nghiquyet.pipeline.receipts import STATUS_LABELS, local_moment
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.settings import Settings
from nghiquyet.store.records import CellDifference
from nghiquyet.wording import clean_text

_LONGEST = 60
_WITHDRAWN = "đã rút"


def keeps_cells(findings: Sequence[Finding]) -> bool:
    """Whether the cells of a version are kept; names of persons lie in the archived file alone."""
    refused = Severity.CRITICAL
    return not any(each.rule == "BIEU-CA-NHAN" and each.severity is refused for each in findings)


def changes_between(shop: Workshop, newer: Submission) -> list[str]:
    """What a version changed of the last one whose cells were kept, a line a cell."""
    versions = shop.store.submissions_of(newer.office, newer.unit, newer.period)
    found = shop.store.findings(each.id for each in versions)
    kept = [each for each in versions if keeps_cells(found[each.id])]
    before = [each for each in kept if each.version < newer.version]
    if not before or newer not in kept:
        return []
    return [_line(each) for each in _differences(shop, before[-1], newer)]


def told_outcomes(shop: Workshop, versions: Sequence[Submission]) -> dict[str, str]:
    """What became of each version, by id: what was accepted may have been taken back since."""
    months = {(each.office, each.period) for each in versions}
    taken = {each.submission_id for month in months for each in shop.store.withdrawals(*month)}
    void = {(each.unit, each.period): each.version for each in versions if each.id in taken}
    return {
        each.id: _WITHDRAWN
        if each.status in ACCEPTED_STATUSES
        and each.version <= void.get((each.unit, each.period), 0)
        else STATUS_LABELS[each.status]
        for each in versions
    }


def version_table(settings: Settings, office: str, period: str, unit: str) -> list[dict[str, str]]:
    """Every version that a unit sent for a month, oldest first."""
    with workshop(settings) as shop:
        code = named_unit(shop.catalogue.office(office), unit).code
        versions = shop.store.submissions_of(office, code, Period.parse(period))
        told = told_outcomes(shop, versions)
    return [
        {
            "lần": str(each.version),
            "kết quả": told[each.id],
            "nhận lúc": local_moment(each.received_at),
            "tệp": each.file_name,
            "SHA-256": each.sha256[:12],
        }
        for each in versions
    ]


def difference_table(
    settings: Settings, office: str, period: str, unit: str, older: int = 0, newer: int = 0
) -> list[dict[str, str]]:
    """The cells in which two versions differ; the last two versions unless others are named.

    Raises:
        ConfigurationError: if there are no such versions, or no such unit.
    """
    with workshop(settings) as shop:
        code = named_unit(shop.catalogue.office(office), unit).code
        versions = shop.store.submissions_of(office, code, Period.parse(period))
        by_number = {each.version: each for each in versions}
        second = newer or max(by_number, default=0)
        first = older or second - 1
        if first not in by_number or second not in by_number:
            raise ConfigurationError(
                f"{unit} có {len(versions)} bản nộp kỳ {period}; không có lần {first} và {second}."
            )
        found = _differences(shop, by_number[first], by_number[second])
    return [
        {
            "mã": each.row,
            "ô": f"{each.sheet}!{each.cell}",
            f"lần {first}": _shown(each.before),
            f"lần {second}": _shown(each.after),
        }
        for each in found
    ]


def _differences(shop: Workshop, older: Submission, newer: Submission) -> list[CellDifference]:
    """The cells that say something else; another encoding of the same letters says the same."""
    found = shop.store.differences(older.id, newer.id)
    return [each for each in found if clean_text(each.before) != clean_text(each.after)]


def _line(difference: CellDifference) -> str:
    before, after = _shown(difference.before), _shown(difference.after)
    return f"{difference.row} (ô {difference.cell}): {before} → {after}"


def _shown(raw: str) -> str:
    """The text as one line, cut where a letter ends: its marks may stand behind it."""
    text = " ".join(clean_text(raw).split())
    end = _LONGEST
    while unicodedata.combining(text[end : end + 1] or " "):
        end -= 1
    return f"{text[:end]}…" if len(text) > _LONGEST else text or "(trống)"
