"""What a quiz shows and when: its first screen, the invitation, the numbers of an open round, practice."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from contest_pages.quizzes.domain.attempts import begin, begin_unnamed, submit
from contest_pages.quizzes.links import UNNAMED, attempt_path
from contest_pages.quizzes.queries.snapshots import snapshot_of
from tests.factories import ContestRulesPageFactory, QuestionFactory, RegistrationFactory, take_quiz
from tests.factories.pages import NOW, hanoi

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(quiz):
    """Return the quiz with numbers that everybody sees while it is open."""
    cache.clear()
    quiz.round.live_statistics = True
    quiz.round.save()
    return quiz


def invitation(html: str) -> str:
    """Return the card that is shared; empty where there is none."""
    found = re.search(r'<section class="contest-invitation".*?</section>', html, re.S)
    return found[0] if found else ""


def test_the_start_page_says_until_when_and_leads_to_the_rules(quiz, client, now):
    html = client.get(quiz.round.url).content.decode()
    facts = re.search(r'<dl class="contest-quiz-facts">.*?</dl>', html, re.S)[0]
    assert facts.count("<dt>") == 4
    assert "Mở đến" in facts
    rules = quiz.contest.live_rules or ContestRulesPageFactory(parent=quiz.contest)
    html = client.get(quiz.round.url).content.decode()
    assert f'href="{rules.url}">Thể lệ cuộc thi</a>' in html
    assert html.index("contest-quiz-facts") < html.index("Vào thi</h2>") < html.index('id="cach-thi"')
    now.move_to(quiz.round.opens_at - (NOW - quiz.round.opens_at))
    assert "Mở lúc" in client.get(quiz.round.url).content.decode()
    now.move_to(hanoi("2024-07-16 08:00"))
    assert "Đã đóng lúc" in client.get(quiz.round.url).content.decode()


@pytest.mark.parametrize("is_named", [True, False])
def test_a_receipt_invites_others_without_a_word_about_the_contestant(quiz, client, now, is_named):
    quiz.round.answer_first = True
    quiz.round.score_shown = "after_closing"
    quiz.round.save()
    if is_named:
        attempt = take_quiz(quiz.round, quiz.registration, right=4)
        path = attempt_path(attempt, 1)
    else:
        snapshot = snapshot_of(quiz.round.pk)
        attempt = begin_unnamed(snapshot=snapshot, now=NOW)
        given = {str(version): (0, 1) for version in attempt.questions}
        submit(attempt, snapshot, given=given, prediction=Decimal(3), now=NOW)
        path = attempt_path(attempt, UNNAMED)
    card = invitation(client.get(path).content.decode())
    assert f'data-address="{quiz.round.full_url}"' in card
    assert "mời bạn cùng thi" in card
    private = [path, path.split("/")[2], attempt.code, quiz.registration.code, attempt.digest, "4/5", "Đúng"]
    assert [word for word in private if word in card] == []


def test_nobody_is_invited_to_a_closed_round(quiz, client, now):
    path = attempt_path(take_quiz(quiz.round, quiz.registration), 1)
    now.move_to(hanoi("2024-07-16 08:00"))
    assert invitation(client.get(path).content.decode()) == ""


def test_the_numbers_of_an_open_round_are_public_where_its_rules_say_so(live, client, now):
    take_quiz(live.round, live.registration)
    html = client.get(live.round.url).content.decode()
    assert "Số người đã dự thi" in html
    part = client.get(reverse("contest_quiz_live", args=[live.round.pk]))
    assert part.content.decode().count("<dd>1</dd>") == 2
    assert "max-age=60" in part["Cache-Control"]
    assert any("công khai số người, số lượt thi" in sentence for sentence in live.round.rule_sentences())


def test_the_numbers_are_counted_once_a_minute_with_a_fixed_number_of_queries(
    live, client, now, django_assert_num_queries
):
    address = reverse("contest_quiz_live", args=[live.round.pk])
    client.get(address)
    for _number in range(3):
        take_quiz(live.round, RegistrationFactory(page=live.form))
    with django_assert_num_queries(1):
        assert "<dd>0</dd>" in client.get(address).content.decode()
    cache.clear()
    with django_assert_num_queries(2):
        assert "<dd>3</dd>" in client.get(address).content.decode()


def test_no_numbers_are_shown_by_default_before_the_opening_or_after_the_closing(quiz, live, client, now):
    address = reverse("contest_quiz_live", args=[live.round.pk])
    assert client.get(address).status_code == 200
    for moment in (live.round.opens_at - (NOW - live.round.opens_at), hanoi("2024-07-16 08:00")):
        now.move_to(moment)
        assert client.get(address).status_code == 404
        assert "Số người đã dự thi" not in client.get(live.round.url).content.decode()
    now.move_to(NOW)
    live.round.live_statistics = False
    live.round.save()
    assert client.get(address).status_code == 404
    assert not any(
        "công khai" in sentence and "đơn vị" in sentence for sentence in live.round.rule_sentences()
    )


@pytest.mark.parametrize("count", [1, 9])
def test_organisers_see_a_running_round_with_a_fixed_number_of_queries(
    quiz, client, roles, now, count, django_assert_max_num_queries
):
    quiz.round.answer_first = True
    quiz.round.save()
    for _number in range(count):
        take_quiz(quiz.round, RegistrationFactory(page=quiz.form))
        begin(snapshot=quiz.snapshot, registration=RegistrationFactory(page=quiz.form), now=NOW)
    client.force_login(roles["organisers"])
    address = reverse("contest_quiz_statistics", args=[quiz.round.pk])
    client.get(address)
    with django_assert_max_num_queries(24):
        html = client.get(address).content.decode()
    assert 'data-contest-live="30"' in html
    assert f"<dd>{count}</dd>" in html
    assert f"{timezone.localtime(NOW):%H:%M:%S}" in html


def test_organisers_are_told_how_many_attempts_still_wait_for_a_name(quiz, client, roles, now):
    quiz.round.answer_first = True
    quiz.round.save()
    snapshot = snapshot_of(quiz.round.pk)
    attempt = begin_unnamed(snapshot=snapshot, now=NOW)
    submit(
        attempt, snapshot, given={str(v): (0, 1) for v in attempt.questions}, prediction=Decimal(3), now=NOW
    )
    client.force_login(roles["organisers"])
    html = client.get(reverse("contest_quiz_statistics", args=[quiz.round.pk])).content.decode()
    assert "<dt>Đã nộp, chưa khai thông tin</dt><dd>1</dd>" in html


def test_practice_without_a_script_explains_all_answers_together(quiz, client, now):
    released = QuestionFactory(
        checked=True, released=True, explanation="Vì thế.", sets=[quiz.round.question_set]
    )
    page = quiz.round.url + "luyen-tap/"
    html = client.get(page + f"?de=abc&q{released.current_id}=0&xem=1").content.decode()
    assert "Bạn chọn đúng." in html
    wrong = client.get(page + f"?de=abc&q{released.current_id}=2&xem=1").content.decode()
    assert re.search(r"<strong>\s*Đáp án đúng là [A-D]\.\s*</strong>", wrong)
    assert "quiz_practice" not in wrong
