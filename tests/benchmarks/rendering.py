"""What the Word draft costs, next to a bare docxtpl render of the same text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from tests.benchmarks.measuring import Comparison

from nghiquyet.document.formats import load_profiles, profile_at
from nghiquyet.document.render import Variant, render_draft, template_context
from nghiquyet.model.draft import Draft
from nghiquyet.model.office import Office

BOUNDS = {Variant.WORKING: 2.0, Variant.SOURCED: 3.0}


def comparisons(root: Path, draft: Draft, office: Office, rounds: int) -> Iterator[Comparison]:
    """Both variants, each against the bare render."""
    monthly = root / "reports" / "monthly"
    template = monthly / "resolution.docx"
    profile = profile_at(load_profiles(monthly / "formats"), draft.period.last_day)
    context = template_context(draft, office, profile)
    for variant, bound in BOUNDS.items():
        yield Comparison(
            f"Word draft, {variant} copy, a bare docxtpl render",
            partial(render_draft, draft, office, profile, template, variant),
            partial(bare_render, template, context),
            bound,
            rounds,
        )


def bare_render(template: Path, context: Mapping[str, Any]) -> bytes:
    """The same text in the same template: no format rules, bookmarks, marks or comments."""
    word = DocxTemplate(template)
    word.render(dict(context), autoescape=True)
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()
