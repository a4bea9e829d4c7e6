from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from tests.document.samples import DRAFT, OFFICE

from nghiquyet.document.formats import FormatProfile, load_profiles, profile_at
from nghiquyet.document.render import Variant, render_draft

Render = Callable[..., bytes]


@pytest.fixture
def template(project_root: Path) -> Path:
    """The committed template."""
    return project_root / "reports/monthly/resolution.docx"


@pytest.fixture
def profile(project_root: Path) -> FormatProfile:
    """The rules in force at the end of January 2026."""
    return profile_at(
        load_profiles(project_root / "reports/monthly/formats"), DRAFT.period.last_day
    )


@pytest.fixture
def render(template: Path, profile: FormatProfile) -> Render:
    """Renders the sample, with whatever a test replaces."""

    def with_changes(**changes: Any) -> bytes:
        inputs: dict[str, Any] = {
            "draft": DRAFT,
            "office": OFFICE,
            "profile": profile,
            "template": template,
            "variant": Variant.WORKING,
            **changes,
        }
        return render_draft(**inputs)

    return with_changes


@pytest.fixture
def edited(template: Path, tmp_path: Path) -> Callable[[Callable[[Any], None]], Path]:
    """The template after somebody edited it."""

    def save(edit: Callable[[Any], None]) -> Path:
        document = Document(str(template))
        edit(document)
        path = tmp_path / "edited.docx"
        document.save(str(path))
        return path

    return save
