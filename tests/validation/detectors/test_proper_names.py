"""R12: names one slip away from an official one are proposed; other names are none of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.validation.detectors.texts import case_of, hits_of, told, words

NEAR = {
    "xã Kẻ Sặc": "Kẻ Sặt",
    "xã Kẻ Xặt": "Kẻ Sặt",
    "tỉnh Hải Dươn": "Hải Dương",
    "thành phố Hải Phòn": "Hải Phòng",
    "huyện Bin Giang": "Bình Giang",
    "xã Kẻ Sắt": "Kẻ Sặt",
    "xã Ke Sat": "Kẻ Sặt",
    "thành phố Hải Phong": "Hải Phòng",
    "thành phố Hai Phong": "Hải Phòng",
    "Ủy ban Mặt trận Tổ quôc Việt Nam": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "Uỷ ban Mặt trận Tổ quốc Việt Nâm": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "Uy ban Kiem tra Dang uy": "Ủy ban Kiểm tra Đảng ủy",
    "Trung tâm Chính tri": "Trung tâm Chính trị",
    "Trung tâm Phục vụ hành chín công": "Trung tâm Phục vụ hành chính công",
    "Ban Thường vu Đảng ủy": "Ban Thường vụ Đảng ủy",
    "Đảng Cộng sảng Việt Nam": "Đảng Cộng sản Việt Nam",
    "Ngày Thương binh - Liệt si": "Ngày Thương binh - Liệt sĩ",
    "Ngày Thầy thuộc Việt Nam": "Ngày Thầy thuốc Việt Nam",
    "Tết Nguyên đan": "Tết Nguyên đán",
    "Chủ tịch Hồ Chi Minh": "Chủ tịch Hồ Chí Minh",
    "Chi bộ Trường Tiều học": "Chi bộ Trường Tiểu học",
    "Ban Chỉ huy Quân sư xã": "Ban Chỉ huy Quân sự xã",
    "Hội Cựu chiến bình": "Hội Cựu chiến binh",
    "Thường trực Hội đồng nhân đân xã": "Thường trực Hội đồng nhân dân xã",
}
CAPITALS = {
    "Đảng Cộng sản Việt nam": ("Việt nam", "Việt Nam"),
    "Chủ tịch Hồ Chí minh": ("Hồ Chí minh", "Hồ Chí Minh"),
    "Mặt trận Tổ quốc việt nam": ("việt nam", "Việt Nam"),
    "thành phố Hải phòng": ("Hải phòng", "Hải Phòng"),
    "xã kẻ Sặt": ("kẻ Sặt", "Kẻ Sặt"),
    "Đảng cộng sản VIệt Nam": ("VIệt Nam", "Việt Nam"),
}
OTHER = [
    "ĐẢNG CỘNG SẢN VIỆT NAM; CHỦ TỊCH HỒ CHÍ MINH", "hai phòng họp mới", "kẻ xấu; kẻ gian",
    "Hải Hưng, Hải Đăng, Hải Hòa, Bình Gia, Bình Định, Bình Thuận, Thanh Giang",
    "xã Kẻ Sặt, thành phố Hải Phòng", "KẺ SẶT", "Hai phòng học mới", "HAI PHÒNG HỌC MỚI",
    "đồng chí Hải, Phong",
    "Uỷ ban Mặt trận Tổ quốc Việt Nam", "Ủy ban mặt trận tổ quốc Việt Nam xã", "Đảng uỷ",
    "Ngày Thương binh – Liệt sỹ", "Chi bộ thôn 1; Chi bộ thôn 12; Chi bộ thôn 23",
    "Hải Dương, Hải Hậu, Hải An, Hải Châu", "Tết Nguyên tiêu", "Ngày Quốc tế Phụ nữ 08/3",
    "Trung tâm Y tế", "Hội đồng nhân dân các cấp", "hội đồng nghĩa vụ quân sự",
    "Chi bộ Cơ quan Đảng; Chi bộ Cơ quan chính quyền", "Kê khai, Kế hoạch", "Quốc hội khóa XVI",
    "Đoàn Thanh niên; Đoàn thanh tra", "Hội Chữ thập đỏ", "Công an nhân dân Việt Nam",
    "Hoà Bình, Hòa Bình; Thủy Nguyên, Thuỷ Nguyên", "Ngày hội Đại đoàn kết",
]  # fmt: skip


@pytest.mark.parametrize("text", NEAR)
def test_a_name_one_slip_away_is_proposed(text: str) -> None:
    ((rule, quote, right),) = told(f"Phối hợp với {text} trong tháng", "R12")
    assert (rule, right) == ("R12-GAN-GIONG", NEAR[text])
    assert quote in text


@pytest.mark.parametrize("text", CAPITALS)
def test_a_name_without_its_capitals_is_told(text: str) -> None:
    assert told(f"Phối hợp với {text} trong tháng", "R12") == [("R12-CHU-HOA", *CAPITALS[text])]


@pytest.mark.parametrize("text", OTHER)
def test_other_names_and_other_ways_of_placing_the_tone_are_left_in_peace(text: str) -> None:
    assert told(text, "R12") == []


def test_what_the_offices_dictionary_knows_is_told_once() -> None:
    assert told("Trạm Y tế xã Kè Sắt", "R12") == [("R12-TEN-RIENG", "Kè Sắt", "Kẻ Sặt")]


def test_a_name_on_the_offices_list_is_right_though_it_is_near_another() -> None:
    case = case_of(words("thôn Hải Phong"))
    known = replace(case, office=replace(case.office, names=(*case.office.names, "Hải Phong")))
    assert [hit.expected for _, hit in hits_of(case, "R12")] == ["Hải Phòng"]
    assert hits_of(known, "R12") == []
