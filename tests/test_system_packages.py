from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.system_packages import PROGRAMS, is_there, why_missing


def test_a_program_on_the_path_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not is_there("redis-server")
    program = tmp_path / "redis-server"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert is_there("redis-server")


def test_without_root_the_reason_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    for package, program in PROGRAMS.items():
        reason = why_missing.__wrapped__(package)
        assert reason == f"{program} is missing: apt-get install {package}"
