"""Reading the golden months."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from nghiquyet.pipeline.filling import UnitValues, load_values

GOLDEN = Path(__file__).parent


def values_of(period: str) -> dict[str, UnitValues]:
    """What every unit filled in for ``period``."""
    return load_values(GOLDEN / period / "values")


def issued_resolution() -> str:
    """The resolution of February 2026 as it was issued."""
    return (GOLDEN / "2026-01" / "resolution-2026-02.txt").read_text(encoding="utf-8")


def issued_section_one() -> list[str]:
    """The paragraphs of its Section I, headings included."""
    text = issued_resolution()
    start, end = text.index("I. ĐÁNH GIÁ"), text.index("II. PHƯƠNG HƯỚNG")
    return [line for line in text[start:end].splitlines() if line.strip()]


def expected_section_one() -> list[str]:
    """The same with the reviewed differences applied, each of which must be in place."""
    text = "\n".join(issued_section_one())
    path = GOLDEN / "2026-01" / "differences.yaml"
    for difference in yaml.safe_load(path.read_text(encoding="utf-8"))["differences"]:
        assert text.count(difference["issued"]) == 1, difference["issued"]
        assert difference["reason"].strip()
        text = text.replace(difference["issued"], difference["compiled"])
    return text.splitlines()


def written_section_one(period: str) -> list[str]:
    """The paragraphs of Section I, headings included, as a hand wrote them for ``period``."""
    text = (GOLDEN / period / "section-one.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]


def listed(period: str, name: str) -> dict[str, Any]:
    """One of the lists beside a golden month's values, such as ``review``."""
    content: dict[str, Any] = yaml.safe_load(
        (GOLDEN / period / f"{name}.yaml").read_text(encoding="utf-8")
    )
    return content
