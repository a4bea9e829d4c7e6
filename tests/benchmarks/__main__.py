"""``python -m tests.benchmarks``: every comparison; exit code 1 if a bound is broken."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence

from tests.benchmarks import feedback, guarding, intake, rendering, sandboxing, validation
from tests.benchmarks.figures import as_json, line, page
from tests.benchmarks.january import January, january
from tests.benchmarks.measuring import Comparison, Outcome, measure

from nghiquyet.settings import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "benchmarks" / "README.md"


def main(arguments: Sequence[str]) -> int:
    """Measure everything and say what came out.

    Returns:
        1 if a bound is broken, else 0.
    """
    parser = ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks/README.md")
    chosen = parser.parse_args(arguments)
    if not chosen.json:
        print("Collecting December 2025 and January 2026 …", flush=True)
    with january() as month:
        outcomes = run(comparisons(month), quiet=chosen.json)
    if chosen.json:
        print(as_json(outcomes))
    if chosen.write:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page(outcomes), encoding="utf-8")
    return exit_code(outcomes)


def comparisons(month: January) -> Iterator[Comparison]:
    """Everything that is compared, in the order of the pipeline."""
    shop = month.shop
    yield from guarding.comparisons(month.books, rounds=11)
    yield from sandboxing.comparisons(shop.catalogue, month.books, rounds=15)
    yield from intake.comparisons(shop, month.books, rounds=11)
    yield from validation.comparisons(shop, month.books, rounds=5)
    yield from feedback.comparisons(shop, month.books, rounds=7)
    office = shop.catalogue.office(month.draft.office)
    yield from rendering.comparisons(shop.settings.root, month.draft, office, rounds=25)


def run(planned: Iterable[Comparison], *, quiet: bool = False) -> list[Outcome]:
    """Measure one after the other, each printed as soon as it is known."""
    outcomes = []
    for comparison in planned:
        outcomes.append(measure(comparison))
        if not quiet:
            print(line(outcomes[-1]), flush=True)
    return outcomes


def exit_code(outcomes: Iterable[Outcome]) -> int:
    """1 if a bound is broken, else 0."""
    return 0 if all(outcome.holds for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
