"""Versions: what was only saved again is said so, what was changed is shown cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import text
from tests.golden.months import values_of
from tests.pipeline.months import OFFICE, changed, drop
from tests.pipeline.test_collecting import answers, outcomes, workbook

from nghiquyet import pipeline
from nghiquyet.errors import ConfigurationError, StoreError
from nghiquyet.intake.archive import path_of
from nghiquyet.intake.inbox import UnitFolder
from nghiquyet.model.draft import ReviewLine
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Severity
from nghiquyet.model.submission import SubmissionStatus
from nghiquyet.narrative.assessment import write_assessment
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.pipeline.filling import cell_values
from nghiquyet.pipeline.gathering import gather_evidence
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.settings import Settings

JANUARY = "2026-01"


def review_lines(evidence: Evidence) -> tuple[ReviewLine, ...]:
    return write_assessment(evidence).review


def saved_again(data: bytes, edits: Mapping[str, object] | None = None) -> bytes:
    """The workbook as another program saves it, with cells of «Số liệu» changed."""
    book = openpyxl.load_workbook(BytesIO(data))
    for address, value in (edits or {}).items():
        book["Số liệu"][address] = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def address_of(data: bytes, code: str) -> str:
    """The cell of a row's figure of the month."""
    sheet = openpyxl.load_workbook(BytesIO(data))["Số liệu"]
    (row,) = (row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == code)
    return f"E{row}"


def test_a_workbook_that_was_only_saved_again_changes_nothing_and_it_is_said(
    empty: Settings,
) -> None:
    data = workbook(empty, "ubkt")
    pipeline.drop_workbook(empty, OFFICE, "ubkt", "mot.xlsx", data)
    pipeline.collect(empty)
    pipeline.drop_workbook(empty, OFFICE, "ubkt", "hai.xlsx", saved_again(data))

    report = pipeline.collect(empty)

    assert [row["kết quả"] for row in report.rows] == ["giống bản đã gửi"]
    assert report.accepted_keys == []
    assert "không sửa ô nào" in answers(empty, "ubkt")["2026-01_lan-01_DA-CO.txt"]
    with workshop(empty) as shop:
        assert len(shop.store.submissions(OFFICE, Period(2026, 1))) == 1
        (event,) = (each for each in shop.store.events(OFFICE) if each.what == "identical")
    assert event.detail["version"] == 1


def test_a_returned_workbook_that_was_only_saved_again_is_still_to_be_mended(
    empty: Settings,
) -> None:
    wrong = workbook(empty, "hcc", "first-drop")
    for name, data in (("mot.xlsx", wrong), ("hai.xlsx", saved_again(wrong))):
        pipeline.drop_workbook(empty, OFFICE, "hcc", name, data)
        pipeline.collect(empty)
    told = answers(empty, "hcc")["2026-01_lan-01_DA-CO.txt"]
    assert "trả lại" in told
    folder = UnitFolder(empty, OFFICE, "hcc").answers
    assert (folder / "2026-01_lan-01_DA-CO.xlsx").exists()


def test_a_number_typed_anew_as_text_is_the_same_content(empty: Settings) -> None:
    data = workbook(empty, "ubkt")
    pipeline.drop_workbook(empty, OFFICE, "ubkt", "mot.xlsx", data)
    pipeline.collect(empty)
    cell = address_of(data, "UBKT-03")
    value = openpyxl.load_workbook(BytesIO(data))["Số liệu"][cell].value
    pipeline.drop_workbook(empty, OFFICE, "ubkt", "hai.xlsx", saved_again(data, {cell: str(value)}))
    assert outcomes(empty) == {"hai.xlsx": "giống bản đã gửi"}


def test_what_a_version_changed_is_told_cell_by_cell(empty: Settings) -> None:
    golden = values_of(JANUARY)["ubkt"]
    drop(empty, JANUARY, {"ubkt": golden})
    pipeline.collect(empty)
    drop(empty, JANUARY, {"ubkt": changed(golden, {"UBKT-03": 7, "UBKT-03.ytd": 7})})
    pipeline.collect(empty)

    rows = pipeline.difference_table(empty, OFFICE, JANUARY, "ubkt")

    assert [(row["mã"], row["lần 1"], row["lần 2"]) for row in rows] == [
        ("UBKT-03", "6", "7"),
        ("UBKT-03", "6", "7"),
    ]
    assert {row["ô"].partition("!")[0] for row in rows} == {"Số liệu"}
    told = answers(empty, "ubkt")["2026-01_lan-02_DA-NHAN.txt"]
    assert "So với lần gửi trước" in told
    assert "6 → 7" in told
    assert [row["lần"] for row in pipeline.version_table(empty, OFFICE, JANUARY, "ubkt")] == [
        "1",
        "2",
    ]


