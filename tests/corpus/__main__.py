"""``python -m tests.corpus FOLDER …``: any files at all, and what became of each.

Every file goes through the sandbox as a collection would send it. Said is how many files had
which answer, how long the slowest took, and how much memory a child ever held next to one that
has read a filled form; exit code 1 if a file took over 15 s, needed over twice the memory, or
made our own code fail. With ``--write`` the figures go to ``docs/evidence/any-files.md``.
"""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import psutil
from tests.workbook.forms import CONTEXT, FORM, VALUES

from nghiquyet.intake.verdicts import Verdict
from nghiquyet.sandbox import Opened, ReaderFault, Sandbox, Tables
from nghiquyet.settings import PROJECT_ROOT
from nghiquyet.workbook import write_form

PAGE = PROJECT_ROOT / "docs" / "evidence" / "any-files.md"
SECONDS, TIMES = 15.0, 2.0
_TABLES = Tables({("ke-sat", "hcc"): FORM})
_HEAD = """\
# Any files at all

Written by `python -m tests.corpus --write FOLDER …`: every file below some folders went through
guard and reader in the sandbox, as a collection sends it there. The folders held the test files
of public projects that read and write workbooks, documents and data; none of them is kept here.

"""


@dataclass
class Tried:
    """What came of the files tried so far.

    Attributes:
        answers: how many files had which answer.
        faults: files over which our own code failed.
        slowest: seconds until the slowest answer.
        memory: bytes that a child held at most.
        sound: bytes that a child held at most which had read a filled form and nothing else.
    """

    answers: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0
    memory: int = 0
    sound: int = 0

    @property
    def holds(self) -> bool:
        """Whether nothing took too long, too much, or failed."""
        return not self.faults and self.slowest <= SECONDS and self.memory <= TIMES * self.sound

    def page(self) -> str:
        """The figures for a reader."""
        total = sum(self.answers.values())
        rows = "".join(
            f"| `{answer}` | {count:,} |\n" for answer, count in self.answers.most_common()
        )
        return (
            f"{_HEAD}{total:,} files; our own code failed over {len(self.faults)}. The slowest "
            f"answer took {self.slowest / SECONDS:.0%} of the {SECONDS:.0f} s allowed. A child "
            f"held at most {self.memory / self.sound:.2f} times what it holds after a filled form "
            f"(allowed: {TIMES:.0f}).\n\n| answer | files |\n|---|--:|\n{rows}"
        )


def try_files(folders: Iterable[Path]) -> Tried:
    """Send every file below some folders through the sandbox."""
    tried = Tried(sound=_sound_memory())
    with Sandbox(_TABLES) as box:
        for path in _files(folders):
            started = monotonic()
            try:
                found = box.take_in(path)
                tried.answers[found.code if isinstance(found, Verdict) else _opened(found)] += 1
            except ReaderFault as fault:
                tried.faults.append(f"{path}: {fault}")
            tried.slowest = max(tried.slowest, monotonic() - started)
            tried.memory = max(tried.memory, _memory(box))
    return tried


def _opened(found: Opened) -> str:
    if found.unreadable:
        return "TEP-HONG"
    return "one of our forms" if found.tags else "a workbook, not one of our forms"


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _sound_memory() -> int:
    with tempfile.NamedTemporaryFile() as file, Sandbox(_TABLES) as box:
        file.write(write_form(CONTEXT, VALUES))
        file.flush()
        box.take_in(Path(file.name))
        return _memory(box)


def _memory(box: Sandbox) -> int:
    """What the child has held at most; nothing if the file ended it."""
    if box._child is None:
        return 0
    status = Path(f"/proc/{psutil.Process(box._child._process.pid).pid}/status")
    lines = status.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def main(arguments: Sequence[str]) -> int:
    """Try the folders named and say what came of it; returns the exit code."""
    parser = ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    chosen = parser.parse_args(arguments)
    tried = try_files(chosen.folders)
    print(tried.page(), *tried.faults, sep="\n")
    if chosen.write:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(tried.page(), encoding="utf-8")
    return 0 if tried.holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
