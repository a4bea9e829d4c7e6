"""Words and ways of writing: expressions, mixed variants, words that stand twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from nghiquyet.catalogue.style_entries import (
    RepeatedWords,
    VariantRule,
    WordingRule,
)
from nghiquyet.narrative.reviewing.case import Case, Hit

_TWICE = re.compile(r"(?<!\w)([^\W\d_]+)\s+\1(?!\w)", re.IGNORECASE)
_PAIR_TWICE = re.compile(r"(?<!\w)([^\W\d_]+\s+[^\W\d_]+(?:\s+[^\W\d_]+)?)\s+\1(?!\w)", re.I)


def words(rule: WordingRule, case: Case) -> Iterator[Hit]:
    """Every place where the rule's pattern matches."""
    for passage in case.prose if rule.prose else case.passages:
        for match in re.finditer(rule.pattern, passage.text):
            group = "quote" if "quote" in match.re.groupindex else 0
            if match[group] in passage.flags or (
                rule.outside_quotes and passage.is_quoted(match.start(group))
            ):
                continue
            if rule.unless and re.search(rule.unless, passage.clause_at(match.start(group))):
                continue
            start = _words_before(rule.words_before, passage.text, match.start(group))
            yield Hit(passage, passage.text[start : match.end(group)], start)


def _words_before(count: int, text: str, start: int) -> int:
    """Where the last words before ``start`` begin; a stop or semicolon ends them."""
    lead = re.search(rf"(?:[^\s;:.!?]+\s*){{0,{count}}}$", text[:start])
    return lead.start() if count and lead else start


def variants(rule: VariantRule, case: Case) -> Iterator[Hit]:
    """The wrong or rarer one of two ways of writing that a document mixes."""
    found = [
        (way, passage, match)
        for passage in case.passages
        for way, variant in enumerate(rule.variants)
        for match in re.finditer(variant, passage.text)
        if not (rule.outside_quotes and passage.is_quoted(match.start()))
    ]
    counts = Counter(way for way, _, _ in found)
    if len(counts) < 2:
        return
    right = 0 if rule.prefer and 0 in counts else max(sorted(counts), key=lambda way: counts[way])
    for way, passage, match in found:
        if way != right:
            yield Hit(passage, match[0], match.start())


def repeated_words(rule: RepeatedWords, case: Case) -> Iterator[Hit]:
    """Words typed twice in a row; what Vietnamese doubles on purpose is left alone."""
    single, rightly = set(rule.single), set(rule.rightly)
    for passage in case.passages:
        for match in _TWICE.finditer(passage.text):
            word = match[1].casefold()
            is_name = (
                match[0].split()[-1].istitle() and match[1].islower()
            )  # «Đại hội Hội Nông dân»
            if word in single and match[0].casefold() not in rightly and not is_name:
                yield Hit(passage, match[0], match.start(), match[1])
        for match in _PAIR_TWICE.finditer(passage.text):
            if len(set(match[1].casefold().split())) > 1:
                yield Hit(passage, match[0], match.start(), match[1])
