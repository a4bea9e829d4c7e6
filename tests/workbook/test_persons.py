"""What is a list of persons, and what only looks like one: a table of both, case by case."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.golden.months import issued_resolution, values_of

from nghiquyet.pipeline.filling import cell_values
from nghiquyet.workbook.person_names import Likeness, likeness
from nghiquyet.workbook.personal import find_personal, may_be_personal

Columns = tuple[tuple[Any, ...], ...]
NAMES, CARDS = "họ tên", "số căn cước, chứng minh nhân dân"
PARTY, PHONES = "số thẻ đảng viên", "số điện thoại"

LISTS: tuple[tuple[str, Columns], ...] = (
    (NAMES, (("Nguyễn Văn A", "Trần Thị B", "Lê Văn C"),)),
    (NAMES, (("NGUYỄN VĂN A", "TRẦN THỊ B", "LƯƠNG VĂN C"),)),
    (NAMES, (("nguyễn văn a", "trần thị b", "lê văn c"),)),
    (NAMES, (("nguyen van a", "tran thi b", "le van c"),)),
    (NAMES, (("NGUYEN VAN A", "TRAN THI B", "LE VAN C"),)),
    (NAMES, (("Nguyễn văn A", "Trần thị B", "Lê văn C"),)),
    (NAMES, (("Nguyễn Hoa", "Trần Nam", "Phạm Bình"),)),
    (NAMES, (("Nguyen Hoa", "Tran Nam", "Pham Binh"),)),
    (NAMES, (("trần nam", "nguyễn hoa", "phạm hòa"),)),
    (NAMES, (("Nguyễn Huệ", "Trần Thị B", "Phạm Hùng Cường"),)),
    (NAMES, (("Hồ Sơn", "Nguyễn Hoa", "Trần Nam"),)),
    (NAMES, (("Nguyễn Văn", "Trần Thị", "Lê Hữu"), ("A", "B", "C"))),
    (NAMES, (("Nguyễn", "Trần", "Lê"), ("Hoa", "Nam", "Bình"))),
    (NAMES, (("Họ đệm", "x", "y"), ("Tên", "A", "B"))),
    (NAMES, (("Họ và tên đệm", "Sùng A", "Thào Thị"), ("Tên", "Páo", "Mỷ"))),
    (NAMES, (("Danh sách", "1. Đ/c Nguyễn Văn A", "2. Đ/c Trần Thị B", "3. Đ/c Lê Văn C"),)),
    (NAMES, (("Nguyễn Văn A, Trần Thị B; Lê Văn C",),)),
    (NAMES, (("Nguyễn Văn A và Trần Thị B, Lê Văn C",),)),
    (NAMES, (("Đ/c Nguyễn Văn A/đ/c Trần Thị B/Lê Văn C",),)),
    (CARDS, (("034\u00a0085\u00a0001\u00a0234", "０３４１９０００４３２１", "001204000111"),)),
    (NAMES, (("Nguyễn Văn A - Bí thư", "Trần Thị B (1980)", "Lê Văn C: hoàn thành tốt"),)),
    (NAMES, (("Nguyễn Văn A", "", "Trần Thị B", "", "Lê Văn C"),)),
    (NAMES, (("Sùng Thị Mỷ", "Giàng A Páo", "Thào Văn Dế"),)),
    (NAMES, (("Kết nạp: Nguyễn Văn A, Trần Thị B, Lê Văn C, Phạm Thị D, Bùi Văn E, Đỗ Thị G",),)),
    (PHONES, (("0912345678", "0987 654 321", "+84 904 111 222"),)),
    (PHONES, (("Nguyễn Văn A: 0912.345.678", "0912345679", "0386111222"),)),
    (PHONES, (("Nguyễn Văn A", "Trần Thị B", "Lê Văn C"), (912345678, 987654321, 904111222))),
    (CARDS, (("034085001234", "034190004321", "001204000111"),)),
    (CARDS, ((34085001234, 34190004321, 1204000111),)),
    (CARDS, (("142345678", "142345679", "030234567"),)),
    (CARDS, (("Nguyễn Văn A", "Trần Thị B"), (142345678, 142345679))),
    (PARTY, (("46.012345", "46.012346", "46 012347"),)),
    (PARTY, (("Nguyễn Văn A", "Trần Thị B"), ("46012345", "46012346"))),
)
INNOCENT: tuple[Columns, ...] = (
    (("Chi bộ thôn 1", "Chi bộ thôn 2", "Đảng ủy xã", "Công an xã", "Trạm Y tế xã"),),
    (("Hà Nội", "Cao Bằng", "Thái Bình", "Ninh Giang", "Hải Phòng"),),
    (("Lê Lợi", "Trần Phú", "Nguyễn Trãi", "Nguyễn Lương Bằng", "Phạm Ngũ Lão"),),
    (("Lê Lợi", "Trần Phú", "Phạm Sơn", "Đỗ Ngọc Ninh", "Lê Chân", "Vũ Hựu"),),
    (("Trường THCS Nguyễn Huệ", "Trường Tiểu học Lê Lợi", "Trường Mầm non Hoa Mai"),),
    (("Đoàn Thanh niên", "Đoàn Thanh Niên", "Đoàn viên", "Hội Phụ nữ", "Đoàn thể chính trị"),),
    (("Hồ sơ đất đai", "Đào tạo nghề", "Lưu trữ hồ sơ", "Cao điểm", "Tăng trưởng"),),
    (("HỒ SƠ", "ĐÀO TẠO", "LƯU TRỮ", "TĂNG TRƯỞNG", "LƯƠNG THỰC"),),
    (("Hồ Sơ Đất Đai", "Đào Tạo Nghề", "Lưu Trữ Số", "Mai Táng Phí", "Cao Đẳng Nghề"),),
    (("Phạm vi rộng", "Vũ trang nhân dân", "Trần nhà", "Phan Thiết", "Đinh mức"),),
    (("Người lập biểu", "Nguyễn Văn A", "Thủ trưởng đơn vị", "Trần Thị B", "Bí thư", "Lê Văn C"),),
    (("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC", "", "", "Nguyễn Văn A"),),
    (
        (
            "Đồng chí Nguyễn Văn A làm trưởng đoàn",
            "Đồng chí Trần Thị B dự",
            "Khen đồng chí Lê Văn C",
        ),
    ),
    (("Đồng chí Nguyễn Văn A, Phó Bí thư Thường trực Đảng ủy, chủ trì; đồng chí Trần Thị B dự",),),
    (("Kết nạp 03 đảng viên: Nguyễn Văn A, Trần Thị B, Lê Văn C tại các chi bộ thôn",),),
    (("Kế hoạch số 05-KH/ĐU", "Nghị quyết số 12-NQ/ĐU", "Công văn số 20260127", "01/2026"),),
    (("Chiến dịch Nguyễn Huệ", "Quang Trung 90 ngày đêm", "Trần Hưng Đạo", "Hồ Chí Minh"),),
    (("Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", "Hồ Chí Minh"),),
    ((142345678, 289895431, 123456789, 912345678),),
    ((134567891234, 289895431276, 247500000000),),
    ((34585001234, 34790004321, 42345678912),),
    (("Số tiền", "142345678", "289895431", "123456789"),),
    (("Thu ngân sách", 34085001234, 34190004321, 1204000111),),
    (("1.289.895.431 đồng", "289.895.431", "142.345.678"),),
    (("Chi bộ thôn 1", "Chi bộ thôn 2", "Chi bộ thôn 3"), (142345678, 142345679, 912345678)),
    (("Mã số thuế", "0801234567", "0912345678", "0987654321"),),
    (("Đường dây nóng", "0220.3826.113", "113", "0912345678"),),
    (("Vĩ độ", "20.912345", "20.923456", "20.934567"),),
    (("26/01/2026", "27/01/2026", "20260128", "20260129"),),
    (("đô thị hóa", "do thi hoa", "phần thi đua", "lễ thành lập"),),
    (("Ngô, khoai, sắn", "Mai, đào, quất", "Lê, táo, mận", "Phạm tội", "Dương tính"),),
)


def looks(columns: Columns) -> set[str]:
    cells = {
        place: [(row, value) for row, value in enumerate(column) if value != ""]
        for place, column in enumerate(columns)
    }
    found = find_personal(cells)
    if found:
        assert may_be_personal([value for column in columns for value in column])
    return {kind for column in found.values() for kind in column.kinds}


@pytest.mark.parametrize(("kind", "columns"), LISTS)
def test_a_list_of_persons_is_known_without_any_header(kind: str, columns: Columns) -> None:
    assert kind in looks(columns)


@pytest.mark.parametrize("columns", INNOCENT)
def test_what_only_resembles_one_is_none(columns: Columns) -> None:
    assert looks(columns) == set()


def golden_texts() -> list[str]:
    """Every text of two months and of the resolution of one, whole and sentence by sentence."""
    texts = [issued_resolution()]
    for period in ("2025-12", "2026-01"):
        for values in values_of(period).values():
            texts += [each for each in cell_values(values).values() if isinstance(each, str)]
    sentences = [part for text in texts for part in re.split(r"[\n.;]", text)]
    return list(dict.fromkeys([*texts, *sentences]))


def test_no_text_of_the_golden_months_is_one() -> None:
    """All of them in one column, which is worse than any unit's workbook."""
    texts = golden_texts()
    assert len(texts) > 200
    assert looks((tuple(texts),)) == set()
    assert looks((tuple(reversed(texts)),)) == set()


@pytest.mark.parametrize(
    ("text", "much"),
    [
        ("Nguyễn Văn A", Likeness.SURE), ("nguyen van a", Likeness.SURE),
        ("Lê văn Nam", Likeness.SURE), ("Đoàn Thị Điểm", Likeness.SURE),
        ("Cao Sơn", Likeness.POSSIBLE), ("Lưu Trữ Số", Likeness.POSSIBLE),
        ("Hồ sơ", Likeness.NONE), ("Hội Phụ Nữ", Likeness.NONE), ("Nguyễn", Likeness.NONE),
        ("Nguyễn Văn A 1", Likeness.NONE), ("Trần Phú", Likeness.POSSIBLE),
        ("", Likeness.NONE), ("Nguyễn Thị Minh Khai", Likeness.POSSIBLE),
    ],
)  # fmt: skip
def test_a_name_is_told_by_its_family_and_its_shape(text: str, much: Likeness) -> None:
    assert likeness(text) is much
