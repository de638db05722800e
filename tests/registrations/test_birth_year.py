"""People who know only the year of their birth, where the rules take it."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client

from contest_pages.registrations.errors import GuardianMissing, TooOld, TooYoung
from contest_pages.registrations.logic.people import Person, check_ages, check_guardians
from contest_pages.registrations.models import Member

from .helpers import token, typed, url

ON = datetime.date(2024, 7, 1)


def of_year(year: int, **more) -> Person:
    return Person("Lò Thị Mây", None, birth_year=year, **more)


@pytest.mark.parametrize(
    ("year", "refusal"), [(2010, None), (2011, TooYoung), (1964, None), (1963, None), (1962, TooOld)]
)
def test_only_years_without_any_birthday_that_would_do_are_refused(year, refusal):
    rules = {"minimum": 14, "maximum": 60, "on": ON, "fixed_day": True}
    if refusal is None:
        check_ages([of_year(year)], **rules)
    else:
        with pytest.raises(refusal):
            check_ages([of_year(year)], **rules)


def test_a_person_who_may_be_a_minor_by_the_year_needs_a_guardian():
    check_guardians([of_year(2005)], ON, 18)
    with pytest.raises(GuardianMissing):
        check_guardians([of_year(2006)], ON, 18)


@pytest.fixture
def by_year(stage):
    """Return the stage with a form that takes years of birth."""
    stage.form.takes_birth_year = True
    stage.form.save()
    return stage


@pytest.mark.django_db
@pytest.mark.usefixtures("in_july")
class TestTheForm:
    def send(self, stage, birth: str):
        browser = Client(enforce_csrf_checks=True)
        data = typed(stage.form, {"full_name": "Lò Thị Mây", "birth_date": birth})
        return browser.post(url(stage), data | token(browser))

    def test_a_year_is_kept_as_a_year_and_shown_as_one(self, by_year):
        assert self.send(by_year, "1990").status_code == 302
        member = Member.objects.get()
        assert (member.birth_date, member.birth_year, str(member.birth)) == (None, 1990, "1990")

    def test_a_day_is_kept_as_a_day(self, by_year):
        assert self.send(by_year, "5/8/1990").status_code == 302
        assert (Member.objects.get().birth_date, Member.objects.get().birth_year) == (
            datetime.date(1990, 8, 5),
            None,
        )

    def test_a_form_that_asks_for_the_day_says_that_a_year_is_not_enough(self, stage):
        answer = self.send(stage, "1990")
        assert answer.status_code == 422
        assert "Nhập ngày sinh đủ ngày, tháng, năm" in answer.content.decode()
        assert not Member.objects.exists()

    @pytest.mark.parametrize("birth", ["1890", "2030", "01/01/2030"])
    def test_years_of_nobody_alive_are_refused(self, by_year, birth):
        assert "kiểm tra lại năm sinh" in self.send(by_year, birth).content.decode()
