"""Dropping a month's workbooks, and reading what the office was given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.narrative.evidence import low_counts_confirmed

from nghiquyet import pipeline
from nghiquyet.document.text import Remark, comments_of, document_text
from nghiquyet.model.period import Period
from nghiquyet.pipeline.filling import UnitValues, cell_values
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.settings import Settings

OFFICE = "ke-sat"


def drop(settings: Settings, period: str, values: Mapping[str, UnitValues]) -> None:
    """Fill and drop the workbooks of some units."""
    cells = {unit: cell_values(filled) for unit, filled in values.items()}
    filled = pipeline.fill_workbooks(settings, OFFICE, period, cells)
    for unit, (name, data) in filled.items():
        pipeline.drop_workbook(settings, OFFICE, unit, name, data)


def confirm_low_counts(settings: Settings, period: str = "2026-01") -> None:
    """Let every low count about persons be printed, whatever it is."""
    with workshop(settings) as shop:
        office = shop.catalogue.office(OFFICE)
        for each in low_counts_confirmed(shop.catalogue, office, Period.parse(period)):
            shop.store.confirm(each)


def changed(values: UnitValues, cells: Mapping[str, object]) -> UnitValues:
    """Values with some cells changed, each named like ``BXC-01``, ``BXC-01.ytd``, ``BXT-06``."""
    data = values.model_dump(exclude_defaults=True)
    for name, value in cells.items():
        code, _, column = name.partition(".")
        sheet = "words" if code in data.get("words", {}) else "figures"
        data.setdefault(sheet, {}).setdefault(code, {})
        data[sheet][code][column or ("answer" if sheet == "words" else "month")] = value
    return UnitValues.model_validate(data)


def draft(settings: Settings, period: str = "2026-01") -> tuple[list[str], list[Remark]]:
    """Paragraphs of the working copy and comments of the variant with sources."""
    folder = Path(pipeline.draft_resolution(settings, OFFICE, period))
    working, sourced = sorted(
        folder.glob("du-thao-*.docx"), key=lambda path: path.stem.endswith("co-nguon")
    )
    return document_text(working.read_bytes()), comments_of(sourced.read_bytes())
