"""Answer first, say afterwards who you are."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from contest_pages.quizzes.domain.naming import NAMED_WITHIN, claim, claimed_by, disown, name
from contest_pages.quizzes.domain.taking import begin, begin_unnamed, submit
from contest_pages.quizzes.errors import CannotBeNamed, NoAttemptsLeft, QuizClosed
from contest_pages.quizzes.models import Attempt, WaitingPlace
from contest_pages.quizzes.queries.papers import forget, paper_of
from contest_pages.quizzes.queries.publishing import reasons_against
from contest_pages.quizzes.queries.statistics import by_day
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.links import personal_path
from contest_pages.registrations.models import Registration
from contest_pages.results.domain.ranking import freeze, rank
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
    quiz.paper = paper_of(quiz.round.pk)
    return quiz


def answered(quiz, now=NOW) -> Attempt:
    """Return an attempt without a name, all right, handed in a minute later."""
    attempt = begin_unnamed(paper=quiz.paper, now=now)
    right = {str(version): (0, 1) for version in attempt.questions}
    return submit(attempt, quiz.paper, given=right, prediction=Decimal(1), now=now + MINUTE)


def test_an_attempt_counts_nowhere_until_somebody_says_whose_it_is(open_quiz):
    attempt = answered(open_quiz)
    assert (attempt.registration_id, attempt.number, attempt.period) == (None, 0, "")
    assert by_day(open_quiz.round) == []
    later = open_quiz.round.closes_at + MINUTE
    ranking = freeze(round_page=open_quiz.round, actor=UserFactory(), now=later)
    assert ranking.attempts == 0
    assert rank(round_page=open_quiz.round, actor=UserFactory(), now=later).persons_left == 0


def test_named_it_is_the_contestants_next_attempt(open_quiz):
    attempt, registration = answered(open_quiz), open_quiz.registration
    assert claim(attempt=attempt, registration=registration, now=NOW + 2 * MINUTE)
    attempt.refresh_from_db()
    name(attempt=attempt, registration=registration, now=NOW + 3 * MINUTE)
    kept = Attempt.objects.get()
    assert (kept.registration, kept.number, kept.unit_id) == (registration, 1, registration.unit_id)
    assert kept.receipt_holds
    assert by_day(open_quiz.round)[0].persons == 1
    with pytest.raises(NoAttemptsLeft):
        begin(paper=open_quiz.paper, registration=registration, now=NOW + 5 * MINUTE)


def test_naming_twice_is_naming_once(open_quiz):
    attempt = answered(open_quiz)
    claim(attempt=attempt, registration=open_quiz.registration, now=NOW + MINUTE)
    attempt.refresh_from_db()
    stale = Attempt.objects.get()
    name(attempt=attempt, registration=open_quiz.registration, now=NOW + 2 * MINUTE)
    again = name(attempt=stale, registration=open_quiz.registration, now=NOW + 2 * MINUTE)
    assert again.registration_id == open_quiz.registration.pk


def test_whoever_has_used_the_attempts_cannot_add_one(open_quiz):
    registration = open_quiz.registration
    begin(paper=open_quiz.paper, registration=registration, now=NOW)
    attempt = answered(open_quiz)
    claim(attempt=attempt, registration=registration, now=NOW + 2 * MINUTE)
    attempt.refresh_from_db()
    with pytest.raises(NoAttemptsLeft):
        name(attempt=attempt, registration=registration, now=NOW + 3 * MINUTE)
    assert Attempt.objects.unnamed().count() == 1


def test_a_claim_comes_within_a_day_and_only_after_handing_in(open_quiz):
    running = begin_unnamed(paper=open_quiz.paper, now=NOW)
    assert not claim(attempt=running, registration=open_quiz.registration, now=NOW + MINUTE)
    attempt = answered(open_quiz)
    last = attempt.submitted_at + NAMED_WITHIN
    assert not claim(attempt=attempt, registration=open_quiz.registration, now=last + MINUTE)
    assert claim(attempt=attempt, registration=open_quiz.registration, now=last)


def test_another_contests_registration_claims_nothing(open_quiz, index):
    other = ContestPageFactory(parent=index, slug="khac")
    stranger = RegistrationFactory(page=ContestRegistrationPageFactory(parent=other))
    assert not claim(attempt=answered(open_quiz), registration=stranger, now=NOW + 2 * MINUTE)


def test_nobody_burdens_somebody_else_with_an_attempt(open_quiz):
    victim = open_quiz.registration
    attempt = answered(open_quiz)
    claim(attempt=attempt, registration=victim, now=NOW + 2 * MINUTE)
    assert begin(paper=open_quiz.paper, registration=victim, now=NOW + 3 * MINUTE)[1]
    disown(attempt=attempt, registration=victim)
    assert claimed_by(victim, open_quiz.round) == []


def test_what_is_not_claimed_cannot_be_named(open_quiz):
    with pytest.raises(CannotBeNamed):
        name(attempt=answered(open_quiz), registration=open_quiz.registration, now=NOW + 2 * MINUTE)


def test_a_round_that_is_being_ranked_takes_no_names(open_quiz):
    attempt = answered(open_quiz, now=open_quiz.round.closes_at - 10 * MINUTE)
    after = open_quiz.round.closes_at + MINUTE
    claim(attempt=attempt, registration=open_quiz.registration, now=after)
    attempt.refresh_from_db()
    freeze(round_page=open_quiz.round, actor=UserFactory(), now=after)
    with pytest.raises(CannotBeNamed, match="xếp hạng"):
        name(attempt=attempt, registration=open_quiz.registration, now=after + MINUTE)


def test_by_other_rules_everybody_registers_first(quiz):
    with pytest.raises(QuizClosed, match="đăng ký"):
        begin_unnamed(paper=quiz.paper, now=NOW)


def test_no_attempt_without_a_name_has_a_number(open_quiz):
    attempt = answered(open_quiz)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.filter(pk=attempt.pk).update(number=1)


def test_audiences_with_questions_of_their_own_cannot_answer_first(open_quiz):
    open_quiz.round.audiences.create(division="Cán bộ", question_set=open_quiz.round.question_set)
    assert len(reasons_against(open_quiz.round)) == 1


def test_what_attempts_were_made_under_cannot_change(quiz):
    quiz.round.points_per_question = 2
    quiz.round.minutes = 20
    assert reasons_against(quiz.round) == []
    begin(paper=quiz.paper, registration=quiz.registration, now=NOW)
    assert "điểm" in reasons_against(quiz.round)[0].lower()
    quiz.round.points_per_question = 1
    assert reasons_against(quiz.round) == []


# --- the pages -------------------------------------------------------------------------------------------


@pytest.fixture
def now():
    """Stop the clock at NOW; tests move it."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def brought(open_quiz, client, now):
    """Answer without a name through the pages and return what the form on the receipt brings along."""
    path = reverse("contest_begin_unnamed", args=[open_quiz.round.pk])
    assert path in client.get(open_quiz.round.url).content.decode()
    begun = client.post(path)
    chosen = {f"q{version}": 0 for version in Attempt.objects.get().questions}
    now.shift(MINUTE)
    done = client.post(begun.url, {**chosen, "du-doan": "1", "nop": "1"})
    html = client.get(done.url).content.decode()
    assert "chưa được tính" in html
    assert "5/5" not in html.replace("5/5</dd>", ""), "the score waits for the name"
    return re.search(r'name="registration-brings" value="([^"]+)"', html)[1]


