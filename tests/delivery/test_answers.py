"""A unit's answer: the marked workbook first, then the receipt that speaks of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nghiquyet.delivery import answers
from nghiquyet.delivery.answers import answer

NAME = "hcc-thang-01-2026-ban-1"


def test_a_receipt_and_the_workbook_to_mend(tmp_path: Path) -> None:
    folder = tmp_path / "tra-loi"
    receipt = answer(folder, NAME, b"xlsx", "Cần sửa 02 ô.\nGửi lại trước ngày 27.")
    assert receipt == folder / f"{NAME}.txt"
    assert receipt.read_text(encoding="utf-8-sig").split("\n") == [
        "Cần sửa 02 ô.",
        "Gửi lại trước ngày 27.",
        "",
    ]
    assert (folder / f"{NAME}.xlsx").read_bytes() == b"xlsx"
    assert len(list(folder.iterdir())) == 2


def test_an_answer_without_a_workbook_takes_an_old_one_away(tmp_path: Path) -> None:
    answer(tmp_path, NAME, b"xlsx", "Cần sửa.")
    answer(tmp_path, NAME, None, "Đã tiếp nhận.")
    assert [path.name for path in tmp_path.iterdir()] == [f"{NAME}.txt"]
    assert "Đã tiếp nhận." in (tmp_path / f"{NAME}.txt").read_text(encoding="utf-8-sig")


def test_the_receipt_comes_last_and_both_come_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[tuple[str, list[str]]] = []
    whole = answers.write_whole

    def watched(path: Path, data: bytes) -> Path:
        result = whole(path, data)
        written.append((path.name, sorted(other.name for other in tmp_path.iterdir())))
        return result

    monkeypatch.setattr(answers, "write_whole", watched)
    answer(tmp_path, NAME, b"xlsx", "Cần sửa.")
    assert written == [
        (f"{NAME}.xlsx", [f"{NAME}.xlsx"]),
        (f"{NAME}.txt", [f"{NAME}.txt", f"{NAME}.xlsx"]),
    ]


def test_an_answer_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    answer(tmp_path, NAME, b"old", "Cũ.")
    (tmp_path / "khac.xlsx").mkdir()
    with pytest.raises(OSError, match=r"khac\.xlsx"):
        answer(tmp_path, "khac", b"new", "Mới.")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["khac.xlsx", f"{NAME}.txt", f"{NAME}.xlsx"]
    )


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("../hcc", "_._hcc"),
        ("Báo cáo: tháng 1?", "Báo cáo_ tháng 1_"),
        (".a", "_a"),
        ("", "_"),
        ("nửa \udc99 chữ", "nửa _ chữ"),
        ("ầ" * 120 + "_KHONG-NHAN", "ầ" * 30 + "…" + "ầ" * 18 + "_KHONG-NHAN"),
        ("a" * 100, "a" * 100),
    ],
)
def test_any_name_of_a_dropped_file_gets_its_answer(
    tmp_path: Path, name: str, written: str
) -> None:
    folder = tmp_path / "tra-loi"
    assert answer(folder, name, b"x", f"Tệp: {name}") == folder / f"{written}.txt"
    assert {path.name for path in folder.iterdir()} == {f"{written}.txt", f"{written}.xlsx"}
    assert [path.name for path in tmp_path.iterdir()] == ["tra-loi"]
