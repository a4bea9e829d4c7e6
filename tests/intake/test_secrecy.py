"""Marks of state secrets: found wherever people see them, and only where they are marks."""

from __future__ import annotations

import unicodedata
import zipfile
import zlib
from io import BytesIO

import pytest
import xlsxwriter
from tests.intake.compounds import BOOK, a_begin, a_compound, old_workbook, record, text
from tests.intake.conftest import Looks
from tests.intake.workbooks import (
    a_form,
    an_archive,
    an_open_document,
    with_parts,
    with_sheet,
    with_strings,
)

from nghiquyet.intake.containers import LOCAL
from nghiquyet.intake.guard import Fate
from nghiquyet.intake.salvage import salvage
from nghiquyet.intake.secrecy import mark_in_name, mark_of

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
RUNS = '<p xmlns="x"><r><rPr><solidFill/></rPr><t>{}</t></r>\n<r><rPr/><t>{}</t></r></p>'


def a_book(name: str = "Số liệu", chart: str = "", hint: str = "", **properties: str) -> bytes:
    """A workbook with words where forms have none."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name)
        book.set_properties({"keywords": "báo cáo", **properties})
        sheet.write_number("A1", 1)
        if chart:
            drawn = book.add_chart({"type": "column"})
            drawn.add_series({"values": f"='{name}'!$A$1"})
            drawn.set_title({"name": chart})
            sheet.insert_chart("C3", drawn)
        if hint:
            sheet.data_validation("A2", {"validate": "any", "input_message": hint})
    return target.getvalue()


def an_rtf(letters: str) -> bytes:
    escaped = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in letters)
    return f"{{\\rtf1\\ansi {{\\b {escaped}}}\\par}}".encode()


MARKED = {
    "cell": (a_form(text="MẬT"), "MẬT"),
    "top": (a_form(text="TUYỆT MẬT"), "TUYỆT MẬT"),
    "spaced": (a_form(text="  TỐI   MẬT. "), "TỐI MẬT"),
    "letter-spaced": (a_form(text="M Ậ T"), "MẬT"),
    "letter-spaced-widely": (a_form(text="T Ố I   M Ậ T"), "TỐI MẬT"),
    "letter-spaced-by-dots": (a_form(text="M.Ậ.T"), "MẬT"),
    "letter-spaced-very-widely": (with_strings(f"<t>M{chr(0x3000) * 9}Ậ T</t>"), "MẬT"),
    "letter-spaced-by-signs": (with_strings("<t>M &amp; Ậ &amp; T</t>"), "MẬT"),
    "non-breaking": (a_form(text="TUYỆT\u00a0MẬT"), "TUYỆT MẬT"),
    "zero-width": (a_form(text="\u200bMẬ\u200bT"), "MẬT"),
    "full-width": (a_form(text="ＭẬＴ"), "MẬT"),
    "bracketed": (a_form(text="(Mật)"), "MẬT"),
    "framed": (a_form(text="*** MẬT ***"), "MẬT"),
    "exactly-the-word": (a_form(text="Mật"), "MẬT"),
    "label-and-mark": (a_form(text="Độ mật: Tối mật"), "TỐI MẬT"),
    "label-and-mark-dash": (a_form(text="ĐỘ MẬT – MẬT"), "MẬT"),
    "degree": (a_form(text="Mức độ mật: Tuyệt mật"), "TUYỆT MẬT"),
    "line-of-a-cell": (a_form(text="ĐẢNG ỦY XÃ\nMẬT\nSố 01"), "MẬT"),
    "line-as-excel-escapes-it": (with_strings("<t>MẬT_x000D_\nSố 01</t>"), "MẬT"),
    "decomposed": (a_form(text=unicodedata.normalize("NFD", "MẬT")), "MẬT"),
    "half-decomposed": (a_form(text="MÂ\u0323T"), "MẬT"),
    "old-font": (a_form(text="TèI MËT"), "TỐI MẬT"),
    "vni-font": (a_form(text="TUYEÄT MAÄT"), "TUYỆT MẬT"),
    "two-runs": (a_form(rich=("TỐI ", "MẬT", "\n(bản số 1)")), "TỐI MẬT"),
    "header": (a_form(header='&R&"Times New Roman,Bold"&14MẬT&LĐảng ủy'), "MẬT"),
    "comment": (a_form(comment="MẬT"), "MẬT"),
    "text-box": (a_form(stamp="MẬT"), "MẬT"),
    "text-box-in-runs": (
        with_parts(a_form(2), {"xl/drawings/drawing9.xml": RUNS.format("TỐI ", "MẬT")}),
        "TỐI MẬT",
    ),
    "old-text-box-that-is-html": (
        with_parts(a_form(2), {"xl/drawings/vml9.vml": "<xml><div>MẬT<br></div></xml>"}),
        "MẬT",
    ),
    "numeric-entities": (with_strings("<t>M&#7852;T</t>"), "MẬT"),
    "unparsed": (with_strings("<t><![CDATA[MẬT]]></t>"), "MẬT"),
    "around-a-comment": (with_strings("<t>MẬ<!-- > -->T</t>"), "MẬT"),
    "inline": (with_sheet('<row><c r="A1" t="inlineStr"><is><t>MẬT</t></is></c></row>'), "MẬT"),
    "inline-in-runs": (
        with_sheet(
            '<row><c r="A1" t="inlineStr"><is><r><t>M</t></r><r><t>ẬT</t></r></is></c></row>'
        ),
        "MẬT",
    ),
    "formula": (with_sheet('<row><c r="A1" t="str"><f>B1</f><v>MẬT</v></c></row>'), "MẬT"),
    "sheet-name": (a_book(name="Mật"), "MẬT"),
    "property": (a_book(title="TUYỆT MẬT"), "TUYỆT MẬT"),
    **{
        f"property-{name}-{mark}": (a_book(**{name: mark}), of)
        for name in ("title", "subject", "keywords", "category", "comments", "company", "status")
        for mark, of in (("MẬT", "MẬT"), ("TOI MAT", "TỐI MẬT"))
    },
    "one-of-several-keywords": (a_book(keywords="báo cáo, Mật; tháng 1"), "MẬT"),
    "one-of-several-keywords-bare": (a_book(keywords="bao cao; TOI MAT"), "TỐI MẬT"),
    "chart-title": (a_book(chart="Tối mật"), "TỐI MẬT"),
    "hint-of-a-cell": (a_book(hint="MẬT"), "MẬT"),
    "cyrillic-letters": (a_form(text="\u041cẬ\u0422"), "MẬT"),
    "cyrillic-letters-accents-apart": (a_form(text="\u041c\u0410\u0302\u0323T"), "MẬT"),
    "greek-letter": (with_strings("<t>\u039cẬT</t>"), "MẬT"),
    "paper-and-mark": (a_form(text="BÁO CÁO MẬT"), "MẬT"),
    "bare-cell": (a_form(text="TOI MAT"), "TỐI MẬT"),
    "bare-cell-in-brackets": (a_form(text="[ TUYET MAT ]"), "TUYỆT MẬT"),
    "bare-cell-in-runs": (a_form(rich=("TOI ", "MAT", "\n(ban so 1)")), "TỐI MẬT"),
    "bare-header": (a_form(header="&R&14TOI MAT&LDang uy"), "TỐI MẬT"),
    "bare-comment": (a_form(comment="TUYET MAT"), "TUYỆT MẬT"),
    "bare-sheet-name": (a_book(name="TOI MAT"), "TỐI MẬT"),
    "bare-hint-of-a-cell": (a_book(hint="TOI MAT"), "TỐI MẬT"),
    "bare-ods-cell": (an_open_document(texts=("Thuong", "TOI MAT")), "TỐI MẬT"),
    "bare-xls-cell": (old_workbook(record(0x0204, bytes(6) + text("TOI MAT"))), "TỐI MẬT"),
    "bare-text-file": (b"Bao cao\r\nTOI MAT\r\nSo 01\r\n", "TỐI MẬT"),
    "half-bare": (a_form(text="TỐI MAT"), "TỐI MẬT"),
    "ods-cell": (an_open_document(texts=("Thường", "MẬT")), "MẬT"),
    "ods-spans": (an_open_document(texts=("TỐI <text:span>MẬT</text:span>",)), "TỐI MẬT"),
    "ods-header": (an_open_document(header="TUYỆT MẬT"), "TUYỆT MẬT"),
    "ods-sheet-name": (an_open_document(name="Mật"), "MẬT"),
    "xls-cell": (old_workbook(record(0x0204, bytes(6) + text("MẬT"))), "MẬT"),
    "xls-sheet-name": (old_workbook(name="Tối mật"), "TỐI MẬT"),
    "xls-header": (old_workbook(record(0x0014, text("&R&14MẬT"))), "MẬT"),
    "xls-comment": (
        old_workbook(
            record(0x01B6, bytes(18))
            + record(0x003C, b"\x01" + "TUYỆT MẬT".encode("utf-16-le"))
            + record(0x003C, bytes(16))
        ),
        "TUYỆT MẬT",
    ),
    "xls-hint": (
        old_workbook(record(0x01BE, bytes(4) + text("Lưu ý") + text("") + text("MẬT") + text(""))),
        "MẬT",
    ),
    "xls-old-font": (old_workbook(record(0x0204, bytes(6) + b"\x03\0\0M\xcbT")), "MẬT"),
    # What is no workbook goes back, but must not be archived either.
    "text-file": ("Báo cáo\nMẬT\n".encode(), "MẬT"),
    "csv": ("Mã;Mức;Số\nA1;Tối mật;3\n".encode(), "TỐI MẬT"),
    "csv-quoted": ('Mã,"MẬT",3\n'.encode(), "MẬT"),
    "csv-utf-16": ("Mã\tMẬT\n".encode("utf-16"), "MẬT"),
    "csv-utf-16-without-mark": ("Ma;So;Ghi chu\r\nA-01;5;MẬT\r\n".encode("utf-16-le"), "MẬT"),
    "csv-utf-16-big": ("Ma;So;Ghi chu\r\nA-01;5;MẬT\r\n".encode("utf-16-be"), "MẬT"),
    "csv-windows": ("Ma;MÂ\u0323T\n".encode("cp1258"), "MẬT"),
    "csv-old-font": (b"M\xb7;M\xcbT\n", "MẬT"),
    "html": (b"<html><body><p><b>M&#7852;T</b></p>", "MẬT"),
    "xml-2003": (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
        "<Cell><Data>MẬT</Data></Cell></Workbook>".encode(),
        "MẬT",
    ),
    "rtf": (an_rtf("MẬT"), "MẬT"),
    "docx": (
        an_archive(
            **{
                "[Content_Types].xml": "<x/>",
                "word/document.xml": "<d><p><r><t>TỐI </t></r><r><t>MẬT</t></r></p></d>",
            }
        ),
        "TỐI MẬT",
    ),
    "old-word": (a_compound({"WordDocument": "Số 1\rMẬT\rKính gửi".encode("utf-16-le")}), "MẬT"),
    "xlsb": (
        with_parts(
            an_archive(**{"[Content_Types].xml": "<x/>", "xl/workbook.bin": ""}),
            {"xl/strings.bin": b"\x13\x0c\0\x03\0\0\0" + "MẬT".encode("utf-16-le") + b"\x05\x06"},
        ),
        "MẬT",
    ),
    "zip-of-texts": (an_archive(**{"ghi chú.txt": "Số 5\nMẬT\n"}), "MẬT"),
    "zip-of-workbooks": (with_parts(an_archive(), {"a.xlsx": a_form(2, text="MẬT")}), "MẬT"),
}


@pytest.mark.parametrize("place", MARKED)
def test_a_mark_of_secrecy_erases_the_file(look: Looks, place: str) -> None:
    data, mark = MARKED[place]
    found = look(data)
    assert (found.code, found.fate) == ("TEP-MAT", Fate.ERASE)
    assert f"({mark})" in found.message


UNMARKED = (
    "Bảo vệ bí mật nhà nước",
    "Độ mật:",
    "Độ mật",
    "Mật độ",
    "Mật độ dân số",
    "Tập huấn công tác bảo mật",
    "Bảo mật",
    "BẢO MẬT",
    "Bí mật",
    "mật ong",
    "Sản xuất mật ong",
    "Mật mã",
    "Mật khẩu",
    "Tài liệu MẬT: 03 văn bản",
    "Mật: 03",
    "Mát",
    "Mặt",
    "Mất",
    "MAT",
    "Ngậm mật",
    "MAT TRAN TO QUOC",
    "Mặt trận Tổ quốc",
    "Cơ mật",
    "CƠ MẬT",
    "Tố mật",
    "TÔI MẤT",
    "TỐI MẮT",
    "Toi mat xe",
    "TOI MAT XE",
    "BAO VE BI MAT NHA NUOC",
    "DO MAT:",
    "ĐỘ MẬT:",
    "Đường mật, kẹo",
)


@pytest.mark.parametrize("words", UNMARKED)
def test_ordinary_words_among_the_properties_are_no_mark(look: Looks, words: str) -> None:
    assert look(a_book(title=words, keywords=f"báo cáo; {words}")).fate is Fate.ACCEPT


@pytest.mark.parametrize("words", UNMARKED)
def test_the_word_within_others_is_no_mark(look: Looks, words: str) -> None:
    assert look(a_form(2, text=words)).fate is Fate.ACCEPT
    assert look(an_open_document(texts=(words,))).fate is Fate.ACCEPT
    assert look(old_workbook(record(0x0204, bytes(6) + text(words)))).fate is Fate.ACCEPT
    assert look(f"Số 1\n{words}\n".encode()).code == "TEP-VAN-BAN"


@pytest.mark.parametrize("shift", range(24))
def test_a_word_that_a_piece_cuts_off_is_no_mark(look: Looks, shift: int) -> None:
    """Large files are looked at in pieces of a megabyte."""
    words = "x" * shift + "Sản xuất, mật ong; " * 60_000
    assert look(words.encode()).code == "TEP-VAN-BAN"
    letters = words.replace("; ", "\r").encode("utf-16-le")
    assert look(a_compound({"WordDocument": letters})).code == "TEP-OFFICE-CU"


def test_a_bold_word_of_a_sentence_is_no_mark(look: Looks) -> None:
    assert look(a_form(rich=("bảo vệ bí ", "mật", " nhà nước"))).fate is Fate.ACCEPT
    box = RUNS.format("bảo vệ bí ", "mật")
    drawing = with_parts(a_form(2), {"xl/drawings/drawing9.xml": box})
    assert look(drawing).fate is Fate.ACCEPT
    spans = an_open_document(texts=("bí <text:span>mật</text:span> nhà nước",))
    assert look(spans).fate is Fate.ACCEPT


OUTWEIGHED = {
    "macro": with_parts(a_form(2, text="MẬT"), {"xl/vbaProject.bin": "x"}),
    "far-cell": with_parts(
        with_sheet('<row><c r="XFD9"><v>1</v></c></row>'), {"docProps/core.xml": "<x>MẬT</x>"}
    ),
    "doctype-in-another-part": with_parts(a_form(2, text="MẬT"), {"xl/a.xml": "<!DOCTYPE x><x/>"}),
    "behind-a-doctype": with_parts(a_form(2), {"xl/a.xml": "<!DOCTYPE x><x>MẬT</x>"}),
    "in-another-encoding": with_parts(
        a_form(2), {"xl/a.xml": "<x><t>MẬT</t></x>".encode("utf-16")}
    ),
    "behind-broken-markup": with_parts(a_form(2), {"xl/a.xml": "<x><y></x>MẬT</y>"}),
    "duplicate-name": with_parts(a_form(2, text="MẬT"), {"XL/workbook.xml": "<x/>"}),
    "xls-of-an-older-excel": a_compound(
        {"Workbook": a_begin(BOOK, version=0x0500) + "\0MẬT\0".encode("utf-16-le")}
    ),
    "xls-with-macro": a_compound(
        {
            "Workbook": a_begin(BOOK) + record(0x0204, bytes(6) + text("MẬT")),
            "_VBA_PROJECT_CUR": b"",
        }
    ),
}


@pytest.mark.parametrize("gate", OUTWEIGHED)
def test_secrecy_outweighs_other_gates(look: Looks, gate: str) -> None:
    assert look(OUTWEIGHED[gate]).fate is Fate.ERASE


SECRET = a_form(text="TỐI MẬT")
NAMELESS = a_book(name="TUYỆT MẬT")
DAMAGED = {
    "cut-at-its-end": SECRET[:-30],
    "cut-in-the-middle": SECRET[: SECRET.rfind(b"PK\x01\x02")],
    "with-something-behind": SECRET + b"xx",
    "with-something-before": b"\r\n" + SECRET,
    "within-a-mail": b"Content-Type: application/x\r\n\r\n" + SECRET + b"\r\n--",
    "within-a-picture": b"\x89PNG\r\n" + SECRET,
    "sheet-name-cut": NAMELESS[:-30],
    "header-cut": a_form(header="&R&14MẬT&LĐảng ủy")[:-30],
    "stored-and-cut": an_archive(**{"[Content_Types].xml": "<x/>", "a.xml": "<x>MẬT</x>"})[:-9],
    "word-cut": MARKED["docx"][0][:-20],
    "workbook-within-cut": MARKED["zip-of-workbooks"][0][:-20],
    "old-workbook-cut": MARKED["xls-cell"][0][:-600],
    "a-part-s-checksum": SECRET.replace(SECRET[14:18], b"abcd"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_file_is_looked_at_for_marks_before_it_is_kept(look: Looks, damage: str) -> None:
    assert look(DAMAGED[damage]).fate is Fate.ERASE


@pytest.mark.parametrize("cut", range(40, 1400, 97))
def test_where_the_texts_are_still_there_a_cut_hides_no_mark(look: Looks, cut: int) -> None:
    """The directory stands behind the parts: without it they can be read all the same."""
    assert look(SECRET[:-cut]).fate is Fate.ERASE


@pytest.mark.parametrize("words", UNMARKED)
def test_the_word_within_others_is_no_mark_in_a_damaged_file_either(
    look: Looks, words: str
) -> None:
    assert look(a_form(2, text=words)[:-30]).code == "TEP-HONG"
    assert look(b"\r\n" + a_form(2, text=words)).fate is not Fate.ERASE


def test_salvaging_ends_whatever_the_data_are(look: Looks) -> None:
    endless = zlib.compressobj(wbits=-15)
    bomb = endless.compress(bytes(64 << 20)) + endless.flush()
    header = LOCAL.pack(b"PK\x03\x04", 20, 0, 8, 0, 0, 0, 0, 0, 0, 0)
    assert sum(map(len, salvage(header + bomb))) <= 8 << 20
    assert list(salvage(header * 100_000)) == []
    assert look(header + bomb).code == "TEP-HONG"
    assert look(header[:-3]).code == "TEP-HONG"


def test_nobody_looks_into_what_unpacks_without_end(look: Looks) -> None:
    bomb = with_parts(a_form(2), {"a.xml": b"<x>" + b" " * (9 << 20), "z.xml": "<x>MẬT</x>"})
    with zipfile.ZipFile(BytesIO(bomb)) as archive:
        assert archive.namelist()[-2:] == ["a.xml", "z.xml"]
    assert look(bomb).code == "TEP-NEN-QUA-CO"


STAMPED = {
    "TUYỆT MẬT - HỎA TỐC": "TUYỆT MẬT",
    "Độ mật: Tối mật; Độ khẩn: Hỏa tốc": "TỐI MẬT",
    "[TUYỆT MẬT] Báo cáo": "TUYỆT MẬT",
    "MẬT (bản số 01)": "MẬT",
    "MẬT/TỐI MẬT": "MẬT",
    "HỒ SƠ TUYỆT MẬT": "TUYỆT MẬT",
    "TÀI LIỆU MẬT": "MẬT",
    "BÁO CÁO MẬT": "MẬT",
    "Tài liệu MẬT": "MẬT",
    "Văn bản MẬT.": "MẬT",
    "Trang 1 - TÀI LIỆU MẬT": "MẬT",
    "mức độ: Tối mật": "TỐI MẬT",
    "Tuyệt mật - không sao chụp": "TUYỆT MẬT",
    "Mức độ: Mật": "MẬT",
    "Cấp độ: TUYỆT MẬT": "TUYỆT MẬT",
    "T\u041eI MAT": "TỐI MẬT",
    "(Dấu: MẬT)": "MẬT",
    "TUYET MAT - HOA TOC": "TUYỆT MẬT",
    "TOI MAT/HOA TOC": "TỐI MẬT",
    "DO MAT: MAT": "MẬT",
    "ĐỘ MẬT: TOI MAT": "TỐI MẬT",
    "MUC DO MAT: TUYET MAT": "TUYỆT MẬT",
}


@pytest.mark.parametrize("line", STAMPED)
def test_a_stamp_is_found_among_other_words(line: str) -> None:
    assert mark_of(line) == STAMPED[line]


@pytest.mark.parametrize(
    "line",
    [
        "MẬT ĐỘ DÂN SỐ",
        "MẬT ONG RỪNG",
        "CÔNG TÁC BẢO MẬT",
        "Bảo vệ bí mật nhà nước",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "Tập huấn bảo mật, an toàn thông tin",
        "Mật độ giao thông: cao",
        "Mức độ: Mật độ cao",
        "Mức độ: bảo mật cao",
        "Lưu: hồ sơ mật",
        "Tối mật: 03 văn bản",
        "Văn bản tối mật - tuyệt mật: 0",
        "Báo cáo mật độ dân số",
        "BÁO CÁO MẬT ĐỘ DÂN SỐ",
        "Tài liệu MẬT: 03 văn bản",
        "Quản lý tài liệu mật",
        "Số tài liệu MẬT đã tiêu hủy",
    ],
)
def test_words_that_only_contain_it_are_no_stamp(line: str) -> None:
    assert mark_of(line) == ""


NAMED = {
    "TỐI MẬT.xlsx": "TỐI MẬT",
    "bao cao MẬT.xlsx": "MẬT",
    "[MẬT] bc.xlsx": "MẬT",
    "mật.xlsx": "MẬT",
    "Mật (1).xlsx": "MẬT",
    "Báo cáo tối mật tháng 1.xlsx": "TỐI MẬT",
    unicodedata.normalize("NFD", "bc_TUYỆT_MẬT.xlsx"): "TUYỆT MẬT",
    "BC_TOI_MAT.xlsx": "TỐI MẬT",
    "TOI MAT bao cao.xlsx": "TỐI MẬT",
    "bc-TUYETMAT (2).xlsx": "TUYỆT MẬT",
    "bc \u041cẬ\u0422.xlsx": "MẬT",
    "tuần 2/TỐI MẬT/bc.xlsx": "TỐI MẬT",
    "MẬT": "MẬT",
}
UNNAMED = (
    "MẬT ĐỘ DÂN SỐ.xlsx", "mật độ.xlsx", "sản xuất mật ong.xlsx", "CÔNG TÁC BẢO MẬT.xlsx",
    "BẢO VỆ BÍ MẬT NHÀ NƯỚC.xlsx", "bao cao mat tran.xlsx", "MAT TRAN.xlsx", "MẶT TRẬN.xlsx",
    "cong tac bao mat.xlsx", "Cơ mật.xlsx", "Tố mật.xlsx", "TÔI MẤT.xlsx", "TOI MAT XE.xlsx",
    "bao-cao_ubkt_2026-01.xlsx", "x", "mat.xlsx",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_a_mark_in_the_name_of_a_file_is_one(name: str) -> None:
    assert mark_in_name(name) == NAMED[name]


@pytest.mark.parametrize("name", UNNAMED)
def test_ordinary_words_in_the_name_of_a_file_are_no_mark(name: str) -> None:
    assert mark_in_name(name) == ""
