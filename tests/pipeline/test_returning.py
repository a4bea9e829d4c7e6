"""The Word file that the office has edited gets new figures, and becomes a clean copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from tests.pipeline.months import OFFICE
from tests.pipeline.test_standing import correct, drafted, month_folder

from nghiquyet import pipeline
from nghiquyet.cli import main
from nghiquyet.document.text import comments_of, document_text
from nghiquyet.errors import ConfigurationError
from nghiquyet.pipeline.returning import REPORT
from nghiquyet.pipeline.standing import STALE
from nghiquyet.pipeline.tracing import Outcome
from nghiquyet.settings import Settings

__all__ = ["drafted"]  # a fixture of the tests beside these


def delivered(settings: Settings) -> Path:
    (path,) = (
        path
        for path in (month_folder(settings) / "lan-01").glob("du-thao-*.docx")
        if "nguon" not in path.name
    )
    return path


def edited(settings: Settings, old: str, new: str) -> Path:
    """The delivered draft in which somebody has replaced some words."""
    path = delivered(settings)
    document = Document(str(path))
    (run,) = (r for p in document.paragraphs for r in p.runs if old in r.text)
    run.text = run.text.replace(old, new)
    document.save(str(path))
    return path


def text(path: Path) -> str:
    return "\n".join(document_text(path.read_bytes()))


def working(folder: Path) -> Path:
    (path,) = (p for p in folder.glob("du-thao-*.docx") if "nguon" not in p.name)
    return path


def test_new_figures_reach_the_file_that_the_office_has_edited(drafted: Settings) -> None:
    path = edited(drafted, "ban hành chương trình kiểm tra", "đã ban hành Chương trình kiểm tra")
    before = path.read_bytes()
    correct(drafted)

    found = pipeline.update_draft(drafted, OFFICE, path)

    merged = working(found.folder)
    assert "tiếp nhận 400 hồ sơ" in text(merged)
    assert "đã ban hành Chương trình kiểm tra" in text(merged)
    assert any("trước đây ghi “391”" in c.text for c in comments_of(merged.read_bytes()))
    assert path.read_bytes() == before
    assert found.folder.name == "lan-02"
    report = (found.folder / REPORT).read_text(encoding="utf-8-sig")
    assert "I.2, đoạn 2: Đã cập nhật theo số liệu mới" in report
    assert not (month_folder(drafted) / STALE).exists()
    assert not pipeline.draft_standing(drafted, OFFICE, "2026-01").is_stale


def test_an_updated_file_can_be_updated_and_traced_again(archived: Settings) -> None:
    pipeline.draft_resolution(archived, OFFICE, "2026-01")
    correct(archived)
    first = working(pipeline.update_draft(archived, OFFICE, delivered(archived)).folder)

    again = pipeline.update_draft(archived, OFFICE, first)

    assert again.lines == ()
    assert text(working(again.folder)) == text(first)
    found = pipeline.trace(archived, OFFICE, working(again.folder))
    assert {each.outcome for each in found.figures} == {Outcome.AGREES}


def test_a_file_that_is_no_draft_is_refused(drafted: Settings, tmp_path: Path) -> None:
    other = tmp_path / "khac.docx"
    Document().save(str(other))

    for step in (
        lambda: pipeline.update_draft(drafted, OFFICE, other),
        lambda: pipeline.make_clean_copy(drafted, OFFICE, other, tmp_path / "sach.docx"),
    ):
        with pytest.raises(ConfigurationError, match="không phải dự thảo"):
            step()


def test_a_clean_copy_waits_until_nothing_is_open(
    drafted: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NGHIQUYET_VAR", str(drafted.var))
    monkeypatch.setenv("NGHIQUYET_DATABASE_URL", drafted.database_url)
    target = tmp_path / "sach.docx"
    call = ["clean", str(delivered(drafted)), "--to", str(target)]

    refused = CliRunner().invoke(main, call)
    forced = CliRunner().invoke(main, [*call, "--reason", "trình gấp"])

    assert refused.exit_code == 1
    assert "Chưa làm bản sạch" in refused.output
    assert forced.exit_code == 0, forced.output
    assert comments_of(target.read_bytes()) == []
    assert text(target) == text(delivered(drafted))


def test_a_delivered_draft_follows_the_format_rules(
    drafted: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = delivered(drafted)
    right = CliRunner().invoke(main, ["format", str(path)])
    document = Document(str(path))
    document.sections[0].left_margin = 100_000
    document.save(str(path))
    wrong = CliRunner().invoke(main, ["format", str(path)])

    assert (right.exit_code, right.output) == (0, "Đúng thể thức.\n")
    assert wrong.exit_code == 1
    assert "lề trái" in wrong.output
    assert wrong.output.endswith("Có 1 chỗ phải sửa.\n")
