"""While a round is open nobody learns which answers are right: one device sees one draw, and no score that could be compared."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from contest_pages.data.process_memo import forget
from contest_pages.publishing.readiness import ReadinessContext
from contest_pages.quizzes.domain.attempts import begin_unnamed
from contest_pages.quizzes.domain.claiming import claim_attempt, confirm_claim
from contest_pages.quizzes.enums import AttemptsPer, ScoreShown
from contest_pages.quizzes.logic.rules import QuizRules
from contest_pages.quizzes.logic.sentences import showing_sentences
from contest_pages.quizzes.models import Attempt
from contest_pages.quizzes.queries.own import shows_key, shows_score
from contest_pages.quizzes.queries.snapshots import snapshot_of
from contest_pages.quizzes.readiness import check_quiz
from contest_pages.registrations.access.links import personal_path
from tests.factories.pages import NOW
from tests.quizzes.test_claiming import amended

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def open_quiz(quiz):
    """Return the quiz, with the rule that visitors may answer first."""
    return amended(quiz, answer_first=True, score_shown=ScoreShown.AFTER_CLOSING)


@pytest.fixture
def begin_path(open_quiz):
    return reverse("contest_begin_unnamed", args=[open_quiz.round.pk])


def test_twelve_windows_of_one_device_see_one_draw(open_quiz, begin_path, client, in_july):
    addresses = {client.post(begin_path)["Location"] for _window in range(12)}
    assert len(addresses) == Attempt.objects.count() == 1
    assert Client().post(begin_path)["Location"] not in addresses  # another device


def test_the_device_goes_on_after_handing_in_until_the_attempt_is_claimed(
    open_quiz, begin_path, client, in_july
):
    address = client.post(begin_path)["Location"]
    attempt = Attempt.objects.get()
    client.post(address, {f"q{version}": 0 for version in attempt.questions} | {"du-doan": "1", "nop": "1"})
    assert client.post(begin_path)["Location"] == address
    claim_attempt(attempt=Attempt.objects.get(), registration=open_quiz.registration, now=NOW + MINUTE)
    assert client.post(begin_path)["Location"] == address
    confirm_claim(attempt=Attempt.objects.get(), registration=open_quiz.registration, now=NOW + MINUTE)
    assert client.post(begin_path)["Location"] != address  # the next one of the family


def test_the_devices_token_is_sent_to_no_other_address_and_seen_by_no_script(
    open_quiz, begin_path, client, in_july
):
    cookie = client.post(begin_path).cookies[f"contest-quiz-{open_quiz.round.pk}"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (begin_path, True, "Lax")


def test_a_forged_token_or_one_of_another_round_begins_an_attempt_of_its_own(
    open_quiz, begin_path, client, in_july
):
    client.cookies[f"contest-quiz-{open_quiz.round.pk}"] = "1.0:forged"
    assert client.post(begin_path).status_code == 302
    other = begin_unnamed(snapshot=open_quiz.snapshot, now=NOW)
    Attempt.objects.filter(pk=other.pk).update(started_at=open_quiz.round.opens_at - MINUTE)
    other.refresh_from_db()
    assert begin_unnamed(snapshot=open_quiz.snapshot, now=NOW, earlier=other).pk != other.pk


SINGLE = QuizRules(score_shown=ScoreShown.AT_ONCE, attempts_allowed=1, attempts_per=AttemptsPer.ROUND)


@pytest.mark.parametrize(
    ("change", "time"),
    [
        ({}, ScoreShown.AT_ONCE),
        ({"attempts_per": AttemptsPer.CONTEST}, ScoreShown.AT_ONCE),
        ({"attempts_per": AttemptsPer.DAY}, ScoreShown.AFTER_CLOSING),
        ({"attempts_per": AttemptsPer.WEEK}, ScoreShown.AFTER_CLOSING),
        ({"attempts_allowed": 2}, ScoreShown.AFTER_CLOSING),
        ({"attempts_allowed": None}, ScoreShown.AFTER_CLOSING),
        ({"answer_first": True}, ScoreShown.AFTER_CLOSING),
        ({"answer_first": True, "score_shown": ScoreShown.WITH_RESULTS}, ScoreShown.WITH_RESULTS),
    ],
)
def test_a_score_is_seen_at_once_only_after_the_one_attempt_of_a_known_person(change, time):
    rules = replace(SINGLE, **change)
    assert rules.score_time == time
    words = " ".join(showing_sentences(rules))
    assert ("ngay khi nộp" in words) is (time == ScoreShown.AT_ONCE)


@pytest.mark.parametrize(
    "change", [{"attempts_allowed": 3}, {"attempts_allowed": None}, {"answer_first": True}]
)
def test_the_editor_is_advised_that_scores_wait_for_the_closing(quiz, in_july, change):
    assert not [
        found
        for found in check_quiz(quiz.round, ReadinessContext(quiz.contest, (), NOW))
        if found.field == "score_shown"
    ]
    page = amended(quiz, **change).snapshot.page
    assert [found.field for found in check_quiz(page, ReadinessContext(quiz.contest, (), NOW))] == [
        "score_shown"
    ]


@pytest.mark.parametrize(
    "change", [{"attempts_allowed": 3}, {"attempts_allowed": None, "attempts_per": "day"}]
)
def test_whatever_was_published_before_no_page_shows_score_or_key_while_the_round_is_open(
    quiz, client, in_july, change
):
    type(quiz.round).objects.filter(pk=quiz.round.pk).update(score_shown="at_once", **change)
    forget()
    quiz.snapshot = snapshot_of(quiz.round.pk)
    page, personal = quiz.snapshot.page, personal_path(quiz.registration)
    address = client.post(f"{personal}trac-nghiem-{page.pk}/")["Location"]
    attempt = Attempt.objects.get()
    answers = {f"q{version}": 0 for version in attempt.questions}
    shown = client.post(address, {**answers, "du-doan": "1", "nop": "1"}, follow=True).content.decode()
    assert Attempt.objects.get().right == len(attempt.questions)
    own = client.get(f"{personal}du-lieu.json")
    assert own.json()["attempts"][0]["Số câu đúng"] == ""
    for html in (shown, client.get(personal).content.decode()):
        assert "Đúng 5" not in html
        assert "Đáp án đúng" not in html
    assert not shows_score(page, NOW)
    assert not shows_key(page, NOW)
    later = page.closes_at + datetime.timedelta(hours=2)
    assert shows_score(page, later)
