"""What each passage of a resolution is: by its style «NQ …», else by its words and its place.

The office may paste text without our styles, or type a whole resolution elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from enum import IntEnum
from typing import NamedTuple

from docx.oxml.ns import qn

from nghiquyet.document.checking.effective import Formatting
from nghiquyet.document.checking.labels import labels_of
from nghiquyet.document.checking.passages import Passage, passages_of
from nghiquyet.document.layout import STYLE_NAMES
from nghiquyet.document.package import WordPackage

_ROLES = {name: role for role, name in STYLE_NAMES.items() if role != "page_number"}
SECTION = re.compile(r"([IVX]{1,5})\s*([.\-–—:)]+)\s*(\S.{0,200})")
SUB_SECTION = re.compile(r"(\d{1,2})\s*([.\-–—:)]+)\s*(\S.{0,150})")
_PREAMBLE = re.compile(r"(căn cứ|xét|thực hiện|trên cơ sở|sau khi|ngày)\s", re.IGNORECASE)
_LONGEST_SUBJECT = 200


class Zone(IntEnum):
    """The parts of a resolution, from top to bottom."""

    HEAD = 0
    TITLE = 1
    BODY = 2
    FOOT = 3
    AFTER = 4


_ZONES = {
    **dict.fromkeys(("superior", "issuer", "number", "draft_mark"), Zone.HEAD),
    **dict.fromkeys(("party", "place_and_date"), Zone.HEAD),
    **dict.fromkeys(("kind", "subject", "subject_rule"), Zone.TITLE),
    **dict.fromkeys(("section", "sub_section", "body", "dashed"), Zone.BODY),
    **dict.fromkeys(("recipients_label", "recipients", "authority"), Zone.FOOT),
    **dict.fromkeys(("signer_title", "signer_name"), Zone.FOOT),
}

IN_COLUMNS = {role for role, zone in _ZONES.items() if zone in (Zone.HEAD, Zone.FOOT)}
"""What stands in the two columns of head and foot."""


def _exactly(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_PLAIN_WORDS = {
    "party": _exactly(r"đảng\s+cộng\s+sản\s+việt\s+nam"),
    "kind": _exactly(r"nghị\s+quyết"),
    "place_and_date": _exactly(r".{2,40},\s*ngày\b.{0,15}\btháng\b.{0,15}\bnăm\b.{0,10}"),
    "number": _exactly(r"số\b.{0,25}/.{1,15}"),
    "authority": _exactly(r"t\s*[/.]?\s*m[.\s]\s*(ban|đảng|bch|btv|chi).{0,60}"),
    "recipients_label": _exactly(r"nơi\s+nhận\s*[:.]?"),
}
"""Words that say what a passage is, whatever its style: an office mistakes the style at times."""

_HEAD_WORDS = {
    "draft_mark": _exactly(r"\(?\s*dự thảo(\s+lần.{0,20})?\)?"),
    "superior": _exactly(r"(đảng bộ|tỉnh [uủ][yỷ]|thành [uủ][yỷ])\s.+"),
    "issuer": _exactly(r"(đảng [uủ][yỷ]|ban thường vụ|chi bộ)\s.+"),
    "number": _exactly(r"\*|số\b.*"),
}
_SUBJECT_RULE = re.compile(r"[-–—_=*\s]{3,}")
_SIGNER_TITLE = _exactly(r"(k/?t\b.*)|.*(bí thư|trưởng|phó|chủ nhiệm|chánh|thường trực).*")
_DASH = re.compile(r"[-–—+•]\s*\S")


class Placed(NamedTuple):
    """A passage and what it is; no role if the rules do not speak of it."""

    passage: Passage
    role: str


def place_passages(package: WordPackage, formatting: Formatting) -> list[Placed]:
    """Every passage of a resolution with its role."""
    reader = _Reader(formatting)
    passages = passages_of(package.document)
    labels = labels_of((passage.paragraph for passage in passages), formatting)
    labelled = (replace(p, label=labels.get(p.paragraph, "")) for p in passages)
    return [placed for passage in labelled for placed in reader.place(passage)]


class _Reader:
    """Goes through a resolution from top to bottom and knows where it is."""

    def __init__(self, formatting: Formatting) -> None:
        self._formatting = formatting
        self._zone = Zone.HEAD
        self._seen: set[str] = set()
        self._signing = ""

    def place(self, passage: Passage) -> Iterator[Placed]:
        if self._zone is Zone.BODY and not self._breaks_into_foot(passage):
            yield Placed(passage, self._role(passage))
            return
        for part in passage.split():
            yield Placed(part, self._role(part))

    def _breaks_into_foot(self, passage: Passage) -> bool:
        first = next(passage.split())
        return self._by_words(first.text) in ("recipients_label", "authority")

    def _role(self, passage: Passage) -> str:
        text = passage.text
        style = _ROLES.get(self._formatting.style_name(passage.paragraph), "")
        role = self._by_words(text) or style or self._by_place(passage)
        self._zone = max(self._zone, _ZONES.get(role, self._zone))
        self._seen.add(role)
        if role in ("authority", "signer_title", "signer_name"):
            self._signing = role
        if role == "signer_name":
            self._zone = Zone.AFTER
        return role

    def _by_words(self, text: str) -> str:
        if self._zone is Zone.AFTER:
            return ""
        for role, words in _PLAIN_WORDS.items():
            here = _ZONES[role] is Zone.FOOT or self._zone is not Zone.BODY
            if here and words.fullmatch(text):
                return role
        if self._zone is not Zone.FOOT and SECTION.fullmatch(text) and _is_heading(text):
            return "section"
        return ""

    def _by_place(self, passage: Passage) -> str:
        if self._zone is Zone.BODY and _in_table(passage):
            return ""  # a table that the office put into the text
        read = {
            Zone.HEAD: self._in_head,
            Zone.TITLE: self._in_title,
            Zone.BODY: self._in_body,
            Zone.FOOT: self._in_foot,
        }
        return read[self._zone](passage.text) if self._zone in read else ""

    def _in_head(self, text: str) -> str:
        return next((role for role, words in _HEAD_WORDS.items() if words.fullmatch(text)), "")

    def _in_title(self, text: str) -> str:
        if _SUBJECT_RULE.fullmatch(text):
            return "subject_rule"
        opens = "subject" in self._seen and (
            "subject_rule" in self._seen
            or _PREAMBLE.match(text)
            or SUB_SECTION.fullmatch(text)
            or _DASH.match(text)
        )
        if opens or len(text) > _LONGEST_SUBJECT:
            return self._in_body(text)
        return "subject"

    def _in_body(self, text: str) -> str:
        if _DASH.match(text):
            return "dashed"
        if SUB_SECTION.fullmatch(text) and _is_heading(text):
            return "sub_section"
        return "body"

    def _in_foot(self, text: str) -> str:
        if _DASH.match(text):
            return "recipients"
        if self._signing == "":
            return "recipients"
        if text.startswith("("):
            return ""  # such as «(đã ký)»
        if self._signing == "authority" or _SIGNER_TITLE.fullmatch(text):
            return "signer_title"
        return "signer_name"


def _is_heading(text: str) -> bool:
    return text[-1] not in ".;,:"


def _in_table(passage: Passage) -> bool:
    return next(passage.paragraph.iterancestors(qn("w:tc")), None) is not None
