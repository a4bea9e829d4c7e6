"""Letters and lines of one passage against the rule for what it is."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml.etree import _Element

from nghiquyet.document.checking.effective import Formatting
from nghiquyet.document.checking.faults import Complaint, allowed, number
from nghiquyet.document.checking.looks import Letters, Shape
from nghiquyet.document.checking.passages import Passage, Stretch
from nghiquyet.document.formats import Alignment, Allowed, StyleRule
from nghiquyet.wording import shortened

_POINTS, _MILLIMETRES = 0.26, 0.5
"""How far a measure may be off: what programs round away at every save."""

_QUOTE = 30
_STANDARD_FONT = "Times New Roman"  # where a file names none
_ALIGNMENTS = {
    "left": "sát lề trái",
    "center": "giữa",
    "right": "sát lề phải",
    "both": "đều hai bên",
}
_RULES = {"auto": "theo số dòng", "atLeast": "ít nhất", "exact": "cố định"}


def letters_amiss(
    passage: Passage, rule: StyleRule, font: str, formatting: Formatting
) -> Iterator[tuple[Complaint, str]]:
    """What is wrong with a passage's letters: each thing once, with the words it befalls first.

    The words are empty where the passage looks the same throughout.
    """
    spoken = [stretch for stretch in passage.stretches if _speaks(stretch, passage)]
    found: dict[str, Complaint] = {}
    befallen: dict[str, list[str]] = {}
    for stretch in spoken:
        letters = formatting.letters(stretch.run)
        for said in () if letters.hidden else _complaints(letters, stretch.text, rule, font):
            found.setdefault(said.kind, said)
            befallen.setdefault(said.kind, []).append(stretch.text.strip())
    for kind, said in found.items():
        throughout = len(befallen[kind]) == len(spoken)
        yield said, "" if throughout else shortened(befallen[kind][0], _QUOTE)


def _speaks(stretch: Stretch, passage: Passage) -> bool:
    """Whether looks count here: blanks and signs between words pass, unless there is no more."""
    text = stretch.text if any(map(str.isalnum, passage.text)) else "x" * bool(stretch.text.strip())
    return any(map(str.isalnum, text))


def _complaints(letters: Letters, text: str, rule: StyleRule, font: str) -> Iterator[Complaint]:
    fonts = {letters.fonts.get(script, _STANDARD_FONT) for script in ("ascii", "hAnsi")}
    if wrong := sorted(fonts - {font}):
        yield Complaint("font", "phông chữ là", ", ".join(wrong), font, f"chọn phông {font}")
    if not _admits(rule.size, letters.size, _POINTS):
        size = allowed(rule.size, "pt")
        remedy = f"đặt cỡ chữ {number(rule.size.preferred)}"
        yield Complaint("size", "cỡ chữ là", f"{number(letters.size)} pt", size, remedy)
    capitals = letters.capitals or text == text.upper()
    for kind, is_so, wanted, name in (
        ("bold", letters.bold, rule.bold, "đậm"),
        ("italic", letters.italic, rule.italic, "nghiêng"),
        ("underlined", letters.underlined, rule.underlined, "gạch chân"),
        ("capitals", capitals, rule.capitals, "in hoa"),
    ):
        if wanted is not None and is_so != wanted and (wanted or kind != "capitals"):
            remedy = f"{'đặt' if wanted else 'bỏ'} chữ {name}"
            yield Complaint(kind, "chữ", _yes_no(is_so, name), _yes_no(wanted, name), remedy)


def _yes_no(is_so: bool, name: str) -> str:
    return name if is_so else f"không {name}"


def shape_amiss(
    passage: Passage, rule: StyleRule, formatting: Formatting, *, in_column: bool = False
) -> Iterator[Complaint]:
    """What is wrong with how a passage's lines are set.

    Args:
        passage: the passage.
        rule: the rule for what it is.
        formatting: the file's.
        in_column: whether it belongs in one of two columns; tabs set it there without a table.
    """
    shape = formatting.shape(passage.paragraph)
    free = in_column and next(passage.paragraph.iterancestors(qn("w:tc")), None) is None
    if passage.whole and not free and rule.align is not None:
        yield from _align(shape, rule.align)
    if passage.whole and rule.first_line is not None:
        yield from _indents(shape, rule.first_line)
    if rule.line is not None:
        yield from _line(shape, rule.line)
    if rule.space_after is not None:
        space = shape.before + shape.after
        if shape.contextual and _has_twin(passage.paragraph, formatting):
            space = shape.before
        yield from _space(space, rule.space_after)


def _align(shape: Shape, wanted: Alignment) -> Iterator[Complaint]:
    if shape.align != wanted.value:
        found, right = _ALIGNMENTS.get(shape.align, shape.align), _ALIGNMENTS[wanted.value]
        yield Complaint("align", "dòng căn", found, f"căn {right}", f"căn lại {right}")


def _indents(shape: Shape, wanted: Allowed) -> Iterator[Complaint]:
    if not _admits(wanted, shape.first_line, _MILLIMETRES):
        found = f"{number(shape.first_line)} mm"
        remedy = (
            f"đặt thụt đầu dòng {number(wanted.preferred)} mm, không dùng dấu cách hay phím Tab"
        )
        yield Complaint("first_line", "dòng đầu thụt", found, allowed(wanted, "mm"), remedy)
    if abs(shape.left) > _MILLIMETRES:
        found = f"{number(shape.left)} mm"
        yield Complaint("left", "cả đoạn thụt trái", found, "0 mm", "bỏ thụt trái của cả đoạn")


def _line(shape: Shape, wanted: Allowed) -> Iterator[Complaint]:
    exact = shape.line_rule == "exact"
    if not (exact and _admits(wanted, shape.line, _POINTS)):
        unit = "dòng" if shape.line_rule == "auto" else "pt"
        found = f"{_RULES.get(shape.line_rule, shape.line_rule)} {number(shape.line)} {unit}"
        remedy = f"đặt giãn dòng cố định {number(wanted.preferred)} pt"
        yield Complaint("line", "giãn dòng", found, f"cố định {allowed(wanted, 'pt')}", remedy)


def _space(space: float, wanted: Allowed) -> Iterator[Complaint]:
    if not _admits(wanted, space, _POINTS):
        remedy = f"đặt khoảng cách sau đoạn {number(wanted.preferred)} pt"
        found = f"{number(space)} pt"
        yield Complaint(
            "space", "khoảng cách giữa các đoạn là", found, allowed(wanted, "pt"), remedy
        )


def _has_twin(paragraph: _Element, formatting: Formatting) -> bool:
    """Whether the next paragraph has the same style."""
    following = paragraph.getnext()
    if following is None or following.tag != paragraph.tag:
        return False
    return formatting.style_name(following) == formatting.style_name(paragraph)


def _admits(measure: Allowed, value: float, tolerance: float) -> bool:
    return measure.minimum - tolerance <= value <= measure.maximum + tolerance
