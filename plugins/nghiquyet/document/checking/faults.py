"""What the machine check of a document's format says: one fault, one sentence, one place."""

from __future__ import annotations

from dataclasses import dataclass

from nghiquyet.document.checking.passages import Passage
from nghiquyet.document.formats import Allowed

ROLE_NAMES = {
    "page": "trang giấy",
    "superior": "tên cấp ủy cấp trên",
    "issuer": "tên cơ quan ban hành",
    "number": "số và ký hiệu",
    "draft_mark": "dấu dự thảo",
    "party": "tiêu đề Đảng",
    "place_and_date": "địa danh, ngày tháng",
    "kind": "tên loại văn bản",
    "subject": "trích yếu",
    "subject_rule": "gạch nối dưới trích yếu",
    "section": "tên mục lớn",
    "sub_section": "tên mục nhỏ",
    "body": "đoạn văn",
    "dashed": "đoạn gạch đầu dòng",
    "recipients_label": "chữ “Nơi nhận”",
    "recipients": "danh sách nơi nhận",
    "authority": "thẩm quyền ký",
    "signer_title": "chức vụ người ký",
    "signer_name": "họ tên người ký",
    "page_number": "số trang",
}
"""How the office calls the parts of a resolution."""


@dataclass(frozen=True)
class FormatFault:
    """One thing in a document that the format rules want otherwise.

    Attributes:
        paragraph: number of the paragraph among those with text, from 1; 0 for the page.
        words: its first words.
        role: what it is: a kind of paragraph of the format profile, or ``page``.
        kind: what is wrong with it, such as ``size``.
        found: what is.
        wanted: what the rules want.
        message: Vietnamese sentence that says what to do.
    """

    paragraph: int
    words: str
    role: str
    kind: str
    found: str
    wanted: str
    message: str


@dataclass(frozen=True)
class Complaint:
    """A fault before it is known where it stands."""

    kind: str
    what: str
    found: str
    wanted: str
    remedy: str


def fault_at(passage: Passage, role: str, complaint: Complaint, stretch: str = "") -> FormatFault:
    """The fault of a passage, or of a ``stretch`` of it."""
    where = f"Đoạn {passage.number} “{passage.words}” ({ROLE_NAMES[role]})"
    if stretch:
        where = f"{where}, tại “{stretch}”"
    return _fault(passage.number, passage.words, role, complaint, where)


def fault_of(role: str, complaint: Complaint) -> FormatFault:
    """A fault of the page or of a part that no paragraph stands for."""
    return _fault(0, "", role, complaint, ROLE_NAMES[role].capitalize())


def _fault(paragraph: int, words: str, role: str, said: Complaint, where: str) -> FormatFault:
    message = f"{where}: {said.what} {said.found}, quy định {said.wanted}; {said.remedy}."
    return FormatFault(paragraph, words, role, said.kind, said.found, said.wanted, message)


def number(value: float) -> str:
    """A measure as it is read: one decimal at most, with a comma."""
    return f"{round(value, 1):g}".replace(".", ",")


def allowed(measure: Allowed, unit: str) -> str:
    """What the rules admit: a measure, or from one to another."""
    low, high = number(measure.minimum), number(measure.maximum)
    return f"{low} {unit}" if low == high else f"từ {low} đến {high} {unit}"
