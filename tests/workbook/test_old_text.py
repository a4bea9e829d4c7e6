"""Vietnamese that was typed in the fonts of before Unicode."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.workbook.old_writing import (
    ONSETS,
    SYLLABLES,
    in_tcvn3,
    in_tcvn3_capitals,
    in_vni,
)

from nghiquyet.workbook.old_fonts import OldFont, old_font
from nghiquyet.workbook.old_text import OldText, read_old_text
from nghiquyet.workbook.syllables import is_syllable, is_vietnamese_word

TCVN3, CAPITALS, VNI = OldFont.TCVN3, OldFont.TCVN3_CAPITALS, OldFont.VNI
WAYS: dict[OldFont, Callable[[str], str]] = {
    TCVN3: in_tcvn3,
    CAPITALS: in_tcvn3_capitals,
    VNI: in_vni,
}
PLAIN = (
    "Café", "São Paulo", "10 m²", "25°C", "Müller, Köln", "señor, façade", "naïve Zoë", "Tromsø",
    "Malmö och Bø", "Loïc", "Microsoft® Word", "© 2026", "5 µm", "A¹", "391²", "1½ – ¾", "£5 §3",
    "«Ngay 5»", "Ð ß", "·", "± 3", "Dang uy xa", "UBND", "12", "=1+1", "", "30 – 45",
    "Hoà bình", "Aéroport de Orly", "Israel và Gaëlle", "vengeât, aérien", "Phaéton",
    "khoá sổ quý", "toà án", "taêng", "Aéro và aérobic", "có",
    "Bé và cô", "Ủy ban nhân dân xã", "Đảng ủy «xã» ®", "Bé ¹ và m²",
)  # fmt: skip


def converted(text: str, font: OldFont | None = None) -> tuple[str, OldFont | None] | None:
    """What was made of a text in one font, None if it was left alone."""
    old = read_old_text([(text, font)])
    return (old.text, old.font if old.text else None) if old else None


@pytest.mark.parametrize("syllable", SYLLABLES)
def test_every_syllable_comes_back_from_an_old_font(syllable: str) -> None:
    assert is_syllable(syllable)
    assert TCVN3.decode(in_tcvn3(syllable)) == syllable
    assert CAPITALS.decode(in_tcvn3_capitals(syllable)) == syllable.upper()
    for text in (syllable, syllable.capitalize(), syllable.upper()):
        assert VNI.decode(in_vni(text)) == text


@pytest.mark.parametrize("letter", "ĂÂÊÔƠƯĐ")
def test_tcvn3_has_codes_for_a_few_capitals(letter: str) -> None:
    assert TCVN3.decode(in_tcvn3(letter)) == letter


@pytest.mark.parametrize("way", WAYS)
@given(words=st.lists(st.sampled_from(SYLLABLES), min_size=3, max_size=12))
def test_a_text_in_a_known_font_comes_back_or_is_asked_about(
    way: OldFont, words: list[str]
) -> None:
    text = " ".join(words)
    typed = WAYS[way](text)
    found = converted(typed, way)
    wanted = text.upper() if way is CAPITALS else text
    assert found in {(wanted, way), ("", None)} or (found is None and typed.isascii())
    if found == ("", None):  # then it reads well as it stands, too
        assert all(is_vietnamese_word(word) for word in typed.split())


@given(words=st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=12))
def test_unicode_is_never_converted_by_its_letters(words: list[str]) -> None:
    for text in (" ".join(words), " ".join(words).upper(), " ".join(words).title()):
        assert converted(text) is None


@given(words=st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=12))
def test_what_is_converted_by_its_letters_is_what_was_typed(words: list[str]) -> None:
    text = " ".join(words)
    for way in (TCVN3, VNI):
        assert converted(WAYS[way](text)) in {None, ("", None), (text, way)}


@pytest.mark.parametrize("text", PLAIN)
def test_today_s_text_is_left_alone(text: str) -> None:
    assert read_old_text([(text, None)]) is None


@pytest.mark.parametrize("text", ["10 m²", "25°C", "391²", "Dang uy xa", "12", "Ủy ban xã"])
@pytest.mark.parametrize("font", WAYS)
def test_even_a_known_font_changes_nothing_that_it_does_not_draw_over(
    font: OldFont, text: str
) -> None:
    assert read_old_text([(text, font)]) is None


@pytest.mark.parametrize(
    ("typed", "text", "font"),
    [
        ("Uû ban nh©n d©n x· KÎ SÆt", "Uỷ ban nhân dân xã Kẻ Sặt", TCVN3),
        ("C¸n bé ®iÒu ®éng", "Cán bộ điều động", TCVN3),
        ("Tæ chøc", "Tổ chức", TCVN3),
        ("m¸y", "máy", TCVN3),
        ("- H§ND x·: 05 ®/c, th\u00ad\u00adêng", "", None),
        ("- H§ND x·: 05 ®/c, th\u00adêng trùc", "- HĐND xã: 05 đ/c, thường trực", TCVN3),
        ("caùn boä xaõ", "cán bộ xã", VNI),
        ("UÛY BAN NHAÂN DAÂN", "ỦY BAN NHÂN DÂN", VNI),
        ("Uûy ban nhaân daân", "Ủy ban nhân dân", VNI),
        ("chöa coù", "chưa có", VNI),
        ("C¸n bé xyzw©q", "", None),
    ],
)
def test_signs_that_no_other_language_has_are_enough(
    typed: str, text: str, font: OldFont | None
) -> None:
    assert converted(typed) == (text, font)


@pytest.mark.parametrize(
    ("typed", "font", "text"),
    [
        ("42 tû", TCVN3, "42 tỷ"),
        ("kh«ng", TCVN3, "không"),
        ("®¶ng uû x·", CAPITALS, "ĐẢNG UỶ XÃ"),
        ("toát", VNI, ""),  # «tốt» in VNI, and a word in Unicode
        ("có", TCVN3, ""),  # «cú» in TCVN3
        ("Hoà bình", VNI, ""),  # «Hồ bình» in VNI
        ("Café", TCVN3, ""),
        ("Citroën", VNI, ""),
    ],
)
def test_a_font_is_not_enough_where_two_readings_fit_or_none(
    typed: str, font: OldFont, text: str
) -> None:
    assert converted(typed, font) == (text, font if text else None)


def test_a_word_that_only_unicode_makes_sense_of_is_unicode() -> None:
    assert converted("Hoà bình", TCVN3) is None


def test_stretches_in_several_fonts_are_read_each_in_its_own() -> None:
    runs = [("Đảng ủy: ", None), ("c¸n ", TCVN3), ("bé", TCVN3), (" – m²", None)]
    assert read_old_text(runs) == OldText("Đảng ủy: c¸n bé – m²", "Đảng ủy: cán bộ – m²", TCVN3)


def test_a_word_cut_in_the_middle_is_read_as_one() -> None:
    runs = [("nh", TCVN3), ("©n d", TCVN3), ("©n", TCVN3)]
    assert read_old_text(runs) == OldText("nh©n d©n", "nhân dân", TCVN3)


@pytest.mark.parametrize(
    ("name", "font"),
    [
        (".VnTime", TCVN3), (".VnArial Narrow", TCVN3), (".vntime", TCVN3),
        (".VnTimeH", CAPITALS), (".VnArial NarrowH", CAPITALS), (".VnAvantH ", CAPITALS),
        ("VNI-Times", VNI), ("VNI-Helve-Condense", VNI), ("vni times", VNI),
        ("Times New Roman", None), ("Verdana", None), ("Vnet", None), ("", None),
    ],
)  # fmt: skip
def test_old_fonts_are_known_by_their_names(name: str, font: OldFont | None) -> None:
    assert old_font(name) is font


@pytest.mark.parametrize(
    "word",
    ["ngiên", "kà", "gê", "cê", "ghà", "quu", "xyz", "café", "ápq", "tich̉", "ạạ", "zoo", "tệpp",
     "hoạtt", "mỹl", "bátc", "các̀", "ñy"],
)  # fmt: skip
def test_what_is_spelt_like_no_syllable(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("word", ["HĐND", "UBMTTQ", "đ", "đc", "KH"])
def test_abbreviations_count_as_words(word: str) -> None:
    assert is_vietnamese_word(word)


@pytest.mark.parametrize(
    ("rhyme", "ok"), [("át", True), ("ạt", True), ("àt", False), ("ảt", False)]
)
def test_a_stopped_rhyme_takes_two_tones_only(rhyme: str, ok: bool) -> None:
    assert is_syllable(f"b{rhyme}") is ok


def test_every_onset_takes_some_rhyme() -> None:
    rhymes = ("a", "i", "ê")
    assert all(any(is_syllable(onset + rhyme) for rhyme in rhymes) for onset in ONSETS)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Hoà sô taêng", "Hồ sơ tăng"),
        ("giaûm naêm ngoaùi", "giảm năm ngoái"),
        ("so vôùi thaùng tröôùc", "so với tháng trước"),
        ("taát caû ñeà xuaát", "tất cả đề xuất"),
    ],
)
def test_a_short_text_in_vni_without_its_font_is_told_by_its_letters(text: str, meant: str) -> None:
    assert converted(text) == (meant, VNI)
