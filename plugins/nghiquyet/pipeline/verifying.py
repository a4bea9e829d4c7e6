"""A proof bundle is verified: its draft is written again from it alone, and compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import BadZipFile, ZipFile

from pydantic import ValidationError

from nghiquyet.catalogue.loading import Catalogue, load_catalogue
from nghiquyet.errors import ConfigurationError
from nghiquyet.model.draft import Draft
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.pipeline.bundling import (
    CATALOGUE,
    FORMAT,
    INPUTS,
    MANIFEST,
    PAPERS,
    RECORDS,
    RECORDS_JSON,
    Records,
    pack,
    software,
)
from nghiquyet.pipeline.gathering import Material, Registers
from nghiquyet.pipeline.rereading import Reread, read_again
from nghiquyet.pipeline.writing import print_papers, write_draft

_LARGEST = 1 << 30
_FEW = 5


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Attributes:
        what: Vietnamese name of it.
        faults: what is wrong with it; empty if nothing is.
    """

    what: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verification:
    """What became of a bundle.

    Attributes:
        sha256: hash of the archive, which the office's log bears since it was made.
        checks: in the order in which they were made; the first one that fails ends it.
        remark: that this is another version of the software, or empty.
    """

    sha256: str
    checks: tuple[Check, ...]
    remark: str = ""

    @property
    def holds(self) -> bool:
        """Whether the bundle proves its draft."""
        return not any(check.faults for check in self.checks)


def verify_bundle(path: Path) -> Verification:
    """Write the draft of a bundle again, from the bundle alone, and compare.

    No database and no other file is asked.

    Raises:
        ConfigurationError: if the file is no proof bundle.
    """
    data = path.read_bytes()
    parts = _unpacked(path, data)
    manifest, records = _read(path, parts)
    digest = hashlib.sha256(data).hexdigest()
    checks: list[Check] = []
    with TemporaryDirectory(prefix="nghiquyet-verify-") as folder:
        for check in _checks(data, parts, manifest, records, Path(folder)):
            checks.append(check)
            if check.faults:
                break  # what follows would only repeat it
    other = manifest["software"] != software()
    remark = "Gói do một bản phần mềm khác lập; kết quả so sánh vẫn có giá trị." if other else ""
    return Verification(digest, tuple(checks), remark)


