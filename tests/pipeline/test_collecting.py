"""What becomes of a dropped file: archived, judged, stored, answered; the others go on."""

from __future__ import annotations

import hashlib
import re
import time
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook as Book
from tests.faults.books import edited
from tests.golden.months import GOLDEN, values_of
from tests.intake.workbooks import with_parts
from tests.pipeline.months import OFFICE, changed, drop

from nghiquyet import pipeline
from nghiquyet.intake.archive import path_of
from nghiquyet.intake.inbox import UnitFolder
from nghiquyet.intake.verdicts import verdict
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Finding, Severity
from nghiquyet.pipeline import collecting
from nghiquyet.pipeline.filling import cell_values, load_values
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.settings import Settings

JANUARY = "2026-01"


def outcomes(settings: Settings) -> dict[str, str]:
    return {row["tệp"]: row["kết quả"] for row in pipeline.collect(settings).rows}


def answers(settings: Settings, unit: str) -> dict[str, str]:
    folder = UnitFolder(settings, OFFICE, unit).answers
    return {path.name: path.read_text(encoding="utf-8-sig") for path in folder.glob("*.txt")}


def workbook(settings: Settings, unit: str, folder: str = "values") -> bytes:
    values = load_values(GOLDEN / JANUARY / folder)[unit]
    filled = pipeline.fill_workbooks(settings, OFFICE, JANUARY, {unit: cell_values(values)})
    return filled[unit][1]


def test_a_wrong_drop_is_returned_and_the_mended_copy_is_accepted(empty: Settings) -> None:
    wrong = workbook(empty, "hcc", "first-drop")
    pipeline.drop_workbook(empty, OFFICE, "hcc", "bao cao.xlsx", wrong)

    report = pipeline.collect(empty)

    assert [row["kết quả"] for row in report.rows] == ["trả lại"]
    assert report.accepted_keys == []
    folder = UnitFolder(empty, OFFICE, "hcc")
    assert list(folder.drop.iterdir()) == []
    receipt = answers(empty, "hcc")["2026-01_lan-01_TRA-LAI.txt"]
    assert receipt.startswith("TRẢ LẠI: có 1 điểm phải sửa")
    assert "HCC-03a (trang “Số liệu”, ô E" in receipt
    assert "(25 + 391 = 416)" in receipt
    with workshop(empty) as shop:
        (stored,) = shop.store.submissions(OFFICE, shop_period())
        assert shop.store.facts(OFFICE, shop_period()) == []
    assert stored.sha256 == hashlib.sha256(wrong).hexdigest()
    assert path_of(stored.sha256, empty).read_bytes() == wrong

    pipeline.drop_workbook(empty, OFFICE, "hcc", "da sua.xlsx", mended(folder.answers))
    assert outcomes(empty) == {"da sua.xlsx": "đã nhận"}
    assert "2026-01_lan-02_DA-NHAN.txt" in answers(empty, "hcc")


def shop_period() -> Period:
    return Period.parse(JANUARY)


