"""Attempts of visitors who answer before they register, and the claims on them."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from contest_pages.data.process_memo import forget
from contest_pages.quizzes.domain.attempts import begin, begin_unnamed, submit
from contest_pages.quizzes.domain.claiming import (
    CLAIM_PERIOD,
    claim_attempt,
    confirm_claim,
    reject_claim,
    unconfirmed_claims,
)
from contest_pages.quizzes.errors import ClaimRefused, NoAttemptsLeft, QuizClosed
from contest_pages.quizzes.models import Attempt, WaitingPlace
from contest_pages.quizzes.queries.snapshots import snapshot_of
from contest_pages.quizzes.queries.statistics import by_day
from contest_pages.quizzes.readiness import reasons_against
from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.models import Registration
from contest_pages.standings.domain.ranking import freeze, rank
from contest_pages.standings.models import Subject
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.factories.pages import NOW
from tests.registrations.helpers import typed

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)
WEEK = datetime.timedelta(days=7)


@pytest.fixture
def open_quiz(quiz):
    """Return the quiz, with the rule that visitors may answer first."""
    return amended(quiz, answer_first=True)


def amended(quiz, **values):
    for field, value in values.items():
        setattr(quiz.round, field, value)
    quiz.round.save()
    forget()
    quiz.snapshot = snapshot_of(quiz.round.pk)
    return quiz


def answered(quiz, now=NOW) -> Attempt:
    """Return an attempt without a registration, all right, submitted a minute later."""
    attempt = begin_unnamed(snapshot=quiz.snapshot, now=now)
    right = {str(version): (0, 1) for version in attempt.questions}
    return submit(attempt, quiz.snapshot, given=right, prediction=Decimal(1), now=now + MINUTE)


def test_an_attempt_does_not_count_before_it_is_claimed(open_quiz):
    attempt = answered(open_quiz)
    assert (attempt.registration_id, attempt.number, attempt.period) == (None, 0, "")
    assert by_day(open_quiz.round) == []
    later = open_quiz.round.closes_at + MINUTE
    ranking = freeze(subject=Subject.of_round(open_quiz.round), actor=UserFactory(), now=later)
    assert ranking.facts["attempts"] == 0
    assert (
        rank(subject=Subject.of_round(open_quiz.round), actor=UserFactory(), now=later).facts["persons_left"]
        == 0
    )


def test_a_confirmed_claim_makes_it_the_contestants_next_attempt(open_quiz):
    attempt, registration = answered(open_quiz), open_quiz.registration
    assert claim_attempt(attempt=attempt, registration=registration, now=NOW + 2 * MINUTE)
    attempt.refresh_from_db()
    confirm_claim(attempt=attempt, registration=registration, now=NOW + 3 * MINUTE)
    claimed = Attempt.objects.get()
    assert (claimed.registration, claimed.number, claimed.unit_id) == (registration, 1, registration.unit_id)
    assert claimed.receipt_holds
    assert by_day(open_quiz.round)[0].persons == 1
    with pytest.raises(NoAttemptsLeft):
        begin(snapshot=open_quiz.snapshot, registration=registration, now=NOW + 5 * MINUTE)


def test_confirming_a_claim_is_idempotent(open_quiz):
    attempt = answered(open_quiz)
    claim_attempt(attempt=attempt, registration=open_quiz.registration, now=NOW + MINUTE)
    attempt.refresh_from_db()
    stale = Attempt.objects.get()
    confirm_claim(attempt=attempt, registration=open_quiz.registration, now=NOW + 2 * MINUTE)
    again = confirm_claim(attempt=stale, registration=open_quiz.registration, now=NOW + 2 * MINUTE)
    assert again.registration_id == open_quiz.registration.pk


def test_a_contestant_without_attempts_left_cannot_add_another(open_quiz):
    registration = open_quiz.registration
    begin(snapshot=open_quiz.snapshot, registration=registration, now=NOW)
    attempt = answered(open_quiz)
    claim_attempt(attempt=attempt, registration=registration, now=NOW + 2 * MINUTE)
    attempt.refresh_from_db()
    with pytest.raises(NoAttemptsLeft):
        confirm_claim(attempt=attempt, registration=registration, now=NOW + 3 * MINUTE)
    assert Attempt.objects.unnamed().count() == 1


def test_a_claim_is_possible_only_after_submission_and_within_a_day(open_quiz):
    running = begin_unnamed(snapshot=open_quiz.snapshot, now=NOW)
    assert not claim_attempt(attempt=running, registration=open_quiz.registration, now=NOW + MINUTE)
    attempt = answered(open_quiz)
    last = attempt.submitted_at + CLAIM_PERIOD
    assert not claim_attempt(attempt=attempt, registration=open_quiz.registration, now=last + MINUTE)
    assert claim_attempt(attempt=attempt, registration=open_quiz.registration, now=last)


def test_another_contests_registration_claims_nothing(open_quiz, index):
    other = ContestPageFactory(parent=index, slug="khac")
    stranger = RegistrationFactory(page=ContestRegistrationPageFactory(parent=other))
    assert not claim_attempt(attempt=answered(open_quiz), registration=stranger, now=NOW + 2 * MINUTE)


def test_an_attempt_cannot_be_forced_on_another_contestant(open_quiz):
    victim = open_quiz.registration
    attempt = answered(open_quiz)
    claim_attempt(attempt=attempt, registration=victim, now=NOW + 2 * MINUTE)
    assert begin(snapshot=open_quiz.snapshot, registration=victim, now=NOW + 3 * MINUTE)[1]
    reject_claim(attempt=attempt, registration=victim)
    assert unconfirmed_claims(victim, open_quiz.round) == []


def test_an_attempt_without_a_claim_cannot_be_confirmed(open_quiz):
    with pytest.raises(ClaimRefused):
        confirm_claim(attempt=answered(open_quiz), registration=open_quiz.registration, now=NOW + 2 * MINUTE)


def test_a_round_that_is_being_ranked_accepts_no_claims(open_quiz):
    attempt = answered(open_quiz, now=open_quiz.round.closes_at - 10 * MINUTE)
    after = open_quiz.round.closes_at + MINUTE
    claim_attempt(attempt=attempt, registration=open_quiz.registration, now=after)
    attempt.refresh_from_db()
    freeze(subject=Subject.of_round(open_quiz.round), actor=UserFactory(), now=after)
    with pytest.raises(ClaimRefused, match="xếp hạng"):
        confirm_claim(attempt=attempt, registration=open_quiz.registration, now=after + MINUTE)


def test_other_rules_require_registration_first(quiz):
    with pytest.raises(QuizClosed, match="đăng ký"):
        begin_unnamed(snapshot=quiz.snapshot, now=NOW)


def test_an_attempt_without_a_registration_has_no_number(open_quiz):
    attempt = answered(open_quiz)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.filter(pk=attempt.pk).update(number=1)


def test_audiences_with_questions_of_their_own_cannot_answer_first(open_quiz):
    open_quiz.round.audiences.create(division="Cán bộ", question_set=open_quiz.round.question_set)
    assert len(reasons_against(open_quiz.round)) == 1


def test_rules_that_attempts_depend_on_cannot_change(quiz):
    quiz.round.points_per_question = 2
    quiz.round.minutes = 20
    assert reasons_against(quiz.round) == []
    begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    assert "điểm" in reasons_against(quiz.round)[0].lower()
    quiz.round.points_per_question = 1
    assert reasons_against(quiz.round) == []


# --- the pages -------------------------------------------------------------------------------------------


@pytest.fixture
def attached(open_quiz, client, now):
    """Answer without a registration on the pages and return the attached token of the form on the receipt."""
    path = reverse("contest_begin_unnamed", args=[open_quiz.round.pk])
    assert path in client.get(open_quiz.round.url).content.decode()
    begun = client.post(path)
    chosen = {f"q{version}": 0 for version in Attempt.objects.get().questions}
    now.shift(MINUTE)
    done = client.post(begun.url, {**chosen, "du-doan": "1", "nop": "1"})
    html = client.get(done.url).content.decode()
    assert "chưa được tính" in html
    assert "5/5" not in html.replace("5/5</dd>", ""), "no score before the claim is confirmed"
    return re.search(r'name="registration-attached_token" value="([^"]+)"', html)[1]


def register_with(client, quiz, attached_token, **fields):
    form = typed(quiz.form, attached_token=attached_token, **fields)
    token = client.get(reverse("contest_form_token")).json()
    data = {**form, "csrfmiddlewaretoken": token["token"], "registration-started": token["started"]}
    return client.post(reverse("contest_register", args=[quiz.form.pk]), data)


def test_registering_with_the_attempt_and_confirming_assigns_it(
    open_quiz, client, attached, django_capture_on_commit_callbacks
):
    assert register_with(client, open_quiz, attached).status_code == 302
    registration = Registration.objects.get(email="may@vidu.example")
    assert Attempt.objects.get().claimed_by == registration
    with django_capture_on_commit_callbacks(execute=True):
        confirm(registration=registration, now=NOW + 5 * MINUTE)
    assert Attempt.objects.get().registration == registration
    assert Attempt.objects.get().code in client.get(personal_path(registration)).content.decode()


def test_a_registered_contestant_confirms_the_claim_on_the_personal_page(
    open_quiz, client, attached, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        register_with(client, open_quiz, None)
        registration = Registration.objects.get(email="may@vidu.example")
        confirm(registration=registration, now=NOW + 5 * MINUTE)
    register_with(client, open_quiz, attached)
    assert Registration.objects.filter(email="may@vidu.example").count() == 1
    attempt = Attempt.objects.get()
    path = personal_path(Registration.objects.get(pk=registration.pk))
    assert "Đúng là của tôi" in client.get(path).content.decode()
    answer_url = f"{path}trac-nghiem-{open_quiz.round.pk}/nhan-bai/"
    client.post(answer_url, {"code": attempt.code, "mine": ""})
    assert Attempt.objects.get().claimed_by is None
    register_with(client, open_quiz, attached)
    client.post(answer_url, {"code": attempt.code, "mine": "1"})
    assert Attempt.objects.get().registration == registration


@pytest.mark.parametrize("wrong", ["", "1.0:xyz", "nonsense", "x" * 5000])
def test_a_forged_token_claims_nothing(open_quiz, client, now, wrong):
    attempt = answered(open_quiz)
    assert register_with(client, open_quiz, wrong).status_code == 302
    assert Attempt.objects.get(pk=attempt.pk).claimed_by is None


def test_the_address_of_an_unclaimed_attempt_is_closed_when_it_is_claimed(open_quiz, client, attached):
    attempt = Attempt.objects.get()
    assert client.get(f"/trac-nghiem/{attached}/").status_code == 200
    claim_attempt(attempt=attempt, registration=open_quiz.registration, now=NOW + 2 * MINUTE)
    attempt.refresh_from_db()
    confirm_claim(attempt=attempt, registration=open_quiz.registration, now=NOW + 3 * MINUTE)
    assert client.get(f"/trac-nghiem/{attached}/").status_code == 404


def test_the_device_stores_the_address_of_an_attempt_as_long_as_it_can_be_claimed(open_quiz, client, now):
    begun = client.post(reverse("contest_begin_unnamed", args=[open_quiz.round.pk]))
    attempt = Attempt.objects.get()
    now.shift(MINUTE)
    seconds = int((attempt.ends_at + CLAIM_PERIOD - NOW - MINUTE).total_seconds())
    assert f'data-keep-seconds="{seconds}"' in client.get(begun.url).content.decode()


def test_a_day_later_the_page_says_that_it_does_not_count(open_quiz, client, attached, now):
    now.shift(WEEK)
    html = client.get(f"/trac-nghiem/{attached}/").content.decode()
    assert "không được tính" in html
    assert "registration-attached_token" not in html


def test_a_network_begins_a_limited_number_of_attempts(open_quiz, client, now, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RATE_QUIZ_ADDRESS": "1/h"}
    path = reverse("contest_begin_unnamed", args=[open_quiz.round.pk])
    assert client.post(path).status_code == 302
    assert client.post(path).status_code == 429
    assert Attempt.objects.count() == 1


def test_in_a_full_quiz_the_queue_goes_first(open_quiz, client, now, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "QUIZ_PLACES": 1, "RULES_CACHE_SECONDS": 0}
    WaitingPlace.objects.create(
        round=open_quiz.round, registration=open_quiz.registration, asked_at=NOW, seen_at=NOW
    )
    assert client.post(reverse("contest_begin_unnamed", args=[open_quiz.round.pk])).status_code == 503
    assert not Attempt.objects.exists()


def test_where_registration_comes_first_answering_without_redirects_to_the_page(quiz, client, now):
    answer = client.post(reverse("contest_begin_unnamed", args=[quiz.round.pk]))
    assert (answer.status_code, answer.url) == (302, quiz.round.full_url)
    assert "contest-begin" not in client.get(quiz.round.url).content.decode()
