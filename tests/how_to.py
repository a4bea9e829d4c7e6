"""The how-to pages as a reader follows them: their examples, and the mistakes they warn of."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PAGES = {path.stem: path for path in sorted((ROOT / "docs" / "how-to").glob("*.md"))}
DECLARED = ("reports", "expectations", "sql")

_EXAMPLE = re.compile(
    r"^```(?:yaml|jinja|sql)\n(?:#|--|\{#) (?P<path>\S+), (?P<place>.+?)(?: #\})?\n"
    r"(?P<text>.*?)^```",
    re.M | re.S,
)
_WRONG = re.compile(
    r"^Writing `(?P<right>.+?)` as `(?P<wrong>.+?)` gives:\n\n```text\n(?P<told>.+?)```",
    re.M | re.S,
)


class Example(NamedTuple):
    """A block that a page tells to write: into which file, where in it, what."""

    path: str
    place: str
    text: str

    def follow(self, root: Path) -> None:
        """Write it below ``root`` as the page says."""
        target = root / self.path
        if self.place == "new file":
            assert not target.exists()
        if self.place in {"new file", "whole file"}:
            target.write_text(self.text, encoding="utf-8")
            return
        lines = target.read_text(encoding="utf-8").splitlines(keepends=True)
        place = len(lines)
        if self.place.startswith("before "):
            wanted = self.place.removeprefix("before ").strip("`")
            (place,) = (number for number, line in enumerate(lines) if line.strip() == wanted)
        else:
            assert self.place == "at the end"
        lines.insert(place, self.text)
        target.write_text("".join(lines), encoding="utf-8")


class Mistake(NamedTuple):
    """What a page says of a slip in its example: what was right, what is wrong, what is told."""

    page: str
    right: str
    wrong: str
    told: tuple[str, ...]


def examples(page: str) -> list[Example]:
    """The examples of one page, in order."""
    text = PAGES[page].read_text(encoding="utf-8")
    return [Example(*match.groups()) for match in _EXAMPLE.finditer(text)]


def mistakes() -> list[Mistake]:
    """The mistakes of every page."""
    return [
        Mistake(page, match["right"], match["wrong"], tuple(match["told"].splitlines()))
        for page, path in PAGES.items()
        for match in _WRONG.finditer(path.read_text(encoding="utf-8"))
    ]


def copy_of_declarations(folder: Path) -> Path:
    """The project's declarations in a folder of their own, to be changed freely."""
    for name in DECLARED:
        shutil.copytree(ROOT / name, folder / name)
    return folder


def without_places(told: str) -> str:
    """A message without line numbers and list positions, which move when a file grows."""
    return re.sub(r"(?<=[:.])\d+(?=[:.])", "N", told)
