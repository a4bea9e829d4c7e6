"""What LibreOffice makes of files: one call, with a profile of its own."""

from __future__ import annotations

import subprocess
from pathlib import Path


def converted(
    folder: Path, files: dict[str, bytes], to: str, ending: str = "docx"
) -> dict[str, bytes]:
    """Every file of ``files`` (by name without ``ending``) saved by LibreOffice as ``to``."""
    source, target = folder / "source", folder / to
    source.mkdir(exist_ok=True)
    for name, data in files.items():
        (source / f"{name}.{ending}").write_bytes(data)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            *("--convert-to", to, "--outdir", str(target)),
            *(str(source / f"{name}.{ending}") for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {name: (target / f"{name}.{to}").read_bytes() for name in files}
