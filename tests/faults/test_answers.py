"""Every fault has exactly the answer that was read and approved; nothing else is kept or lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.database import clone
from tests.faults.answering import FAULTS, Answer, answers, expected, prepare

from nghiquyet.settings import Settings

# All faults are dropped together and collected once: that is what takes time.


@pytest.fixture(scope="module")
def answered(
    postgres_server: str, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Answer]:
    with clone(postgres_server, template_database) as url:
        settings = Settings.from_environment({})
        own = replace(settings, var=tmp_path_factory.mktemp("faults"), database_url=url)
        prepare(own)
        return answers(own)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_has_its_answer(answered: dict[str, Answer], fault: str) -> None:
    assert answered[fault] == expected()[fault]


def test_every_answer_belongs_to_a_fault_and_there_are_many() -> None:
    assert set(expected()) == set(FAULTS)
    assert len(FAULTS) >= 60


def test_whatever_was_dropped_is_kept_but_for_secrets(answered: dict[str, Answer]) -> None:
    lost = {name for name, answer in answered.items() if not answer.kept}
    assert lost == {name for name in FAULTS if name.startswith("secret-")}
    assert all(answered[name].outcome == "không nhận, đã xóa" for name in lost)


def test_no_answer_speaks_english_or_shows_the_program(answered: dict[str, Answer]) -> None:
    for name, answer in answered.items():
        for word in ("Error", "None", "nan", "Traceback", "{", "}"):
            assert word not in answer.receipt, name
