"""Units are known by the names that people write; a doubtful one is proposed, never taken."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.catalogue.loading import load_catalogue
from nghiquyet.catalogue.names import Doubt, match_unit, named_unit
from nghiquyet.errors import ConfigurationError
from nghiquyet.model.office import Office, Unit
from nghiquyet.settings import PROJECT_ROOT
from nghiquyet.wording import matching_key


@cache
def office() -> Office:
    return load_catalogue(PROJECT_ROOT).office("ke-sat")


def meant(text: str) -> str | list[str] | None:
    found = match_unit(text, office().units, office().commune)
    if isinstance(found, Doubt):
        return [unit.code for unit in found.candidates]
    return found.code if found else None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ubkt", "ubkt"), ("UBKT", "ubkt"), ("UBKT Đảng ủy", "ubkt"), ("CB-01", "cb-01"),
        ("Uỷ ban Kiểm tra Đảng uỷ", "ubkt"), ("uy ban kiem tra dang uy", "ubkt"),
        (unicodedata.normalize("NFD", "Ủy ban Kiểm tra Đảng ủy"), "ubkt"),
        ("VPĐU", "vpdu"), ("VP Đảng uỷ", "vpdu"), ("TTPVHCC", "hcc"),
        ("Trung tâm phục vụ HCC xã Kẻ Sặt", "hcc"), ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "hcc"),
        ("CB thôn 3", "cb-03"), ("Chi bộ thôn 03", "cb-03"), ("CB 3", "cb-03"), ("CB03", "cb-03"),
        ("chi bo thon 12", "cb-12"), ("Phòng Văn hoá - Xã hội", "ub-vx"), ("Phòng VH-XH", "ub-vx"),
        ("Phòng Văn hóa & Xã hội", "ub-vx"), ("Phòng Văn hóa — Xã hội.", "ub-vx"),
        ("Công an xã Kẻ Sặt", "ca"), ("công an", "ca"), ("Ban CHQS xã", "qs"),
        ("Chi bộ HTX nông nghiệp", "cb-31"), ("CB trường THCS", "cb-27"),
        ("Phòng Kinh tế - tài chính", "ub-tc"), ("MTTQ xã", "mttq"),
        ("Trạm\u200b Y\u00a0tế", "ub-yt"),
        ("TT PVHCC", "hcc"), ("TT HCC xã", "hcc"), ("BCHQS", "qs"), ("BCHQS xã", "qs"),
        ("Ban CHQS", "qs"), ("Xã đội", "qs"), ("CAX", "ca"), ("VP", "vpdu"), ("VPDU", "vpdu"),
        ("UBKT ĐU", "ubkt"), ("UBMTTQ xã", "mttq"), ("UBMTTQVN", "mttq"), ("TT HĐND", "hdnd"),
        ("TTCT", "ttct"), ("TT chính trị", "ttct"), ("TYT", "ub-yt"), ("P VHXH", "ub-vx"),
        ("CB cơ quan Đảng", "cb-28"), ("BXDĐ tổ chức", "bxd-c"),
        ("Cong an xa", "ca"), ("CONG AN XA KE SAT", "ca"), ("Tram Y te xa", "ub-yt"),
        ("Uy ban Mat tran To quoc Viet Nam xa", "mttq"), ("Ban Chi huy Quan su xa", "qs"),
        ("Thuong truc Hoi dong nhan dan xa", "hdnd"), ("Chi bo Cong an xa", "cb-23"),
        ("BCHQS xa", "qs"), ("chi bo thon 3 xa Ke Sat", "cb-03"),
    ],
)  # fmt: skip
def test_a_name_is_known_however_it_is_written(text: str, code: str) -> None:
    assert meant(text) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("BXDĐ", ["bxd-t", "bxd-c"]),
        ("Ban Xây dựng Đảng", ["bxd-t", "bxd-c"]),
        ("Phòng Kinh tế", ["ub-nn", "ub-dd", "ub-tc"]),
        ("Công án xã", ["ca"]),  # other marks than the name's
        ("Công ann xã", ["ca"]),
        ("UBKTĐU", ["ubkt"]),  # an abbreviation that nobody has declared
        ("Ủy ban Kiểm tra Đảng", ["ubkt"]),
        ("Hợp tác xã nông nghiệp", ["cb-31"]),
        ("BXD tổ chức", ["bxd-c"]), ("BXD TC", ["bxd-c"]), ("BXD", ["bxd-t", "bxd-c"]),
        ("BXD tuyên giáo", ["bxd-t"]), ("Ban Tổ chức", ["bxd-c"]), ("BTG", ["bxd-t"]),
        ("Ban Dân vận", ["bxd-t"]), ("TTHCC", ["hcc"]), ("TTHĐND", ["hdnd"]),
        ("HDND xã", ["hdnd"]), ("UBND", ["ub-nn", "ub-dd", "ub-tc", "ub-vx"]),
        ("PKT", ["ub-nn", "ub-dd", "ub-tc"]), ("Phòng KT", ["ub-nn", "ub-dd", "ub-tc"]),
        ("KTNN", ["ub-nn"]), ("KT-NN", ["ub-nn"]), ("P. Kinh tế TC", ["ub-tc"]),
        ("VHXH", ["ub-vx"]), ("Trạm YT", ["ub-yt"]), ("CBT3", ["cb-03"]), ("CB T3", ["cb-03"]),
        ("thôn 3", ["cb-03"]), ("CB MN", ["cb-25"]), ("CB THCS", ["cb-27"]), ("CB CAX", ["cb-23"]),
        ("CBQS", ["cb-24"]), ("CB CQ Đảng", ["cb-28"]), ("CB HTX", ["cb-31"]),
        ("Mặt trận", ["mttq", "cb-29"]),
        ("Công an xạ", ["ca"]),  # a tone of its own is not a tone left out
        ("Chi bộ thôn 1 và 2", ["cb-01", "cb-02"]), ("thôn 1-2", ["cb-01", "cb-02"]),
        ("Chi bộ thôn 1, 2", ["cb-01", "cb-02"]), ("Chi bộ thôn 1/2", ["cb-01", "cb-02"]),
        ("CB 1+1", ["cb-01"]), ("chi bo thon 2 1", ["cb-02", "cb-01"]),
        ("Chi bộ thôn 0 1", ["cb-01"]),
        ("Chi bộ thôn II", ["cb-02"]), ("thôn hai", ["cb-02"]), ("Chi bo thon IX", ["cb-09"]),
        ("Chi bộ thôn mười lăm", ["cb-15"]), ("CB thôn hai mươi mốt", ["cb-21"]),
    ],
)  # fmt: skip
def test_a_doubtful_name_is_proposed(text: str, codes: list[str]) -> None:
    found = meant(text)
    assert isinstance(found, list)
    assert set(codes) <= set(found)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "xyz", "Sở Tài chính thành phố", "12", "–", "CB", "Chi bộ", "Đảng", "STT", "ĐVT",
             "Nội dung", "Kết quả", "Ghi chú", "Hội Nông dân", "Đoàn thanh niên"],
)  # fmt: skip
def test_what_names_no_unit(text: str) -> None:
    assert meant(text) is None


def without_marks(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def test_every_declared_name_means_its_unit() -> None:
    for unit in office().units:
        for name in (unit.code, unit.name, unit.short, *unit.aliases):
            assert meant(name) == unit.code
            assert meant(unicodedata.normalize("NFD", name).upper()) == unit.code
        assert meant(without_marks(unit.name)) == unit.code


@pytest.mark.parametrize("between", [" ", " và ", ", ", "-", "/", " + ", " & ", ". "])
def test_two_numbers_are_never_read_as_one(between: str) -> None:
    for first in range(1, 4):
        for second in range(10):
            for name in ("Chi bộ thôn", "chi bo thon", "CB", "thôn"):
                assert not isinstance(meant(f"{name} {first}{between}{second}"), str)


def test_a_name_without_its_marks_is_taken_only_if_no_other_unit_has_it() -> None:
    first = office().units[0]
    units = tuple(
        Unit(code, name, code.upper(), "f", place, first.since)
        for place, (code, name) in enumerate([("a", "Chi bộ thôn Hà"), ("b", "Chi bộ thôn Hạ")])
    )
    assert match_unit("Chi bộ thôn Hạ", units) == units[1]
    assert match_unit("chi bo thon ha", units) == Doubt(units)
    assert match_unit("Chi bộ thôn Há", units) == Doubt(units)


@given(st.sampled_from(office().units), st.data())
def test_a_name_with_a_letter_changed_is_never_taken_for_another_unit(
    unit: Unit, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(unit.name) - 1))
    letter = data.draw(st.sampled_from("aeghiklmnotuxyăâêôơưđ"))
    text = unit.name[:place] + letter + unit.name[place + 1 :]
    found = match_unit(text, office().units, office().commune)
    if isinstance(found, Unit) and found != unit:
        names = (found.name, found.short, *found.aliases)
        assert any(matching_key(text) == matching_key(name) for name in names)


@given(st.text(max_size=60))
def test_no_text_breaks_the_matching(text: str) -> None:
    found = match_unit(text, office().units, office().commune)
    assert not isinstance(found, Doubt) or found.candidates


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ban Xây dựng Đảng", "có phải Ban Xây dựng Đảng (tuyên giáo, dân vận) (mã bxd-t) hay"),
        ("xyz", "Không có đơn vị nào tên hoặc mã “xyz”. Các mã: vpdu, bxd-t"),
    ],
)
def test_a_name_that_is_not_certain_is_refused_with_a_proposal(text: str, told: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        named_unit(office(), text)
    assert told in str(refusal.value)


def test_a_certain_name_is_taken() -> None:
    assert named_unit(office(), "Công an xã Kẻ Sặt").code == "ca"
