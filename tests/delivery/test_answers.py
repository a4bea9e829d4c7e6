"""A unit's answer: the marked workbook first, then the receipt that speaks of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nghiquyet.delivery import answers
from nghiquyet.delivery.answers import answer, withdraw_answer
from nghiquyet.intake.laid import Laid
from nghiquyet.settings import Settings

NAME = "hcc-thang-01-2026-ban-1"


@pytest.fixture
def unit(tmp_path: Path) -> Callable[[str], Laid]:
    """The unit's answers, when the held file with that id is answered."""
    settings = Settings(tmp_path, tmp_path, "", "ke-sat")
    return lambda owner: Laid.into(tmp_path / "inbox" / "tra-loi", settings, owner)


def names(laid: Laid) -> list[str]:
    return sorted(path.name for path in laid.place.iterdir())


def test_a_receipt_and_the_workbook_to_mend(unit: Callable[[str], Laid]) -> None:
    laid = unit("a")
    receipt = answer(laid, NAME, b"xlsx", "Cần sửa 02 ô.\nGửi lại trước ngày 27.")
    assert receipt == laid.place / f"{NAME}.txt"
    assert receipt.read_text(encoding="utf-8-sig").split("\n") == [
        "Cần sửa 02 ô.",
        "Gửi lại trước ngày 27.",
        "",
    ]
    assert (laid.place / f"{NAME}.xlsx").read_bytes() == b"xlsx"
    assert len(names(laid)) == 2


def test_every_file_has_an_answer_of_its_own_and_the_same_one_again(
    unit: Callable[[str], Laid],
) -> None:
    for owner in ("a", "b", "c", "b", "a"):
        answer(unit(owner), NAME, None, f"Tệp {owner}.")
    paths = (unit("").place / f"{name}.txt" for name in (NAME, f"{NAME}_2", f"{NAME}_3"))
    texts = [path.read_text(encoding="utf-8-sig").strip() for path in paths]
    assert texts == ["Tệp a.", "Tệp b.", "Tệp c."]
    assert len(names(unit(""))) == 3


def test_names_that_a_windows_share_takes_for_one_are_two(unit: Callable[[str], Laid]) -> None:
    answer(unit("a"), "BC.xlsx", None, "Một.")
    answer(unit("b"), "bc.xlsx", None, "Hai.")
    assert names(unit("")) == ["BC.xlsx.txt", "bc.xlsx_2.txt"]


@pytest.mark.parametrize("suffix", ["txt", "xlsx"])
def test_nothing_that_a_person_wrote_is_overwritten(
    unit: Callable[[str], Laid], suffix: str
) -> None:
    laid = unit("a")
    answer(laid, NAME, b"xlsx", "Cần sửa.")
    own = laid.place / f"{NAME}.{suffix}"
    own.write_bytes(b"mine")
    answer(laid, NAME, b"xlsx", "Cần sửa.")
    assert own.read_bytes() == b"mine"
    assert names(laid) == sorted(f"{NAME}{n}.{end}" for n in ("", "_2") for end in ("txt", "xlsx"))


def test_only_the_owner_s_answer_is_taken_back_and_its_name_is_free(
    unit: Callable[[str], Laid],
) -> None:
    for owner in ("a", "b"):
        answer(unit(owner), NAME, None, f"Tệp {owner}.")
    withdraw_answer(unit("c"), NAME)
    withdraw_answer(unit("b"), NAME)
    assert names(unit("")) == [f"{NAME}.txt"]
    answer(unit("d"), NAME, None, "Tệp d.")
    assert names(unit("")) == [f"{NAME}.txt", f"{NAME}_2.txt"]


def test_an_answer_into_which_a_person_wrote_is_not_taken_back(
    unit: Callable[[str], Laid],
) -> None:
    answer(unit("a"), NAME, None, "Sự cố.").write_text("Đã gọi Văn phòng.")
    withdraw_answer(unit("a"), NAME)
    assert names(unit("")) == [f"{NAME}.txt"]


def test_the_receipt_comes_last_and_both_come_whole(
    unit: Callable[[str], Laid], monkeypatch: pytest.MonkeyPatch
) -> None:
    laid = unit("a")
    written: list[tuple[str, list[str]]] = []
    whole = answers.write_whole

    def watched(path: Path, data: bytes) -> Path:
        result = whole(path, data)
        written.append((path.name, names(laid)))
        assert laid.is_ours(path)
        return result

    monkeypatch.setattr(answers, "write_whole", watched)
    answer(laid, NAME, b"xlsx", "Cần sửa.")
    assert written == [
        (f"{NAME}.xlsx", [f"{NAME}.xlsx"]),
        (f"{NAME}.txt", [f"{NAME}.txt", f"{NAME}.xlsx"]),
    ]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("../hcc", "_._hcc"),
        ("Báo cáo: tháng 1?", "Báo cáo_ tháng 1_"),
        (".a", "_a"),
        ("", "_"),
        ("nửa \udc99 chữ", "nửa _ chữ"),
        ("bc\u202excod", "bc_xcod"),
        ("ầ" * 120 + "_KHONG-NHAN", "ầ" * 30 + "…" + "ầ" * 18 + "_KHONG-NHAN"),
        ("a" * 100, "a" * 100),
    ],
)
def test_any_name_of_a_dropped_file_gets_its_answer(
    unit: Callable[[str], Laid], name: str, written: str
) -> None:
    laid = unit("a")
    assert answer(laid, name, b"x", f"Tệp: {name}") == laid.place / f"{written}.txt"
    assert answer(unit("b"), name, b"x", "Tệp").name == f"{written}_2.txt"
    assert [path.name for path in laid.place.parent.iterdir()] == ["tra-loi"]
