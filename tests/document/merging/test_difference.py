"""The difference between two drafts, and the sentences that a correction touches."""

from __future__ import annotations

from dataclasses import replace

from tests.document.merging.drafts import golden_draft, with_each_block, with_figures
from tests.document.merging.test_answers import NEW, NEW_BLOCK, added, with_blocks
from tests.document.samples import DRAFT

from nghiquyet.document.merging.difference import (
    AffectedSentence,
    BlockDifference,
    Difference,
    affected_sentences,
    differences,
    differing_words,
)


def test_equal_drafts_do_not_differ() -> None:
    assert differences(DRAFT, replace(DRAFT, id="f" * 32)) == []


def test_a_changed_block_is_told_before_and_after() -> None:
    assert differences(DRAFT, NEW) == [
        BlockDifference("i1_01", Difference.CHANGED, DRAFT.blocks[0].text, NEW.blocks[0].text)
    ]


def test_a_new_block_shifts_ids_and_is_the_only_difference() -> None:
    new = with_blocks(DRAFT, "I.1", added)
    assert differences(DRAFT, new) == [
        BlockDifference("i1_02", Difference.ADDED, "", NEW_BLOCK.text)
    ]
    assert differences(new, DRAFT) == [
        BlockDifference("i1_02", Difference.DROPPED, NEW_BLOCK.text, "")
    ]


def test_a_correction_touches_exactly_its_sentence() -> None:
    base = golden_draft()
    new = with_each_block(
        base,
        lambda block: with_figures(
            block, lambda f: replace(f, text="398") if f.code == "HCC-02a" else f
        ),
    )
    assert affected_sentences(base, new) == [
        AffectedSentence(
            "i2_02",
            "Trung tâm Hành chính công tiếp nhận 391 hồ sơ, giải quyết 328 hồ sơ, "
            "bảo đảm đúng quy trình.",
            "Trung tâm Hành chính công tiếp nhận 398 hồ sơ, giải quyết 328 hồ sơ, "
            "bảo đảm đúng quy trình.",
        )
    ]


def test_a_sentence_that_comes_or_goes_is_told_with_its_neighbour() -> None:
    new = with_blocks(DRAFT, "I.1", added)
    assert affected_sentences(DRAFT, new) == [AffectedSentence("i1_02", "", NEW_BLOCK.text)]


def test_words_that_differ() -> None:
    assert differing_words("đạt 42 tỷ đồng", "đạt 50 tỷ đồng") == [("42", "50")]
