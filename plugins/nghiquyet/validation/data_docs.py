"""What Great Expectations found, published as its own Data Docs for those who run the system.

The pages are rendered by Great Expectations; the frame around them is ours, because its own
loads scripts, styles and pictures from other hosts. A page holds counts and no values.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from jinja2 import ChoiceLoader, FileSystemLoader

from nghiquyet.model.office import OFFICE_ZONE

if TYPE_CHECKING:
    from great_expectations.core.expectation_suite import ExpectationSuite
    from great_expectations.core.expectation_validation_result import (
        ExpectationSuiteValidationResult,
    )

Judged: TypeAlias = "tuple[ExpectationSuite, ExpectationSuiteValidationResult]"
"""A suite and what came of it, as an observer of a run is handed them."""

RUNS_KEPT: Final = 50
_LOOK = Path(__file__).with_name("data_docs_look")
_INDENTED = re.compile(r"\s*\n\s*")
_STATE = "runs.json"
_RUN_NAME = "thu-nhan"
_STAMP = "%Y%m%dT%H%M%S.%fZ"


def publish(
    results: Sequence[Judged], folder: Path, moment: datetime, keep: int = RUNS_KEPT
) -> Path:
    """Add one collection's results to the site; the oldest go once there are too many.

    The index is replaced last and in one step, so a reader never meets a page half written.

    Args:
        results: what an observer of :func:`nghiquyet.validation.suites.run_suite` was handed.
        folder: the site.
        moment: aware moment of the collection.
        keep: how many collections the site shows.

    Returns:
        The index page.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        state = _state(folder)
        stamp = moment.astimezone(UTC).strftime(_STAMP)
        run = {suite.name: bool(outcome.success) for suite, outcome in results}
        for suite, outcome in results:
            _publish_suite(suite, folder, state["suites"])
            _publish_outcome(outcome, folder / _page_of(suite.name, stamp), moment)
        runs = {**state["runs"], stamp: run} if run else state["runs"]
        state["runs"] = dict(sorted(runs.items())[-keep:])
        _write(folder / _STATE, json.dumps(state, ensure_ascii=False))
        index = _write(folder / "index.html", _index(state, keep))
        for old in runs.keys() - state["runs"].keys():
            for page in folder.glob(f"validations/*/{_RUN_NAME}/{old}"):
                shutil.rmtree(page)
    return index


def _page_of(suite: str, stamp: str) -> str:
    """Where a result lies, as deep as the links that Great Expectations writes into it."""
    return f"validations/{suite}/{_RUN_NAME}/{stamp}/{suite}.html"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two collections at once publish one after the other."""
    with folder.with_name(f".{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _state(folder: Path) -> dict[str, dict[str, Any]]:
    """What the site holds: hashes of its suites, outcomes of its runs; nothing if unreadable."""
    try:
        state = json.loads((folder / _STATE).read_text(encoding="utf-8"))
        return {"suites": dict(state["suites"]), "runs": dict(state["runs"])}
    except (OSError, ValueError, KeyError, TypeError):
        return {"suites": {}, "runs": {}}


def _publish_suite(suite: ExpectationSuite, folder: Path, known: dict[str, str]) -> None:
    """The page of a suite, written again only when a rule has changed."""
    from great_expectations.core.expectation_suite import ExpectationSuite

    digest = _digest(suite)
    page = folder / "expectations" / f"{suite.name}.html"
    if known.get(suite.name) == digest and page.exists():
        return
    declared: Any = suite.to_json_dict()["expectations"]
    noted = [{**each, "notes": each["meta"].get("message")} for each in declared]
    _write(page, _rendered("ExpectationSuitePage", ExpectationSuite(suite.name, noted)))
    known[suite.name] = digest


def _digest(suite: ExpectationSuite) -> str:
    """Hash of a suite's rules: equal as long as none of them changes."""
    declared = [each.dict(exclude={"id", "batch_id"}) for each in suite.expectations]
    return hashlib.sha256(json.dumps(declared, sort_keys=True, default=str).encode()).hexdigest()


def _publish_outcome(
    outcome: ExpectationSuiteValidationResult, page: Path, moment: datetime
) -> None:
    run: Any = {"run_name": _RUN_NAME, "run_time": moment.isoformat()}
    outcome.meta["run_id"] = run
    for result in outcome.results:
        config = result.expectation_config
        if config is not None and config.meta:  # what the rule says, and not only its formula
            config.description = f"{config.meta['rule']} – {config.meta['message']}"
    _write(page, _rendered("ValidationResultsPage", outcome))


def _index(state: dict[str, dict[str, Any]], keep: int) -> str:
    """The first page; it says how many collections it shows, so that nobody misses older ones."""
    _view().env.globals["runs_kept"] = keep
    suites = [
        {"expectation_suite_name": name, "filepath": f"expectations/{name}.html"}
        for name in sorted(state["suites"])
    ]
    runs = [
        {
            "expectation_suite_name": name,
            "expectation_suite_filepath": f"expectations/{name}.html",
            "filepath": _page_of(name, stamp),
            "run_time": stamp,
            "run_name": _local(stamp),
            "validation_success": success,
        }
        for stamp, run in reversed(state["runs"].items())
        for name, success in run.items()
    ]
    links = {"site_name": "nghiquyet", "validations_links": runs, "expectations_links": suites}
    return _rendered("SiteIndexPage", links)


def _local(stamp: str) -> str:
    """A moment on the office's clock."""
    moment = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    return f"{moment.astimezone(OFFICE_ZONE):%d/%m/%Y %H:%M:%S}"


def _rendered(page: str, content: object) -> str:
    """A page as Great Expectations renders it."""
    from great_expectations.render import renderer

    html = str(_view().render(getattr(renderer, f"{page}Renderer")().render(content)))
    return _INDENTED.sub("\n", html)


@lru_cache(maxsize=1)
def _view() -> Any:
    """Great Expectations' view of pages, with our templates before its own."""
    from great_expectations.render.view.view import DefaultJinjaPageView

    view = DefaultJinjaPageView()
    theirs = [view.env.loader] if view.env.loader else []
    view.env.loader = ChoiceLoader([FileSystemLoader(_LOOK), *theirs])
    return view


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.write_text(text, encoding="utf-8")
    return unfinished.replace(path)
