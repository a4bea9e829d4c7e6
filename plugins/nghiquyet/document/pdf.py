"""Word files become PDF where LibreOffice is present; a machine without it says what to install."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from nghiquyet.errors import DocumentError

_PROGRAMS = ("soffice", "libreoffice")
_FONTS = ("Times New Roman", "Liberation Serif", "Tinos")
_LETTERS = ":charset=1ea4 1ef9"  # Ấ and ỹ: older copies of these typefaces lack them
_SECONDS_A_FILE = 60


def to_pdf(
    paths: Sequence[Path], folder: Path, *, seconds: float | None = None
) -> tuple[Path, ...]:
    """Convert Word files to PDF in one call, with a LibreOffice profile of its own.

    Args:
        paths: the Word files; their names must differ.
        folder: where the PDF files go.
        seconds: how long it may take; by default a minute a file.

    Returns:
        The PDF files, in the order of ``paths``.

    Raises:
        DocumentError: if LibreOffice or the typeface is missing, or it fails; the message is
            Vietnamese and says what to do.
    """
    if not paths:
        return ()
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise DocumentError(
            "Máy này chưa có LibreOffice nên chưa xuất được PDF: cài gói libreoffice-writer rồi "
            "làm lại, hoặc mở tệp Word và chọn lưu dạng PDF"
        )
    _require_typeface()
    with TemporaryDirectory(prefix="nghiquyet-pdf-", ignore_cleanup_errors=True) as scratch:
        _convert(program, paths, Path(scratch), seconds or _SECONDS_A_FILE * len(paths))
        made = [Path(scratch) / f"{path.stem}.pdf" for path in paths]
        failed = [path.name for path, pdf in zip(paths, made, strict=True) if not pdf.exists()]
        if failed:
            raise DocumentError(
                f"LibreOffice không đọc được {', '.join(failed)}: mở tệp bằng Word, lưu lại dạng "
                ".docx rồi làm lại"
            )
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(Path(shutil.move(pdf, folder / pdf.name)) for pdf in made)


def _require_typeface() -> None:
    """LibreOffice would mix in another typeface without a word."""
    lister = shutil.which("fc-list")
    if lister is None:
        return
    listed = subprocess.run(
        [lister, _LETTERS, "family"], capture_output=True, text=True, check=False
    ).stdout
    if not any(font in listed for font in _FONTS):
        raise DocumentError(
            "Máy này chưa có phông chữ đủ dấu tiếng Việt thay cho Times New Roman nên bản PDF sẽ "
            "sai dòng: cài gói fonts-liberation2 rồi làm lại"
        )


def _convert(program: str, paths: Sequence[Path], scratch: Path, seconds: float) -> None:
    command = [
        program,
        f"-env:UserInstallation={(scratch / 'profile').as_uri()}",
        *("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(scratch)),
        *(str(path.resolve()) for path in paths),
    ]
    try:
        with subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as running:
            _wait(running, seconds)
    except OSError as error:
        raise DocumentError(f"LibreOffice không chạy được: {error}") from error


def _wait(running: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait for LibreOffice; past its time, stop it with the processes it has started."""
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired as error:
        os.killpg(running.pid, signal.SIGKILL)
        raise DocumentError(
            f"LibreOffice chưa xong sau {seconds:g} giây và đã dừng: làm lại với ít tệp hơn"
        ) from error