def register_with(client, quiz, brings, **fields):
    form = typed(quiz.form, brings=brings, **fields)
    token = client.get(reverse("contest_form_token")).json()
    data = {**form, "csrfmiddlewaretoken": token["token"], "registration-started": token["started"]}
    return client.post(reverse("contest_register", args=[quiz.form.pk]), data)


def test_whoever_registers_with_the_attempt_and_confirms_has_it(
    open_quiz, client, brought, django_capture_on_commit_callbacks
):
    assert register_with(client, open_quiz, brought).status_code == 302
    registration = Registration.objects.get(email="may@vidu.example")
    assert Attempt.objects.get().claimed_by == registration
    with django_capture_on_commit_callbacks(execute=True):
        confirm(registration=registration, now=NOW + 5 * MINUTE)
    assert Attempt.objects.get().registration == registration
    assert Attempt.objects.get().code in client.get(personal_path(registration)).content.decode()


def test_whoever_was_registered_before_says_so_on_the_personal_page(
    open_quiz, client, brought, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        register_with(client, open_quiz, None)
        registration = Registration.objects.get(email="may@vidu.example")
        confirm(registration=registration, now=NOW + 5 * MINUTE)
    register_with(client, open_quiz, brought)
    assert Registration.objects.filter(email="may@vidu.example").count() == 1
    attempt = Attempt.objects.get()
    path = personal_path(Registration.objects.get(pk=registration.pk))
    assert "Đúng là của tôi" in client.get(path).content.decode()
    naming = f"{path}trac-nghiem-{open_quiz.round.pk}/nhan-bai/"
    client.post(naming, {"code": attempt.code, "mine": ""})
    assert Attempt.objects.get().claimed_by is None
    register_with(client, open_quiz, brought)
    client.post(naming, {"code": attempt.code, "mine": "1"})
    assert Attempt.objects.get().registration == registration


@pytest.mark.parametrize("wrong", ["", "1.0:xyz", "nonsense", "x" * 5000])
def test_a_token_of_ones_own_making_claims_nothing(open_quiz, client, now, wrong):
    attempt = answered(open_quiz)
    assert register_with(client, open_quiz, wrong).status_code == 302
    assert Attempt.objects.get(pk=attempt.pk).claimed_by is None


def test_the_address_without_a_name_closes_when_the_attempt_has_one(open_quiz, client, brought):
    attempt = Attempt.objects.get()
    assert client.get(f"/trac-nghiem/{brought}/").status_code == 200
    claim(attempt=attempt, registration=open_quiz.registration, now=NOW + 2 * MINUTE)
    attempt.refresh_from_db()
    name(attempt=attempt, registration=open_quiz.registration, now=NOW + 3 * MINUTE)
    assert client.get(f"/trac-nghiem/{brought}/").status_code == 404


def test_a_day_later_the_page_says_that_it_does_not_count(open_quiz, client, brought, now):
    now.shift(WEEK)
    html = client.get(f"/trac-nghiem/{brought}/").content.decode()
    assert "không được tính" in html
    assert "registration-brings" not in html


def test_one_network_begins_only_so_many(open_quiz, client, now, settings):
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


def test_where_names_come_first_the_way_without_one_leads_back_to_the_page(quiz, client, now):
    answer = client.post(reverse("contest_begin_unnamed", args=[quiz.round.pk]))
    assert (answer.status_code, answer.url) == (302, quiz.round.full_url)
    assert "contest-begin" not in client.get(quiz.round.url).content.decode()
