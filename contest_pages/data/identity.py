"""How people write who they are: names, phone numbers, identity numbers, in the form that is compared."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from phonenumbers import PhoneNumberType

from contest_pages.vietnamese import TONES, fold, one_sign

from .keyed_hash import keyed_hash
from .numbers import plain_digits

_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f '.,-])*")
_VOWEL = re.compile("[aăâeêioôơuưy]")
_PHONE = re.compile(r"0[0-9]{9,10}")
#: What people write before or behind a number.
_PHONE_WORDS = re.compile(
    r"\(?\b(?:điện thoại|di động|số|s?đt(?:dđ)?|dđ|tel|phone|mobile|mob|hotline|zalo|viber)\b\.?\)?\s*[:.]?",
    re.IGNORECASE,
)
_MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
_WITH_PLACE_OR_PERSON = {*_MOBILE, PhoneNumberType.FIXED_LINE}


def tidy_name(text: str) -> str:
    """Return a name as a careful clerk writes it; words all in capitals or all small get one capital.

    "NGUYỄN văn An" becomes "Nguyễn Văn An", "H‘hen" "H'Hen"; "McDonald" stays as it is. Where the tone is written
    (Hoà, Hòa) is the person's affair.
    """

    def tidy_word(word: str) -> str:
        if word not in (word.upper(), word.lower()):
            return word
        return re.sub(r"[^'-]+", lambda part: part[0].capitalize(), word)

    return " ".join(tidy_word(word) for word in one_sign(text).split())


def is_name(text: str) -> bool:
    """Say whether a text may be a person's name: it begins with a letter; apostrophe, hyphen, stop and comma may be in it."""
    return bool(_NAME.fullmatch(tidy_name(text)))


def tidy_phone(text: str) -> str:
    """Return a Vietnamese phone number, mobile or of a landline, as 0…; ValueError for anything else.

    "+84 912 345 678", "0912.345.678 (Zalo)" and "ĐT: ０９１２–３４５–６７８" are one number. Which numbers exist is
    read from Google's data.
    """
    plain = plain_digits(one_sign(text))
    digits = re.sub(r"[\s()._/-]", "", _PHONE_WORDS.sub("", plain))
    digits = re.sub(r"^(\+84|0084|84(?=[0-9]{9,10}$))0?", "0", digits)
    if not _PHONE.fullmatch(digits) or _type_of(digits) not in _WITH_PLACE_OR_PERSON:
        raise ValueError(text)
    return digits


def is_mobile(phone: str) -> bool:
    """Say whether a code can be sent to a number that `tidy_phone` returned."""
    return _type_of(phone) in _MOBILE


def _type_of(digits: str) -> int:
    return phonenumbers.number_type(phonenumbers.parse(digits, "VN"))


def tidy_identity(text: str) -> str:
    """Return a personal identity number as 12 digits, or raise ValueError."""
    digits = re.sub(r"[\s.-]", "", plain_digits(one_sign(text)))
    if not re.fullmatch(r"0[0-9]{11}", digits):
        raise ValueError(text)
    return digits


def identity_fits(identity: str, year: int) -> bool:
    """Say whether a 12-digit number can belong to a person born in that year.

    Its fourth digit tells the century and the sex, its fifth and sixth the year of birth (Decree
    137/2015, article 13): a slip of the finger is noticed before it makes a second person.
    """
    return int(identity[3]) // 2 == year // 100 - 19 and identity[4:6] == f"{year % 100:02}"


def identity_hash(identity: str) -> str:
    """Return the keyed hash under which an identity number is matched; it is never stored itself."""
    return keyed_hash("identity", identity)


def name_key(full_name: str) -> str:
    """Return a name as it is compared: small letters, marks kept, each tone on the first vowel of its syllable.

    "Hoà" and "Hòa" are one name, "Hoa" is another. The key is never longer than the name.
    """
    name = re.sub(r"\s*([-'])\s*", r"\1", tidy_name(full_name).lower())
    return re.sub(r"[^\s'-]+", lambda syllable: _tone_first(syllable[0]), name)


def _tone_first(syllable: str) -> str:
    """Return a syllable with its tone on its first vowel; without a tone, or with two, as it is."""
    decomposed = unicodedata.normalize("NFD", syllable)
    tones = TONES.findall(decomposed)
    if len(tones) != 1:
        return syllable
    toneless = unicodedata.normalize("NFC", TONES.sub("", decomposed))
    return unicodedata.normalize("NFC", _VOWEL.sub(lambda vowel: vowel[0] + tones[0], toneless, count=1))


def search_words(*words: str) -> str:
    """Return what the search without marks reads."""
    return fold(" ".join(word for word in words if word))
