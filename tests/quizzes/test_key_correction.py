"""A key that turns out to be wrong: who gains and loses is shown first, and what follows is said where it is done."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from contest_pages.question_bank.domain.correcting import correct_key
from contest_pages.question_bank.models import QuestionVersion
from contest_pages.quizzes.queries.marks import correction_effects
from contest_pages.standings.domain.publishing import publish
from contest_pages.standings.domain.ranking import freeze, rank
from contest_pages.standings.models import Subject
from tests.factories import RegistrationFactory, UserFactory, take_quiz
from tests.factories.pages import NOW, hanoi

pytestmark = pytest.mark.django_db

AFTER = hanoi("2024-07-15 09:00")


@pytest.fixture
def asked(quiz):
    """Return a question whose right answer was printed wrong, with a contestant who gains and one who loses by it."""
    quiz.round.draw = "fixed"
    quiz.round.save()
    loses, gains = (take_quiz(quiz.round, RegistrationFactory(page=quiz.form), right=n) for n in (5, 4))
    return QuestionVersion.objects.get(pk=gains.questions[4]), gains, loses


def correct_address(version) -> str:
    """Return the screen on which a key is corrected."""
    return reverse("contest_correct_key", args=[version.question_id, version.number])


def test_who_gains_and_who_loses_is_shown_before_a_key_is_corrected(quiz, asked, client, roles):
    version, gains, loses = asked
    client.force_login(roles["question_writers"])
    with time_machine.travel(AFTER, tick=False):
        fields = {"accepted": [1], "reason": "Đáp án in nhầm"}
        html = client.post(correct_address(version), fields).content.decode()
        assert "Tăng điểm: 1 bài; giảm điểm: 1 bài" in html
        assert gains.registration.code in html
        assert loses.registration.code in html
        assert "Chưa xếp hạng" in html
        assert not version.corrections.exists()
        done = client.post(correct_address(version), {**fields, "xac-nhan": "1"}, follow=True)
        assert "Đề nghị báo Ban Tổ chức xếp hạng lại" in done.content.decode()
        gains.refresh_from_db()
        assert gains.right == 5
        again = client.post(correct_address(version), {**fields, "xac-nhan": "1"})
    assert again.status_code == 422
    assert version.corrections.count() == 1


def test_what_a_correction_would_change_is_what_it_changes(quiz, asked, roles):
    version, gains, loses = asked
    [effect] = correction_effects(version, [1], user=roles["organisers"], now=AFTER)
    before = {gains.registration.code: gains.score, loses.registration.code: loses.score}
    correct_key(version=version, accepted=[1], reason="Đáp án in nhầm", actor=UserFactory(), now=AFTER)
    gains.refresh_from_db()
    loses.refresh_from_db()
    after = {gains.registration.code: gains.score, loses.registration.code: loses.score}
    assert {change.code: change.before for change in effect.changes} == before
    assert {change.code: change.after for change in effect.changes} == after
    assert (effect.asked, effect.gains, effect.losses) == (2, 1, 1)
    assert effect.address == reverse("contest_rank_round", args=[quiz.round.pk])


def test_a_correction_shows_no_score_of_a_round_that_is_still_open(quiz, asked, client, roles):
    version, gains, _loses = asked
    client.force_login(roles["question_writers"])
    with time_machine.travel(NOW, tick=False):
        html = client.post(correct_address(version), {"accepted": [1], "reason": "x"}).content.decode()
    assert "2 bài thi có câu hỏi này" in html
    assert gains.registration.code not in html
    assert "Tăng điểm" not in html


def test_the_ranking_says_that_a_key_was_corrected_after_its_publication(quiz, asked, client, roles):
    version, _gains, _loses = asked
    kwargs = {"subject": Subject.of_round(quiz.round), "actor": UserFactory(), "now": AFTER}
    freeze(**kwargs)
    rank(**kwargs)
    publish(**kwargs)
    client.force_login(roles["organisers"])
    address = reverse("contest_rank_round", args=[quiz.round.pk])
    assert "sau khi công bố kết quả này" not in client.get(address).content.decode()
    correct_key(version=version, accepted=[1], reason="Đáp án in nhầm", actor=UserFactory(), now=AFTER)
    html = client.get(address).content.decode()
    assert "sau khi công bố kết quả này" in html
    assert "Đáp án in nhầm" in html.split("sau khi công bố kết quả này")[1][:300]
