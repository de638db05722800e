"""Normalised names, phones, identity numbers and dates; the limits of ages."""

from __future__ import annotations

import datetime
import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contest_pages.contests.logic.schedule import age_on
from contest_pages.data.births import Birth
from contest_pages.data.identity import identity_fits, identity_hash, tidy_identity, tidy_name, tidy_phone
from contest_pages.registrations.errors import GuardianMissing, NamedTwice, TooOld, TooYoung
from contest_pages.registrations.logic.codes import is_sms_code, new_code, sms_code
from contest_pages.registrations.logic.people import check_ages, check_guardians, check_named_once, place_of
from tests.factories.pages import NOW

from .helpers import person

NAMES = st.sampled_from(["Nguyễn Thị Ánh", "Đèo Văn Mường", "H'Hen Niê", "Ý", "Lò Thị Ơn", "Giàng A Chứ"])
DAYS = st.dates(datetime.date(1920, 1, 1), datetime.date(2020, 12, 31))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("  nguyễn   văn an ", "Nguyễn Văn An"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("K’ vân", "K' Vân"),
        ("lò thị MÂY", "Lò Thị Mây"),
        ("Ý", "Ý"),
        ("đèo thị đào", "Đèo Thị Đào"),
        ("McDonald Trần", "McDonald Trần"),
    ],
)
def test_names_are_kept_as_people_write_them(typed, kept):
    assert tidy_name(typed) == kept


@given(NAMES, st.sampled_from(["NFC", "NFD"]), st.sampled_from([str.upper, str.lower]))
def test_case_and_unicode_composition_do_not_distinguish_persons(name, form, case):
    written = unicodedata.normalize(form, case(name))
    born = datetime.date(1990, 2, 1)
    assert place_of("1:0", full_name=tidy_name(written), birth=Birth.on(born)) == place_of(
        "1:0", full_name=name, birth=Birth.on(born)
    )


def test_diacritics_distinguish_persons():
    born = datetime.date(1990, 2, 1)
    places = {place_of("1:0", full_name=name, birth=Birth.on(born)) for name in ("Lò Thị Ban", "Lò Thị Bản")}
    assert len(places) == 2


def test_a_place_is_that_of_one_contest_or_round():
    born = datetime.date(1990, 2, 1)
    scopes = ("1:0", "1:5", "2:0")
    assert len({place_of(scope, full_name="Lò Thị Ban", birth=Birth.on(born)) for scope in scopes}) == 3


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "+84 912 345 678",
        "0912.345.678",
        "84912345678",
        "(0912) 345-678",
        "0084912345678",
        "+840912345678",
    ],
)
def test_phones_are_kept_in_one_form(typed):
    assert tidy_phone(typed) == "0912345678"


@pytest.mark.parametrize("typed", ["12345", "abc", "", "+1 202 555 0101", "09123456789012"])
def test_an_invalid_phone_is_refused(typed):
    with pytest.raises(ValueError, match=re.escape(typed) or None):
        tidy_phone(typed)


@given(st.text(max_size=30))
def test_a_phone_that_is_taken_is_digits_and_stays_as_it_is(text):
    try:
        phone = tidy_phone(text)
    except ValueError:
        return
    assert phone.startswith("0")
    assert tidy_phone(phone) == phone


def test_identity_numbers_are_taken_with_spaces_and_nothing_else():
    assert tidy_identity("014 190 000 123") == "014190000123"
    assert tidy_identity("٠١٤١٩٠٠٠٠١٢٣") == "014190000123"
    for typed in ("14190000123", "114190000123", "0141900001234", "01419000012a"):
        with pytest.raises(ValueError, match=typed):
            tidy_identity(typed)


@pytest.mark.parametrize(
    ("number", "year", "fits"),
    [
        ("014190000123", 1990, True),
        ("014090000123", 1990, True),
        ("014290000123", 1990, False),
        ("014305000123", 2005, True),
        ("014191000123", 1990, False),
    ],
)
def test_an_identity_number_contains_century_and_year_of_birth(number, year, fits):
    assert identity_fits(number, year) is fits


def test_an_identity_number_cannot_be_read_back_and_depends_on_the_sites_key(settings):
    first = identity_hash("014190000123")
    assert "014190000123" not in first
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "IDENTITY_KEY": "another"}
    assert identity_hash("014190000123") != first


