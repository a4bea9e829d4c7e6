"""Word files that the office has worked on: new figures are brought in, a clean copy is made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from nghiquyet.delivery.notice import compose_notice
from nghiquyet.delivery.outbox import Paper, deliver
from nghiquyet.document.checking.faults import FormatFault
from nghiquyet.document.checking.format_check import check_format, profile_of
from nghiquyet.document.cleaning.clean import CleanCopy, clean_copy
from nghiquyet.document.comparing.difference import render_difference
from nghiquyet.document.formats import load_profiles
from nghiquyet.document.merging.three_way import merge
from nghiquyet.errors import ConfigurationError
from nghiquyet.model.period import Period
from nghiquyet.pipeline.gathering import draft_of_file, gather
from nghiquyet.pipeline.standing import is_fresh_again
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.pipeline.writing import print_papers, write_draft
from nghiquyet.settings import Settings

REPORT = "BAO-CAO-CAP-NHAT.txt"


@dataclass(frozen=True)
class Updated:
    """The office's file with the figures of now.

    Attributes:
        folder: the delivery that holds it, its companions and the report.
        lines: what was done, for people; empty if no figure had changed.
    """

    folder: Path
    lines: tuple[str, ...]


def update_draft(settings: Settings, office: str, path: Path) -> Updated:
    """Bring the figures that count now into a draft that the office has edited.

    The office's own file stays as it is; the updated one is a new delivery.

    Args:
        settings: folders and addresses.
        office: office code.
        path: the edited .docx file.

    Raises:
        DocumentError: if the file is no Word document.
        ConfigurationError: if it is no draft of this office.
    """
    data = path.read_bytes()
    with workshop(settings) as shop:
        base = draft_of_file(shop, office, path.name, data)
        whose = shop.catalogue.office(office)
        material = gather(shop, whose, base.period)
        new = write_draft(material, uuid4().hex, datetime.now(UTC))
        merged = merge(data, base, new)
        places = {block.id: place for each in (new, base) for place, block in each.placed_blocks()}
        lines = tuple(merged.report.lines(places))
        working = Paper.WORKING.file_name(new.period)
        files = print_papers(new, shop.catalogue) | {
            working: merged.data,
            Paper.DIFFERENCE.file_name(new.period): render_difference(base, new, whose),
            REPORT: _report(lines).encode("utf-8-sig"),
        }
        digest = hashlib.sha256(merged.data).hexdigest()
        shop.store.save_draft(new, digest, tuple(files))
        folder = deliver(settings, office, new.period, files, compose_notice(new, whose))
        is_fresh_again(settings, office, new.period)
        shop.log(office, "draft_updated", new.period, sha256=digest, draft=new.id, base=base.id)
    return Updated(folder, lines)


def _report(lines: tuple[str, ...]) -> str:
    if not lines:
        return "Không có câu nào thay đổi: số liệu vẫn như khi soạn dự thảo.\r\n"
    return "\r\n".join(["CẬP NHẬT SỐ LIỆU VÀO BẢN VĂN PHÒNG ĐÃ SỬA", "", *lines, ""])


def make_clean_copy(
    settings: Settings, office: str, path: Path, target: Path, *, reason: str = ""
) -> CleanCopy:
    """Make the copy that can be laid before the Standing Committee.

    Args:
        settings: folders and addresses.
        office: office code.
        path: the working copy, as the office has edited it.
        target: where to write the clean copy.
        reason: why it is made in spite of what is still open; empty if it must not.

    Returns:
        The copy, or what is still open; nothing is written then.

    Raises:
        DocumentError: if the file is no Word document.
        ConfigurationError: if it is no draft of this office.
    """
    data = path.read_bytes()
    with workshop(settings) as shop:
        draft = draft_of_file(shop, office, path.name, data)
        made = clean_copy(data, reason=reason)
        if made.data is not None:
            target.write_bytes(made.data)
            digest = hashlib.sha256(made.data).hexdigest()
            shop.log(
                office,
                "cleaned",
                draft.period,
                sha256=digest,
                draft=draft.id,
                reason=made.reason,
                open=len(made.flags),
            )
    return made


def format_faults(settings: Settings, path: Path) -> tuple[FormatFault, ...]:
    """Check a Word file, ours or not, against the format rules of its date.

    Raises:
        DocumentError: if the file is no Word document or bears no date.
    """
    data = path.read_bytes()
    profiles = load_profiles(settings.root / "reports" / "monthly" / "formats")
    return check_format(data, profile_of(data, profiles))


def compare_drafts(settings: Settings, office: str, period: str, target: Path) -> Path:
    """Write what differs between the last two drafts of a month into a Word file.

    Raises:
        ConfigurationError: if there are not two.
    """
    with workshop(settings) as shop:
        drafts = shop.store.drafts(office, Period.parse(period))
        if len(drafts) < 2:
            raise ConfigurationError(f"Kỳ {period} mới có {len(drafts)} bản dự thảo để so.")
        before, after = (each.draft for each in drafts[-2:])
        target.write_bytes(render_difference(before, after, shop.catalogue.office(office)))
    return target
