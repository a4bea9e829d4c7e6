"""The office that writes the resolution and the units that report to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from nghiquyet.model.period import Period

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Clock:
    """The days, within the month assessed, on which the office's month turns.

    Attributes:
        open_day: the period opens and the workbooks go out.
        due_day: units must have sent theirs by the end of this day.
        reminder_days: units that have not sent are reminded.
        cut_off_day: figures are closed on this day at ``cut_off_time``.
        cut_off_time: local time of the cut-off.
    """

    open_day: int = 20
    due_day: int = 27
    reminder_days: tuple[int, ...] = (25, 27)
    cut_off_day: int = 28
    cut_off_time: time = time(8, 0)

    def opens(self, period: Period) -> date:
        """Day on which ``period`` opens."""
        return period.first_day.replace(day=self.open_day)

    def due(self, period: Period) -> date:
        """Last day on which a unit is on time for ``period``."""
        return period.first_day.replace(day=self.due_day)

    def cut_off(self, period: Period) -> datetime:
        """Moment at which the figures of ``period`` are closed."""
        day = period.first_day.replace(day=self.cut_off_day)
        return datetime.combine(day, self.cut_off_time, OFFICE_ZONE)


@dataclass(frozen=True)
class Signer:
    """Who signs, as printed: authority line, title line, name."""

    authority: str
    title: str
    name: str


@dataclass(frozen=True)
class Unit:
    """A reporting unit (đơn vị báo cáo).

    Attributes:
        code: stable key, lower-case ASCII such as ``ubkt`` or ``cb-01``.
        name: full official name.
        short: abbreviation shown in flags, such as ``UBKT``.
        form: code of the form (biểu mẫu) it fills.
        order: its place in every list.
        since: first period for which it reports.
        until: last period for which it reports; None while it exists.
        in_text: how the resolution's sentences name it; the name if empty.
        aliases: other ways people write the name.
        book: a register that the office itself fills when there is something to enter; nobody
            waits for it.
    """

    code: str
    name: str
    short: str
    form: str
    order: int
    since: Period
    until: Period | None = None
    in_text: str = ""
    aliases: tuple[str, ...] = ()
    book: bool = False

    def reports_in(self, period: Period) -> bool:
        """Whether there is a workbook of the unit for ``period``."""
        return self.since <= period and (self.until is None or period <= self.until)


@dataclass(frozen=True)
class Office:
    """A commune's Party Committee (cấp ủy) and how its documents look and sound.

    Attributes:
        code: stable key such as ``ke-sat``; part of every key in the store.
        commune: the commune's name, without ``xã``.
        superior: header line of the superior body.
        issuer: header line of the issuing body.
        place: place in the date line.
        number_sign: sign behind the number, such as ``NQ/ĐU``.
        party_term: term of the Party Committee, such as ``2025–2030``.
        council_term: term of the People's Council, such as ``2026–2031``.
        council_number: ordinal of that Council, in Roman numerals.
        signer: who signs.
        recipients: the lines of «Nơi nhận», as printed.
        closing: closing paragraph; ``{thang_nam}`` stands for the resolution's month.
        clock: the office's days.
        proper_names: official spelling by the misspelling that people write.
        names: official names of places and bodies that its units write about.
        units: every unit the office ever had, in order.
    """

    code: str
    commune: str
    superior: str
    issuer: str
    place: str
    number_sign: str
    party_term: str
    council_term: str
    council_number: str
    signer: Signer
    recipients: tuple[str, ...]
    closing: str
    clock: Clock = field(default_factory=Clock)
    proper_names: dict[str, str] = field(default_factory=dict, hash=False)
    names: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()

    def roster(self, period: Period) -> tuple[Unit, ...]:
        """Units expected to report for ``period``, in order."""
        return tuple(unit for unit in self.senders(period) if not unit.book)

    def senders(self, period: Period) -> tuple[Unit, ...]:
        """Units that may send a workbook for ``period``: those expected to, and the registers."""
        return tuple(unit for unit in self.units if unit.reports_in(period))

    def unit(self, code: str) -> Unit:
        """The unit with ``code``.

        Raises:
            KeyError: if the office has no such unit.
        """
        for unit in self.units:
            if unit.code == code:
                return unit
        raise KeyError(code)
