"""The parts of a resolution against the rules: what must be there, where, and its fixed words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from nghiquyet.document.checking.faults import Complaint, FormatFault, fault_at, fault_of
from nghiquyet.document.checking.fixed_lines import date_amiss, number_amiss
from nghiquyet.document.checking.roles import SECTION, SUB_SECTION, Placed
from nghiquyet.document.formats import DraftMarkPlace, FormatProfile

_REQUIRED = (
    *("superior", "issuer", "number", "party", "place_and_date", "kind", "subject"),
    *("section", "body", "recipients_label", "recipients"),
    *("authority", "signer_title", "signer_name"),
)
_ORDERS = (
    ("superior", "issuer", "number", "kind", "subject", "subject_rule", "section"),
    ("party", "place_and_date", "kind"),
    ("section", "recipients_label", "recipients"),
    ("section", "authority", "signer_title", "signer_name"),
)
"""What stands below what; head and foot have two columns each."""
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def check_parts(placed: Sequence[Placed], profile: FormatProfile) -> Iterator[FormatFault]:
    """Faults of presence, order, numbering and fixed words."""
    first: dict[str, Placed] = {}
    for item in placed:
        if item.role and item.passage.text != "*":
            first.setdefault(item.role, item)
    yield from _presence(first, profile)
    yield from _order(first)
    yield from _draft_mark(placed, profile)
    for role, check in (("number", number_amiss), ("place_and_date", date_amiss)):
        if role in first:
            yield from (
                fault_at(first[role].passage, role, s)
                for s in check(first[role].passage.text, profile)
            )
    yield from _headings(placed, profile)
    yield from _end(placed, profile)


def _presence(first: Mapping[str, Placed], profile: FormatProfile) -> Iterator[FormatFault]:
    wanted = (*_REQUIRED, *(("subject_rule",) if profile.subject_rule else ()))
    for role in wanted:
        if role not in first:
            yield fault_of(
                role, Complaint("absent", "trong văn bản", "chưa có", "phải có", "bổ sung")
            )
    if not profile.subject_rule and "subject_rule" in first:
        said = Complaint("surplus", "dưới trích yếu", "có gạch nối", "không có", "bỏ gạch nối")
        yield fault_at(first["subject_rule"].passage, "subject_rule", said)


def _order(first: Mapping[str, Placed]) -> Iterator[FormatFault]:
    told: set[str] = set()
    for roles in _ORDERS:
        present = [role for role in roles if role in first]
        for above, below in pairwise(present):
            passage = first[below].passage
            if passage.number < first[above].passage.number and below not in told:
                told.add(below)
                before = first[above].passage
                said = Complaint(
                    "order",
                    "vị trí",
                    f"trước đoạn {before.number} “{before.words}”",
                    "sau đoạn đó",
                    "chuyển xuống dưới",
                )
                yield fault_at(passage, below, said)


def _draft_mark(placed: Sequence[Placed], profile: FormatProfile) -> Iterator[FormatFault]:
    under_date = profile.draft_mark.place is DraftMarkPlace.UNDER_DATE
    wanted = "dưới dòng địa danh, ngày tháng" if under_date else "dưới số và ký hiệu"
    roles = [item.role for item in placed]
    for at, item in enumerate(placed):
        if item.role != "draft_mark":
            continue
        below = next((role for role in reversed(roles[:at]) if role != "draft_mark"), "")
        if item.passage.whole and below != ("place_and_date" if under_date else "number"):
            said = Complaint("order", "vị trí", "ở chỗ khác", wanted, f"chuyển xuống {wanted}")
            yield fault_at(item.passage, "draft_mark", said)


def _headings(placed: Sequence[Placed], profile: FormatProfile) -> Iterator[FormatFault]:
    """Headings are numbered from I and from 1 without a gap, as the profile joins the number."""
    at_section = at_sub_section = 0
    for item in placed:
        if item.role == "section":
            at_section, at_sub_section = at_section + 1, 0
            wanted, pattern = _NUMERALS[min(at_section, 12) - 1], SECTION
            shape = profile.section_heading
        elif item.role == "sub_section":
            at_sub_section += 1
            wanted, pattern, shape = str(at_sub_section), SUB_SECTION, profile.sub_section_heading
        else:
            continue
        said = _heading(item.passage.text, wanted, pattern, shape)
        if said is not None:
            yield fault_at(item.passage, item.role, said)


def _heading(text: str, wanted: str, pattern: re.Pattern[str], shape: str) -> Complaint | None:
    found = pattern.fullmatch(text)
    title = found[3] if found else text
    right = f"“{shape.format(so=wanted, tieu_de='…')}”"
    if found is None:
        return Complaint("numbering", "số mục", "chưa có", right, f"ghi thêm {wanted} ở đầu")
    if found[1] != wanted:
        return Complaint("numbering", "số mục là", found[1], wanted, f"đánh lại là {wanted}")
    if re.sub(r"\s+", " ", text) != re.sub(r"\s+", " ", shape.format(so=wanted, tieu_de=title)):
        mark = f"“{found[1]}{found[2]}”"
        return Complaint("wording", "sau số mục ghi", mark, f"ghi {right}", "sửa dấu sau số mục")
    return None


def _end(placed: Sequence[Placed], profile: FormatProfile) -> Iterator[FormatFault]:
    last = next((item for item in reversed(placed) if item.role in ("body", "dashed")), None)
    if last is None:
        return
    found = re.search(r"[^\w\s)”\"\]]*$", last.passage.text)
    mark = found[0] if found else ""
    if mark != profile.end_mark:
        right = f"kết thúc nội dung bằng “{profile.end_mark}”"
        is_so = f"kết thúc bằng “{mark}”" if mark else "chưa có dấu kết thúc"
        said = Complaint("end_mark", "nội dung", is_so, right, f"ghi dấu “{profile.end_mark}”")
        yield fault_at(last.passage, last.role, said)
