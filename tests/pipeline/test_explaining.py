"""A note belongs to the value for which it was written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nghiquyet.model.indicator import Form, Indicator, Part, ValueType
from nghiquyet.model.rule import Finding, Severity
from nghiquyet.pipeline.explaining import Cells, without_outdated

PART = Part("X-01", "Hồ sơ", ValueType.INTEGER, minimum=Decimal(0))
FORM = Form("x", "Biểu X", 1, (Indicator("X-01", "Hồ sơ", "x", (PART,)),))


def held(value: str, note: str = "Nhận từ xã cũ") -> Cells:
    cells = {("X-01", "month"): value, ("X-01", "note"): note}
    return {place: raw for place, raw in cells.items() if raw}


def told(now: Cells, *earlier: Cells, column: str = "month") -> Finding:
    finding = Finding(
        "X-R8", Severity.WARNING, "Tăng nhiều.", "X-01", column, explanation="Nhận từ xã cũ"
    )
    (judged,) = without_outdated([finding], now, earlier, FORM)
    return judged


STANDS = {
    "first-version": (),
    "same-value": (held("11"),),
    "same-value-typed-otherwise": (held("1.100"),),
    "another-note": (held("9", "Số ước"),),
    "no-note": (held("9", ""),),
    "cells-not-kept": ({},),
    "another-note-in-between": (held("11"), held("9", "Số ước"), held("9")),
}
OUTDATED = {
    "another-value": (held("9"),),
    "once-blank": (held(""),),
    "same-note-in-other-letters": (held("9", "  nhận từ  XÃ cũ"),),
    "sent-again-unchanged": (held("11"), held("9")),
    "cells-not-kept-in-between": ({}, held("9")),
}


@pytest.mark.parametrize("case", STANDS)
def test_a_note_written_for_this_value_explains_it(case: str) -> None:
    value = "1100" if case.endswith("otherwise") else "11"
    assert told(held(value), *STANDS[case]).explanation == "Nhận từ xã cũ"


@pytest.mark.parametrize("case", OUTDATED)
def test_a_note_written_for_another_value_explains_nothing(case: str) -> None:
    finding = told(held("11"), *OUTDATED[case])
    before = "trống" if case == "once-blank" else "9"
    assert finding.explanation == ""
    assert finding.message.startswith(
        f"Tăng nhiều. Ghi chú ở dòng này được viết khi ô còn ghi “{before}”: "
    )


def test_a_finding_of_no_value_keeps_its_explanation() -> None:
    assert told(held("11"), held("9"), column="").explanation
