"""Words, sentences and clauses as units of change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.document.comparing.words import (
    Pair,
    Piece,
    changed_clauses,
    changed_sentences,
    compare_words,
    sentences,
)

TEXTS = st.text(alphabet="aăâ ;.,1290[“”\n", max_size=60)


@given(TEXTS, TEXTS)
def test_the_pieces_of_a_comparison_are_the_two_texts(before: str, after: str) -> None:
    left, right = compare_words(before, after)
    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == after
    kept = [[p.text for p in pieces if not p.changed] for pieces in (left, right)]
    assert "".join(kept[0]).split() == "".join(kept[1]).split()


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert changed_sentences(text, text) == []
    left, right = compare_words(text, text)
    assert not any(piece.changed for piece in (*left, *right))


def test_a_number_is_one_word() -> None:
    left, right = compare_words("Thu 1.204,5 tỷ đồng.", "Thu 1.304,5 tỷ đồng.")
    assert Piece("1.204,5", True) in left
    assert Piece("1.304,5", True) in right


def test_neighbouring_changes_are_one_piece() -> None:
    left, right = compare_words("a mở lớp tập huấn b", "a tổ chức hội nghị b")
    assert [piece.text for piece in left if piece.changed] == ["mở lớp tập huấn"]
    assert [piece.text for piece in right if piece.changed] == ["tổ chức hội nghị"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một câu.", ["Một câu."]),
        ("Một câu. Hai câu.", ["Một câu.", "Hai câu."]),
        ("Tại TP. Hải Phòng. Hai câu.", ["Tại TP. Hải Phòng.", "Hai câu."]),
        ("Kết luận số 01-KL/TW. Triển khai.", ["Kết luận số 01-KL/TW.", "Triển khai."]),
        ("Thu 1.204 tỷ; chi 2.", ["Thu 1.204 tỷ; chi 2."]),
        ("Gồm v.v. và khác. [CHƯA CÓ].", ["Gồm v.v. và khác.", "[CHƯA CÓ]."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_only_changed_sentences_are_paired() -> None:
    before = "Giữ nguyên. Tiếp nhận 391 hồ sơ trong tháng. Câu sẽ bỏ hẳn đi."
    after = "Giữ nguyên. Tiếp nhận 395 hồ sơ trong tháng. Hoàn toàn khác trước."
    assert changed_sentences(before, after) == [
        Pair("Tiếp nhận 391 hồ sơ trong tháng.", "Tiếp nhận 395 hồ sơ trong tháng."),
        Pair("Câu sẽ bỏ hẳn đi.", ""),
        Pair("", "Hoàn toàn khác trước."),
    ]


def test_clauses_lose_the_mark_behind_them() -> None:
    before, after = "một việc; kiểm tra 06 đảng viên; ba.", "một việc; kiểm tra 07 đảng viên; ba."
    assert changed_clauses(before, after) == [
        Pair("kiểm tra 06 đảng viên", "kiểm tra 07 đảng viên")
    ]
