"""Laws of collection, tried with thousands of workbooks that were harmed at random.

No file ever makes our own code fail; each is answered; versions only grow and what is stored
stays as it is; and collecting again changes nothing.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter

import pytest
from tests.golden.months import values_of
from tests.pipeline.crashes import holdings
from tests.pipeline.months import OFFICE
from tests.pipeline.mutations import WAYS
from tests.trials import WHOLE, record

from nghiquyet import pipeline
from nghiquyet.intake.archive import path_of
from nghiquyet.pipeline.filling import cell_values
from nghiquyet.settings import Settings

JANUARY = "2026-01"
ROUNDS, FILES = (50, 120) if WHOLE else (2, 50)


@pytest.mark.long
def test_harmed_workbooks_never_break_the_laws(empty: Settings) -> None:
    values = {unit: cell_values(filled) for unit, filled in values_of(JANUARY).items()}
    sound = pipeline.fill_workbooks(empty, OFFICE, JANUARY, values)
    chance = random.Random(3)
    outcomes: Counter[str] = Counter()
    before = holdings(empty)
    for turn in range(ROUNDS):
        dropped = {}
        for number in range(FILES):
            unit = chance.choice(sorted(sound))
            data = chance.choice(WAYS)(sound[unit][1], chance)
            dropped[f"{turn}-{number}.xlsx"] = (unit, data)
        for name, (unit, data) in dropped.items():
            pipeline.drop_workbook(empty, OFFICE, unit, name, data)

        report = pipeline.collect(empty)

        assert report.failures == [], pipeline.failure_table(empty)
        assert Counter(row["tệp"] for row in report.rows) == Counter(list(dropped))
        outcomes.update(row["kết quả"] for row in report.rows)
        erased = {row["tệp"] for row in report.rows if row["kết quả"] == "không nhận, đã xóa"}
        for name in dropped.keys() - erased:
            digest = hashlib.sha256(dropped[name][1]).hexdigest()
            assert path_of(digest, empty).exists(), name
        after = holdings(empty)
        assert set(before["versions"]) <= set(after["versions"])
        assert set(before["findings"]) <= set(after["findings"])
        numbers = Counter(version[0] for version in after["versions"])
        assert {(v[0], v[1]) for v in after["versions"]} == {
            (unit, version) for unit, count in numbers.items() for version in range(1, count + 1)
        }
        assert pipeline.collect(empty).rows == []
        assert holdings(empty) == after
        before = after
    assert outcomes["đã nhận"] + outcomes["đã nhận, có lưu ý"] > 0
    assert outcomes["trả lại"] > 0
    record("Harmed workbooks collected", ROUNDS * FILES, dict(outcomes))


def test_what_was_sent_last_sent_again_makes_no_version(empty: Settings) -> None:
    values = {unit: cell_values(filled) for unit, filled in values_of(JANUARY).items()}
    sound = pipeline.fill_workbooks(empty, OFFICE, JANUARY, values)
    for name in ("mot.xlsx", "hai.xlsx"):
        for unit, (_, data) in sound.items():
            pipeline.drop_workbook(empty, OFFICE, unit, name, data)
        report = pipeline.collect(empty)
    assert {row["kết quả"] for row in report.rows} == {"giống bản đã gửi"}
    assert {version[1] for version in holdings(empty)["versions"]} == {1}
