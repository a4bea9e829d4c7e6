"""The guard's look at bytes, as if they lay in a drop folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nghiquyet.intake.guard import Limits, Verdict, inspect

Looks = Callable[..., Verdict]


@pytest.fixture
def look(tmp_path: Path) -> Looks:
    def at(data: bytes, **limits: int) -> Verdict:
        path = tmp_path / "báo cáo.xlsx"
        path.write_bytes(data)
        return inspect(path, Limits(**limits))

    return at
