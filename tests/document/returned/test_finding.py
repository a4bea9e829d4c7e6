"""Each block is found again, or it is said to be gone; each other paragraph is new."""

from __future__ import annotations

from tests.document.samples import a_block

from nghiquyet.document.returned.finding import find_blocks
from nghiquyet.document.returned.matches import How, Matches, Standing
from nghiquyet.document.returned.paragraphs import Paragraph, Piece

SENTENCES = {
    "a": "Tiếp nhận 391 hồ sơ, giải quyết 328 hồ sơ đúng quy trình trong tháng.",
    "b": "Các chi bộ kiểm tra 05 đảng viên, giám sát 12 đảng viên theo kế hoạch năm.",
    "c": "Tổng thu ngân sách ước đạt 42 tỷ đồng, bằng 17% dự toán được giao cả năm.",
    "d": "An ninh chính trị được giữ vững; hoàn thiện hồ sơ tuyển quân đợt một.",
}
BLOCKS = [a_block(name, text) for name, text in SENTENCES.items()]


def a_paragraph(text: str, *marks: str, covered: str | None = None) -> Paragraph:
    cover = text if covered is None else covered
    return Paragraph(pieces=[Piece(text)], marks={f"blk_{m}": cover for m in marks})


def found(*paragraphs: Paragraph | str) -> Matches:
    made = [a_paragraph(p) if isinstance(p, str) else p for p in paragraphs]
    return find_blocks(made, BLOCKS)


def told(matches: Matches) -> dict[str, tuple[How, tuple[int, ...]]]:
    return {match.block.id: (match.how, match.paragraphs) for match in matches.blocks}


def marked(name: str) -> Paragraph:
    return a_paragraph(SENTENCES[name], name)


A, B, C, D = map(marked, "abcd")


def test_by_bookmarks_wherever_they_stand() -> None:
    matches = found(D, A, "Đồng chí viết thêm đoạn này.", C, B)
    assert {name: at for name, (_, at) in told(matches).items()} == {
        "a": (1,), "b": (4,), "c": (3,), "d": (0,)
    }  # fmt: skip
    assert matches.new == (2,)


def test_by_the_same_text_where_bookmarks_are_gone() -> None:
    matches = found(*(SENTENCES[name] for name in "abcd"))
    assert all(match.how is How.TEXT for match in matches.blocks)
    assert matches.new == ()


def test_the_dash_and_the_spaces_are_no_difference() -> None:
    assert told(found(f"–  {SENTENCES['a']}", B, C, D))["a"] == (How.TEXT, (0,))


def test_the_halves_of_a_split_paragraph() -> None:
    first, second = SENTENCES["b"][:33], SENTENCES["b"][33:]
    assert told(found(A, a_paragraph(first, "b"), second, C, D))["b"] == (How.MARK, (1, 2))
    assert told(found(A, first, second, C, D))["b"][1] == (1, 2)
    both = [a_paragraph(first, "b"), a_paragraph(second, "b")]
    assert told(found(A, *both, C, D))["b"] == (How.MARK, (1, 2))


def test_joined_paragraphs_share_one() -> None:
    text = f"{SENTENCES['b']} {SENTENCES['c']}"
    matches = found(A, a_paragraph(text, "b"), D)
    assert told(matches)["b"] == (How.MARK, (1,))
    assert told(matches)["c"] == (How.JOINED, (1,))
    assert matches.new == ()


def test_a_copy_of_a_living_block_is_new() -> None:
    pasted = Paragraph(pieces=[Piece(SENTENCES["a"])], marks={"blk_a_Copy_1": SENTENCES["a"]})
    for copy in (pasted, a_paragraph(SENTENCES["a"]), a_paragraph(SENTENCES["a"], "a")):
        matches = found(A, B, copy, C, D)
        assert told(matches)["a"] == (How.MARK, (0,))
        assert matches.new == (2,)


def test_the_copy_is_the_block_where_the_original_is_gone() -> None:
    pasted = Paragraph(pieces=[Piece(SENTENCES["a"])], marks={"blk_a_Copy_1": SENTENCES["a"]})
    assert told(found(B, pasted, C, D))["a"] == (How.MARK, (1,))


def test_a_similar_text_between_its_neighbours() -> None:
    edited = "Bộ phận một cửa tiếp nhận 391 hồ sơ, giải quyết 328 hồ sơ đúng hạn trong tháng."
    assert told(found(edited, B, C, D))["a"] == (How.LIKE, (0,))


def test_the_only_new_paragraph_where_only_one_is_missing() -> None:
    matches = found(A, "Đoạn được viết lại hoàn toàn bằng lời khác.", C, D)
    assert told(matches)["b"] == (How.GAP, (1,))


def test_two_new_ones_where_two_are_missing_are_doubtful() -> None:
    matches = found(A, "Một câu khác hẳn ở chỗ này.", "Thêm một câu nữa hoàn toàn mới.", D)
    assert told(matches)["b"] == (How.ORDER, (1,))
    assert told(matches)["c"] == (How.ORDER, (2,))
    assert [m.standing for m in matches.blocks][1:3] == [Standing.DOUBTFUL] * 2


def test_what_remains_is_said() -> None:
    matches = found(A, "Một câu khác hẳn.", "Hai câu khác.", "Ba câu khác nữa.", D)
    assert [m.standing for m in matches.blocks][1:3] == [Standing.DELETED] * 2
    assert matches.new == (1, 2, 3)


def test_a_remnant_of_a_mark_is_no_block() -> None:
    remnant = a_paragraph(SENTENCES["b"], "b")
    remnant.marks["blk_a"] = ""
    matches = found(remnant, C, D)
    assert told(matches)["b"] == (How.MARK, (0,))
    assert told(matches)["a"] == (How.NOTHING, ())


def test_an_emptied_paragraph_is_a_deleted_block() -> None:
    assert told(found(a_paragraph("", "a"), B, C, D))["a"] == (How.NOTHING, ())


def test_headings_tables_and_the_closing_are_no_news() -> None:
    heading = Paragraph(pieces=[Piece("1. Công tác xây dựng Đảng")], heading=1)
    cell = Paragraph(pieces=[Piece("Nơi nhận:")], in_table=True)
    closing = a_paragraph("Trên đây là Nghị quyết.")
    paragraphs = [heading, A, B, C, D, closing, cell]
    assert find_blocks(paragraphs, BLOCKS, ["Trên đây là Nghị quyết."]).new == ()
    assert find_blocks(paragraphs, BLOCKS).new == (5,)
