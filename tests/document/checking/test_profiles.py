"""A change of the format rules is a change of one YAML file, and of nothing else."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.document.conftest import Render
from tests.document.samples import DRAFT

from nghiquyet.document.checking.format_check import check_format, profile_of
from nghiquyet.document.formats import load_profiles, profile_at
from nghiquyet.model.draft import Draft
from nghiquyet.model.period import Period

FILES = {"36-hd-vptw.yaml": 1, "05-hd-vptw.yaml": 6}
"""Each directive with a month in which it holds."""


def draft_of(month: int) -> Draft:
    return replace(DRAFT, period=Period(2026, month))


CHANGES = [
    ("  right: 15", "  right: 20", "page", "right"),
    ("  width: 210", "  width: 216", "page", "width"),
    ("page_number_from_top: 10", "page_number_from_top: 15", "page_number", "page_number_from_top"),
    (
        "number_on_first_page: false",
        "number_on_first_page: true",
        "page_number",
        "number_on_first_page",
    ),
    ('\nsection_heading: "{so}. ', '\nsection_heading: "{so}- ', "section", "wording"),
    ('subject_rule: "-----"', 'subject_rule: ""', "subject_rule", "absent"),
    ("place: under_number", "place: under_date", "draft_mark", "order"),
    ("  party: {size: 15", "  party: {size: 16", "party", "size"),
    ("  signer_title: {size: 14, bold: false", "  signer_title: {size: 14, bold: true",
     "signer_title", "bold"),
    ("  recipients: {size: 12, bold: false, italic: false",
     "  recipients: {size: 12, bold: false, italic: true", "recipients", "italic"),
    ("underlined: true", "underlined: false", "recipients_label", "underlined"),
    ("  page_number: {size: 14", "  page_number: {size: 13", "page_number", "size"),
    ("  subject_rule: {size: 14, align: center", "  subject_rule: {size: 14, align: left",
     "subject_rule", "align"),
]  # fmt: skip


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(("old", "new", "role", "kind"), CHANGES)
def test_what_is_printed_and_what_is_checked_follow_the_file(
    render: Render,
    project_root: Path,
    tmp_path: Path,
    file: str,
    old: str,
    new: str,
    role: str,
    kind: str,
) -> None:
    committed = project_root / "reports/monthly/formats"
    folder = Path(shutil.copytree(committed, tmp_path / "formats"))
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    draft = draft_of(FILES[file])
    was = profile_at(load_profiles(committed), draft.period.last_day)
    now = profile_at(load_profiles(folder), draft.period.last_day)
    data = render(draft=draft, profile=now)
    assert check_format(data, now) == ()
    assert {(fault.role, fault.kind) for fault in check_format(data, was)} == {(role, kind)}


def test_a_new_directive_is_one_more_file(
    render: Render, project_root: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(project_root / "reports/monthly/formats", tmp_path / "formats"))
    current = folder / "05-hd-vptw.yaml"
    text = current.read_text(encoding="utf-8")
    first_day = "since: 2026-05-27\n"
    current.write_text(text.replace(first_day, f"{first_day}until: 2027-02-28\n"), encoding="utf-8")
    newer = text.replace(first_day, "since: 2027-03-01\n").replace("  left: 30", "  left: 35")
    (folder / "99-hd-vptw.yaml").write_text(newer, encoding="utf-8")
    profiles = load_profiles(folder)
    draft = replace(DRAFT, period=Period(2027, 3))
    profile = profile_at(profiles, date(2027, 3, 31))
    data = render(draft=draft, profile=profile)
    assert profile_of(data, profiles) == profile
    assert check_format(data, profile) == ()
    told = {(fault.role, fault.kind) for fault in check_format(data, profiles[1])}
    assert told == {("page", "left"), ("place_and_date", "profile")}


def test_the_draft_of_each_date_fails_under_the_rules_of_the_other(
    render: Render, project_root: Path
) -> None:
    """The two directives agree on every measure we know; they differ in the days they hold."""
    former, current = load_profiles(project_root / "reports/monthly/formats")
    for own, other, month in ((former, current, 1), (current, former, 6)):
        data = render(draft=draft_of(month), profile=own)
        assert check_format(data, own) == ()
        (fault,) = check_format(data, other)
        assert (fault.role, fault.kind) == ("place_and_date", "profile")
        assert other.name in fault.message


@pytest.mark.parametrize(("day", "right"), [("   ", {"36", "05"}), ("26", {"36"}), ("27", {"05"})])
def test_in_the_month_of_the_change_the_day_decides(
    project_root: Path, render: Render, tmp_path: Path, day: str, right: set[str]
) -> None:
    folder = Path(shutil.copytree(project_root / "reports/monthly/formats", tmp_path / "formats"))
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8").replace("ngày     tháng", f"ngày {day} tháng")
        path.write_text(text, encoding="utf-8")
    profiles = load_profiles(folder)
    data = render(draft=draft_of(5), profile=profiles[1])
    passing = {p.name.split()[3][:2] for p in profiles if not check_format(data, p)}
    assert passing == right
