"""Two ways of writing Vietnamese before Unicode: TCVN3 (ABC) and VNI.

Both kept their letters under the codes of Western ones, and their fonts drew those codes as
Vietnamese. A spreadsheet therefore holds Western letters: «Uû ban nh©n d©n», «caùn boä».
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

_TCVN3_CODES = (
    "µ¶·¸¹" "»¼½¾Æ" "ÇÈÉÊË" "ÌÎÏÐÑ" "ÒÓÔÕÖ" "×ØÜÝÞ"
    "ßáâãä" "åæçèé" "êëìíî" "ïñòóô" "õö÷øù" "úûüýþ"
)  # fmt: skip
_TCVN3_PLAIN = dict(zip("¨©ª«¬\u00ad®¡¢£¤¥¦§", "ăâêôơưđĂÂÊÔƠƯĐ", strict=True))
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # grave, hook, tilde, acute, dot
_VOWELS = "aăâeêioôơuưy"
_TCVN3 = {
    code: unicodedata.normalize("NFC", vowel + tone)
    for code, (vowel, tone) in zip(
        _TCVN3_CODES, ((v, t) for v in _VOWELS for t in _TONES), strict=True
    )
} | _TCVN3_PLAIN
_TCVN3_LETTER = re.compile(f"[{''.join(_TCVN3)}]")

_VNI_TONES = dict(zip("øûõùï", _TONES, strict=True))
_VNI_MARKS = _VNI_TONES | {"â": "\u0302"}
_VNI_ON_A = {mark: "\u0306" + tone for mark, tone in zip("èúüéë", _TONES, strict=True)}
_VNI_ON_A["ê"] = "\u0306"
_VNI_ROOFED = {mark: "\u0302" + tone for mark, tone in zip("àåãáä", _TONES, strict=True)}
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "í": "í", "ò": "ị",
              "î": "ỵ"}  # fmt: skip


def _vni_pairs() -> dict[str, str]:
    """Vowel and mark by the letter they stand for, in lower case."""
    marks = {
        "a": _VNI_MARKS | _VNI_ON_A | _VNI_ROOFED,
        "e": _VNI_MARKS | _VNI_ROOFED,
        "o": _VNI_MARKS | _VNI_ROOFED,
        **dict.fromkeys("uyôö", _VNI_TONES),
    }
    return {
        vowel + mark: unicodedata.normalize("NFC", _VNI_ALONE.get(vowel, vowel) + sign)
        for vowel, signs in marks.items()
        for mark, sign in signs.items()
    }


_VNI = _vni_pairs() | _VNI_ALONE
_VNI_NAMES = ("vni-", "vni ", "vn-", "vntimes")
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)


class OldFont(Enum):
    """A family of fonts that draw Vietnamese over the codes of Western letters."""

    TCVN3 = "TCVN3 (ABC)"
    TCVN3_CAPITALS = "TCVN3 (ABC), chữ hoa"
    """Its small letters are drawn as capitals, since TCVN3 has no codes for most capitals."""
    VNI = "VNI"

    def __str__(self) -> str:
        return self.value

    def decode(self, text: str) -> str:
        """The text that such a font shows; letters that it does not draw over stay as they are."""
        if self is OldFont.VNI:
            return _VNI_LETTER.sub(_vni_letter, text)
        shown = _TCVN3_LETTER.sub(lambda match: _TCVN3[match[0]], text)
        return shown.upper() if self is OldFont.TCVN3_CAPITALS else shown

    def covers(self, word: str) -> bool:
        """Whether every letter of a word is one that such a font can show."""
        letter = _VNI_LETTER if self is OldFont.VNI else _TCVN3_LETTER
        return letter.sub("", word).isascii()


def _vni_letter(match: re.Match[str]) -> str:
    """A pair is a capital if its vowel is, however its mark was typed."""
    letter = _VNI[match[0].lower()]
    return letter.upper() if match[0][0].isupper() else letter


def old_font(name: str) -> OldFont | None:
    """The family of a font by its name, or None for a font of today."""
    name, lower = name.strip(), name.strip().lower()
    if lower.startswith(".vn"):
        return OldFont.TCVN3_CAPITALS if name.endswith("H") else OldFont.TCVN3
    return OldFont.VNI if lower.startswith(_VNI_NAMES) else None
