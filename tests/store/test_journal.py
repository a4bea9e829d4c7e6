from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.store.records import JANUARY, NOON, OFFICE

from nghiquyet.model.draft import (
    AnnexLine,
    Block,
    Draft,
    Figure,
    ReviewLine,
    Section,
    Source,
    Span,
    SubSection,
)
from nghiquyet.model.rule import Severity
from nghiquyet.model.task import Proposal, Reason, TaskClass
from nghiquyet.store.repository import Store

REASON = Reason(TaskClass.STANDING, "recurring", "ban-35", "Nhiệm vụ thường xuyên")
SOURCE = Source(
    indicator="UBKT-03",
    unit="cb-01",
    unit_name="Chi bộ 1",
    submission_id="a" * 32,
    version=2,
    file_name="cb 01.xlsx",
    sha256="b" * 64,
    received_at=NOON,
    sheet="Số liệu",
    cell="D7",
    value="06",
)
DRAFT = Draft(
    id="c" * 32,
    office=OFFICE,
    period=JANUARY,
    created_at=NOON,
    sections=(
        Section(
            "I",
            "ĐÁNH GIÁ",
            (
                SubSection(
                    "I.1",
                    "Công tác xây dựng Đảng",
                    (
                        Block(
                            "i1_01",
                            (
                                Span("các chi bộ kiểm tra "),
                                Span("06", Figure("f1", "UBKT-03", "06", (SOURCE,))),
                            ),
                            codes=("UBKT-03",),
                            proposals=(Proposal("p", "II.1", "g", 1, "duy trì", (REASON,)),),
                        ),
                    ),
                ),
            ),
        ),
    ),
    closing="Trên đây là Nghị quyết",
    review=(ReviewLine("late", Severity.WARNING, "HCC", "Nộp muộn."),),
    annex=(AnnexLine("UBKT-03", "Kiểm tra", "UBKT", "đảng viên", "06", change=Decimal("-0.10")),),
    not_proposed=(REASON,),
)


def test_a_draft_comes_back_as_it_was_printed(store: Store) -> None:
    store.save_draft(DRAFT, "d" * 64, ["Dự thảo.docx"])
    (kept,) = store.drafts(OFFICE, JANUARY)
    assert kept.draft == DRAFT
    assert (kept.sha256, kept.file_names) == ("d" * 64, ("Dự thảo.docx",))


def test_the_latest_draft_is_the_one_made_last(store: Store) -> None:
    later = replace(DRAFT, id="0" * 32, created_at=NOON + timedelta(hours=1), closing="khác")
    assert store.latest_draft(OFFICE, JANUARY) is None
    store.save_draft(later, "e" * 64)
    store.save_draft(DRAFT, "d" * 64)
    store.save_draft(DRAFT, "f" * 64)
    latest = store.latest_draft(OFFICE, JANUARY)
    assert latest is not None
    assert latest.draft == later
    assert [each.sha256[0] for each in store.drafts(OFFICE, JANUARY)] == ["d", "e"]
    assert store.drafts(OFFICE, JANUARY.next) == []
