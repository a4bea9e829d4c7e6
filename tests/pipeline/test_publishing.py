"""The Data Docs of a collection: published, and never in the way of one."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.validation.test_data_docs import judged
from tests.workbook.forms import VALUES

from nghiquyet.pipeline.publishing import publish_data_docs
from nghiquyet.settings import Settings

MOMENT = datetime(2026, 1, 27, 8, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(Settings.from_environment({}), var=tmp_path)


def test_a_collection_is_published_below_var(settings: Settings) -> None:
    publish_data_docs(settings, judged(VALUES)[0], MOMENT)
    assert "hcc" in (settings.var / "data-docs" / "index.html").read_text(encoding="utf-8")


def test_a_failure_to_publish_is_logged_and_goes_no_further(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.data_docs.write_text("not a folder", encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        publish_data_docs(settings, judged(VALUES)[0], MOMENT)
    assert "the Data Docs of this collection are not published" in caplog.text
    assert settings.data_docs.read_text(encoding="utf-8") == "not a folder"


def test_a_collection_that_judged_nothing_publishes_nothing(settings: Settings) -> None:
    publish_data_docs(settings, [], MOMENT)
    assert not settings.data_docs.exists()
