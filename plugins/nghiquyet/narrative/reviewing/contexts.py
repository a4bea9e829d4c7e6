"""Whether the words around a month or a year say that another time is meant."""

from __future__ import annotations

import re

from nghiquyet.catalogue.style_times import TimeEntry
from nghiquyet.narrative.reviewing.case import begins_with, ends_with, has
from nghiquyet.narrative.reviewing.passages import Passage

DATE = re.compile(
    r"(?<![\d/])\d{1,2}\s?[/.]\s?\d{1,2}\s?[/.]\s?(?:19|20)\d\d(?!\d)"
    r"|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:,?\s+năm\s+\d{4})?",
    re.IGNORECASE,
)
RANGE = re.compile(r"(?<!\d)(?:19|20)\d\d\s*[-–—/]\s*(?:19|20)\d\d(?!\d)")
CODE = re.compile(r"(?<!\w)\d{1,5}\s*[-–/]\s*(?:(?:19|20)\d\d\s*[/–-]\s*)?[A-ZĐ][\w/–-]*")
LAW = re.compile(
    r"(?<!\w)(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp|Nghị định|Thông tư)(?!\w)[^.;:,\n]*?"
    r"(?<!\d)(?:19|20)\d\d(?!\d)"
)


def is_meant(rule: TimeEntry, passage: Passage, match: re.Match[str], *, last: bool) -> bool:
    """Whether an earlier time is meant.

    Args:
        rule: the words that say so.
        passage: the paragraph.
        match: what names the time.
        last: it is the time just before; only that one is looked back at in general words.
    """
    before, after = passage.around(match)
    if ends_with(rule.directly_behind, before) or begins_with(rule.directly_before, after):
        return True
    return last and has(rule.looking_back, before)


def is_to_come(rule: TimeEntry, passage: Passage, match: re.Match[str]) -> bool:
    """Whether a later time is meant."""
    before, after = passage.around(match)
    return has(rule.looking_ahead, before) or begins_with(rule.directly_before, after)
