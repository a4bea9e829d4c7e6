"""A LibreOffice that behaves like one in a Vietnamese office."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi-VN</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

Resave = Callable[[bytes, str], bytes]


@pytest.fixture(scope="session")
def resave(tmp_path_factory: pytest.TempPathFactory) -> Resave:
    """Open a workbook in LibreOffice, recompute it, and save it as another kind of file."""
    profile = tmp_path_factory.mktemp("profile")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")

    def convert(data: bytes, kind: str) -> bytes:
        folder = tmp_path_factory.mktemp("resave")
        source = folder / "bieu.xlsx"
        source.write_bytes(data)
        target = folder / "out"
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless",
                   "--convert-to", kind, "--outdir", str(target), str(source)]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return next(Path(target).iterdir()).read_bytes()

    return convert
