"""The register of gates, and the page that is written from it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from tests.intake.gates_page import PAGE, written

from nghiquyet.intake import identity
from nghiquyet.intake.gates import BY_CODE, GATES, ORDER, Fate
from nghiquyet.intake.verdicts import Verdict, first, verdict
from nghiquyet.validation.findings import EMPTY_RULE

OWN = [code for code, gate in BY_CODE.items() if not gate.told_by]


@pytest.mark.parametrize("code", OWN)
def test_every_verdict_says_in_vietnamese_what_to_do(code: str) -> None:
    message = verdict(code, mark="MẬT", megabytes="20").message
    assert unicodedata.is_normalized("NFC", message)
    assert "{" not in message
    assert message.endswith(".")
    assert any(advice in message.lower() for advice in ("gửi", "báo ngay"))
    assert not re.search("đã (được|bị)|sẽ", message), "`nghiquyet check` says it too"


def test_the_page_s_table_is_the_register() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == written(text), "python -m tests.intake.gates_page"


def test_no_code_stands_twice() -> None:
    assert len(BY_CODE) == sum(map(len, GATES.values()))


def test_the_gates_come_in_the_order_that_was_agreed() -> None:
    agreed = ["TEP-MAT", "TEP-QUA-LON", "TEP-PDF", "TEP-NEN-TRUNG-TEN", "TEP-NEN-QUA-CO",
              "TEP-XML-KHAI-BAO", "TEP-QUA-NHIEU-O", "TEP-CO-MACRO", "TEP-QUA-LAU",
              "DANH-TINH-KHONG-CO", "DANH-TINH-MAU-MOI", "BIEU-TRANG", "TEP-TRONG"]  # fmt: skip
    assert sorted(agreed, key=ORDER.__getitem__) == agreed
    assert first({"TEP-CO-MACRO", "TEP-QUA-NHIEU-O", "TEP-XML-KHAI-BAO"}) == "TEP-XML-KHAI-BAO"


def test_a_mark_is_erased_and_what_could_harm_is_put_aside() -> None:
    fates = {code: BY_CODE[code].fate for code in OWN}
    assert [code for code, fate in fates.items() if fate is Fate.ERASE] == ["TEP-MAT"]
    for code in ("TEP-KHAI-SAI", "TEP-QUA-NANG", "TEP-QUA-LAU", "TEP-LAM-DUNG-MAY"):
        assert fates[code] is Fate.QUARANTINE
        assert verdict(code) == Verdict(code, BY_CODE[code].message, Fate.QUARANTINE)


def test_what_other_rooms_tell_is_all_in_the_register(project_root: Path) -> None:
    room = project_root / "plugins" / "nghiquyet" / "workbook"
    told = {
        "intake.identity": set(identity._MESSAGES),
        **{
            f"workbook.{path.stem}": found
            for path in room.glob("*.py")
            if (found := set(re.findall(r'"(BIEU-[A-Z-]+)"', path.read_text(encoding="utf-8"))))
        },
        "validation.findings": {EMPTY_RULE},
        "pipeline.receipts": {"SU-CO"},
    }
    registered = {
        module: {code for code, gate in BY_CODE.items() if gate.told_by == module}
        for module in told
    }
    assert registered == told


def test_every_code_of_the_register_can_happen_and_every_other_one_stands_in_it(
    project_root: Path,
) -> None:
    """Each stands in the code of some room, beside the register itself."""
    rooms = project_root / "plugins" / "nghiquyet"
    code = "\n".join(path.read_text() for path in rooms.rglob("*.py") if path.stem != "gates")
    found = set(re.findall(r"\b(?:TEP|BIEU|DANH-TINH)-[A-Z0-9-]*[A-Z0-9]\b|\bSU-CO\b", code))
    assert found == set(BY_CODE)
