"""Whether a word is spelt like a Vietnamese syllable: an onset, a rhyme and a tone that agree.

It does not say that a word exists. That is enough to tell a text that was decoded rightly from
one that was decoded with the wrong table, which falls apart within a word or two.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_MARKED_CONSONANT = re.compile("[^aeiouy\u0300-\u036f][\u0300-\u036f]")
_ACUTE_OR_DOT = frozenset("\u0301\u0323")
_ONSET = re.compile(r"ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx]|")
_FRONT = "eêiy"
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt oc oe oen oeo oet
oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc ue ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
uê uêch uên uênh uêt uêu uy uya uych uyên uyêt uyn uynh uyp uyt uyu
ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu ynh yt
"""
_KNOWN_RHYMES = frozenset(_RHYMES.split())
_ABBREVIATION = re.compile(r"[A-ZĂÂĐÊÔƠƯ]{1,8}|[bcdđghklmnpqrstvx]{1,3}")


@lru_cache(maxsize=4096)
def is_vietnamese_word(word: str) -> bool:
    """Whether a word is spelt like a syllable, or is an abbreviation such as ``HĐND`` or ``đ``."""
    return is_syllable(word) or _ABBREVIATION.fullmatch(word) is not None


def is_syllable(word: str) -> bool:
    """Whether a word is spelt like a syllable; its tone may stand on either vowel."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(decomposed)
    if len(tones) > 1 or _MARKED_CONSONANT.search(decomposed):
        return False
    bare = unicodedata.normalize("NFC", _TONES.sub("", decomposed))
    return any(_agree(bare[:cut], bare[cut:], tones[0] if tones else "") for cut in _cuts(bare))


def _cuts(bare: str) -> tuple[int, ...]:
    """Where the onset may end: «gi» is the whole onset of «gia» but only half one in «gì»."""
    match = _ONSET.match(bare)
    end = match.end() if match else 0
    return (end, end - 1) if bare[:end] == "gi" else (end,)


def _agree(onset: str, rhyme: str, tone: str) -> bool:
    if rhyme not in _KNOWN_RHYMES:
        return False
    if rhyme.endswith(("c", "ch", "p", "t")) and tone and tone not in _ACUTE_OR_DOT:
        return False
    if onset in {"k", "gh", "ngh"}:
        return rhyme[0] in _FRONT
    if onset in {"c", "ng"}:
        return rhyme[0] not in _FRONT
    forbidden = {"g": "eê", "qu": "uư"}.get(onset, "")
    return rhyme[0] not in forbidden
