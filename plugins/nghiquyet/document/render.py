"""A draft becomes the Word file that the office edits, by its template and the rules in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from nghiquyet.document.formats import DraftMarkPlace, FormatProfile
from nghiquyet.document.marks import Marker, mark, plain, plain_block
from nghiquyet.document.notes import Note, sourced_notes, working_notes
from nghiquyet.document.packing import packed
from nghiquyet.document.properties import DRAFT_ID, VARIANT, describe, set_custom_properties
from nghiquyet.document.styling import apply_profile
from nghiquyet.errors import DocumentError
from nghiquyet.model.draft import Block, Draft, ReviewLine
from nghiquyet.model.office import Office
from nghiquyet.wording import month_and_year, month_number


class Variant(StrEnum):
    """Which comments a file carries."""

    WORKING = "working"
    """On what is missing, estimated or odd."""
    SOURCED = "sourced"
    """On every figure, naming its sources."""


def render_draft(
    draft: Draft, office: Office, profile: FormatProfile, template: Path, variant: Variant
) -> bytes:
    """Print a draft into the office's Word template.

    Args:
        draft: what is printed.
        office: whose document it is.
        profile: the format rules in force on the document's date.
        template: the office's template.
        variant: which comments it carries.

    Returns:
        The .docx file.

    Raises:
        DocumentError: if the template cannot be used or does not print the whole draft.
    """
    blocks = [plain_block(block) for block in draft.blocks]
    if len({block.id for block in blocks}) < len(blocks):
        raise DocumentError(f"draft {draft.id} has two blocks of one id")
    texts = [mark(number) for number in range(len(blocks))]
    word = _fill(template, template_context(draft, office, profile, texts))
    document = word.docx  # get_docx() would load the template again
    apply_profile(document, profile)
    notes = notes_on(blocks, draft.review, variant)
    Marker(document, list(zip(blocks, notes, strict=True)), draft.created_at).place_blocks()
    title = f"Dự thảo Nghị quyết tháng {month_and_year(draft.period.next)}"
    describe(document, title, office.issuer, draft.created_at)
    set_custom_properties(document, {DRAFT_ID: draft.id, VARIANT: variant.value})
    return packed(document)


def template_context(
    draft: Draft, office: Office, profile: FormatProfile, texts: Sequence[str] | None = None
) -> dict[str, Any]:
    """The names that stand between braces in the template, with their values.

    Args:
        draft: what is printed.
        office: whose document it is.
        profile: the format rules in force.
        texts: what to print for each block instead of its text.
    """
    printed = iter([block.text for block in draft.blocks] if texts is None else texts)
    sections = [
        {
            "tieu_de": _heading(profile.section_heading, section.code, section.title),
            "cac_tieu_muc": [
                {
                    "tieu_de": _heading(profile.sub_section_heading, part.code, part.title),
                    "cac_doan": [
                        {"gach_dau_dong": block.dashed, "noi_dung": next(printed)}
                        for block in part.blocks
                    ],
                }
                for part in section.sub_sections
            ],
        }
        for section in draft.sections
    ]
    return {
        **_frame(draft, office, profile),
        "cac_muc": sections,
        "ket_thuc": plain(draft.closing),
    }


def _frame(draft: Draft, office: Office, profile: FormatProfile) -> dict[str, Any]:
    """Head and foot: the same for every draft of a month."""
    day = draft.period.last_day
    date_line = profile.date_line.format(
        dia_danh=office.place, thang=month_number(day.month), nam=day.year
    )
    place = profile.draft_mark.place
    return {
        "cap_tren": plain(office.superior),
        "co_quan_ban_hanh": plain(office.issuer),
        "so_va_ky_hieu": plain(profile.number_line.format(ky_hieu=office.number_sign)),
        "dia_danh_va_ngay": plain(date_line),
        "dau_du_thao": plain(profile.draft_mark.text),
        "du_thao_duoi_so": place is DraftMarkPlace.UNDER_NUMBER,
        "du_thao_duoi_ngay": place is DraftMarkPlace.UNDER_DATE,
        "gach_noi": plain(profile.subject_rule),
        "thang": month_number(draft.period.next.month),
        "nam": str(draft.period.next.year),
        "thang_nam": month_and_year(draft.period.next),
        "noi_nhan": [plain(line) for line in office.recipients],
        "tham_quyen_ky": plain(office.signer.authority),
        "chuc_vu_ky": plain(office.signer.title),
        "ho_ten_ky": plain(office.signer.name),
    }


def _heading(pattern: str, code: str, title: str) -> str:
    return plain(pattern.format(so=code.rpartition(".")[2], tieu_de=title))


_UNUSABLE = (
    *(OSError, BadZipFile, PackageNotFoundError, XMLSyntaxError, KeyError),  # no Word file
    *(ValueError, TypeError, ArithmeticError),  # an expression in it that cannot be computed
)


def _fill(template: Path, context: Mapping[str, Any]) -> DocxTemplate:
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        word = DocxTemplate(BytesIO(template.read_bytes()))
        word.render(dict(context), environment)
    except TemplateError as error:
        raise DocumentError(f"{template}: {error.message}") from error
    except _UNUSABLE as error:
        raise DocumentError(f"{template} cannot be used as a Word template: {error}") from error
    return word


def notes_on(
    blocks: Sequence[Block], review: Sequence[ReviewLine], variant: Variant
) -> list[list[Note]]:
    """The comments on each block in a file of the variant."""
    if variant is Variant.SOURCED:
        return [sourced_notes(block) for block in blocks]
    lines: dict[str, list[ReviewLine]] = {block.id: [] for block in blocks}
    for line in review:
        home = line.block or _first_with(blocks, line.quote)
        if line.quote and home in lines:
            lines[home].append(line)
    return [working_notes(block, lines[block.id]) for block in blocks]


def _first_with(blocks: Sequence[Block], quote: str) -> str:
    """The block that holds the words, for a line that names none."""
    return next((block.id for block in blocks if quote and quote in block.text), "")
