"""``python -m tests.faults``: write down what every fault is answered now."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from tests.faults.answering import ANSWERS, answers, prepare, write

from nghiquyet.settings import Settings

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="nghiquyet-", ignore_cleanup_errors=True) as folder:
        settings = replace(Settings.from_environment({}), var=Path(folder))
        prepare(settings)
        write(answers(settings))
    print(ANSWERS)
