"""The notice that lies beside a draft: what is in the folder and what is left to do."""

from __future__ import annotations

from collections.abc import Iterator

from nghiquyet.delivery.outbox import Paper
from nghiquyet.model.draft import Draft
from nghiquyet.model.office import OFFICE_ZONE, Office
from nghiquyet.wording import month_and_year

_CONTENTS = {
    Paper.WORKING: "dự thảo để Văn phòng sửa và trình; chỗ thiếu số liệu tô vàng, "
    "chỗ cần xem có chú thích ở lề",
    Paper.SOURCED: "như trên, mỗi số liệu có chú thích ghi rõ đơn vị, tệp, bản, sheet và ô",
    Paper.REVIEW_SHEET: "phiếu rà soát: những việc phải xem trước khi trình, "
    "căn cứ của từng nhiệm vụ đề xuất",
    Paper.ANNEX: "phụ lục số liệu, so sánh với tháng trước và cùng kỳ năm trước; phụ lục nhiệm vụ",
}


def compose_notice(draft: Draft, office: Office) -> str:
    """The notice of a delivery, in plain Vietnamese.

    Args:
        draft: what is delivered.
        office: to whom.
    """
    return "\n".join([*_head(draft), "", *_contents(draft), "", *_open_work(draft, office)])


def _head(draft: Draft) -> Iterator[str]:
    moment = draft.created_at.astimezone(OFFICE_ZONE)
    yield f"DỰ THẢO NGHỊ QUYẾT THÁNG {month_and_year(draft.period.next)}"
    yield f"Đánh giá tháng {month_and_year(draft.period)}. Lập lúc {moment:%H:%M %d/%m/%Y}."


def _contents(draft: Draft) -> Iterator[str]:
    yield "Trong thư mục này:"
    for paper, content in _CONTENTS.items():
        yield f"- {paper.file_name(draft.period)}: {content}."


def _open_work(draft: Draft, office: Office) -> Iterator[str]:
    flags = sum(figure.is_flag for block in draft.blocks for figure in block.figures)
    names = {unit.code: unit.name for unit in office.units}
    missing = dict.fromkeys(line.unit for line in draft.review if line.category == "missing")
    late = [line.message for line in draft.review if line.category == "late"]
    yield "Việc cần làm trước khi trình:"
    if flags:
        yield f"- Bổ sung hoặc bỏ {flags:02d} chỗ thiếu số liệu (tô vàng trong dự thảo)."
    else:
        yield "- Không còn chỗ nào thiếu số liệu."
    if draft.review:
        yield f"- Xem {len(draft.review):02d} nội dung trong phiếu rà soát."
    if any(missing):
        yield "Đơn vị còn thiếu số liệu:"
        yield from (f"- {names.get(code, code)}" for code in missing if code)
    if late:
        yield "Đơn vị chưa gửi hoặc gửi muộn:"
        yield from (f"- {message}" for message in late)