@given(DAYS, DAYS, st.integers(6, 100))
def test_a_minimum_age_is_reached_on_the_birthday_itself(born, day, minimum):
    assume(born < day)
    allowed = age_on(born, day) >= minimum
    try:
        check_ages([person(birth_date=born)], minimum=minimum, maximum=None, on=day, fixed_day=True)
    except TooYoung:
        assert not allowed
    else:
        assert allowed


@given(DAYS, st.integers(6, 80))
def test_a_maximum_age_holds_until_the_day_before_the_next_birthday(born, maximum):
    assume((born.month, born.day) != (2, 29))
    birthday = born.replace(year=born.year + maximum + 1)
    last_day = birthday - datetime.timedelta(days=1)
    check_ages([person(birth_date=born)], minimum=None, maximum=maximum, on=last_day, fixed_day=True)
    with pytest.raises(TooOld):
        check_ages([person(birth_date=born)], minimum=None, maximum=maximum, on=birthday, fixed_day=True)


def test_the_day_that_the_rules_name_counts_and_the_person_is_named():
    people = [person("Lò Thị Ban"), person("Cà Văn Út", "2010-12-31")]
    check_ages(people, minimum=14, maximum=None, on=datetime.date(2024, 12, 31), fixed_day=True)
    with pytest.raises(
        TooYoung, match=r"đủ 14 tuổi tính đến ngày 30/12/2024; khi đó Cà Văn Út mới 13"
    ) as refused:
        check_ages(people, minimum=14, maximum=None, on=datetime.date(2024, 12, 30), fixed_day=True)
    assert refused.value.person == 1


@pytest.mark.parametrize(
    ("born", "guardian", "agrees", "child", "accepted"),
    [
        ("2006-07-10", "", False, False, True),  # 18 today
        ("2006-07-11", "", False, False, False),  # 18 tomorrow
        ("2006-07-11", "Lò Văn Bố", True, False, False),
        ("2006-07-11", "Lò Văn Bố", True, True, True),
        ("2006-07-11", "Lò Văn Bố", False, True, False),
        ("2006-07-11", "", True, True, False),
        ("2017-07-10", "Lò Văn Bố", True, False, False),  # 7 today: consents too
        ("2017-07-11", "Lò Văn Bố", True, False, True),  # 6: the guardian alone
    ],
)
def test_minors_need_a_guardian_and_from_seven_agree_themselves(born, guardian, agrees, child, accepted):
    people = [person(birth_date=born, guardian_name=guardian, guardian_agrees=agrees, child_agrees=child)]
    if accepted:
        check_guardians(people, NOW.date(), 18)
    else:
        with pytest.raises(GuardianMissing):
            check_guardians(people, NOW.date(), 18)


def test_a_form_names_a_person_only_once():
    people = [person("Lò Thị Ban"), person("Cà Văn Út"), person("LÒ THỊ BAN")]
    with pytest.raises(NamedTwice, match="Thành viên 1 và thành viên 3 là một"):
        check_named_once(people)
    check_named_once([person("Lò Thị Ban"), person("Lò Thị Ban", "1996-03-01")])


def test_codes_have_no_letters_that_look_alike():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert not set("01OIL") & set("".join(codes))


def test_a_code_from_a_message_is_good_for_a_quarter_of_an_hour_and_for_one_phone():
    code = sms_code(7, "0912345678", NOW)
    assert is_sms_code(f" {code[:3]} {code[3:]}", 7, "0912345678", NOW + datetime.timedelta(minutes=14))
    assert not is_sms_code(code, 7, "0912345678", NOW + datetime.timedelta(minutes=31))
    assert not is_sms_code(code, 8, "0912345678", NOW)
    assert not is_sms_code(code, 7, "0912345679", NOW)
    assert not is_sms_code("", 7, "0912345678", NOW)


def test_a_code_in_the_digits_of_another_script_is_that_code():
    code = sms_code(7, "0912345678", NOW)
    assert is_sms_code("".join(chr(0x660 + int(digit)) for digit in code), 7, "0912345678", NOW)
    assert not is_sms_code("mười hai", 7, "0912345678", NOW)
