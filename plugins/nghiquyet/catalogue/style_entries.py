"""What an entry of ``reports/monthly/wording.yaml`` may say of words, marks and names."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from nghiquyet.catalogue.definitions import Spec
from nghiquyet.model.rule import Severity

Words = tuple[str, ...]


_LETTERS = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
)
SMALL, CAPITAL = f"[{_LETTERS}]", f"[{_LETTERS.upper()}]"


def _compiles(pattern: str) -> str:
    r"""A regular expression, in which ``\l`` is any small letter and ``\L`` any capital one."""
    told = pattern.replace(r"\l", SMALL).replace(r"\L", CAPITAL)
    try:
        re.compile(told)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from error
    return told


Pattern = Annotated[str, AfterValidator(_compiles)]


class Kind(StrEnum):
    """What a reader stumbles over."""

    CONTRADICTION = "mau-thuan-so-lieu"
    SHARE = "ty-le-sai"
    YEAR = "nam-sai"
    MONTH = "thang-sai"
    LUNAR_YEAR = "can-chi-sai"
    ANNIVERSARY = "ky-niem-sai"
    RESIDUE = "con-sot-mau"
    TASK_TWICE = "trung-nhiem-vu"
    SAID_TWICE = "trung-y"
    NAME = "ten-rieng"
    DASH = "dau-gach"
    QUOTES = "ngoac-kep"
    CAPITALS = "viet-hoa"
    STOP = "thieu-dau-cham"
    DISTRICT = "cap-huyen"
    CODE = "so-ky-hieu-sai"
    LATER = "van-ban-sau-ky"
    OTHER = "khac"


class StyleEntry(Spec):
    """What every entry says; ``fills`` is what its message may print besides the quote.

    Attributes:
        id: name of the rule, printed on the review sheet.
        kind: what a reader stumbles over.
        severity: how urgent.
        message: Vietnamese, says what to do; ``{quote}``, ``{expected}`` and what ``fills`` names.
        since: first month (``2025-07``) in which it is looked for; always, if empty.
    """

    fills: ClassVar[frozenset[str]] = frozenset()

    id: str = Field(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)*$")
    kind: Kind
    severity: Severity
    message: str
    since: str = Field(default="", pattern=r"^(\d{4}-\d{2})?$")

    @model_validator(mode="after")
    def _prints_what_is_found(self) -> StyleEntry:
        known = {"quote", "expected", *self.fills}
        try:
            self.message.format(**dict.fromkeys(known, ""))
        except (KeyError, IndexError, ValueError) as error:
            raise ValueError(f"message: {error}; there are {sorted(known)}") from error
        return self


class WordingRule(StyleEntry):
    """Words to look at wherever ``pattern`` matches.

    Attributes:
        pattern: the words; a group ``quote`` is what is quoted of them, else all of it.
        words_before: how many words before them are quoted as well, so that they are found.
        unless: the clause holds this: nothing is said.
        outside_quotes: titles and sayings in quotation marks are left alone.
        prose: headings and lists are left alone.
    """

    finds: Literal["words"]
    pattern: Pattern
    words_before: int = Field(default=0, ge=0, le=5)
    unless: Pattern = ""
    outside_quotes: bool = False
    prose: bool = False


class VariantRule(StyleEntry):
    """Ways of writing one thing (regular expressions), of which a document uses one.

    Attributes:
        variants: the ways.
        prefer: the first one is the right one; else the rarer one is asked about.
        outside_quotes: titles and sayings in quotation marks are left alone.
    """

    finds: Literal["variants"]
    variants: Annotated[tuple[Pattern, ...], Field(min_length=2)]
    prefer: bool = False
    outside_quotes: bool = False


class RepeatedWords(StyleEntry):
    """A word or two that stand twice in a row.

    Attributes:
        single: words that never stand twice; other ones may («tổ chức chức năng»).
        rightly: pairs that may stand twice («đời đời»).
    """

    finds: Literal["repeated-words"]
    single: Words
    rightly: Words = ()


class MisspeltSyllable(StyleEntry):
    """What no Vietnamese syllable looks like: «quyêt» without its tone, «thnàh»."""

    finds: Literal["misspelt-syllable"]


class SentenceCapitals(StyleEntry):
    """Sentences that begin small, and clauses within one that begin with a capital.

    Attributes:
        verbs: words with which orders and reports begin, as they begin a sentence.
    """

    finds: Literal["sentence-capitals"]
    verbs: Words


class FinalStop(StyleEntry):
    """A paragraph without a stop at its end."""

    finds: Literal["final-stop"]


class ItemDash(StyleEntry):
    """A paragraph without a dash in a sub-section whose others have one."""

    finds: Literal["item-dash"]


class UnpairedMarks(StyleEntry):
    """A mark without its partner."""

    finds: Literal["unpaired"]
    opening: str = Field(min_length=1, max_length=1)
    closing: str = Field(min_length=1, max_length=1)


class MisspeltName(StyleEntry):
    """What the dictionaries know to be written wrongly."""

    finds: Literal["misspelt-name"]


class NearName(StyleEntry):
    """Names one slip away from an official one."""

    finds: Literal["near-name"]


class NameCapitals(StyleEntry):
    """Official names with other capitals."""

    finds: Literal["name-capitals"]


class Duplicates(StyleEntry):
    """Clauses that say nearly the same; the message's ``{first}`` is the first of them.

    Attributes:
        tasks: only tasks of Section II in different sentences; else all other clauses.
        above: likeness (0 to 1) from which they do.
        stock: words that say nothing of what a clause is about.
    """

    fills: ClassVar = frozenset({"first"})
    finds: Literal["duplicates"]
    tasks: bool
    above: float = Field(gt=0, le=1)
    stock: Words = ()
