"""Letters about prizes: to those who won, once, and to those who have one no more."""

from __future__ import annotations

import datetime

import pytest
from django.utils import translation

from contest_pages.notices.domain.sending import compose
from contest_pages.notices.letter_form import LetterForms
from contest_pages.notices.models import Notice
from contest_pages.standings.domain.awarding import propose_awards
from contest_pages.standings.domain.giving import propose_award, publish_awards
from contest_pages.standings.domain.publishing import publish, revoke_award
from contest_pages.standings.domain.ranking import exclude, freeze, rank
from contest_pages.standings.models import Award, Subject
from tests.factories import (
    EntryFactory,
    PrizeFactory,
    RegistrationFactory,
    UnitFactory,
    UserFactory,
    take_quiz,
)
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

AFTER = NOW + datetime.timedelta(days=10)


@pytest.fixture
def given(stage):
    """Return a function that publishes a prize for a recipient."""

    def give_to(**recipient) -> Award:
        prize = PrizeFactory(contest=stage.contest, count=9, name="Giải Nhất", amount=5_000_000)
        award = propose_award(contest=stage.contest, prize=prize, actor=UserFactory(), now=NOW, **recipient)
        publish_awards(contest=stage.contest, actor=UserFactory(), now=NOW)
        return award

    return give_to


@pytest.fixture
def published(quiz):
    """Return a function that ranks a quiz, without some contestants, gives its prizes and publishes it."""

    def publish_without(*excluded) -> None:
        step = {"subject": Subject.of_round(quiz.round), "actor": UserFactory(), "now": AFTER}
        freeze(**step)
        for registration in excluded:
            exclude(registration=registration, reason="Không đúng đối tượng", **step)
        rank(**step)
        propose_awards(**step)
        publish(**step)

    return publish_without


def letters() -> list[tuple[str, int]]:
    """Return the letters about prizes written so far, with the registrations that they go to."""
    kinds = ["standings.won", "standings.award_ended"]
    found = Notice.objects.filter(kind__in=kinds).order_by("pk")
    return list(found.values_list("kind", "recipient_id"))


def text_of(notice: Notice) -> str:
    with translation.override("vi"):
        _recipient, letter = compose(notice)
        forms = LetterForms().of(letter, notice.contest)
    return f"{forms.subject}\n{forms.text}"


def test_the_author_of_a_work_reads_which_prize_it_won(stage, given):
    author = RegistrationFactory(page=stage.form, full_name="Cầm Văn Suối", email="suoi@vidu.example")
    work = EntryFactory(registration=author, round=stage.round, accepted=True, title="Bản em")
    given(entry=work)
    assert letters() == [("standings.won", author.pk)]
    text = text_of(Notice.objects.get(kind="standings.won"))
    for words in ("Chào bạn Cầm Văn Suối", "Giải Nhất", "5.000.000 đồng", work.code, "Bản em", author.code):
        assert words in text
    assert text.count(stage.contest.title) == 2  # in the subject, and once in the letter


def test_a_team_gets_the_letter_once_and_a_unit_none(stage, given):
    team = RegistrationFactory(page=stage.form, kind="team", team_name="Đội Mường Hoa")
    given(registration=team)
    given(unit=UnitFactory())
    assert letters() == [("standings.won", team.pk)]


def test_a_person_of_a_group_is_named(stage, given):
    group = RegistrationFactory(page=stage.form, full_name="Lò Thị Mai", email="mai@vidu.example")
    given(member=group.members.get())
    assert "Lò Thị Mai" in text_of(Notice.objects.get(kind="standings.won"))


def test_publishing_twice_writes_once(stage, given):
    given(registration=RegistrationFactory(page=stage.form))
    publish_awards(contest=stage.contest, actor=UserFactory(), now=NOW)
    assert len(letters()) == 1


def test_a_revoked_prize_is_announced_with_its_reason_and_no_longer_congratulated_on(stage, given):
    person = RegistrationFactory(page=stage.form, email="a@vidu.example")
    award = given(registration=person)
    for _click in range(2):
        revoke_award(award=award, reason="Tác phẩm đã dự thi nơi khác", actor=UserFactory(), now=NOW)
    assert letters() == [("standings.won", person.pk), ("standings.award_ended", person.pk)]
    won, ended = Notice.objects.filter(kind__startswith="standings.").order_by("pk")
    assert compose(won)[1] is None
    assert "Tác phẩm đã dự thi nơi khác" in text_of(ended)


def test_a_corrected_ranking_writes_to_those_alone_for_whom_something_changes(quiz, published):
    PrizeFactory(contest=quiz.contest, name="Nhất", count=2, basis="quiz_round")
    people = [RegistrationFactory(page=quiz.form) for _number in range(3)]
    for place, person in enumerate(people):
        take_quiz(quiz.round, person, right=5 - place, prediction=1)
    published()
    first, second, third = (person.pk for person in people)
    assert letters() == [("standings.won", first), ("standings.won", second)]
    published(people[0])
    assert letters()[2:] == [("standings.won", third), ("standings.award_ended", first)]
    ended = Notice.objects.filter(kind="standings.award_ended").get()
    assert "đính chính" in text_of(ended)
    kept = Notice.objects.filter(kind="standings.won", recipient_id=second).get()
    assert "Nhất" in text_of(kept)  # wanted still: the later ranking gives it the same prize
    gone = Notice.objects.filter(kind="standings.won", recipient_id=first).get()
    assert compose(gone)[1] is None