def _unpacked(path: Path, data: bytes) -> dict[str, bytes]:
    try:
        with ZipFile(BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _LARGEST:
                raise ConfigurationError(f"{path.name} quá lớn, không phải gói chứng thực.")
            return {name: archive.read(name) for name in archive.namelist()}
    except (BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ConfigurationError(f"{path.name} đã hỏng hoặc bị sửa: {error}") from error


def _read(path: Path, parts: Mapping[str, bytes]) -> tuple[dict[str, Any], Records]:
    try:
        manifest = json.loads(parts[MANIFEST])
        if manifest["format"] != FORMAT:
            raise ConfigurationError(f"{path.name}: dạng gói {manifest['format']} chưa biết đọc.")
        return manifest, RECORDS_JSON.validate_json(parts[RECORDS])
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise ConfigurationError(
            f"{path.name} không phải gói chứng thực, hoặc đã bị sửa."
        ) from error


def _checks(
    data: bytes,
    parts: Mapping[str, bytes],
    manifest: Mapping[str, Any],
    records: Records,
    folder: Path,
) -> Iterator[Check]:
    yield Check("Mã băm của từng tệp trong gói", tuple(_altered(parts, manifest)))
    sealed = pack(parts, records.draft) == data
    yield Check("Niêm phong của gói", () if sealed else ("Gói đã bị sửa sau khi lập.",))
    draft = records.draft
    catalogue = _catalogue(parts, folder)
    rereads = _inputs(catalogue, parts, draft, folder)
    unread = (f"{r.submission.file_name}: {r.problem}" for r in rereads.values() if r.problem)
    yield Check("Bảng tính của các đơn vị, đọc lại", tuple(unread))
    again = write_draft(_material(catalogue, records, rereads), draft.id, draft.created_at)
    yield Check("Dự thảo soạn lại từ các bảng tính", tuple(_differences(draft, again)))
    printed = print_papers(again, catalogue)
    yield Check("Tệp Word in lại", tuple(_misprinted(parts, printed)))


def _altered(parts: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Iterator[str]:
    known: dict[str, str] = manifest["files"]
    for name in sorted(known.keys() | parts.keys() - {MANIFEST}):
        if name not in parts:
            yield f"Thiếu {name}."
        elif hashlib.sha256(parts[name]).hexdigest() != known.get(name):
            yield f"{name} đã bị thay đổi."


def _catalogue(parts: Mapping[str, bytes], folder: Path) -> Catalogue:
    for name, data in parts.items():
        if name.startswith(CATALOGUE):
            place = PurePosixPath(name.removeprefix(CATALOGUE))
            if place.is_absolute() or ".." in place.parts:
                raise ConfigurationError(f"Tên tệp lạ trong gói: {name}")
            path = folder / "catalogue" / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return load_catalogue(folder / "catalogue")


def _inputs(
    catalogue: Catalogue, parts: Mapping[str, bytes], draft: Draft, folder: Path
) -> dict[str, Reread]:
    inputs = folder / "inputs"
    inputs.mkdir()
    archive = {each.sha256: inputs / each.sha256 for each in draft.inputs}
    for sha256, path in archive.items():
        if (data := parts.get(f"{INPUTS}{sha256}")) is not None:
            path.write_bytes(data)
    return read_again(catalogue, draft.inputs, archive)


def _material(catalogue: Catalogue, records: Records, rereads: Mapping[str, Reread]) -> Material:
    contents = [each.contents for each in rereads.values()]
    evidence = Evidence(
        catalogue=catalogue,
        office=catalogue.office(records.draft.office),
        period=records.draft.period,
        facts=[fact for each in contents for fact in each.facts],
        statements=[item for each in contents for item in each.statements],
        submissions={each.submission.unit: each.submission for each in rereads.values()},
        history=records.history_frame,
        findings=records.findings,
        violations=records.violations,
        waivers=records.waivers,
        confirmations=records.confirmations,
        tasks=records.previous_tasks,
        task_reports=[report for each in contents for report in each.task_reports],
    )
    return Material(
        evidence,
        Registers(
            directives=records.directives,
            unit_proposals=[proposal for each in contents for proposal in each.proposals],
        ),
    )


def _differences(draft: Draft, again: Draft) -> Iterator[str]:
    """Where the draft that was written again differs; the first few places are told."""
    if again == draft:
        return
    before = {block.id: (place, block) for place, block in draft.placed_blocks()}
    after = {block.id: (place, block) for place, block in again.placed_blocks()}
    changed = [
        block_id
        for block_id in dict.fromkeys([*before, *after])
        if before.get(block_id) != after.get(block_id)
    ]
    for block_id in changed[:_FEW]:
        place = (before.get(block_id) or after[block_id])[0]
        yield f"{place}: nội dung hoặc nguồn số liệu không như khi soạn."
    if len(changed) > _FEW:
        yield f"và {len(changed) - _FEW} đoạn khác."
    if not changed:
        yield "Phiếu rà soát hoặc phụ lục không như khi soạn."


def _misprinted(parts: Mapping[str, bytes], printed: Mapping[str, bytes]) -> Iterator[str]:
    kept = {
        name.removeprefix(PAPERS): data for name, data in parts.items() if name.startswith(PAPERS)
    }
    for name in sorted(kept.keys() | printed.keys()):
        if name not in kept or name not in printed or _inside(kept[name]) != _inside(printed[name]):
            yield f"{name} không như bản đã in."


def _inside(document: bytes) -> dict[str, bytes]:
    """The parts of a Word file: how tightly they are packed depends on the machine."""
    with ZipFile(BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
