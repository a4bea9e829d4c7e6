"""Whatever the office does and whatever data change, the laws of the merge hold."""

from __future__ import annotations

import random
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from tests.document.merging import oracle
from tests.document.merging.drafts import golden_draft, other_data, printed, telling_draft
from tests.document.merging.office import Office
from tests.trials import WHOLE, record, rounds

from nghiquyet.document.merging.three_way import merge
from nghiquyet.model.draft import Draft

ROUNDS, SAVED_BY_LIBREOFFICE = 70, 8


def edited(seed: int) -> tuple[bytes, Draft, Draft]:
    """A draft that an office has worked on, and what it would be with other data."""
    chance = random.Random(seed)
    base = telling_draft() if seed % 2 else golden_draft()
    office = Office(printed(base), chance)
    office.edit(chance.randint(1, 10))
    return oracle.tagged(office.save()), base, other_data(base, chance)


def held(seed: int, data: bytes, base: Draft, new: Draft) -> Counter[str]:
    """Merge, and hold the outcome to the laws; a second merge must change nothing."""
    try:
        merged = merge(data, base, new).data
        counts = oracle.check(data, merged, base, new)
        assert merge(merged, new, new).data == merged
    except Exception as error:
        error.add_note(f"seed {seed}")
        raise
    return Counter(counts)


def test_merging_the_same_draft_changes_nothing() -> None:
    for seed in range(3):
        data, base, _ = edited(seed)
        assert merge(data, base, base).data == data


@pytest.mark.long
def test_the_laws_hold_for_random_edits_and_random_data() -> None:
    counts: Counter[str] = Counter()
    tried = rounds(ROUNDS) if WHOLE else ROUNDS // 2
    for seed in range(tried):
        counts += held(seed, *edited(seed))
    assert min(counts[kind] for kind in ("left alone", "as generated", "merged", "asked")) > 0
    record("Edited drafts merged with other data, paragraphs", tried, counts)


@pytest.mark.long
def test_the_laws_hold_twice_in_a_row() -> None:
    """The office edits what was merged, and the data change again."""
    for seed in range(rounds(4)):
        chance = random.Random(1_000_000 + seed)
        data, base, new = edited(seed)
        merged = merge(data, base, new).data
        office = Office(merged, chance)
        office.edit(chance.randint(1, 6))
        again = oracle.tagged(office.save())
        held(seed, again, new, other_data(new, chance, first=200_000))


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.system("libreoffice-writer")
def test_the_laws_hold_after_a_save_by_libreoffice(tmp_path: Path) -> None:
    counts: Counter[str] = Counter()
    tried = rounds(SAVED_BY_LIBREOFFICE)
    for first in range(0, tried, SAVED_BY_LIBREOFFICE):
        batch = {seed: edited(seed) for seed in range(first, first + SAVED_BY_LIBREOFFICE)}
        saved = saved_by_libreoffice(tmp_path, {seed: data for seed, (data, *_) in batch.items()})
        for seed, (_, base, new) in batch.items():
            counts += held(seed, oracle.tagged(saved[seed]), base, new)
    assert min(counts[kind] for kind in ("left alone", "as generated", "merged")) > 0
    record("The same after a save by LibreOffice, paragraphs", tried, counts)


def saved_by_libreoffice(folder: Path, files: dict[int, bytes]) -> dict[int, bytes]:
    """Open and save all files in one call, with a profile of LibreOffice's own."""
    for seed, data in files.items():
        (folder / f"{seed}.docx").write_bytes(data)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "saved")),
            *(str(folder / f"{seed}.docx") for seed in files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {seed: (folder / "saved" / f"{seed}.docx").read_bytes() for seed in files}
