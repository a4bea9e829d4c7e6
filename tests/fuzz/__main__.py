"""``python -m tests.fuzz``: one run of the fuzzer, which takes over the whole process."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["nghiquyet.intake", "nghiquyet.workbook"]):
    from tests.fuzz.mutating import mutated
    from tests.fuzz.seeds import seeds
    from tests.fuzz.targets import TARGETS, look_at

_LONGEST = 1 << 18
_SECONDS_A_FILE = 15
_MEGABYTES = 1024


def main() -> None:
    """Fuzz as long as asked; whatever fails is saved in the folder, and ends the process."""
    parser = ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("folder", type=Path, help="where corpus and failures are kept")
    parser.add_argument("--target", choices=TARGETS, default="guard-and-reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=-1)
    parser.add_argument("--seconds", type=int, default=0)
    chosen = parser.parse_args()
    corpus = chosen.folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for name, data in seeds().items():
        (corpus / name).write_bytes(data)

    def mutator(data: bytes, max_size: int, seed: int) -> bytes:
        return mutated(data, atheris.Mutate, Random(seed))[:max_size]

    options = [f"-seed={chosen.seed}", f"-runs={chosen.runs}", f"-max_total_time={chosen.seconds}",
               f"-artifact_prefix={chosen.folder}/", f"-max_len={_LONGEST}", "-len_control=0",
               f"-timeout={_SECONDS_A_FILE}", f"-rss_limit_mb={_MEGABYTES}",
               "-print_final_stats=1"]  # fmt: skip
    with look_at() as look:
        target = TARGETS[chosen.target](look)
        atheris.Setup([sys.argv[0], *options, str(corpus)], target, custom_mutator=mutator)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
