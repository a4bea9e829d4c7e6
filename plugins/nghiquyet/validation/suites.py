"""Great Expectations: suites built from the rules, run once over a whole batch."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nghiquyet.errors import DefinitionError, DefinitionFault
from nghiquyet.model.rule import Rule
from nghiquyet.validation.frames import KEY

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core.expectation_suite import ExpectationSuite

# Great Expectations takes seconds to import, so only what validates does; and it would report
# every run to its makers.
os.environ["GX_ANALYTICS_ENABLED"] = "false"
logging.getLogger("great_expectations").setLevel(logging.WARNING)

_RESULT = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": [KEY],
    "include_unexpected_rows": False,
}
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
            {"type": rule.type, "kwargs": _kwargs(rule), "meta": {"rule": rule.id}}
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


def run_suite(suite: ExpectationSuite, frame: pd.DataFrame) -> Mapping[str, list[str]]:
    """Validate a batch in one run.

    Args:
        suite: from :func:`build_suite`.
        frame: from :func:`nghiquyet.validation.frames.wide_frame`.

    Returns:
        For each rule that failed, the keys of the submissions that break it.
    """
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
    batch = (
        context.data_sources.add_pandas("submissions")
        .add_dataframe_asset(suite.name)
        .add_batch_definition_whole_dataframe("batch")
        .get_batch({"dataframe": frame})
    )
    outcome = batch.validate(suite, result_format=_RESULT)
    broken: dict[str, list[str]] = {}
    for result in outcome.results:
        if result.success:
            continue
        config = result.expectation_config
        rule = str(config.meta["rule"]) if config is not None and config.meta else "?"
        if result.exception_info and result.exception_info.get("raised_exception"):
            raise RuntimeError(f"{rule}: {result.exception_info['exception_message']}")
        indexes = result.result["unexpected_index_list"]
        broken[rule] = [str(index[KEY]) for index in indexes]
    return broken
