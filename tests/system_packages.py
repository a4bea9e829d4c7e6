"""Programs that a test needs and Debian packages: installed where that is possible."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

PROGRAMS = {
    "libreoffice-writer": "soffice",
    "libreoffice-calc": "soffice",
    "chromium": "chromium",
    "redis-server": "redis-server",
    "poppler-utils": "pdftoppm",
}
# Packages without a program: only the package manager knows whether they are there.
DATA = frozenset({"fonts-liberation2"})
# soffice alone does not tell which of its parts are installed.
PARTS = {
    "libreoffice-writer": "/usr/lib/libreoffice/program/libswlo.so",
    "libreoffice-calc": "/usr/lib/libreoffice/program/libsclo.so",
}
_QUIET = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300")


def is_there(package: str) -> bool:
    """Whether the program of ``package`` can be run, or its data are installed."""
    if package in DATA:
        return _is_installed(package)
    program = shutil.which(PROGRAMS[package])
    if program is None:
        return False
    part = PARTS.get(package)
    distribution_s_own = part is not None and Path(program).resolve().is_relative_to(
        Path(part).parents[1]
    )
    return part is None or not distribution_s_own or Path(part).exists()


def _is_installed(package: str) -> bool:
    if shutil.which("dpkg-query") is None:
        return False
    query = ("dpkg-query", "--show", "--showformat=${db:Status-Status}", package)
    done = subprocess.run(query, capture_output=True, text=True, check=False)
    return done.stdout == "installed"


@cache
def why_missing(package: str) -> str:
    """Why the program of ``package`` is not there after all; empty if it is."""
    if is_there(package):
        return ""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return f"{PROGRAMS.get(package, package)} is missing: apt-get install {package}"
    lock = Path(tempfile.gettempdir()) / "nghiquyet-apt.lock"
    with lock.open("a") as held:  # workers of pytest-xdist queue here
        fcntl.flock(held, fcntl.LOCK_EX)
        failure = "" if is_there(package) else _install(package)
    return "" if is_there(package) else f"{package} cannot be installed: {failure}"


def _install(package: str) -> str:
    install = (*_QUIET, "install", "--yes", "--no-install-recommends", package)
    failure = ""
    for command in (install, (*_QUIET, "update"), install):
        failure = _run(command)
        if command is install and not failure:
            return ""
    return failure


def _run(command: tuple[str, ...]) -> str:
    """Run a command; empty if it succeeded, else its last words."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=900, check=False
        )
    except subprocess.TimeoutExpired:
        return "time ran out"
    return "" if done.returncode == 0 else (done.stderr.strip() or "failed").splitlines()[-1]
