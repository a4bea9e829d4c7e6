"""The sheet of a document against the rules: size, margins, page numbers."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml.etree import _Element

from nghiquyet.document.checking.effective import Formatting
from nghiquyet.document.checking.faults import Complaint, FormatFault, fault_of, number
from nghiquyet.document.checking.looks import OFF
from nghiquyet.document.checking.looks_check import letters_amiss, shape_amiss
from nghiquyet.document.checking.passages import passages_of
from nghiquyet.document.formats import FormatProfile, Page
from nghiquyet.document.package import WordPackage

_TWIPS = 1440 / 25.4
_TOLERANCE = 0.5  # millimetres
_SIDES = {"top": "lề trên", "bottom": "lề dưới", "left": "lề trái", "right": "lề phải"}


def check_sheet(
    package: WordPackage, formatting: Formatting, profile: FormatProfile
) -> Iterator[FormatFault]:
    """Faults of the pages and of their numbers; an annex set across the sheet is not judged."""
    sections = [
        section
        for section in package.document.iter(qn("w:sectPr"))
        if section.find(qn("w:pgSz")) is not None and not _is_across(section)
    ]
    for place, section in enumerate(sections, 1):
        part = f" ở phần {place}" if len(sections) > 1 else ""
        yield from _measures(section, profile.page, part)
    if sections:
        yield from _page_number(sections[0], package, formatting, profile)


def _is_across(section: _Element) -> bool:
    size = section.find(qn("w:pgSz"))
    return size is not None and _twips(size, "w") > _twips(size, "h")


def _measures(section: _Element, page: Page, part: str) -> Iterator[FormatFault]:
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    for name, wanted, what in (
        ("w", page.width, "khổ giấy rộng"),
        ("h", page.height, "khổ giấy cao"),
    ):
        found = _twips(size, name) / _TWIPS
        yield from _millimetres("width" if name == "w" else "height", what + part, found, wanted)
    for side, what in _SIDES.items():
        found = _twips(margins, side) / _TWIPS
        if side == "left":
            found += _twips(margins, "gutter") / _TWIPS
        yield from _millimetres(side, what + part, found, getattr(page, side))


def _millimetres(kind: str, what: str, found: float, wanted: float) -> Iterator[FormatFault]:
    if abs(found - wanted) > _TOLERANCE:
        right = f"{number(wanted)} mm"
        said = Complaint(kind, f"{what} là", f"{number(found)} mm", right, f"đặt lại {right}")
        yield fault_of("page", said)


def _page_number(
    section: _Element, package: WordPackage, formatting: Formatting, profile: FormatProfile
) -> Iterator[FormatFault]:
    top = _part(section, package, "header", "default")
    if top is None or not _numbers(top):
        yield fault_of("page_number", _absence(section, package))
        return
    yield from _distance(section, profile.page)
    yield from _first_page(section, package, profile.page)
    rule = profile.styles.page_number
    (field, *_) = _numbers(top)
    for passage in passages_of(top):
        if passage.paragraph is field:
            for complaint, _ in letters_amiss(passage, rule, profile.font, formatting):
                yield fault_of("page_number", complaint)
            for complaint in () if _framed(field) else shape_amiss(passage, rule, formatting):
                yield fault_of("page_number", complaint)


def _absence(section: _Element, package: WordPackage) -> Complaint:
    foot = _part(section, package, "footer", "default")
    low = foot is not None and bool(_numbers(foot))
    found = "ở chân trang" if low else "chưa có"
    remedy = "chuyển lên đầu trang" if low else "chèn số trang ở đầu trang"
    return Complaint("page_number", "số trang", found, "ở giữa đầu trang", remedy)


def _distance(section: _Element, page: Page) -> Iterator[FormatFault]:
    found = _twips(section.find(qn("w:pgMar")), "header") / _TWIPS
    if abs(found - page.page_number_from_top) > _TOLERANCE:
        right = f"{number(page.page_number_from_top)} mm"
        said = Complaint(
            "page_number_from_top",
            "số trang cách mép trên",
            f"{number(found)} mm",
            right,
            f"đặt lại khoảng cách đầu trang {right}",
        )
        yield fault_of("page_number", said)


def _first_page(section: _Element, package: WordPackage, page: Page) -> Iterator[FormatFault]:
    differs = section.find(qn("w:titlePg"))
    own = differs is not None and differs.get(qn("w:val"), "1") not in OFF
    first = _part(section, package, "header", "first") if own else None
    shown = not own or (first is not None and bool(_numbers(first)))
    if shown != page.number_on_first_page:
        said = Complaint(
            "number_on_first_page",
            "trang đầu",
            "có số trang" if shown else "không có số trang",
            "không đánh số trang đầu" if shown else "đánh số cả trang đầu",
            "ẩn số ở trang đầu" if shown else "hiện số ở trang đầu",
        )
        yield fault_of("page_number", said)


def _part(section: _Element, package: WordPackage, place: str, kind: str) -> _Element | None:
    for reference in section.iterchildren(qn(f"w:{place}Reference")):
        if reference.get(qn("w:type")) == kind:
            return package.by_id(reference.get(qn("r:id"), ""))
    return None


def _numbers(part: _Element) -> list[_Element]:
    """The paragraphs of a header that hold the page's number."""
    fields = [*part.iter(qn("w:instrText")), *part.iter(qn("w:fldSimple"))]
    return [
        next(field.iterancestors(qn("w:p")))
        for field in fields
        if "PAGE" in (field.text or field.get(qn("w:instr")) or "").upper().split()
    ]


def _framed(paragraph: _Element) -> bool:
    """Whether a frame that is centred on the page holds the number, as older Word made it."""
    frame = paragraph.find(f"{qn('w:pPr')}/{qn('w:framePr')}")
    return frame is not None and frame.get(qn("w:xAlign")) == "center"


def _twips(element: _Element | None, name: str) -> float:
    return 0 if element is None else float(element.get(qn(f"w:{name}"), "0"))
