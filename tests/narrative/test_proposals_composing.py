"""Clauses become sentences, sentences paragraphs."""

from __future__ import annotations

from nghiquyet.catalogue.outline import GroupSpec
from nghiquyet.model.task import Proposal
from nghiquyet.narrative.proposals_composing import paragraph

GROUP = GroupSpec(
    key="g",
    unit="ubkt",
    product="báo cáo",
    subjects={"ubkt": "Ủy ban Kiểm tra Đảng ủy", "cb": "các chi bộ"},
)


def clause(text: str, sentence: str = "", stem: str = "", name: str = "") -> Proposal:
    full = f"{stem} {text}" if stem else text
    return Proposal(name or full, "II.1", "g", 1, full, (), sentence=sentence, stem=stem)


def test_clauses_of_one_sentence_are_joined_and_every_sentence_begins_with_a_capital() -> None:
    text = paragraph(GROUP, [clause("làm một", "a"), clause("làm hai", "a"), clause("đi ba")])
    assert text == "Làm một; làm hai. Đi ba."


def test_clauses_of_a_sentence_come_together_where_the_first_one_stands() -> None:
    text = paragraph(GROUP, [clause("làm một", "a"), clause("đi ba"), clause("làm hai", "a")])
    assert text == "Làm một; làm hai. Đi ba."


def test_subject_is_printed_once_whichever_clause_comes_first() -> None:
    both = [clause("hướng dẫn cơ sở", "ubkt"), clause("xác minh", "ubkt")]
    assert paragraph(GROUP, both) == "Ủy ban Kiểm tra Đảng ủy hướng dẫn cơ sở; xác minh."
    assert paragraph(GROUP, both[1:]) == "Ủy ban Kiểm tra Đảng ủy xác minh."
    assert paragraph(GROUP, [clause("rà soát", "cb")]) == "Các chi bộ rà soát."


def test_stem_is_printed_once_among_neighbours() -> None:
    stem = "đẩy mạnh tuyên truyền"
    three = [
        clause("bầu cử", "a", stem),
        clause("kinh tế", "a", stem),
        clause("ngày lễ", "a", stem),
    ]
    assert paragraph(GROUP, three) == "Đẩy mạnh tuyên truyền bầu cử, kinh tế và ngày lễ."
    apart = [
        clause("bầu cử", "a", stem),
        clause("nắm tình hình", "a"),
        clause("ngày lễ", "a", stem),
    ]
    assert paragraph(GROUP, apart) == (
        "Đẩy mạnh tuyên truyền bầu cử; nắm tình hình; đẩy mạnh tuyên truyền ngày lễ."
    )


def test_quotation_and_vietnamese_capitals() -> None:
    assert paragraph(GROUP, [clause("“sổ tay” được dùng")]) == "“Sổ tay” được dùng."
    assert paragraph(GROUP, [clause("ứng dụng")]) == "Ứng dụng."
