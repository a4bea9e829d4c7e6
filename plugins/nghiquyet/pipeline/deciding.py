"""What the office decides about submissions: one is taken back, a warning is let pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from nghiquyet.catalogue.names import named_unit
from nghiquyet.errors import ConfigurationError, StoreError
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Confirmation, Finding, Severity, Waiver
from nghiquyet.model.submission import Submission
from nghiquyet.narrative.quantities import quantity
from nghiquyet.pipeline.crossing import violations_found
from nghiquyet.pipeline.gathering import gather_evidence
from nghiquyet.pipeline.standing import mark_stale
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.settings import Settings


@dataclass(frozen=True)
class Waived:
    """What became of a waiver.

    Attributes:
        given: what is let pass now, a row each.
        before: what had been let pass before; that stands as it was given then.
    """

    given: tuple[Waiver, ...]
    before: tuple[Waiver, ...]


def withdraw_submission(
    settings: Settings, office: str, period: str, unit: str, *, who: str, reason: str
) -> Submission:
    """Take back what a unit, by its code or name, sent for a period, as if it had not reported.

    Args:
        settings: folders and addresses.
        office: office code.
        period: month of the submission.
        unit: code or name of the unit.
        who: name of the person who decides.
        reason: why.

    Returns:
        The submission that counted until now.

    Raises:
        ConfigurationError: if nobody or no reason is named, or the unit is not known for certain.
        StoreError: if the unit has no accepted submission for that period.
    """
    _require(who, reason)
    month = Period.parse(period)
    with workshop(settings) as shop:
        unit = named_unit(shop.catalogue.office(office), unit).code
        submission = _current(shop, office, month, unit)
        now, why = datetime.now(UTC), reason.strip()
        shop.store.withdraw(office, unit, month, submission.id, now, why)
        told = {"unit": unit, "sha256": submission.sha256, "who": who.strip(), "reason": why}
        shop.log(office, "withdrawn", month, version=submission.version, **told)
        mark_stale(shop, office, [month])
    return submission


def _require(who: str, reason: str) -> None:
    if not who.strip() or not reason.strip():
        raise ConfigurationError("Phải ghi rõ người quyết định và lý do.")


def _current(shop: Workshop, office: str, month: Period, unit: str) -> Submission:
    for submission in shop.store.current_submissions(office, month):
        if submission.unit == unit:
            return submission
    raise StoreError(f"{unit} chưa có bản nộp nào được nhận cho kỳ {month}")


def waive_warning(
    settings: Settings,
    office: str,
    period: str,
    unit: str,
    rule: str,
    *,
    who: str,
    reason: str,
    code: str = "",
) -> Waived:
    """Let a warning about what a unit sent pass as it stands now, in somebody's name.

    Args:
        settings: folders and addresses.
        office: office code.
        period: month of the submission.
        unit: code or name of the unit whose submission it is.
        rule: id of the rule that warned, within the workbook or across units.
        who: name of the person who decides.
        reason: why.
        code: the row meant; every row about which the rule warned if empty.

    Raises:
        ConfigurationError: if nobody or no reason is named, the unit is not known for certain,
            or the rule did not warn.
        StoreError: if the unit has no accepted submission for that period.
    """
    _require(who, reason)
    month = Period.parse(period)
    with workshop(settings) as shop:
        whose = shop.catalogue.office(office)
        submission = _current(shop, office, month, named_unit(whose, unit).code)
        known = shop.store.waivers(office, month)
        told = _found(shop, whose, submission, rule, code)
        before = [each for each in known if any(each.covers(submission.unit, one) for one in told)]
        now, place = datetime.now(UTC), (office, submission.unit, month, rule)
        asked = dict.fromkeys(
            (each.code, each.subject) for each in told if each.severity is Severity.WARNING
        )
        given = [
            Waiver(*place, row, now, who.strip(), reason.strip(), subject)
            for row, subject in asked
            if (row, subject) not in {(each.code, each.subject) for each in before}
        ]
        if not given and not before:
            raise ConfigurationError(
                f"Bản nộp đang dùng của {unit} kỳ {period} không có lưu ý nào theo quy tắc {rule}."
            )
        for waiver in given:
            _waive(shop, waiver, submission)
    return Waived(tuple(given), tuple(before))


def _found(
    shop: Workshop, office: Office, submission: Submission, rule: str, code: str
) -> list[Finding]:
    """What a rule, within a workbook or across units, says of a submission or of one row of it."""
    own = shop.store.findings([submission.id])[submission.id]
    across = (
        each.finding
        for each in violations_found(shop, office, submission.period)
        if each.unit == submission.unit
    )
    return [each for each in (*own, *across) if each.rule == rule and code in {"", each.code}]


def _waive(shop: Workshop, waiver: Waiver, submission: Submission) -> None:
    if shop.store.waive(waiver):
        about = {"unit": waiver.unit, "sha256": submission.sha256, "code": waiver.code}
        why = {"rule": waiver.rule, "reason": waiver.reason}
        shop.log(waiver.office, "waived", waiver.period, who=waiver.who, **about, **why)


def confirm_count(
    settings: Settings, office: str, period: str, code: str, *, who: str, reason: str
) -> Confirmation:
    """Let a low count about persons be printed as it stands now, in somebody's name.

    Args:
        settings: folders and addresses.
        office: office code.
        period: the month assessed.
        code: code of the part, such as ``UBKT-02a``.
        who: name of the person who decides.
        reason: why.

    Returns:
        What was confirmed, with the value.

    Raises:
        ConfigurationError: if nobody or no reason is named, or nothing is to be confirmed.
    """
    _require(who, reason)
    month = Period.parse(period)
    with workshop(settings) as shop:
        part = shop.catalogue.parts.get(code)
        evidence = gather_evidence(shop, shop.catalogue.office(office), month)
        value = quantity(evidence, part).value if part is not None and part.sensitive else None
        if value is None:
            raise ConfigurationError(f"Kỳ {period} không có số liệu nhạy cảm nào mang mã {code}.")
        now = datetime.now(UTC)
        given = Confirmation(office, month, code, value, now, who.strip(), reason.strip())
        if shop.store.confirm(given):
            told = {"code": code, "value": str(value), "reason": given.reason}
            shop.log(office, "confirmed", month, who=given.who, **told)
            mark_stale(shop, office, [month])
    return given
