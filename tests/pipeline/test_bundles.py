"""A proof bundle proves its draft by itself, and nothing in it can be altered unnoticed."""

from __future__ import annotations

import hashlib
import json
import random
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.golden.months import values_of
from tests.pipeline.months import OFFICE, changed, drop

from nghiquyet import pipeline
from nghiquyet.cli import main
from nghiquyet.errors import ConfigurationError
from nghiquyet.model.period import Period
from nghiquyet.pipeline.bundling import INPUTS, MANIFEST, RECORDS, pack
from nghiquyet.pipeline.verifying import _unpacked
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.settings import Settings


@pytest.fixture
def bundle(archived: Settings, tmp_path: Path) -> Path:
    pipeline.draft_resolution(archived, OFFICE, "2026-01")
    return pipeline.make_bundle(archived, OFFICE, "2026-01", tmp_path / "goi.zip")


def send_other_figures(settings: Settings) -> None:
    """400 dossiers instead of 391."""
    cells = {"HCC-02a": 400, "HCC-02a.ytd": 400, "HCC-02b": 351}
    drop(settings, "2026-01", {"hcc": changed(values_of("2026-01")["hcc"], cells)})
    pipeline.collect(settings)


def faults(path: Path) -> list[str]:
    found = pipeline.verify_bundle(path)
    assert not found.holds
    return [fault for check in found.checks for fault in check.faults]


def test_a_bundle_gives_its_draft_again_without_the_database(bundle: Path) -> None:
    found = pipeline.verify_bundle(bundle)

    assert found.holds, found.checks
    assert len(found.checks) == 5
    assert not found.remark
    assert found.sha256 == hashlib.sha256(bundle.read_bytes()).hexdigest()


def test_the_log_knows_the_hash_of_the_bundle(archived: Settings, bundle: Path) -> None:
    with workshop(archived) as shop:
        (line,) = (e for e in shop.store.events(OFFICE, Period(2026, 1)) if e.what == "bundled")

    assert line.hash == hashlib.sha256(bundle.read_bytes()).hexdigest()


def test_sealing_again_gives_the_same_inputs_and_papers(archived: Settings, bundle: Path) -> None:
    again = pipeline.make_bundle(archived, OFFICE, "2026-01")

    first, second = (_unpacked(path, path.read_bytes()) for path in (bundle, again))
    differing = {name for name in first if first[name] != second[name]}
    assert differing == {"events.json", MANIFEST}  # that it was sealed is itself an event


def test_no_byte_of_a_bundle_can_be_altered(bundle: Path, tmp_path: Path) -> None:
    data = bundle.read_bytes()
    chance = random.Random(20260128)
    altered = tmp_path / "sua.zip"
    places = [0, len(data) - 1, *chance.sample(range(len(data)), 150)]
    for place in places:
        other = bytearray(data)
        other[place] ^= 1 << chance.randrange(8)
        altered.write_bytes(other)
        with suppress(ConfigurationError):  # it is no bundle any more, and that is said
            assert not pipeline.verify_bundle(altered).holds, place


def test_a_forged_workbook_is_noticed_even_if_every_hash_was_forged(
    bundle: Path, archived: Settings, tmp_path: Path
) -> None:
    """Hashes can be computed anew by a forger; the draft then does not follow any more."""
    parts = _unpacked(bundle, bundle.read_bytes())
    golden = values_of("2026-01")["hcc"]
    drop(
        archived,
        "2026-01",
        {"hcc": changed(golden, {"HCC-02a": 400, "HCC-02a.ytd": 400, "HCC-02b": 351})},
    )
    pipeline.collect(archived)
    with workshop(archived) as shop:
        forged = shop.store.newest_submission(OFFICE, "hcc", Period(2026, 1))
        stored = shop.store.latest_draft(OFFICE, Period(2026, 1))
    assert forged is not None
    assert stored is not None
    (old,) = (each.sha256 for each in stored.draft.inputs if each.unit == "hcc")
    del parts[f"{INPUTS}{old}"]
    source = archived.archive / forged.sha256[:2] / forged.sha256[2:4] / forged.sha256
    parts[f"{INPUTS}{forged.sha256}"] = source.read_bytes()
    parts[RECORDS] = parts[RECORDS].replace(old.encode(), forged.sha256.encode())
    manifest = json.loads(parts[MANIFEST])
    manifest["files"] = {
        name: hashlib.sha256(data).hexdigest() for name, data in parts.items() if name != MANIFEST
    }
    parts[MANIFEST] = json.dumps(manifest).encode()
    path = tmp_path / "gia.zip"
    path.write_bytes(pack(parts, stored.draft))

    assert any("I.2" in fault for fault in faults(path))


def test_a_draft_that_figures_have_left_behind_is_not_sealed(archived: Settings) -> None:
    pipeline.draft_resolution(archived, OFFICE, "2026-01")
    golden = values_of("2026-01")["hcc"]
    drop(
        archived,
        "2026-01",
        {"hcc": changed(golden, {"HCC-02a": 400, "HCC-02a.ytd": 400, "HCC-02b": 351})},
    )
    pipeline.collect(archived)

    with pytest.raises(ConfigurationError, match="đã thay đổi sau khi soạn"):
        pipeline.make_bundle(archived, OFFICE, "2026-01")


def test_a_month_without_a_draft_has_no_bundle(empty: Settings) -> None:
    with pytest.raises(ConfigurationError, match="chưa có dự thảo"):
        pipeline.make_bundle(empty, OFFICE, "2026-01")


def test_the_commands_say_what_was_looked_at(bundle: Path) -> None:
    told = CliRunner().invoke(main, ["verify", str(bundle)])
    assert told.exit_code == 0, told.output
    assert told.output.splitlines()[-1] == "Gói đúng."

    data = bytearray(bundle.read_bytes())
    data[data.index(b"UBTC") + 1] ^= 1
    bundle.write_bytes(data)
    broken = CliRunner().invoke(main, ["verify", "--json", str(bundle)])
    assert broken.exit_code in (1, 2)


def test_another_file_is_no_bundle(tmp_path: Path) -> None:
    path = tmp_path / "khac.zip"
    path.write_bytes(b"PK\x05\x06" + bytes(18))

    with pytest.raises(ConfigurationError, match="không phải gói chứng thực"):
        pipeline.verify_bundle(path)