def test_a_returned_version_is_compared_too(empty: Settings) -> None:
    for folder in ("first-drop", "values"):
        data = workbook(empty, "hcc", folder)
        pipeline.drop_workbook(empty, OFFICE, "hcc", f"{folder}.xlsx", data)
        pipeline.collect(empty)
    rows = pipeline.difference_table(empty, OFFICE, JANUARY, "hcc", 1, 2)
    assert ("HCC-03a", "428", "328") in [(row["mã"], row["lần 1"], row["lần 2"]) for row in rows]


def test_versions_that_are_not_there_are_named(empty: Settings) -> None:
    with pytest.raises(ConfigurationError, match="0 bản nộp"):
        pipeline.difference_table(empty, OFFICE, JANUARY, "ubkt")


def test_the_office_lets_a_warning_pass_in_a_name_and_for_a_reason(empty: Settings) -> None:
    values = changed(values_of(JANUARY)["ubkt"], {"UBKT-03.ytd": 9})
    drop(empty, JANUARY, {"ubkt": values})
    pipeline.collect(empty)
    rule = "UBKT-03.luy-ke-noi"

    waived = pipeline.waive_warning(
        empty, OFFICE, JANUARY, "ubkt", rule, who="Chánh Văn phòng", reason="đã đối chiếu sổ"
    )

    assert [(each.rule, each.code) for each in waived.given] == [(rule, "UBKT-03")]
    with workshop(empty) as shop:
        assert shop.store.waivers(OFFICE, Period(2026, 1)) == [*waived.given]
        (event,) = (each for each in shop.store.events(OFFICE) if each.what == "waived")
    assert (event.who, event.detail["reason"]) == ("Chánh Văn phòng", "đã đối chiếu sổ")


@pytest.mark.parametrize(
    ("rule", "who", "reason", "error"),
    [
        ("UBKT-R1", "Chánh Văn phòng", "lý do", ConfigurationError),
        ("UBKT-03.luy-ke-noi", " ", "lý do", ConfigurationError),
        ("UBKT-03.luy-ke-noi", "Chánh Văn phòng", "", ConfigurationError),
    ],
)
def test_nothing_is_waived_without_a_warning_a_name_and_a_reason(
    empty: Settings, rule: str, who: str, reason: str, error: type[Exception]
) -> None:
    values = changed(values_of(JANUARY)["ubkt"], {"UBKT-03.ytd": 9})
    drop(empty, JANUARY, {"ubkt": values})
    pipeline.collect(empty)
    with pytest.raises(error):
        pipeline.waive_warning(empty, OFFICE, JANUARY, "ubkt", rule, who=who, reason=reason)


def test_a_unit_that_sent_nothing_has_nothing_to_waive(empty: Settings) -> None:
    with pytest.raises(StoreError, match="chưa có bản nộp"):
        pipeline.waive_warning(empty, OFFICE, JANUARY, "ubkt", "X", who="A", reason="b")


def test_a_waived_warning_is_told_no_more_and_stands_in_the_review_sheet(empty: Settings) -> None:
    golden = values_of(JANUARY)["ubkt"]
    drop(empty, JANUARY, {"ubkt": changed(golden, {"UBKT-03.ytd": 9})})
    pipeline.collect(empty)
    rule = "UBKT-03.luy-ke-noi"
    pipeline.waive_warning(
        empty, OFFICE, JANUARY, "UBKT", rule, who="Chánh Văn phòng", reason="đã đối chiếu sổ"
    )
    with workshop(empty) as shop:
        office = shop.catalogue.office(OFFICE)
        lines = review_lines(gather_evidence(shop, office, Period(2026, 1)))
    assert [line.severity for line in lines if line.rule == rule] == [Severity.INFO]
    (told,) = (line.message for line in lines if line.rule == rule)
    assert told.endswith("Chánh Văn phòng cho qua, lý do: đã đối chiếu sổ.")

    again = changed(golden, {"UBKT-03.ytd": 9, "UBKT-04": 13, "UBKT-04.ytd": 13})
    drop(empty, JANUARY, {"ubkt": again})
    assert set(outcomes(empty).values()) == {"đã nhận"}
    assert "[NÊN XEM LẠI]" not in answers(empty, "ubkt")["2026-01_lan-02_DA-NHAN.txt"]


def test_an_explained_warning_is_accepted_and_stands_in_the_review_sheet(empty: Settings) -> None:
    note = "Bổ sung 03 đảng viên kiểm tra từ tháng 12"
    values = changed(values_of(JANUARY)["ubkt"], {"UBKT-03.ytd": 9, "UBKT-03.note": note})
    drop(empty, JANUARY, {"ubkt": values})
    assert set(outcomes(empty).values()) == {"đã nhận"}
    with workshop(empty) as shop:
        office = shop.catalogue.office(OFFICE)
        lines = review_lines(gather_evidence(shop, office, Period(2026, 1)))
    (told,) = (line.message for line in lines if line.rule == "UBKT-03.luy-ke-noi")
    assert f"Đơn vị giải trình: “{note}”." in told


