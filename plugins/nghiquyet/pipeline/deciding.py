"""What the office decides about submissions: one is taken back, a warning is let pass."""

from __future__ import annotations

from datetime import UTC, datetime

from nghiquyet.catalogue.names import named_unit
from nghiquyet.errors import ConfigurationError, StoreError
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Confirmation, Severity, Waiver
from nghiquyet.model.submission import Submission
from nghiquyet.narrative.quantities import quantity
from nghiquyet.pipeline.gathering import gather_evidence
from nghiquyet.pipeline.standing import mark_stale
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.settings import Settings


def withdraw_submission(
    settings: Settings, office: str, period: str, unit: str, reason: str
) -> Submission:
    """Take back what a unit, by its code or name, sent for a period, as if it had not reported.

    Returns:
        The submission that counted until now.

    Raises:
        ConfigurationError: if the unit is not known for certain.
        StoreError: if the unit has no accepted submission for that period.
    """
    month = Period.parse(period)
    with workshop(settings) as shop:
        unit = named_unit(shop.catalogue.office(office), unit).code
        submission = _current(shop, office, month, unit)
        shop.store.withdraw(office, unit, month, submission.id, datetime.now(UTC), reason)
        shop.log(office, "withdrawn", month, unit=unit, reason=reason)
        mark_stale(shop, office, [month])
    return submission


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
) -> list[Waiver]:
    """Let a warning of what counts now pass, in somebody's name and for a reason.

    Args:
        settings: folders and addresses.
        office: office code.
        period: month of the submission.
        unit: code or name of the unit whose submission it is.
        rule: id of the rule that warned.
        who: name of the person who decides.
        reason: why.
        code: the row meant; every row about which the rule warned if empty.

    Returns:
        What was let pass, a row each.

    Raises:
        ConfigurationError: if nobody or no reason is named, the unit is not known for certain,
            or the rule did not warn.
        StoreError: if the unit has no accepted submission for that period.
    """
    if not who.strip() or not reason.strip():
        raise ConfigurationError("Phải ghi rõ người quyết định và lý do.")
    month = Period.parse(period)
    with workshop(settings) as shop:
        unit = named_unit(shop.catalogue.office(office), unit).code
        submission = _current(shop, office, month, unit)
        warned = {
            finding.code
            for finding in shop.store.findings([submission.id])[submission.id]
            if finding.severity is Severity.WARNING
            and finding.rule == rule
            and code in {"", finding.code}
        }
        if not warned:
            raise ConfigurationError(
                f"Bản nộp đang dùng của {unit} kỳ {period} không có lưu ý nào theo quy tắc {rule}."
            )
        now = datetime.now(UTC)
        waivers = [
            Waiver(office, unit, month, rule, each, now, who.strip(), reason.strip())
            for each in sorted(warned)
        ]
        for waiver in waivers:
            if shop.store.waive(waiver):
                told = {"rule": rule, "code": waiver.code, "reason": waiver.reason}
                shop.log(office, "waived", month, unit=unit, who=waiver.who, **told)
    return waivers


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
    if not who.strip() or not reason.strip():
        raise ConfigurationError("Phải ghi rõ người quyết định và lý do.")
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
