"""The versions of a unit's workbook, and what one changed of the other."""

from __future__ import annotations

from collections.abc import Sequence

from nghiquyet.catalogue.names import named_unit
from nghiquyet.errors import ConfigurationError
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Finding, Severity
from nghiquyet.model.submission import Submission
from nghiquyet.pipeline.receipts import STATUS_LABELS, local_moment
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.settings import Settings
from nghiquyet.store.records import CellDifference

_LONGEST = 60


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
    return [_line(each) for each in shop.store.differences(before[-1].id, newer.id)]


def version_table(settings: Settings, office: str, period: str, unit: str) -> list[dict[str, str]]:
    """Every version that a unit sent for a month, oldest first."""
    with workshop(settings) as shop:
        code = named_unit(shop.catalogue.office(office), unit).code
        versions = shop.store.submissions_of(office, code, Period.parse(period))
    return [
        {
            "lần": str(each.version),
            "kết quả": STATUS_LABELS[each.status],
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
        found = shop.store.differences(by_number[first].id, by_number[second].id)
    return [
        {
            "mã": each.row,
            "ô": f"{each.sheet}!{each.cell}",
            f"lần {first}": _shown(each.before),
            f"lần {second}": _shown(each.after),
        }
        for each in found
    ]


def _line(difference: CellDifference) -> str:
    before, after = _shown(difference.before), _shown(difference.after)
    return f"{difference.row} (ô {difference.cell}): {before} → {after}"


def _shown(raw: str) -> str:
    text = " ".join(raw.split())
    return f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text or "(trống)"
