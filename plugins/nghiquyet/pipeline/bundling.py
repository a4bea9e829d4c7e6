"""The proof bundle of a month: everything its draft follows from, under one seal.

A bundle is an archive whose parts are stored plainly, in order, with one date, so that its
content alone gives its bytes: whoever packs the same parts again gets the same file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pandas as pd
from pydantic import TypeAdapter

from nghiquyet.errors import ConfigurationError
from nghiquyet.intake.archive import path_of
from nghiquyet.model.draft import Draft, ReviewLine
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Confirmation, Finding, Waiver
from nghiquyet.model.task import AssignedTask, Directive
from nghiquyet.pipeline.gathering import Material, gather
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.pipeline.writing import print_papers, write_draft
from nghiquyet.settings import Settings
from nghiquyet.store.records import StoredDraft

MANIFEST, RECORDS, EVENTS = "manifest.json", "records.json", "events.json"
INPUTS, CATALOGUE, PAPERS = "inputs/", "catalogue/", "papers/"
FORMAT = 1
_DECLARATIONS = ("reports", "expectations", "sql")
_HISTORY = ("period", "unit", "indicator", "basis", "value")


@dataclass(frozen=True)
class Records:
    """What the database adds to the archived bytes.

    Attributes:
        draft: as it was printed.
        history: earlier months' figures: period, unit, indicator, basis, value.
        findings: what validation said of the submissions, by unit.
        violations: what the rules across units and months said.
        waivers: what the office let pass.
        confirmations: low counts that the office let be printed.
        directives: documents from above.
        previous_tasks: tasks of the month assessed.
    """

    draft: Draft
    history: tuple[tuple[str, str, str, str, str], ...]
    findings: dict[str, tuple[Finding, ...]]
    violations: tuple[ReviewLine, ...]
    waivers: tuple[Waiver, ...]
    confirmations: tuple[Confirmation, ...]
    directives: tuple[Directive, ...]
    previous_tasks: tuple[AssignedTask, ...]

    @classmethod
    def of(cls, draft: Draft, material: Material) -> Records:
        """The records under a draft that was written from ``material``."""
        evidence, registers = material.evidence, material.registers
        rows = evidence.history[list(_HISTORY)] if len(evidence.history) else pd.DataFrame()
        return cls(
            draft=draft,
            history=tuple(tuple(map(str, row)) for row in rows.itertuples(index=False)),  # type: ignore[misc]
            findings={unit: tuple(found) for unit, found in evidence.findings.items()},
            violations=tuple(evidence.violations),
            waivers=tuple(evidence.waivers),
            confirmations=tuple(evidence.confirmations),
            directives=tuple(registers.directives),
            previous_tasks=tuple(evidence.tasks),
        )

    @property
    def history_frame(self) -> pd.DataFrame:
        """The earlier figures as comparisons take them."""
        from decimal import Decimal

        rows = [(*row[:4], Decimal(row[4])) for row in self.history]
        return pd.DataFrame(rows, columns=list(_HISTORY))


RECORDS_JSON = TypeAdapter(Records)


def make_bundle(settings: Settings, office: str, period: str, target: Path | None = None) -> Path:
    """Seal what the newest draft of a month follows from into one archive.

    Args:
        settings: folders and addresses.
        office: office code.
        period: the month assessed.
        target: where to write it; below ``var/bundles`` if None.

    Returns:
        The archive.

    Raises:
        ConfigurationError: if there is no draft, or figures have changed since it was written.
    """
    with workshop(settings) as shop:
        whose, month = shop.catalogue.office(office), Period.parse(period)
        stored = shop.store.latest_draft(office, month)
        if stored is None:
            raise ConfigurationError(f"Kỳ {period} chưa có dự thảo; chạy: nghiquyet draft {period}")
        records = _records(shop, whose, stored)
        data = pack(_with_manifest(dict(_parts(shop, records)), records.draft), records.draft)
        path = target or settings.var / "bundles" / office / f"{period}_{stored.draft.id}.zip"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        shop.log(office, "bundled", month, sha256=digest, draft=stored.draft.id)
    return path


def _records(shop: Workshop, office: Office, stored: StoredDraft) -> Records:
    draft = stored.draft
    material = gather(shop, office, draft.period)
    if write_draft(material, draft.id, draft.created_at) != draft:
        raise ConfigurationError(
            f"Số liệu kỳ {draft.period} đã thay đổi sau khi soạn dự thảo; soạn lại rồi niêm gói: "
            f"nghiquyet draft {draft.period}"
        )
    return Records.of(draft, material)


def _parts(shop: Workshop, records: Records) -> Iterator[tuple[str, bytes]]:
    draft = records.draft
    for sha256 in sorted({each.sha256 for each in draft.inputs}):
        yield f"{INPUTS}{sha256}", path_of(sha256, shop.settings).read_bytes()
    for folder in _DECLARATIONS:
        for path in sorted((shop.settings.root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                name = path.relative_to(shop.settings.root).as_posix()
                yield f"{CATALOGUE}{name}", path.read_bytes()
    for name, data in print_papers(draft, shop.catalogue).items():
        yield f"{PAPERS}{name}", data
    yield RECORDS, RECORDS_JSON.dump_json(records, indent=1)
    yield EVENTS, _events(shop, draft)


def _events(shop: Workshop, draft: Draft) -> bytes:
    """Who did what about the month: also who approved."""
    lines = [
        {
            "at": event.at.isoformat(),
            "who": event.who,
            "what": event.what,
            "unit": event.unit,
            "sha256": event.hash,
            "detail": dict(event.detail),
        }
        for event in shop.store.events(draft.office, draft.period)
    ]
    return json.dumps(lines, ensure_ascii=False, indent=1).encode()


def _with_manifest(parts: dict[str, bytes], draft: Draft) -> dict[str, bytes]:
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "office": draft.office,
        "period": draft.period.key,
        "draft": draft.id,
        "created_at": draft.created_at.isoformat(),
        "software": software(),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in sorted(parts.items())},
    }
    return {MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1).encode(), **parts}


def software() -> dict[str, str]:
    """Which code this is: its version, and a hash of every module."""
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return {"version": version("nghiquyet"), "code": digest.hexdigest()}


def pack(parts: Mapping[str, bytes], draft: Draft) -> bytes:
    """One archive of the parts, which gives the same bytes whenever it is packed."""
    stamp = draft.created_at.utctimetuple()[:6]
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, data in sorted(parts.items()):
            archive.writestr(ZipInfo(name, stamp), data)
    return buffer.getvalue()
