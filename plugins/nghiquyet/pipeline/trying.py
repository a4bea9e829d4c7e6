"""A rule is tried over what was sent before, whatever its standing: whom would it have hit?

Every version counts, returned and superseded ones too: its bytes lie in the archive and are read
again, as today's reader reads them, beside what counts now of the months before. Figures that
were taken over from a table have no workbook: they are looked at as they are stored. A rule
across units knows no versions: it is asked of every month as it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from nghiquyet.catalogue.sql_rules import figures_asked
from nghiquyet.errors import StoreError
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Finding, Rule, SqlRule, Status
from nghiquyet.model.submission import Reading, Submission
from nghiquyet.pipeline.receipts import STATUS_LABELS
from nghiquyet.pipeline.receiving import tables_of
from nghiquyet.pipeline.stored_readings import is_from_table, read_version
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.sandbox import Sandbox
from nghiquyet.settings import Settings
from nghiquyet.validation.detectors.cases import Case
from nghiquyet.validation.every_form import validate_every_form
from nghiquyet.validation.findings import validate_batch
from nghiquyet.validation.frames import Candidate
from nghiquyet.validation.violations import violation

Progress = Callable[[str], object]
Judge = Callable[[Sequence[Case]], Mapping[str, Sequence[Finding]]]

_BATCH = 200
_UNLIMITED: Mapping[str, Any] = {"status": Status.ACTIVE, "since": None, "until": None}


@dataclass(frozen=True)
class Hit:
    """What a rule would have said of the past, once.

    Attributes:
        period: month reported on.
        unit: code of the unit.
        version: which of its versions; 0 for a rule across units.
        outcome: what became of that version then, in words.
        message: what would have been said.
    """

    period: str
    unit: str
    version: int
    outcome: str
    message: str


@dataclass(frozen=True)
class Trial:
    """What a rule would have done.

    Attributes:
        rule: its id.
        across: whether it looks across units, at what counts now.
        periods: months that were looked at.
        submissions: how many submissions were looked at: every version ever stored of the units
            that the rule speaks of; across units those that count.
        hits: whom it would have hit, month by month.
        from_tables: how many of them are figures taken over from a table, without words.
        unread: how many more there are that could not be read again, by the reason.
    """

    rule: str
    across: bool
    periods: tuple[str, ...]
    submissions: int
    hits: tuple[Hit, ...]
    from_tables: int = 0
    unread: Mapping[str, int] = field(default_factory=dict)

    @property
    def hit_submissions(self) -> int:
        """How many submissions it would have hit; across units, how many units and months."""
        return len({(hit.period, hit.unit, hit.version) for hit in self.hits})

    @property
    def table(self) -> list[dict[str, str]]:
        """Hits by submission, for people."""
        counts = Counter((hit.period, hit.unit, hit.version, hit.outcome) for hit in self.hits)
        return [
            {"kỳ": period, "đơn vị": unit}
            | ({} if self.across else {"lần nộp": str(version), "kết quả": outcome})
            | {"số chỗ": str(count)}
            for (period, unit, version, outcome), count in counts.items()
        ]


def try_rule(
    settings: Settings,
    office: str,
    name: str,
    first: str | None = None,
    last: str | None = None,
    progress: Progress = str,
) -> Trial:
    """Run one rule over everything that an office was ever sent, and store nothing.

    Args:
        settings: folders and addresses.
        office: office code.
        name: the rule's id; one that is off or on trial is run, too, over every month.
        first: earliest month, such as ``2026-01``; the first one stored if None.
        last: latest month.
        progress: told how far it is.

    Raises:
        ConfigurationError: if there is no such rule.
    """
    with workshop(settings) as shop:
        rule = shop.catalogue.rule(name)
        whose = shop.catalogue.office(office)
        periods = [
            period
            for period in shop.store.submitted_periods(office)
            if (first or "") <= period.key <= (last or "9999-12")
        ]
        if isinstance(rule, SqlRule):
            return _try_across(shop, rule, whose, periods, progress)
        return _try_versions(shop, rule, whose, periods, progress)


def _try_across(
    shop: Workshop, rule: SqlRule, office: Office, periods: Sequence[Period], progress: Progress
) -> Trial:
    hits, submissions = [], 0
    for period in periods:
        progress(f"kỳ {period}")
        submissions += len(shop.store.received_units(office.code, period))
        for row in violating_rows(shop, rule, office, period):
            found = violation(rule, row, office, shop.catalogue.parts)
            hits.append(Hit(period.key, found.unit, 0, "", found.finding.message))
    return Trial(rule.id, True, tuple(map(str, periods)), submissions, tuple(hits))


def violating_rows(
    shop: Workshop, rule: SqlRule, office: Office, period: Period
) -> list[dict[str, Any]]:
    """The rows that violate a rule across units in a month.

    Raises:
        StoreError: if PostgreSQL refuses the rule; the message names it.
    """
    roster = office.roster(period)
    try:
        return shop.store.violations(
            rule.sql,
            office.code,
            period,
            due=office.clock.due(period),
            roster=[unit.code for unit in roster],
            asked=figures_asked(roster, shop.catalogue.forms),
        )
    except StoreError as error:
        raise StoreError(f"rule {rule.id} of sql/rules: {error}") from error


def _try_versions(
    shop: Workshop, rule: Rule, office: Office, periods: Sequence[Period], progress: Progress
) -> Trial:
    judge, forms = _judge(shop, rule)
    units = {unit.code for unit in office.units if unit.form in forms}
    sent = [
        version
        for period in periods
        for version in shop.store.submissions(office.code, period)
        if version.unit in units
    ]
    hits: list[Hit] = []
    unread: Counter[str] = Counter()
    with Sandbox(tables_of(shop.catalogue)) as box:
        for start in range(0, len(sent), _BATCH):
            read: list[tuple[Submission, Reading]] = []
            for place, version in enumerate(sent[start : start + _BATCH], start + 1):
                progress(f"bản nộp {place}/{len(sent)}, kỳ {version.period}")
                reading = read_version(shop, box, version)
                if isinstance(reading, Reading):
                    read.append((version, reading))
                else:
                    unread[reading] += 1
            found = judge(list(_cases(shop, office, read)))
            hits += [
                _hit(version, finding)
                for version, _ in read
                for finding in found[version.id]
                if finding.rule == rule.id and (finding.at or not is_from_table(version))
            ]
    return Trial(
        rule.id,
        False,
        tuple(map(str, periods)),
        len(sent) - unread.total(),
        tuple(hits),
        sum(map(is_from_table, sent)),
        dict(unread),
    )


def _hit(of: Submission, finding: Finding) -> Hit:
    then = STATUS_LABELS[of.status]
    return Hit(str(of.period), of.unit, of.version, then, finding.message)


def _judge(shop: Workshop, rule: Rule) -> tuple[Judge, frozenset[str]]:
    """How workbooks are judged by one rule alone, and the forms that it speaks of."""
    catalogue = shop.catalogue
    general = [each for each in catalogue.every_form.entries if each.id == rule.id]
    if general:
        entries = [entry.model_copy(update=_UNLIMITED) for entry in general]
        return lambda cases: validate_every_form(entries, cases), frozenset(catalogue.forms)
    code = next(code for code, rules in catalogue.rules.items() if rule in rules)
    form, alone = catalogue.forms[code], [replace(rule, **_UNLIMITED)]
    return (
        lambda cases: validate_batch(form, alone, [case.candidate for case in cases]),
        frozenset({code}),
    )


def _cases(
    shop: Workshop, office: Office, read: Sequence[tuple[Submission, Reading]]
) -> Iterator[Case]:
    keys = [(office.code, version.unit, version.period) for version, _ in read]
    previous, history = shop.store.previous_values_of(keys), shop.store.history_of(keys)
    for key, (version, reading) in zip(keys, read, strict=True):
        yield Case(
            Candidate(version.id, version.period, reading, previous[key], history[key]),
            shop.catalogue.form_of(office.unit(version.unit)),
            office,
            shop.catalogue.every_form.anniversaries,
        )
