from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nghiquyet.document.formats import Allowed, load_profiles, profile_at
from nghiquyet.errors import DefinitionError, DocumentError

FOLDER = "reports/monthly/formats"


@pytest.fixture
def written(project_root: Path) -> str:
    """The text of a profile that is right."""
    return (project_root / FOLDER / "36-hd-vptw.yaml").read_text(encoding="utf-8")


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if part in line)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2018, 4, 3), "36-HD/VPTW"),
        (date(2026, 1, 31), "36-HD/VPTW"),
        (date(2026, 5, 26), "36-HD/VPTW"),
        (date(2026, 5, 27), "05-HD/VPTW"),
        (date(2040, 1, 1), "05-HD/VPTW"),
    ],
)
def test_the_profile_follows_the_documents_date(project_root: Path, day: date, name: str) -> None:
    assert name in profile_at(load_profiles(project_root / FOLDER), day).name


def test_no_profile_on_a_day_before_all_rules(project_root: Path) -> None:
    with pytest.raises(DocumentError, match="2018-04-02"):
        profile_at(load_profiles(project_root / FOLDER), date(2018, 4, 2))


def test_the_rules_of_the_party(project_root: Path) -> None:
    for profile in load_profiles(project_root / FOLDER):
        page, styles = profile.page, profile.styles
        assert (page.width, page.height) == (210, 297)
        assert (page.top, page.bottom, page.left, page.right) == (20, 20, 30, 15)
        assert page.page_number_from_top == 10
        assert not page.number_on_first_page
        assert profile.font == "Times New Roman"
        assert styles.party.size.preferred == 15
        assert styles.recipients.size.preferred == 12
        assert styles.body.first_line is not None
        assert styles.body.first_line.preferred == 10
        assert styles.body.line is not None
        assert styles.body.line.preferred == 18
        assert ":" not in profile.number_line


def test_a_template_keeps_what_the_rules_admit() -> None:
    allowed = Allowed(preferred=14, minimum=14, maximum=15)
    assert [allowed.settle(size) for size in (None, 13.5, 14, 15, 16)] == [14, 14, 14, 15, 14]


@pytest.mark.parametrize(
    ("right", "wrong", "key", "said"),
    [
        ("  left: 30", "  left: thirty", "page.left", "valid number"),
        ("  left: 30", "  left: -3", "page.left", "greater than or equal to 5"),
        ("  recipients: {size: 12", "  recipients: {size: big", "styles.recipients.size", "big"),
        ("maximum: 16}", "maximum: 15}", "styles.kind.size", "minimum <= preferred <= maximum"),
        (
            "  superior: {size: 14, bold",
            "  superior: {size: 14, fat",
            "styles.superior.fat",
            "unknown",
        ),
        ("Số        -{ky_hieu}", "Số -NQ/ĐU", "number_line", "{ky_hieu}"),
        ("Số        -{ky_hieu}", "Số {ky_hieu", "number_line", "braces"),
        ('sub_section_heading: "{so}. ', 'sub_section_heading: "', "sub_section_heading", "{so}"),
        ("place: under_number", "place: nowhere", "draft_mark.place", "under_number"),
        ("until: 2026-05-26", "until: sometime", "until", "valid date"),
        ("language: vi-VN", "language: tiếng Việt", "language", "pattern"),
    ],
)
def test_a_wrong_value_names_file_line_and_key(
    tmp_path: Path, written: str, right: str, wrong: str, key: str, said: str
) -> None:
    text = written.replace(right, wrong, 1)
    assert text != written
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_profiles(tmp_path)
    faults = [fault for fault in caught.value.faults if fault.key == key]
    assert len(faults) == 1
    assert (faults[0].path, faults[0].line) == (path, line_of(text, wrong))
    assert said in faults[0].message


def test_an_end_before_the_beginning(tmp_path: Path, written: str) -> None:
    text = written.replace("until: 2026", "until: 2006")
    (tmp_path / "wrong.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError, match="until must not be before since"):
        load_profiles(tmp_path)


def test_two_profiles_on_one_day(tmp_path: Path, written: str) -> None:
    later = written.replace("since: 2018-04-03", "since: 2026-05-26").replace(
        "until: 2026-05-26\n", ""
    )
    (tmp_path / "a.yaml").write_text(later, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(written, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_profiles(tmp_path)
    (fault,) = caught.value.faults
    assert (fault.path.name, fault.line, fault.key) == ("a.yaml", line_of(later, "since:"), "since")
    assert "b.yaml" in fault.message


def test_every_wrong_file_is_told(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("name: x\n", encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_profiles(tmp_path)
    assert {fault.path.name for fault in caught.value.faults} == {"a.yaml", "b.yaml"}


def test_a_folder_without_profiles(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="no format profile"):
        load_profiles(tmp_path)
