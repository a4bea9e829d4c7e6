"""What LibreOffice makes of the files: one typeface throughout and no page too many."""

from __future__ import annotations

import re
import shutil
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.document.conftest import Render
from tests.document.samples import DRAFT, OFFICE, a_block

from nghiquyet.document.annex import render_annex
from nghiquyet.document.comparing.difference import render_difference
from nghiquyet.document.comparing.erratum import render_erratum
from nghiquyet.document.pdf import to_pdf
from nghiquyet.document.review_sheet import render_review_sheet
from nghiquyet.errors import DocumentError

SENTENCE = (
    "Tổ chức thăm hỏi, tặng quà các gia đình chính sách, người có công nhân dịp Tết; phòng "
    "ngừa dịch bệnh, giữ vững kỷ cương pháp luật, nếp sống văn hóa ở cơ sở theo quy định. "
)
LETTERS = "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"


def readers_of(folder: Path, files: dict[str, bytes]) -> dict[str, PdfReader]:
    """The files as PDF, by name."""
    paths = []
    for name, data in files.items():
        paths.append(folder / f"{name}.docx")
        paths[-1].write_bytes(data)
    made = to_pdf(paths, folder / "pdf")
    assert [path.name for path in made] == [f"{name}.pdf" for name in files]
    return {path.stem: PdfReader(BytesIO(path.read_bytes())) for path in made}


def fonts(reader: PdfReader) -> set[str]:
    found = set()
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            found.add(re.sub(r"^/[A-Z]{6}\+", "", font.get_object()["/BaseFont"]))
    return found


@pytest.mark.slow
@pytest.mark.system("libreoffice-writer", "fonts-liberation2")
def test_the_files_as_pdf(render: Render, tmp_path: Path) -> None:
    section = DRAFT.sections[0]
    long = tuple(a_block(f"i1_{n:02d}", SENTENCE * 3) for n in range(1, 31))
    letters = a_block("i1_31", f"{LETTERS} {LETTERS.lower()}")
    first = replace(section.sub_sections[0], blocks=(*long, letters))
    draft = replace(DRAFT, sections=(replace(section, sub_sections=(first,)), DRAFT.sections[1]))
    readers = readers_of(
        tmp_path,
        {
            "draft": render(draft=draft),
            "review": render_review_sheet(DRAFT, OFFICE),
            "annex": render_annex(DRAFT, OFFICE),
            "difference": render_difference(DRAFT, draft, OFFICE),
            "erratum": render_erratum(DRAFT, draft, OFFICE),
        },
    )
    for name, reader in readers.items():
        assert fonts(reader), name
        wrong = {f for f in fonts(reader) if not f.startswith(("LiberationSerif", "TimesNewRoman"))}
        assert not wrong, f"{name}: install fonts-liberation2; found {wrong}"
    pages = [page.extract_text() for page in readers["draft"].pages]
    # 30 paragraphs of some 6 lines of 18 pt and 6 pt, on pages of 257 mm
    assert 5 <= len(pages) <= 7
    assert not pages[0].strip().startswith("1\n")
    assert [page.split()[0] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]
    assert LETTERS in "".join(pages).replace("\n", "")
    assert (len(readers["review"].pages), len(readers["annex"].pages)) == (2, 2)


def program(folder: Path, name: str, script: str) -> None:
    """A program of that name, first on the path."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a machine's only programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "sleep"):
        (folder / name).symlink_to(shutil.which(name) or "")
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file to convert."""
    path = tmp_path / "du-thao.docx"
    path.write_bytes(b"x")
    return path


class TestWhatIsMissing:
    """The office reads what to install or to do instead."""

    @pytest.mark.usefixtures("machine")
    def test_libreoffice(self, paper: Path, tmp_path: Path) -> None:
        with pytest.raises(DocumentError, match="cài gói libreoffice-writer"):
            to_pdf([paper], tmp_path / "pdf")

    def test_the_typeface(self, machine: Path, paper: Path, tmp_path: Path) -> None:
        program(machine, "soffice", "exit 0")
        program(machine, "fc-list", "echo DejaVu Sans")
        with pytest.raises(DocumentError, match="cài gói fonts-liberation2"):
            to_pdf([paper], tmp_path / "pdf")

    def test_a_file_that_is_none(self, machine: Path, paper: Path, tmp_path: Path) -> None:
        program(machine, "soffice", "exit 1")
        with pytest.raises(DocumentError, match=r"không đọc được du-thao\.docx"):
            to_pdf([paper], tmp_path / "pdf")
        assert not (tmp_path / "pdf").exists()

    def test_time(self, machine: Path, paper: Path, tmp_path: Path) -> None:
        """What it has started is stopped too."""
        program(machine, "soffice", f"sleep 600 & echo $! > {tmp_path / 'child'}; wait")
        with pytest.raises(DocumentError, match=r"chưa xong sau 0\.5 giây"):
            to_pdf([paper], tmp_path / "pdf", seconds=0.5)
        state = Path("/proc") / (tmp_path / "child").read_text().strip() / "stat"
        deadline = time.monotonic() + 10
        while state.exists() and state.read_text().split()[2] != "Z":
            assert time.monotonic() < deadline
            time.sleep(0.01)

    @pytest.mark.usefixtures("machine")
    def test_nothing_to_do(self, tmp_path: Path) -> None:
        assert to_pdf([], tmp_path / "pdf") == ()
