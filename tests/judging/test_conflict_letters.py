"""Secretaries and organisers of the contest hear which works a juror does not judge, once, and nobody else does."""

from __future__ import annotations

import datetime

import pytest

from contest_pages.contests.domain.assigning import limit_to_contests
from contest_pages.judging.domain.assigning import declare_conflicts
from contest_pages.judging.queries.staff import secretaries_of
from contest_pages.notices.domain.sending import compose
from contest_pages.notices.models import Notice
from tests.factories import ContestPageFactory
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

LATER = NOW + datetime.timedelta(minutes=5)


@pytest.fixture(autouse=True)
def addresses(roles):
    """Give the staff addresses."""
    for role in ("secretaries", "organisers"):
        roles[role].email = f"{role}@vidu.example"
        roles[role].save()


def declare(jury, candidate=0, actor=None, now=LATER):
    registration = jury.candidates[candidate].entry.registration
    declare_conflicts(term=jury.terms[0], registrations=(registration,), actor=actor, now=now)


def letters():
    return Notice.objects.filter(kind="judging.conflict").order_by("pk")


def words_of(notice) -> str:
    _recipient, letter = compose(notice)
    return letter.text


def test_secretaries_and_organisers_are_told_of_the_work_by_its_number(jury, roles):
    declare(jury)
    recipients = {notice.recipient for notice in letters()}
    assert recipients == {roles["secretaries"], roles["organisers"]}
    for notice in letters():
        text = words_of(notice)
        assert jury.candidates[0].code in text
        assert jury.candidates[1].code not in text
        assert "Lò Văn Minh" in text


def test_each_is_led_to_a_screen_that_is_open_to_them(jury, roles):
    declare(jury)
    screens = {notice.recipient: words_of(notice).split()[-1] for notice in letters()}
    assert f"/contest/judging/paper/{jury.page.pk}/" in screens[roles["secretaries"]]
    assert f"/contest/jury/{jury.page.pk}/progress/" in screens[roles["organisers"]]


def test_who_has_none_is_no_news(jury):
    declare_conflicts(term=jury.terms[0], now=LATER)
    assert not letters().exists()


def test_declaring_the_same_again_tells_nobody_again(jury):
    declare(jury)
    first = letters().count()
    declare(jury, now=LATER + datetime.timedelta(minutes=1))
    assert letters().count() == first


def test_who_enters_it_for_the_juror_is_not_told(jury, roles):
    declare(jury, actor=roles["organisers"])
    assert [notice.recipient for notice in letters()] == [roles["secretaries"]]


def test_people_of_other_contests_and_closed_accounts_are_not_told(jury, roles, index):
    limit_to_contests(user=roles["secretaries"], contests=[ContestPageFactory(parent=index)], actor=None)
    roles["organisers"].is_active = False
    roles["organisers"].save()
    assert secretaries_of(jury.page.contest) == []
    declare(jury)
    assert not letters().exists()


def test_a_letter_that_comes_late_says_nothing_of_a_term_that_has_ended(jury):
    declare(jury)
    jury.terms[0].__class__.objects.filter(pk=jury.terms[0].pk).update(until_at=LATER)
    assert compose(letters().first())[1] is None
