"""The rules of wording and the dictionary of names: what a wrong entry is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from nghiquyet.catalogue.proper_names import load_proper_names
from nghiquyet.catalogue.style import PATH, load_style
from nghiquyet.catalogue.style_entries import Kind
from nghiquyet.errors import DefinitionError
from nghiquyet.settings import PROJECT_ROOT

RULE = {
    "id": "MOT",
    "kind": "khac",
    "finds": "words",
    "severity": "info",
    "pattern": r"\L\l+",
    "message": "Xem lại “{quote}”.",
}


def written(folder: Path, *rules: dict[str, str]) -> Path:
    path = folder / PATH
    path.parent.mkdir(parents=True)
    path.write_text(yaml.safe_dump({"rules": list(rules)}, allow_unicode=True), encoding="utf-8")
    return folder


def test_small_and_capital_letters_are_vietnamese_ones(tmp_path: Path) -> None:
    (rule,) = load_style(written(tmp_path, RULE)).rules
    found = re.findall(rule.pattern, "Đảng ủy Ủy ban ĐẢNG")  # type: ignore[union-attr]
    assert found == ["Đảng", "Ủy"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"pattern": "(a"}, "no regular expression"),
        ({"message": "Xem {gi}."}, "there are ['expected', 'quote']"),
        ({"kind": "sai"}, "Input should be 'mau-thuan-so-lieu'"),
        ({"id": "mot"}, "should match pattern"),
        ({"la": "gi"}, "unknown key"),
    ],
)
def test_a_wrong_entry_is_told(tmp_path: Path, change: dict[str, str], told: str) -> None:
    with pytest.raises(DefinitionError, match=re.escape(told)):
        load_style(written(tmp_path, {**RULE, **change}))


def test_an_id_is_given_once(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="this id is given twice: MOT"):
        load_style(written(tmp_path, RULE, RULE))


def test_every_kind_has_a_rule() -> None:
    assert {rule.kind for rule in load_style(PROJECT_ROOT).rules} == set(Kind)


def test_no_wrong_name_is_a_right_one() -> None:
    names = load_proper_names(PROJECT_ROOT)
    assert not {*names.names, *names.also} & set(names.wrong)
