"""A period opens: every unit finds its workbook; registers are loaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from nghiquyet.catalogue.assignments import load_assignments
from nghiquyet.catalogue.directives import load_directives
from nghiquyet.catalogue.names import named_unit
from nghiquyet.errors import ConfigurationError
from nghiquyet.intake.inbox import UnitFolder
from nghiquyet.model.office import Office, Unit
from nghiquyet.model.period import Period
from nghiquyet.model.submission import Submission
from nghiquyet.pipeline.receipts import local_moment
from nghiquyet.pipeline.versions import told_outcomes
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.settings import Settings
from nghiquyet.workbook.context import CellKey, FormContext
from nghiquyet.workbook.writing import write_form


def open_period(
    settings: Settings, office: str, period: str, units: Iterable[str] = ()
) -> list[str]:
    """Write the workbook of every expected unit into its folder «bieu-mau».

    Args:
        settings: folders and addresses.
        office: code of the office.
        period: key of the month assessed, such as ``2026-01``.
        units: codes or names of the units wanted; all of the period's if empty.

    Returns:
        Codes of the units whose workbook was written.

    Raises:
        DefinitionError: if there is no such office or a definition is wrong.
        ConfigurationError: if a unit wanted is not known for certain, or does not report for
            the period.
        ValueError: if ``period`` names no month.
    """
    month = Period.parse(period)
    with workshop(settings) as shop:
        home = shop.catalogue.office(office)
        wanted = frozenset(named_unit(home, unit).code for unit in units)
        contexts = form_contexts(shop, home, month, wanted)
        unknown = wanted - {context.unit.code for context in contexts}
        if unknown:
            names = ", ".join(sorted(unknown))
            raise ConfigurationError(f"Kỳ {period} không có đơn vị báo cáo nào mã {names}.")
        for context in contexts:
            folder = UnitFolder(settings, office, context.unit.code)
            folder.put_blank(workbook_name(context), write_form(context))
        if not contexts:
            raise ConfigurationError(f"Không có đơn vị nào báo cáo kỳ {period}.")
        if shop.store.open_period(office, month, datetime.now(UTC)):
            shop.log(office, "period_opened", month)
    return [context.unit.code for context in contexts]


def fill_workbooks(
    settings: Settings, office: str, period: str, values: Mapping[str, Mapping[CellKey, object]]
) -> dict[str, tuple[str, bytes]]:
    """The workbooks of a period, filled in.

    Args:
        settings: folders and addresses.
        office: code of the office.
        period: key of the month assessed.
        values: what each unit fills in, by unit code.

    Returns:
        File name and bytes by unit code.
    """
    with workshop(settings) as shop:
        contexts = form_contexts(
            shop, shop.catalogue.office(office), Period.parse(period), frozenset(values)
        )
        return {
            context.unit.code: (
                workbook_name(context),
                write_form(context, values[context.unit.code]),
            )
            for context in contexts
        }


def drop_workbook(settings: Settings, office: str, unit: str, name: str, data: bytes) -> Path:
    """Lay a file into a unit's drop folder, as a whole.

    Returns:
        The file dropped.
    """
    return UnitFolder(settings, office, unit).put_drop(name, data)


def received_table(settings: Settings, office: str, period: str) -> list[dict[str, str]]:
    """Who has sent what for a period: one row a submission, units without one in between."""
    month = Period.parse(period)
    with workshop(settings) as shop:
        sent = shop.store.submissions(office, month)
        outcomes = told_outcomes(shop, sent)
        units = shop.catalogue.office(office).roster(month)
    return [row for unit in units for row in _received_rows(unit, sent, outcomes)]


def _received_rows(
    unit: Unit, sent: Sequence[Submission], outcomes: Mapping[str, str]
) -> list[dict[str, str]]:
    rows = [
        {
            "đơn vị": unit.name,
            "lần": str(item.version),
            "kết quả": outcomes[item.id],
            "thời điểm nhận": local_moment(item.received_at),
        }
        for item in sent
        if item.unit == unit.code
    ]
    nothing = {"đơn vị": unit.name, "lần": "", "kết quả": "CHƯA GỬI", "thời điểm nhận": ""}
    return rows or [nothing]


def workbook_name(context: FormContext) -> str:
    """File name of a unit's workbook, such as ``bao-cao_ubkt_2026-01.xlsx``."""
    return f"bao-cao_{context.unit.code}_{context.period}.xlsx"


def form_contexts(
    shop: Workshop, office: Office, period: Period, wanted: frozenset[str] = frozenset()
) -> list[FormContext]:
    """What the workbooks of a period are made from, one a unit, in the order of the units."""
    units = [unit for unit in office.senders(period) if not wanted or unit.code in wanted]
    previous = shop.store.previous_values_of([(office.code, unit.code, period) for unit in units])
    tasks = shop.store.assigned_tasks(office.code, period)
    words = shop.store.statements(office.code, period.previous)
    return [
        FormContext(
            office=office,
            unit=unit,
            period=period,
            form=shop.catalogue.form_of(unit),
            rules=shop.catalogue.rules[unit.form],
            tasks=tuple(task for task in tasks if task.unit == unit.code),
            previous=previous[office.code, unit.code, period],
            previous_words={said.indicator: said.text for said in words if said.unit == unit.code},
        )
        for unit in units
    ]


def load_registers(
    settings: Settings, office: str, *, tasks: Path | None = None, directives: Path | None = None
) -> tuple[int, int]:
    """Load a month's tasks and the register of directives from files.

    Returns:
        How many tasks and how many directives were read.

    Raises:
        DefinitionError: if a file does not fit its schema.
    """
    with workshop(settings) as shop:
        assigned = load_assignments(tasks, shop.catalogue.office(office)) if tasks else ()
        register = load_directives(directives, office) if directives else ()
        shop.store.save_tasks(assigned)
        shop.store.save_directives(register)
    return len(assigned), len(register)
