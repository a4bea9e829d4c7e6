"""Whether the newest draft still says what the figures say, and which sentences do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from nghiquyet.delivery.outbox import Paper, put_beside, take_away
from nghiquyet.document.comparing.corrections import SentenceChange, affected_sentences
from nghiquyet.document.comparing.erratum import render_erratum
from nghiquyet.errors import ConfigurationError
from nghiquyet.model.draft import Draft
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.pipeline.gathering import gather
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.pipeline.writing import write_draft
from nghiquyet.settings import Settings
from nghiquyet.wording import month_and_year

STALE = "DU-THAO-CU.txt"


@dataclass(frozen=True)
class Standing:
    """How the newest draft of a month stands to the figures that count now.

    Attributes:
        draft: the draft as it was printed.
        corrected: as it would be printed now.
        is_issued: the resolution was issued: only an erratum can set it right.
        sentences: what reads otherwise now, before and after, with lines of an erratum.
    """

    draft: Draft
    corrected: Draft
    is_issued: bool
    sentences: tuple[SentenceChange, ...]

    @property
    def is_stale(self) -> bool:
        """Whether some sentence of the draft is no longer what the figures say."""
        return bool(self.sentences)

    def lines(self) -> list[str]:
        """Each affected sentence before and after, for people."""
        told = []
        for sentence in self.sentences:
            told += [
                f"{sentence.place}:",
                f"  trước: {sentence.before or '(chưa có)'}",
                f"  nay:   {sentence.after or '(bỏ)'}",
                *(f"  {figure}" for figure in sentence.figures),
                *(f"  Đính chính: {line}" for line in sentence.errata if self.is_issued),
            ]
        return told


def draft_standing(settings: Settings, office: str, period: str) -> Standing:
    """Compare the newest draft of a month with what it would be now.

    Raises:
        ConfigurationError: if the month has no draft yet.
    """
    with workshop(settings) as shop:
        found = _standing(shop, shop.catalogue.office(office), Period.parse(period))
    if found is None:
        raise ConfigurationError(f"Kỳ {period} chưa có dự thảo; chạy: nghiquyet draft {period}")
    return found


def _standing(shop: Workshop, office: Office, month: Period) -> Standing | None:
    stored = shop.store.latest_draft(office.code, month)
    if stored is None:
        return None
    now = write_draft(gather(shop, office, month), uuid4().hex, datetime.now(UTC))
    same = replace(now, id=stored.draft.id, created_at=stored.draft.created_at)
    sentences = () if same == stored.draft else affected_sentences(stored.draft, now)
    issued = month in shop.closed_periods(office.code)
    return Standing(stored.draft, now, issued, sentences)


def mark_stale(shop: Workshop, office: str, months: Sequence[Period]) -> list[Standing]:
    """Tell the office of drafts that a correction has left behind.

    A note lies beside the deliveries until the next draft is delivered; for a resolution that
    was issued, a proposed erratum lies with it.

    Args:
        shop: the step's tools.
        office: office code.
        months: the months in which something has changed.

    Returns:
        The drafts that are stale now.
    """
    whose = shop.catalogue.office(office)
    found = (_standing(shop, whose, month) for month in months)
    stale = [each for each in found if each is not None and each.is_stale]
    for each in stale:
        _tell(shop, whose, each)
    return stale


def _tell(shop: Workshop, office: Office, standing: Standing) -> None:
    month = standing.draft.period
    put_beside(shop.settings, office.code, month, STALE, _note(standing).encode("utf-8-sig"))
    if standing.is_issued:
        paper = render_erratum(standing.draft, standing.corrected, office)
        name = Paper.ERRATUM.file_name(month)
        put_beside(shop.settings, office.code, month, name, paper)
    count = len(standing.sentences)
    shop.log(office.code, "draft_stale", month, draft=standing.draft.id, sentences=count)


def _note(standing: Standing) -> str:
    month = month_and_year(standing.draft.period.next)
    if standing.is_issued:
        head = f"NGHỊ QUYẾT THÁNG {month} ĐÃ BAN HÀNH, NAY SỐ LIỆU THAY ĐỔI: đề nghị đính chính."
    else:
        head = f"DỰ THẢO NGHỊ QUYẾT THÁNG {month} ĐÃ CŨ: số liệu thay đổi sau khi soạn."
    count = f"Có {len(standing.sentences):02d} câu bị ảnh hưởng:"
    return "\r\n".join([head, "", count, *standing.lines(), ""])


def is_fresh_again(settings: Settings, office: str, period: Period) -> None:
    """A new draft is delivered: the note on the old one goes."""
    take_away(settings, office, period, STALE)
