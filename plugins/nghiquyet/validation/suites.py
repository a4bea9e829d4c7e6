"""Great Expectations: suites built from the rules, run once over a whole batch."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from nghiquyet.errors import DefinitionError, DefinitionFault
from nghiquyet.model.rule import Rule
from nghiquyet.validation.frames import KEY

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core.expectation_suite import ExpectationSuite
    from great_expectations.core.expectation_validation_result import (
        ExpectationSuiteValidationResult,
        ExpectationValidationResult,
    )

Observer: TypeAlias = "Callable[[ExpectationSuite, ExpectationSuiteValidationResult], object]"
"""Is handed a suite and what came of it."""

# Great Expectations takes seconds to import, so only what validates does; and it would report
# every run to its makers.
os.environ["GX_ANALYTICS_ENABLED"] = "false"
logging.getLogger("great_expectations").setLevel(logging.WARNING)

_WHETHER: Final = "BOOLEAN_ONLY"
_WHICH = {"result_format": "COMPLETE", "unexpected_index_column_names": [KEY]}
_COUNTS = (
    "element_count",
    "missing_count",
    "missing_percent",
    "unexpected_count",
    "unexpected_percent",
    "unexpected_percent_nonmissing",
    "unexpected_percent_total",
)
_PAIR = {"ignore_row_if": "either_value_is_missing"}


def build_suite(form: str, rules: Sequence[Rule]) -> ExpectationSuite:
    """The GX suite of a form: one expectation a rule, with the rule's id in its ``meta``.

    Raises:
        DefinitionError: if GX did not keep every rule; it drops an unknown type with
            nothing but a log line.
    """
    from great_expectations.core.expectation_suite import ExpectationSuite

    suite = ExpectationSuite(
        name=form,
        expectations=[
            {
                "type": rule.type,
                "kwargs": _kwargs(rule),
                "meta": {"rule": rule.id, "message": rule.message},
            }
            for rule in rules
        ],
    )
    kept = {expectation.meta["rule"] for expectation in suite.expectations if expectation.meta}
    lost = [rule.id for rule in rules if rule.id not in kept]
    if lost or len(suite.expectations) != len(rules):
        message = f"{len(rules)} rules declared, {len(suite.expectations)} kept; lost: {lost}"
        raise DefinitionError(
            [DefinitionFault(Path("expectations") / f"{form}.yaml", 0, "rules", message)]
        )
    return suite


def _kwargs(rule: Rule) -> dict[str, Any]:
    return {**rule.kwargs, **(_PAIR if "column_A" in rule.kwargs else {})}


def run_suite(
    suite: ExpectationSuite, frame: pd.DataFrame, observe: Observer | None = None
) -> Mapping[str, list[str]]:
    """Validate a batch in one run over every rule, then ask which rows broke the failed ones.

    To be told the rows costs more than twice as much for every rule, and most rules hold.

    Args:
        suite: from :func:`build_suite`.
        frame: from :func:`nghiquyet.validation.frames.wide_frame`.
        observe: is handed the suite and what came of it, with counts and without any value.

    Returns:
        For each rule that failed, the keys of the submissions that break it.
    """
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    batch = (
        context.data_sources.add_pandas("submissions")
        .add_dataframe_asset(suite.name)
        .add_batch_definition_whole_dataframe("batch")
        .get_batch({"dataframe": frame})
    )
    outcome = batch.validate(suite, result_format=_WHETHER)
    failed = _failures(outcome)
    if failed:
        again = _part_of(suite, failed)
        failed = _failures(batch.validate(again, result_format=_WHICH))
    if observe is not None:
        _count(outcome, failed)
        observe(suite, outcome)
    return {
        rule: [str(index[KEY]) for index in result["unexpected_index_list"]]
        for rule, result in failed.items()
    }


def _count(
    outcome: ExpectationSuiteValidationResult, failed: Mapping[str, Mapping[str, Any]]
) -> None:
    """Put into the results how many submissions break each rule, but not what they hold."""
    for result in outcome.results:
        found = failed.get(_rule_of(result), {})
        result.result = {name: found[name] for name in _COUNTS if name in found}


def _part_of(suite: ExpectationSuite, rules: Collection[str]) -> ExpectationSuite:
    """The same expectations, of ``rules`` only."""
    from great_expectations.core.expectation_suite import ExpectationSuite

    chosen = [item for item in suite.expectations if item.meta and item.meta["rule"] in rules]
    return ExpectationSuite(name=suite.name, expectations=chosen)


def _failures(outcome: ExpectationSuiteValidationResult) -> dict[str, dict[str, Any]]:
    """The results of the rules that failed, by rule.

    Raises:
        RuntimeError: if a rule could not be computed, which is our fault and no unit's.
    """
    failures: dict[str, dict[str, Any]] = {}
    for result in outcome.results:
        if result.success:
            continue
        rule = _rule_of(result)
        for message in _exceptions(result.exception_info or {}):
            raise RuntimeError(f"{rule}: {message}")
        failures[rule] = result.result
    return failures


def _rule_of(result: ExpectationValidationResult) -> str:
    config = result.expectation_config
    return str(config.meta["rule"]) if config is not None and config.meta else "?"


def _exceptions(info: Mapping[str, Any]) -> list[str]:
    """What was raised; GX tells it of the expectation or of each metric that it needs."""
    told = (info, *(each for each in info.values() if isinstance(each, dict)))
    return [str(each["exception_message"]) for each in told if each.get("raised_exception")]
