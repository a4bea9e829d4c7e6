"""Every figure of a draft leads to cells of archived files, which are read again."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from tests.golden.months import values_of
from tests.pipeline.months import OFFICE, changed, drop

from nghiquyet import pipeline
from nghiquyet.cli import main
from nghiquyet.document.text import comments_of
from nghiquyet.errors import ConfigurationError
from nghiquyet.intake.archive import path_of
from nghiquyet.model.period import Period
from nghiquyet.pipeline.tracing import Outcome, Trace, TracedFigure
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.settings import Settings

TIMES_AND_NAMES = re.compile(r"(\d{2}/)?\b20\d{2}( ?[-–] ?20\d{2})?\b|Ban công tác 35")


def written(settings: Settings) -> Path:
    folder = Path(pipeline.draft_resolution(settings, OFFICE, "2026-01"))
    (working,) = (path for path in folder.glob("du-thao-*.docx") if "nguon" not in path.name)
    return working


def traced(settings: Settings, path: Path) -> Trace:
    return pipeline.trace(settings, OFFICE, path)


def by_text(found: Trace, text: str) -> TracedFigure:
    return next(each for each in found.figures if each.figure.text == text)


def test_every_figure_of_january_agrees_with_the_archive(archived: Settings) -> None:
    found = traced(archived, written(archived))

    assert len(found.figures) >= 30
    assert {each.outcome for each in found.figures} == {Outcome.AGREES}
    assert all(each.sources for each in found.figures)
    assert found.is_sound
    numerals = len(found.numerals)
    assert found.summary == (
        f"{len(found.figures)} số liệu: {len(found.figures)} khớp. "
        f"{numerals} con số ở Mục II: {numerals} có căn cứ."
    )


def test_every_numeral_of_section_two_leads_to_its_declaration(archived: Settings) -> None:
    found = traced(archived, written(archived))

    assert len(found.numerals) >= 20
    assert [each for each in found.numerals if not (each.holds and each.printed)] == []
    kinds = {each.record.partition(":")[0] for each in found.numerals}
    assert {"calendar", "campaign", "recurring"} <= kinds
    with workshop(archived) as shop:
        stored = shop.store.latest_draft(OFFICE, Period(2026, 1))
    assert stored is not None
    second = [b for part in stored.draft.sections[1].sub_sections for b in part.blocks]
    digits = sum(len(re.findall(r"\d+", block.text)) for block in second)
    assert digits == sum(len(re.findall(r"\d+", each.text)) for each in found.numerals)


def test_a_numeral_that_nothing_declares_is_told(archived: Settings) -> None:
    draft = written(archived)
    archived = replace(archived, root=without_task(archived))

    found = traced(archived, draft)

    lost = [each for each in found.numerals if not each.holds]
    assert lost
    assert not found.is_sound


def without_task(settings: Settings) -> Path:
    """A project whose campaigns declare other keys."""
    root = settings.var / "root"
    for folder in ("reports", "expectations", "sql"):
        shutil.copytree(settings.root / folder, root / folder)
    for path in (root / "reports" / "tasks" / "campaigns").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(\bkey: )(?=\w)", r"\1khac-", text), encoding="utf-8")
    return root


def test_a_comment_of_the_sourced_variant_names_the_declaration(archived: Settings) -> None:
    sourced = next(written(archived).parent.glob("*co-nguon.docx"))

    told = [c.text for c in comments_of(sourced.read_bytes()) if c.text.startswith("Căn cứ:")]

    assert len(told) >= 20
    assert any("(reports/tasks/calendar.yaml)" in text for text in told)


def test_words_of_a_units_own_lead_to_the_cell_they_stand_in(archived: Settings) -> None:
    own = "đã rà soát, cấp phát quà Tết đến từng hộ."
    golden = values_of("2026-01")["ub-vx"]
    drop(archived, "2026-01", {"ub-vx": changed(golden, {"UBVX-01a.wording": own})})
    assert len(pipeline.collect(archived).accepted_keys) == 1

    figure = by_text(traced(archived, written(archived)), "Đã" + own[2:-1])

    assert figure.outcome is Outcome.AGREES
    assert [each.found for each in figure.sources] == [own]


def test_a_figure_that_is_missing_has_no_source(empty: Settings) -> None:
    drop(empty, "2026-01", {"hcc": values_of("2026-01")["hcc"]})
    pipeline.collect(empty)

    outcomes = Counter(each.outcome for each in traced(empty, written(empty)).figures)

    assert set(outcomes) == {Outcome.AGREES, Outcome.MISSING}
    assert outcomes[Outcome.MISSING] > outcomes[Outcome.AGREES]


def test_a_low_count_is_printed_once_it_is_confirmed(empty: Settings) -> None:
    drop(empty, "2026-01", {"ubkt": values_of("2026-01")["ubkt"]})
    pipeline.collect(empty)
    flag = "[CHỜ XÁC NHẬN – UBKT]"
    waiting = by_text(traced(empty, written(empty)), flag)
    assert waiting.outcome is Outcome.WITHHELD
    assert [each.found for each in waiting.sources] == ["1"]

    given = pipeline.confirm_count(
        empty, OFFICE, "2026-01", "UBKT-02a", who="Chánh Văn phòng", reason="đã kết luận"
    )

    assert given.value == 1
    found = traced(empty, written(empty))
    assert flag not in {each.figure.text for each in found.figures}
    assert by_text(found, "01").outcome is Outcome.AGREES


def test_only_what_is_sensitive_can_be_confirmed(archived: Settings) -> None:
    with pytest.raises(ConfigurationError, match="không có số liệu nhạy cảm"):
        pipeline.confirm_count(archived, OFFICE, "2026-01", "HCC-02a", who="A", reason="B")
    with pytest.raises(ConfigurationError, match="người quyết định"):
        pipeline.confirm_count(archived, OFFICE, "2026-01", "UBKT-02a", who=" ", reason="B")


def test_an_altered_byte_of_the_archive_is_told(archived: Settings) -> None:
    draft = written(archived)
    source = by_text(traced(archived, draft), "391").sources[0].source
    place = path_of(source.sha256, archived)
    data = bytearray(place.read_bytes())
    data[-30] ^= 1
    place.chmod(0o644)
    place.write_bytes(data)

    found = traced(archived, draft)

    assert not found.is_sound
    figure = by_text(found, "391")
    assert figure.outcome is Outcome.DIFFERS
    assert "mã băm không khớp" in figure.sources[0].found
    assert by_text(found, "70,69%").outcome is Outcome.AGREES


def test_a_file_that_left_the_archive_is_told(archived: Settings) -> None:
    draft = written(archived)
    source = by_text(traced(archived, draft), "391").sources[0].source
    path_of(source.sha256, archived).unlink()

    assert "Không còn tệp này" in by_text(traced(archived, draft), "391").sources[0].found


def test_a_figure_that_the_office_rewrote_is_told(archived: Settings, tmp_path: Path) -> None:
    draft = written(archived)
    document = Document(str(draft))
    (run,) = (
        run for paragraph in document.paragraphs for run in paragraph.runs if "391" in run.text
    )
    run.text = run.text.replace("391", "395")
    edited = tmp_path / "da sua.docx"
    document.save(str(edited))

    found = traced(archived, edited)

    assert by_text(found, "391").outcome is Outcome.EDITED
    assert Counter(each.outcome for each in found.figures)[Outcome.EDITED] == 1


def test_a_file_of_somebody_else_is_refused(archived: Settings, tmp_path: Path) -> None:
    other = tmp_path / "khac.docx"
    Document().save(str(other))

    with pytest.raises(ConfigurationError, match="không phải dự thảo"):
        traced(archived, other)


def test_the_command_prints_a_line_a_source(
    archived: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = written(archived)
    monkeypatch.setenv("NGHIQUYET_VAR", str(archived.var))
    monkeypatch.setenv("NGHIQUYET_DATABASE_URL", archived.database_url)

    told = CliRunner().invoke(main, ["trace", str(draft)])
    rows = CliRunner().invoke(main, ["trace", "--json", str(draft)])

    assert told.exit_code == rows.exit_code == 0, told.output
    assert told.output.strip().endswith("có căn cứ.")
    lines = [json.loads(line) for line in rows.output.splitlines()]
    (line,) = (each for each in lines if each["số liệu"] == "391")
    assert line["đã đọc"] == line["đọc lại"] == "391"
    assert line["đơn vị"] == "hcc"
    assert len(line["SHA-256"]) == 64


def test_numbers_of_section_one_that_are_no_figures_are_times_and_names(january: Settings) -> None:
    """A figure cannot slip into the text beside its row."""
    pipeline.draft_resolution(january, OFFICE, "2026-01")
    with workshop(january) as shop:
        stored = shop.store.latest_draft(OFFICE, Period(2026, 1))
    assert stored is not None
    words = [
        span.text
        for sub in stored.draft.sections[0].sub_sections
        for block in sub.blocks
        for span in block.spans
        if span.figure is None and any(letter.isdigit() for letter in span.text)
    ]

    assert words
    for text in words:
        assert not any(letter.isdigit() for letter in TIMES_AND_NAMES.sub("", text)), text
