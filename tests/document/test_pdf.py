"""What LibreOffice makes of the files: one typeface throughout and no page too many."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.document.conftest import Render
from tests.document.samples import DRAFT, OFFICE, a_block

from nghiquyet.document.annex import render_annex
from nghiquyet.document.review_sheet import render_review_sheet

SENTENCE = (
    "Tổ chức thăm hỏi, tặng quà các gia đình chính sách, người có công nhân dịp Tết; phòng "
    "ngừa dịch bệnh, giữ vững kỷ cương pháp luật, nếp sống văn hóa ở cơ sở theo quy định. "
)
LETTERS = "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"


def converted(folder: Path, files: dict[str, bytes]) -> dict[str, PdfReader]:
    """Convert all files in one call, with a profile of LibreOffice's own."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            *("--convert-to", "pdf", "--outdir", str(folder)),
            *(str(folder / f"{name}.docx") for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {name: PdfReader(BytesIO((folder / f"{name}.pdf").read_bytes())) for name in files}


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
    readers = converted(
        tmp_path,
        {
            "draft": render(draft=draft),
            "review": render_review_sheet(DRAFT, OFFICE),
            "annex": render_annex(DRAFT, OFFICE),
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