def test_what_stands_outside_the_form_is_told_with_its_place(empty: Settings) -> None:
    data = saved_again(workbook(empty, "ubkt"), {"P9": "nhớ gọi lại chi bộ thôn 3"})
    pipeline.drop_workbook(empty, OFFICE, "ubkt", "them.xlsx", data)
    assert outcomes(empty) == {"them.xlsx": "đã nhận"}
    receipt = answers(empty, "ubkt")["2026-01_lan-01_DA-NHAN.txt"]
    assert "- Trang “Số liệu”, ô P9: nhớ gọi lại chi bộ thôn 3" in receipt


NOTE = "Bổ sung 03 đảng viên kiểm tra từ tháng 12"


def sent(settings: Settings, cells: Mapping[str, object]) -> str:
    """What becomes of a version with these cells."""
    drop(settings, JANUARY, {"ubkt": changed(values_of(JANUARY)["ubkt"], cells)})
    return next(iter(outcomes(settings).values()))


def test_a_note_explains_only_the_value_for_which_it_was_written(empty: Settings) -> None:
    first = {"UBKT-03.ytd": 9, "UBKT-03.note": NOTE}
    assert sent(empty, first) == "đã nhận"
    assert sent(empty, {**first, "UBKT-04": 13, "UBKT-04.ytd": 13}) == "đã nhận"
    mended = {**first, "UBKT-03.ytd": 11}
    assert sent(empty, mended) == "đã nhận, có lưu ý"
    told = answers(empty, "ubkt")["2026-01_lan-03_DA-NHAN-CO-LUU-Y.txt"]
    assert "Ghi chú ở dòng này được viết khi ô còn ghi “9”" in told
    assert sent(empty, {**mended, "UBKT-04": 14, "UBKT-04.ytd": 14}) == "đã nhận, có lưu ý"
    assert sent(empty, {**mended, "UBKT-03.note": f"{NOTE} và 02 từ tháng 11"}) == "đã nhận"


def test_a_note_of_an_earlier_file_of_the_same_collection_is_an_earlier_one(
    empty: Settings,
) -> None:
    for number, count in enumerate((9, 11)):
        cells = {"UBKT-03.ytd": count, "UBKT-03.note": NOTE}
        values = cell_values(changed(values_of(JANUARY)["ubkt"], cells))
        filled = pipeline.fill_workbooks(empty, OFFICE, JANUARY, {"ubkt": values})
        pipeline.drop_workbook(empty, OFFICE, "ubkt", f"{number}.xlsx", filled["ubkt"][1])
    assert outcomes(empty) == {"0.xlsx": "đã nhận", "1.xlsx": "đã nhận, có lưu ý"}


def test_names_of_persons_are_spread_nowhere(empty: Settings) -> None:
    data = workbook(empty, "ubkt")
    names = ("Trần Văn Mẫu", "Lê Thị Thử", "Phạm Văn Ví Dụ", "Hoàng Thị Giả Định")
    persons = {f"P{row}": name for row, name in enumerate(("Họ và tên", *names), 8)}
    listing = saved_again(data, persons)
    sendings = (data, listing, saved_again(data, {address_of(data, "UBKT-04"): 13}))
    for number, sending in enumerate(sendings):
        pipeline.drop_workbook(empty, OFFICE, "ubkt", f"{number}.xlsx", sending)
        pipeline.collect(empty)
    with workshop(empty) as shop:
        versions = shop.store.submissions(OFFICE, Period(2026, 1))
        query = text("SELECT DISTINCT submission_id FROM cell")
        with shop.store.engine.connect() as connection:
            kept = connection.execute(query).scalars().all()
            spread = connection.execute(text(EVERYTHING)).scalars().all()
    assert [each.status for each in versions][1] is SubmissionStatus.RETURNED
    assert [each.id in kept for each in versions] == [True, False, True]
    assert not [name for name in names if any(name in row for row in spread)]
    assert path_of(versions[1].sha256, empty).read_bytes() == listing
    told = answers(empty, "ubkt")
    assert "So với lần gửi trước" not in told["2026-01_lan-02_TRA-LAI.txt"]
    (third,) = (receipt for name, receipt in told.items() if "lan-03" in name)
    assert "So với lần gửi trước: đổi 1 ô" in third


EVERYTHING = """
SELECT cell::text FROM cell
UNION ALL SELECT finding::text FROM finding
UNION ALL SELECT fact::text FROM fact
UNION ALL SELECT statement::text FROM statement
UNION ALL SELECT event::text FROM event
"""
