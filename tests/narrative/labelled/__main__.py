"""``python -m tests.narrative.labelled [FILE…] [--write PAGE]``: how good the reviewer is."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.narrative.labelled.judging import judge
from tests.narrative.labelled.page import FILES, render


def main(arguments: list[str]) -> None:
    """Print the page, or write it."""
    target = None
    if "--write" in arguments:
        place = arguments.index("--write")
        target = Path(arguments[place + 1])
        del arguments[place : place + 2]
    paths = [Path(argument) for argument in arguments] or [path for path in FILES if path.exists()]
    text = render([judge(path) for path in paths])
    if target is None:
        sys.stdout.write(text)
    else:
        target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
