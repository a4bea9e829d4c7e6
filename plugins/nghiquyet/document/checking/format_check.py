"""The machine check of a document's format: any Word file, ours or not, edited or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nghiquyet.document.checking.effective import Formatting
from nghiquyet.document.checking.faults import FormatFault, fault_at
from nghiquyet.document.checking.fixed_lines import date_of
from nghiquyet.document.checking.looks_check import letters_amiss, shape_amiss
from nghiquyet.document.checking.parts import check_parts
from nghiquyet.document.checking.roles import IN_COLUMNS, Placed, place_passages
from nghiquyet.document.checking.sheet import check_sheet
from nghiquyet.document.formats import FormatProfile, profile_at
from nghiquyet.document.package import WordPackage
from nghiquyet.errors import DocumentError


def check_format(data: bytes, profile: FormatProfile) -> tuple[FormatFault, ...]:
    """Judge a resolution by the format rules; none is found in what follows them.

    Args:
        data: the Word file, whoever wrote it.
        profile: the rules for its date.

    Returns:
        Faults of the page first, then those of the paragraphs in their order.

    Raises:
        DocumentError: if it is no Word file.
    """
    package = WordPackage(data)
    formatting = Formatting(package)
    placed = place_passages(package, formatting)
    faults = [
        *check_sheet(package, formatting, profile),
        *check_parts(placed, profile),
        *_looks(placed, formatting, profile),
    ]
    return tuple(sorted(faults, key=lambda fault: fault.paragraph))


def profile_of(data: bytes, profiles: Sequence[FormatProfile]) -> FormatProfile:
    """The rules for the day a document is dated; the month's last one where the day is blank.

    Raises:
        DocumentError: if it is no Word file, names no date, or no rules hold on that day.
    """
    package = WordPackage(data)
    days = date_of(place_passages(package, Formatting(package)))
    if days is None:
        raise DocumentError(
            "Chưa đọc được ngày, tháng của văn bản: ghi đủ tháng và năm ở dòng địa danh"
        )
    return profile_at(profiles, days[1])


def _looks(
    placed: Sequence[Placed], formatting: Formatting, profile: FormatProfile
) -> Iterator[FormatFault]:
    for passage, role in placed:
        rule = getattr(profile.styles, role, None)
        if rule is None:
            continue
        for complaint, words in letters_amiss(passage, rule, profile.font, formatting):
            yield fault_at(passage, role, complaint, words)
        in_column = role in IN_COLUMNS
        for complaint in shape_amiss(passage, rule, formatting, in_column=in_column):
            yield fault_at(passage, role, complaint)