def mended(folder: Path) -> bytes:
    """The returned workbook with the marked cell mended, as a unit would do it."""
    (path,) = folder.glob("*TRA-LAI.xlsx")
    book = openpyxl.load_workbook(path)
    listing = book["Cần sửa"]
    links = [cell for row in listing.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == 1
    sheet, _, address = links[0].hyperlink.location.replace("'", "").partition("!")
    assert book[sheet][address].value == 428
    figures = book[sheet]
    for row in figures.iter_rows(min_row=1, max_col=6):
        new = {"HCC-03a": 328, "HCC-03b": 245, "HCC-04a": 328}.get(str(row[0].value))
        if new is not None:
            row[4].value = new
            if row[0].value == "HCC-03a":
                row[5].value = new
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def test_the_same_bytes_again_change_nothing_and_it_is_said(empty: Settings) -> None:
    data = workbook(empty, "ubkt")
    for name in ("mot.xlsx", "hai.xlsx"):
        pipeline.drop_workbook(empty, OFFICE, "ubkt", name, data)
        report = pipeline.collect(empty)
    assert report.rows[0]["kết quả"] == "giống bản đã gửi"
    assert report.accepted_keys == []
    assert "giống hệt bản đã gửi lần 1" in answers(empty, "ubkt")["2026-01_lan-01_DA-CO.txt"]
    with workshop(empty) as shop:
        assert len(shop.store.submissions(OFFICE, shop_period())) == 1


def test_whatever_is_dropped_is_answered_and_the_others_go_on(empty: Settings) -> None:
    good = workbook(empty, "ubkt")
    strange = {
        "ghi chu.xlsx": b"khong phai bang tinh",
        "bao cao.xlsx": b"%PDF-1.7 \n",
        "rong.xlsx": b"",
        "hong.xlsx": good[: len(good) // 2],
        "anh.png": b"\x89PNG\r\n\x1a\n" + bytes(64),
    }
    for name, data in strange.items():
        pipeline.drop_workbook(empty, OFFICE, "ca", name, data)
    pipeline.drop_workbook(empty, OFFICE, "ubkt", "tot.xlsx", good)

    found = outcomes(empty)

    assert found.pop("tot.xlsx") == "đã nhận"
    assert found == dict.fromkeys(strange, "trả lại")
    told = answers(empty, "ca")
    assert set(told) == {f"{name}_TRA-LAI.txt" for name in strange}
    assert all("[PHẢI SỬA]" in text for text in told.values())
    for data in strange.values():
        assert path_of(hashlib.sha256(data).hexdigest(), empty).read_bytes() == data


def test_a_file_with_a_secrecy_mark_is_not_kept(empty: Settings) -> None:
    values = changed(values_of(JANUARY)["ubkt"], {"UBKT-01": "MẬT"})
    filled = pipeline.fill_workbooks(empty, OFFICE, JANUARY, {"ubkt": cell_values(values)})
    data = filled["ubkt"][1]
    pipeline.drop_workbook(empty, OFFICE, "ubkt", "mat.xlsx", data)

    assert outcomes(empty) == {"mat.xlsx": "không nhận, đã xóa"}
    digest = hashlib.sha256(data).hexdigest()
    assert not path_of(digest, empty).exists()
    kept = [path for path in empty.var.rglob("*") if path.is_file() and path.read_bytes() == data]
    assert kept == []
    with workshop(empty) as shop:
        (event,) = [item for item in shop.store.events(OFFICE) if item.what == "erased"]
    assert event.hash == digest


def test_a_workbook_in_another_unit_s_folder_is_returned_there(empty: Settings) -> None:
    pipeline.drop_workbook(empty, OFFICE, "ca", "nham.xlsx", workbook(empty, "ubkt"))
    assert outcomes(empty) == {"nham.xlsx": "trả lại"}
    assert "Ủy ban Kiểm tra Đảng ủy" in answers(empty, "ca")["nham.xlsx_TRA-LAI.txt"]
    assert answers(empty, "ubkt") == {}


def test_a_loose_workbook_is_answered_in_its_unit_s_folder(empty: Settings) -> None:
    empty.inbox.mkdir(parents=True)
    (empty.inbox / "bao cao ubkt.xlsx").write_bytes(workbook(empty, "ubkt"))
    assert outcomes(empty) == {"bao cao ubkt.xlsx": "đã nhận"}
    assert "2026-01_lan-01_DA-NHAN.txt" in answers(empty, "ubkt")


def test_warnings_are_accepted_and_come_with_a_marked_copy(empty: Settings) -> None:
    values = changed(values_of(JANUARY)["ubkt"], {"UBKT-03.ytd": 9})
    drop(empty, JANUARY, {"ubkt": values})
    assert set(outcomes(empty).values()) == {"đã nhận, có lưu ý"}
    folder = UnitFolder(empty, OFFICE, "ubkt").answers
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "2026-01_lan-01_DA-NHAN-CO-LUU-Y.txt",
        "2026-01_lan-01_DA-NHAN-CO-LUU-Y.xlsx",
    }
    with zipfile.ZipFile(folder / "2026-01_lan-01_DA-NHAN-CO-LUU-Y.xlsx") as archive:
        assert "Cần sửa" in archive.read("xl/workbook.xml").decode()


def test_nothing_dropped_is_nothing_done(empty: Settings) -> None:
    report = pipeline.collect(empty)
    assert (report.rows, report.accepted_keys, report.corrections) == ([], [], [])


def test_a_correction_has_the_month_written_again(january: Settings) -> None:
    first = pipeline.compile_assessment(january, OFFICE, JANUARY)
    values = changed(values_of(JANUARY)["bxd-c"], {"BXC-01": 12, "BXC-01.ytd": 12})
    drop(january, JANUARY, {"bxd-c": values})

    report = pipeline.collect(january)

    assert report.corrections == ["ke-sat|2026-01"]
    second = pipeline.compile_assessment(january, OFFICE, JANUARY)
    assert second.text == first.text.replace("điều động 03 cán bộ", "điều động 12 cán bộ")
    assert second.id != first.id


def test_a_month_complete_but_not_yet_written_is_corrected_too(january: Settings) -> None:
    values = changed(values_of(JANUARY)["bxd-c"], {"BXC-01": 12, "BXC-01.ytd": 12})
    drop(january, JANUARY, {"bxd-c": values})
    assert pipeline.collect(january).corrections == ["ke-sat|2026-01"]


def test_the_cut_off_is_needed_until_everything_is_written(january: Settings) -> None:
    assert pipeline.needs_cut_off(january, OFFICE, JANUARY)
    pipeline.compile_assessment(january, OFFICE, JANUARY)
    assert not pipeline.needs_cut_off(january, OFFICE, JANUARY)


def test_withdrawal_shows_in_the_table_and_the_text(january: Settings) -> None:
    pipeline.withdraw_submission(
        january, OFFICE, JANUARY, "ubkt", who="Chánh Văn phòng", reason="gửi nhầm kỳ"
    )
    text = pipeline.compile_assessment(january, OFFICE, JANUARY).text
    assert "[CHƯA CÓ SỐ LIỆU – UBKT]" in text
    assert "các chi bộ kiểm tra 06 đảng viên" in text


def test_units_that_sent_nothing_are_shown(empty: Settings) -> None:
    drop(empty, JANUARY, {"ubkt": values_of(JANUARY)["ubkt"]})
    pipeline.collect(empty)
    rows = {
        row["đơn vị"]: row["kết quả"] for row in pipeline.received_table(empty, OFFICE, JANUARY)
    }
    assert rows.pop("Ủy ban Kiểm tra Đảng ủy") == "đã nhận"
    assert set(rows.values()) == {"CHƯA GỬI"}
    assert len(rows) == 46


@pytest.mark.parametrize("unit", ["hcc", "bxd-c", "cb-01"])
def test_last_month_s_values_are_pre_filled(january: Settings, unit: str) -> None:
    pipeline.open_period(january, OFFICE, "2026-02", [unit])
    (path,) = UnitFolder(january, OFFICE, unit).blank.iterdir()
    figures = openpyxl.load_workbook(path)["Số liệu"]
    expected = {"hcc": ("HCC-02a", 391), "bxd-c": ("BXC-12", 1201), "cb-01": ("CB-03a", 52)}[unit]
    shown = {row[0].value: row[3].value for row in figures.iter_rows(max_col=4)}
    assert shown[expected[0]] == expected[1]


def test_assigned_tasks_are_pre_printed_in_their_unit_s_workbook(january: Settings) -> None:
    pipeline.open_period(january, OFFICE, JANUARY, ["ub-dd"])
    (path,) = UnitFolder(january, OFFICE, "ub-dd").blank.iterdir()
    tasks = openpyxl.load_workbook(path)["Nhiệm vụ được giao"]
    printed = " ".join(str(cell.value) for row in tasks.iter_rows() for cell in row)
    assert "Đẩy mạnh công tác giải phóng mặt bằng các dự án trọng điểm" in printed


def test_checking_stores_nothing(january: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "thu"
    folder.mkdir()
    (folder / "sai.xlsx").write_bytes(workbook(january, "hcc", "first-drop"))
    (folder / "dung.xlsx").write_bytes(workbook(january, "ubkt"))
    (folder / "la.pdf").write_bytes(b"%PDF-1.4")
    with workshop(january) as shop:
        before = len(shop.store.submissions(OFFICE, shop_period()))
    checked = {item.path.name: item for item in pipeline.check_files(january, [folder])}
    assert {name: item.is_accepted for name, item in checked.items()} == {
        "sai.xlsx": False, "dung.xlsx": True, "la.pdf": False,
    }  # fmt: skip
    assert checked["sai.xlsx"].as_json()["findings"][0]["rule"] == "HCC-R1"
    with workshop(january) as shop:
        assert len(shop.store.submissions(OFFICE, shop_period())) == before


def test_what_is_said_of_a_checked_file_is_true_of_one_that_is_not_kept(
    empty: Settings, tmp_path: Path
) -> None:
    files = {
        "mat.txt": "MẬT".encode(),
        "TỐI MẬT.xlsx": workbook(empty, "ubkt"),
        "doctype.xlsx": with_parts(workbook(empty, "hcc"), {"xl/a.xml": "<!DOCTYPE a><a/>"}),
        "anh.png": b"\x89PNG\r\n\x1a\n",
        "dung.xlsx": workbook(empty, "ubkt"),
        "so tay\n.tmp": b"",
    }
    folder = tmp_path / "thu"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    checked = list(pipeline.check_files(empty, [folder]))
    assert {Path(item.shown_path).name: (item.label, item.findings[:1]) for item in checked} == {
        "mat.txt": ("nếu gửi sẽ bị xóa", found("TEP-MAT", mark="MẬT")),
        "TỐI MẬT.xlsx": ("nếu gửi sẽ bị xóa", found("TEP-MAT", mark="TỐI MẬT")),
        "doctype.xlsx": ("nếu gửi sẽ bị giữ riêng", found("TEP-XML-KHAI-BAO")),
        "anh.png": ("nếu gửi sẽ bị trả lại", found("TEP-ANH")),
        "dung.xlsx": ("đạt", ()),
        "so tay\ufffd.tmp": ("nếu gửi sẽ bị trả lại", found("TEP-TAM")),
    }
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files


def found(code: str, **told: str) -> tuple[Finding, ...]:
    return (Finding(code, Severity.CRITICAL, verdict(code, **told).message),)


def test_a_file_whose_name_bears_a_mark_of_secrecy_is_not_kept(empty: Settings) -> None:
    data = workbook(empty, "ubkt")
    pipeline.drop_workbook(empty, OFFICE, "ubkt", "bao cao MẬT.xlsx", data)
    assert outcomes(empty) == {"bao cao MẬT.xlsx": "không nhận, đã xóa"}
    kept = [path for path in empty.var.rglob("*") if path.is_file() and path.read_bytes() == data]
    assert kept == []
    with workshop(empty) as shop:
        (event,) = [item for item in shop.store.events(OFFICE) if item.what == "erased"]
    assert event.hash == hashlib.sha256(data).hexdigest()
    assert event.detail.keys() == {"rule", "file"}


def test_what_a_program_forgot_is_answered_and_kept(
    empty: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = workbook(empty, "ubkt")
    pipeline.drop_workbook(empty, OFFICE, "ubkt", "bao cao.xlsx~", data)
    assert outcomes(empty) == {}
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 100_000)
    assert outcomes(empty) == {"bao cao.xlsx~": "trả lại"}
    assert "tệp tạm" in answers(empty, "ubkt")["bao cao.xlsx~_TRA-LAI.txt"]
    assert path_of(hashlib.sha256(data).hexdigest(), empty).read_bytes() == data
    with workshop(empty) as shop:
        assert shop.store.submissions(OFFICE, shop_period()) == []


def test_a_file_that_is_still_being_copied_is_waited_for_once_and_else_left(
    empty: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = workbook(empty, "hcc")
    half = UnitFolder(empty, OFFICE, "hcc").put_drop("dang chep.xlsx", data[: len(data) // 2])
    waited: list[float] = []

    def copy_on(seconds: float) -> None:
        waited.append(seconds)
        half.write_bytes(data)

    with monkeypatch.context() as patched:
        patched.setattr(collecting.time, "sleep", copy_on)
        report = pipeline.collect(empty, settle_seconds=60, is_patient=True)
    assert (report.rows, report.unsettled, waited) == ([], ["dang chep.xlsx"], [60])
    assert report.as_json()["unsettled"] == ["dang chep.xlsx"]
    assert half.read_bytes() == data

    report = pipeline.collect(empty, settle_seconds=0.2, is_patient=True)
    assert (len(report.accepted_keys), report.unsettled) == (1, [])


RELABELLED = {
    "titles": lambda text: text.replace("01/2026", "02/2026"),
    "tags' month": lambda text: text.replace(":2026-01:", ":2026-02:"),
    "tags' unit": lambda text: text.replace(":hcc:", ":ubkt:"),
    "tags' version": lambda text: text.replace(":v1:", ":v2:"),
}


@pytest.mark.parametrize("what", RELABELLED)
def test_last_month_s_file_relabelled_by_hand_replaces_nothing(empty: Settings, what: str) -> None:
    """The tag in the properties still says January, and so does what it would replace."""
    sound = workbook(empty, "hcc")
    pipeline.drop_workbook(empty, OFFICE, "hcc", "thang 1.xlsx", sound)
    assert outcomes(empty) == {"thang 1.xlsx": "đã nhận"}

    def relabel(book: Book) -> None:
        for sheet in book:
            for row in sheet.iter_rows(max_row=9):
                for cell in row:
                    if isinstance(cell.value, str):
                        cell.value = RELABELLED[what](cell.value)
        book["Số liệu"]["K8"].value = "số mới"

    name = "bao-cao_hcc_2026-02.xlsx"
    pipeline.drop_workbook(empty, OFFICE, "hcc", name, edited(sound, relabel))
    assert outcomes(empty) == {name: "trả lại"}
    told = answers(empty, "hcc")[f"{name}_TRA-LAI.txt"]
    assert "nhưng trong tệp lại ghi khác: “" in told
    assert "(trang “Thông tin”, ô " in told
    assert "chép số liệu sang" in told
    with workshop(empty) as shop:
        assert [each.version for each in shop.store.submissions(OFFICE, shop_period())] == [1]


def test_a_file_that_is_only_renamed_is_taken_for_what_it_is(empty: Settings) -> None:
    name = "bao-cao_ubkt_2026-02.xlsx"
    pipeline.drop_workbook(empty, OFFICE, "hcc", name, workbook(empty, "hcc"))
    assert outcomes(empty) == {name: "đã nhận"}


def test_the_file_that_came_last_counts_whatever_its_name(empty: Settings) -> None:
    golden = values_of(JANUARY)["cb-01"]
    for name, count in (("z cu.xlsx", 1), ("a moi.xlsx", 9)):
        values = changed(golden, {"CB-01": count, "CB-01.ytd": count})
        filled = pipeline.fill_workbooks(empty, OFFICE, JANUARY, {"cb-01": cell_values(values)})
        pipeline.drop_workbook(empty, OFFICE, "cb-01", name, filled["cb-01"][1])
    assert list(outcomes(empty)) == ["z cu.xlsx", "a moi.xlsx"]
    with workshop(empty) as shop:
        facts = {item.indicator: item.value for item in shop.store.facts(OFFICE, shop_period())}
    assert facts["CB-01"] == 9


def test_the_same_bytes_twice_in_one_batch_are_one_submission(empty: Settings) -> None:
    data = workbook(empty, "ubkt")
    for name in ("mot.xlsx", "hai.xlsx"):
        pipeline.drop_workbook(empty, OFFICE, "ubkt", name, data)
    assert outcomes(empty) == {"mot.xlsx": "đã nhận", "hai.xlsx": "giống bản đã gửi"}
    assert len(answers(empty, "ubkt")) == 2


def test_every_dropped_file_is_answered_under_its_own_name(empty: Settings) -> None:
    data = workbook(empty, "ubkt")
    for name in ("mot.xlsx", "hai.xlsx", "ba.xlsx"):
        pipeline.drop_workbook(empty, OFFICE, "ubkt", name, data)
    later = UnitFolder(empty, OFFICE, "ubkt").drop / "tuan 2"
    later.mkdir()
    for folder in (later.parent, later):
        (folder / "bc.pdf").write_bytes(b"%PDF-1.7 \n")
    pipeline.collect(empty)
    told = answers(empty, "ubkt")
    assert {name: re.findall(r"Tệp: (.*)", text) for name, text in told.items()} == {
        "2026-01_lan-01_DA-NHAN.txt": ["mot.xlsx"],
        "2026-01_lan-01_DA-CO.txt": ["hai.xlsx"],
        "2026-01_lan-01_DA-CO_2.txt": ["ba.xlsx"],
        "bc.pdf_TRA-LAI.txt": ["bc.pdf"],
        "bc.pdf_TRA-LAI_2.txt": ["tuan 2/bc.pdf"],
    }


def test_a_marked_copy_mended_where_it_lies_is_taken_and_otherwise_left(empty: Settings) -> None:
    wrong = workbook(empty, "hcc", "first-drop")
    pipeline.drop_workbook(empty, OFFICE, "hcc", "bao cao.xlsx", wrong)
    pipeline.collect(empty)
    assert pipeline.collect(empty).rows == []
    folder = UnitFolder(empty, OFFICE, "hcc").answers
    (copy,) = folder.glob("*TRA-LAI.xlsx")
    copy.write_bytes(mended(folder))
    assert outcomes(empty) == {copy.name: "đã nhận"}
    assert sorted(path.name for path in folder.iterdir()) == [
        "2026-01_lan-01_TRA-LAI.txt", "2026-01_lan-02_DA-NHAN.txt",
    ]  # fmt: skip


def test_a_damaged_workbook_is_told_in_vietnamese_without_a_copy(empty: Settings) -> None:
    source, damaged = zipfile.ZipFile(BytesIO(workbook(empty, "ubkt"))), BytesIO()
    with zipfile.ZipFile(damaged, "w") as archive:
        for name in source.namelist():
            if name != "xl/sharedStrings.xml":
                archive.writestr(name, source.read(name))
    pipeline.drop_workbook(empty, OFFICE, "ubkt", "hong.xlsx", damaged.getvalue())
    pipeline.collect(empty)
    (told,) = answers(empty, "ubkt").values()
    assert "Tệp bị hỏng, có thể do chép hoặc tải chưa xong" in told
    assert "not a workbook" not in told
    assert "Mở tệp kèm theo" not in told


def test_last_month_s_answers_are_pre_filled(january: Settings) -> None:
    pipeline.open_period(january, OFFICE, "2026-02", ["bxd-t"])
    (path,) = UnitFolder(january, OFFICE, "bxd-t").blank.iterdir()
    words = openpyxl.load_workbook(path)["Kết quả bằng lời"]
    shown = {row[0].value: [cell.value for cell in row] for row in words.iter_rows()}
    assert "ổn định" in shown["BXT-06"]
