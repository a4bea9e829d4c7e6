"""Reading what people write: clauses, what says that an earlier date is meant, masks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_END = re.compile(r"[;:!?\n]+|\.(?=\s|$)")


@lru_cache(maxsize=256)
def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of whole words, in any case; longer ones are tried first."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b", re.IGNORECASE)


@lru_cache(maxsize=256)
def _ends_with(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(any_of(words).pattern + r"[\s(“\"]*$", re.IGNORECASE)


@lru_cache(maxsize=256)
def _begins_with(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"[\s)”\",]*" + any_of(words).pattern, re.IGNORECASE)


@lru_cache(maxsize=256)
def _new_start(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:,|\bvà|\bđồng thời)\s+(?={any_of(words).pattern})", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """Something found in a text, with the words of its clause around it.

    Attributes:
        quote: what was found.
        before: the clause up to it.
        after: the clause behind it.
    """

    quote: str
    before: str
    after: str

    def has_before(self, words: tuple[str, ...]) -> bool:
        """Whether one of ``words`` stands anywhere before it in its clause."""
        return bool(words) and any_of(words).search(self.before) is not None

    def has_after(self, words: tuple[str, ...]) -> bool:
        """Whether one of ``words`` stands anywhere behind it in its clause."""
        return bool(words) and any_of(words).search(self.after) is not None

    def follows(self, words: tuple[str, ...]) -> bool:
        """Whether one of ``words`` stands directly before it."""
        return bool(words) and _ends_with(words).search(self.before) is not None

    def precedes(self, words: tuple[str, ...]) -> bool:
        """Whether one of ``words`` stands directly behind it."""
        return bool(words) and _begins_with(words).match(self.after) is not None


def mentions(
    pattern: re.Pattern[str], text: str, starts: tuple[str, ...]
) -> Iterator[tuple[re.Match[str], Mention]]:
    """Every match in ``text``, each with its clause.

    Args:
        pattern: what is looked for.
        text: the words of a cell.
        starts: verbs that begin a clause of their own behind a comma or «và».
    """
    breaks = None
    for match in pattern.finditer(text):
        if breaks is None:
            breaks = _breaks(text, starts)
        begin = max((end for _, end in breaks if end <= match.start()), default=0)
        stop = min((start for start, _ in breaks if start >= match.end()), default=len(text))
        yield match, Mention(match[0], text[begin : match.start()], text[match.end() : stop])


def _breaks(text: str, starts: tuple[str, ...]) -> list[tuple[int, int]]:
    found = [match.span() for match in _END.finditer(text)]
    if starts:
        found += [match.span() for match in _new_start(starts).finditer(text)]
    return found


def masked(text: str, patterns: Iterable[re.Pattern[str]]) -> str:
    """The text with what ``patterns`` match blanked out, every other letter in its place."""
    for pattern in patterns:
        text = pattern.sub(lambda match: "\x1f" * len(match[0]), text)
    return text
