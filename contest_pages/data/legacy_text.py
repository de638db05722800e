"""Vietnamese typed in the encodings from before Unicode, or read in the wrong one, made readable.

Fonts such as .VnTime (TCVN3, also called ABC) and VNI-Times show letters of western Europe as Vietnamese ones. Copied
into a form they arrive as what they are: "NguyÔn V¨n An", "Nguyeãn Vaên An". UTF-8 that a program took for a western
encoding arrives as "Nguyá»…n VÄƒn An".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from contest_pages.vietnamese import TONES

_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ",
)
#: VNI writes the letter and then its marks; these stand for themselves.
_VNI_ALONE = dict(zip("ôöñîíìæóò", "ơưđỵíìỉĩị", strict=True))
#: The marks that VNI writes behind a, e and o: a breve or circumflex, and the tone.
_VNI_MARKS = dict(
    zip(
        "ùøûõïêéèúüëâáàåãä",
        ["́", "̀", "̉", "̃", "̣", "̆", "̆́", "̆̀", "̆̉", "̆̃", "̣̆", "̂", "̂́", "̂̀", "̂̉", "̂̃", "̣̂"],
        strict=True,
    )
)
_VNI = re.compile("([aeouyôö])([ùøûõïêéèúüëâáàåãä])|[ôöñîíìæóò]", re.IGNORECASE)

_SYLLABLE = re.compile(
    r"(?:ngh?|[cgknpt]h|tr|gi|qu|[bcdđghklmnpqrstvx])?"
    r"(?:uyê|uya|uyu|iêu|yêu|oai|oao|oay|oeo|uây|uôi|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi"
    r"|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|[aăâeêioôơuưy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_WORD = re.compile(r"[^\W\d_]+")


def readable(text: str) -> str | None:
    """Return what a text in an old encoding says, or None where it is none.

    Only a text of which every syllable then is Vietnamese, and at least one was not, is taken for one.
    """
    if text.isascii() or _is_vietnamese(text):
        return None
    for convert in (_from_utf8, _from_vni, _from_tcvn3):
        converted = unicodedata.normalize("NFC", convert(text))
        if converted != text and _is_vietnamese(converted):
            return converted
    return None


def _from_tcvn3(text: str) -> str:
    return _in_case(text, lambda word: word.translate(_TCVN3))


def _from_vni(text: str) -> str:
    def letter(found: re.Match) -> str:
        base, *marks = str(found[0]).lower()
        return "".join([_VNI_ALONE.get(base, base), *(_VNI_MARKS[mark] for mark in marks)])

    def word_of(word: str) -> str:
        return _VNI.sub(lambda found: letter(found).upper() if found[0][0].isupper() else letter(found), word)

    return _in_case(text, word_of)


def _from_utf8(text: str) -> str:
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode()
        except UnicodeError:
            continue
    return text


def _in_case(text: str, convert: Callable[[str], str]) -> str:
    """Return each word converted, in capitals where its plain letters are capitals: those fonts have few of their own."""
    words = []
    for word in text.split(" "):
        plain = [letter for letter in word if letter.isascii() and letter.isalpha()]
        are_capitals = len(plain) > 1 and all(letter.isupper() for letter in plain)
        words.append(convert(word).upper() if are_capitals else convert(word))
    return " ".join(words)


def _is_vietnamese(text: str) -> bool:
    """Say whether every word is a Vietnamese syllable, and nothing but apostrophes, hyphens and stops is between them."""
    text = unicodedata.normalize("NFC", text)
    words = _WORD.findall(text)
    return not _WORD.sub("", text).strip(" '’-.,") and bool(words) and all(map(_is_syllable, words))


def _is_syllable(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word.lower())
    toneless = unicodedata.normalize("NFC", TONES.sub("", decomposed))
    return len(TONES.findall(decomposed)) <= 1 and bool(_SYLLABLE.fullmatch(toneless))
