"""Texts as they were typed before Unicode, and Vietnamese syllables to try them with.

The tables here go letter by letter and were written down from the fonts' own charts; the package
builds its own from tones and vowels, so that neither can hide a slip of the other.
"""

from __future__ import annotations

_LETTERS = (
    "à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ đ è ẻ ẽ é ẹ ê ề ể ễ ế ệ ì ỉ ĩ í ị ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ "
    "ơ ờ ở ỡ ớ ợ ù ủ ũ ú ụ ư ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ"
)
_TCVN3 = (
    "b5 b6 b7 b8 b9 a8 bb bc bd be c6 a9 c7 c8 c9 ca cb ae cc ce cf d0 d1 aa d2 d3 d4 d5 d6 "
    "d7 d8 dc dd de df e1 e2 e3 e4 ab e5 e6 e7 e8 e9 ac ea eb ec ed ee ef f1 f2 f3 f4 "
    "ad f5 f6 f7 f8 f9 fa fb fc fd fe"
)
_VNI = (
    "aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä ñ eø eû eõ eù eï eâ eà eå eã eá eä "
    "ì æ ó í ò oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï "
    "ö öø öû öõ öù öï yø yû yõ yù î"
)
_TCVN3_CAPITALS = dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
_TO_TCVN3 = {
    letter: chr(int(code, 16))
    for letter, code in zip(_LETTERS.split(), _TCVN3.split(), strict=True)
}
_TO_VNI = dict(zip(_LETTERS.split(), _VNI.split(), strict=True))

ONSETS = (
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
    "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip
_SYLLABLES = """
    ủy ban nhân dân xã đảng bộ chi thường trực hội đồng kiểm tra giám sát nghị quyết tháng mười
    hai ba bốn năm sáu bảy tám chín khuyến nghiệp nông thôn mới huyện tỉnh thành phố quỹ thuế
    chuyển tiếp xuân hạ thu đông quyên góp khuỷu tay ngoằn ngoèo loắt choắt xoong quốc phòng
    giữ gìn giếng giặc gì nghiêng nghề ghế kỷ luật kỹ năng yêu yếu khoẻ khỏe hoà hòa thuỷ thủy
    thuở huơ rượu hươu bưởi ruộng vườn suối muỗi cửa của múa mưa lịa bìa khuya tuýp huýt quýt
    uống ướt ươm ẩm ướp ấp đập đầy đặn rằm rẫy mẫu sữa chữa chợ lớn bợt nhợt bịch kịch xích
    ếch nhếch huếch toác hoạch ngoạm ngoái ngoáy oản quặng quẳng quắt lý lạc được điều động
"""
SYLLABLES = tuple(_SYLLABLES.split())


def in_tcvn3(text: str) -> str:
    """What a spreadsheet holds when the text was typed in .VnTime."""
    return "".join(_TO_TCVN3.get(letter) or _TCVN3_CAPITALS.get(letter, letter) for letter in text)


def in_tcvn3_capitals(text: str) -> str:
    """What it holds when the text was typed in .VnTimeH, which shows capitals only."""
    return in_tcvn3(text.lower())


def in_vni(text: str) -> str:
    """What it holds when the text was typed in VNI-Times."""
    return "".join(map(_vni, text))


def _vni(letter: str) -> str:
    typed = _TO_VNI.get(letter.lower(), letter.lower())
    return typed.upper() if letter.isupper() else typed
