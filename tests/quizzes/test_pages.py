"""The pages of a quiz: what everybody sees, what a contestant does, without a script and with one."""

from __future__ import annotations

import datetime
import json
import re

import pytest
import time_machine
from django.utils.html import escape

from contest_pages.entries.models import EntryRoundPage
from contest_pages.http.log_filters import scrub
from contest_pages.publishing import page_cache
from contest_pages.question_bank.queries.versions import forget, versions_of
from contest_pages.quizzes.domain.attempts import begin
from contest_pages.quizzes.links import attempt_path
from contest_pages.quizzes.models import Attempt, WaitingPlace
from contest_pages.quizzes.queries.own import OwnAttempt
from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.models import Registration
from contest_pages.standings.domain.awarding import propose_awards
from contest_pages.standings.domain.publishing import publish
from contest_pages.standings.domain.ranking import freeze, rank
from contest_pages.standings.models import Subject
from tests.factories import (
    ContestResultsPageFactory,
    QuestionFactory,
    QuestionSetFactory,
    RegistrationFactory,
    UserFactory,
    take_quiz,
)
from tests.factories.pages import NOW, hanoi

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def personal_url(quiz):
    """Return the contestant's own path."""
    return personal_path(Registration.objects.get(pk=quiz.registration.pk))


@pytest.fixture
def begun(quiz, now):
    """Return a running attempt with its path, as its contestant sees it."""
    attempt, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    return OwnAttempt(attempt, attempt_path(attempt, 1), shows_score=False)


def begin_path(quiz, personal_url):
    return personal_url + f"trac-nghiem-{quiz.round.pk}/"


def answers(attempt, option=0):
    return {f"q{version}": option for version in attempt.questions}


def test_the_page_shows_the_rules_and_the_form(quiz, client, now):
    html = client.get(quiz.round.url).content.decode()
    for sentence in quiz.round.rule_sentences():
        assert escape(sentence) in html
    assert "Vào thi" in html
    assert "csrf" not in html


def test_an_open_quiz_is_entered_from_the_contest_and_registering_stands_beside_it(quiz, client, now):
    html = client.get(quiz.contest.url).content.decode()
    assert f'href="{quiz.round.url}">Vào thi {quiz.round.title}</a>' in html
    assert "Đăng ký</a>" in html


def test_a_contest_of_quizzes_asks_for_no_works(quiz, client, now):
    EntryRoundPage.objects.child_of(quiz.contest).get().unpublish()
    html = client.get(quiz.contest.url).content.decode()
    assert "Thời gian</dt>" in html
    assert "Nộp tác phẩm" not in html
    assert "Nhận tác phẩm" not in html


def test_the_rules_page_has_a_single_chapter_for_rounds_with_equal_rules(quiz, client, now):
    from tests.factories import QuizRoundPageFactory

    QuizRoundPageFactory(parent=quiz.contest, title="Tuần sau")
    html = client.get(quiz.contest.url + "the-le/").content.decode()
    assert html.count(escape(quiz.round.rule_sentences()[0])) == 1
    assert f"{quiz.round.title}, Tuần sau" in html


def test_before_and_after_the_week_the_page_shows_the_times(quiz, client, now):
    now.move_to(hanoi("2024-07-08 06:00"))
    assert "mở lúc 07:00" in client.get(quiz.round.url).content.decode()
    now.move_to(hanoi("2024-07-15 00:00"))
    forget()
    assert "đã đóng lúc 24:00" in client.get(quiz.round.url).content.decode()


def test_a_contestant_without_a_script_takes_the_whole_quiz(quiz, client, personal_url, now):
    assert "Bắt đầu làm bài" in client.get(personal_url).content.decode()
    begun = client.post(begin_path(quiz, personal_url))
    assert begun.status_code == 302
    response = client.get(begun.url)
    html = response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert html.count("<fieldset") == 6
    attempt = Attempt.objects.get()
    first = attempt.questions[0]
    saved = client.post(begun.url, {f"q{first}": 0}, follow=True)
    assert "Đã lưu" in saved.content.decode()
    gap = client.post(begun.url, {f"q{first}": 0, "nop": "1"})
    assert gap.status_code == 422
    assert "Còn 4 câu" in gap.content.decode()
    done = client.post(begun.url, {**answers(attempt), "du-doan": "1.250", "nop": "1"}, follow=True)
    html = done.content.decode()
    attempt.refresh_from_db()
    assert (attempt.right, attempt.prediction) == (5, 1250)
    assert attempt.code in html
    assert attempt.digest in html
    assert "Đúng 5/5 câu" in html
    assert "đáp án" not in html.split("Bài làm của bạn")[1].split("khi vòng thi đã đóng")[1]


def test_a_wrong_prediction_is_shown_and_the_answers_are_saved(quiz, client, begun):
    response = client.post(begun.path, {**answers(begun.attempt), "du-doan": "nhiều", "nop": "1"})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'value="nhiều"' in html
    assert html.count("checked") == 5
    assert len(Attempt.objects.get().answers) == 5


def test_the_script_saves_answers_with_their_revisions(quiz, client, begun, now):
    now.shift(MINUTE)
    first = begun.attempt.questions[0]
    response = client.post(begun.path + "luu/", {f"q{first}": 2, f"r{first}": 30_000})
    assert json.loads(response.content) == {
        "submitted": False,
        "elapsed": 60_000,
        "milliseconds": 14 * 60_000,
        "problem": "",
        "refusal": "",
    }
    client.post(begun.path + "luu/", {f"q{first}": 1, f"r{first}": 20_000})
    client.post(begun.path + "luu/", {f"q{first}": 3, f"r{first}": 999_999_999})
    assert Attempt.objects.get().answers == {str(first): [3, 60_000]}


@pytest.mark.parametrize("nonsense", ["x", "-1", "7", "²", "1" * 40, "0; DROP TABLE"])
def test_nonsense_in_a_form_is_ignored(quiz, client, begun, nonsense):
    first = begun.attempt.questions[0]
    client.post(begun.path + "luu/", {f"q{first}": nonsense, f"r{first}": nonsense, "q999999": 1})
    assert Attempt.objects.get().answers == {}


def test_reading_writes_nothing_even_when_the_time_is_over(quiz, client, begun, now):
    now.shift(20 * MINUTE)
    html = client.get(begun.path).content.decode()
    assert "đã hết giờ" in html
    assert not Attempt.objects.get().is_submitted
    client.post(begun.path, {**answers(begun.attempt), "nop": "1"})
    attempt = Attempt.objects.get()
    assert (attempt.ended_by, attempt.answered, attempt.is_valid) == ("time", 0, False)


def test_the_key_is_shown_after_the_closing_and_not_while_an_attempt_is_running(quiz, client, begun, now):
    client.post(begun.path, {**answers(begun.attempt, 1), "du-doan": "3", "nop": "1"})
    other = RegistrationFactory(page=quiz.form)
    now.move_to(hanoi("2024-07-14 23:55"))
    late, _new = begin(snapshot=quiz.snapshot, registration=other, now=hanoi("2024-07-14 23:55"))
    Attempt.objects.filter(pk=late.pk).update(ends_at=hanoi("2024-07-15 00:10"))
    now.move_to(hanoi("2024-07-15 00:05"))
    assert "(đáp án)" not in client.get(begun.path).content.decode()
    now.move_to(hanoi("2024-07-15 00:15"))
    assert client.get(begun.path).content.decode().count("(đáp án)") == 5


def test_the_score_waits_for_the_results_where_the_rules_say_so(quiz, client, now, personal_url):
    quiz.round.score_shown = "with_results"
    quiz.round.save()
    forget()
    attempt = take_quiz(quiz.round, quiz.registration)
    path = attempt_path(attempt, 1)
    now.move_to(hanoi("2024-07-16 08:00"))
    assert "Đúng 5/5" not in client.get(path).content.decode()
    kwargs = {
        "subject": Subject.of_round(quiz.round),
        "actor": UserFactory(),
        "now": hanoi("2024-07-16 08:00"),
    }
    freeze(**kwargs)
    rank(**kwargs)
    publish(**kwargs)
    assert "Đúng 5/5" in client.get(path).content.decode()
    assert "Thứ hạng của bạn: 1 trên 1" in client.get(personal_url).content.decode()


def test_a_revoked_or_an_altered_address_is_not_found(quiz, client, begun):
    assert client.get(begun.path[:-3] + "xx/").status_code == 404
    Registration.objects.update(link_number=2)
    assert client.get(begun.path).status_code == 404
    assert client.post(begun.path + "luu/", {}).status_code == 404
    assert "…" in scrub(begun.path)
    assert begun.path not in scrub(f"GET {begun.path} 200")


def test_another_contests_round_cannot_be_begun(quiz, client, personal_url, index):
    from tests.factories import ContestPageFactory, QuizRoundPageFactory

    other = QuizRoundPageFactory(parent=ContestPageFactory(parent=index))
    with time_machine.travel(NOW, tick=False):
        assert client.post(personal_url + f"trac-nghiem-{other.pk}/").status_code == 404


def test_a_full_quiz_shows_the_place_in_the_queue(quiz, client, personal_url, now, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "QUIZ_PLACES": 1}
    begin(snapshot=quiz.snapshot, registration=RegistrationFactory(page=quiz.form), now=NOW)
    response = client.post(begin_path(quiz, personal_url))
    assert response.status_code == 503
    assert "Chỗ của bạn: 1" in response.content.decode()
    assert WaitingPlace.objects.count() == 1
    Attempt.objects.update(ends_at=NOW)
    assert client.post(begin_path(quiz, personal_url)).status_code == 302
    assert not WaitingPlace.objects.exists()


def test_the_waiting_page_shows_its_interval_and_when_a_place_expires(
    quiz, client, personal_url, now, settings, monkeypatch
):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "QUIZ_PLACES": 1}
    monkeypatch.setattr("contest_pages.quizzes.views.attempts.POLL_INTERVAL", datetime.timedelta(seconds=25))
    monkeypatch.setattr("contest_pages.quizzes.views.attempts.PLACE_TIMEOUT", datetime.timedelta(minutes=3))
    begin(snapshot=quiz.snapshot, registration=RegistrationFactory(page=quiz.form), now=NOW)
    response = client.post(begin_path(quiz, personal_url))
    html = response.content.decode()
    assert 'data-contest-waiting="25"' in html
    assert response["Retry-After"] == "25"
    assert "tự kiểm tra lại sau mỗi 25 giây" in html
    assert "ít nhất 3 phút một lần" in html


def test_practice_has_its_state_in_the_address_and_stores_nothing(quiz, client, now):
    released = QuestionFactory(
        checked=True, released=True, explanation="Vì thế.", sets=[quiz.round.question_set]
    )
    page = quiz.round.url + "luyen-tap/"
    html = client.get(page + "?de=abc").content.decode()
    assert released.text in html
    assert "Bạn chọn đúng." not in html.split("data-contest-verdict>")[1].split("</p>")[0]
    assert re.search(r'data-contest-why="[A-D]" hidden', html)  # for the script, which explains each answer
    html = client.get(page + f"?de=abc&q{released.current_id}=0&xem=1").content.decode()
    assert "Đúng 1/1 câu" in html
    assert "Vì thế." in html
    wrong = client.get(page + f"?de=abc&q{released.current_id}=2&xem=1").content.decode()
    assert "Đúng 0/1 câu" in wrong
    assert not Attempt.objects.exists()


def test_the_practice_keeps_to_the_sets_of_the_round(quiz, client, now):
    QuestionFactory(checked=True, released=True, text="Câu của tuần khác?")
    html = client.get(quiz.round.url + "luyen-tap/").content.decode()
    assert "Câu của tuần khác?" not in html
    assert "Chưa có câu hỏi ôn tập" in html


def test_what_is_released_for_practice_is_not_drawn(quiz):
    before = len(quiz.round.question_set.pool)
    QuestionFactory(checked=True, released=True, sets=[quiz.round.question_set])
    assert len(quiz.round.question_set.pool) == before


def test_questions_of_the_round_are_never_in_the_practice(quiz, client, now):
    html = client.get(quiz.round.url + "luyen-tap/").content.decode()
    assert "Chưa có câu hỏi ôn tập" in html


def test_own_data_contain_the_attempts(quiz, client, personal_url, now):
    attempt = take_quiz(quiz.round, quiz.registration)
    now.shift(10 * MINUTE)
    data = client.get(personal_url + "du-lieu.json").json()
    assert data["attempts"][0]["Mã biên nhận"] == attempt.code
    assert data["attempts"][0]["Số câu đúng"] == 5


def test_visitors_see_the_figures_of_the_day_before(quiz, client, now):
    quiz.round.public_statistics = True
    quiz.round.save()
    take_quiz(quiz.round, quiz.registration)
    assert "Tính đến hết hôm qua" not in client.get(quiz.round.url).content.decode()
    now.move_to(hanoi("2024-07-11 00:00"))
    assert "Tính đến hết hôm qua" in client.get(quiz.round.url).content.decode()


def test_each_division_has_questions_of_its_own_set(quiz, client):
    from contest_pages.quizzes.models import QuizAudience
    from contest_pages.quizzes.queries.snapshots import snapshot_of

    own = QuestionSetFactory(size=6)
    quiz.round.audiences = [QuizAudience(division="Cán bộ", question_set=own)]
    quiz.round.save()
    official = RegistrationFactory(page=quiz.form, division="Cán bộ")
    attempt, _new = begin(snapshot=snapshot_of(quiz.round.pk), registration=official, now=NOW)
    assert set(attempt.questions) <= {question.version for question in own.pool}
    citizen = RegistrationFactory(page=quiz.form, division="Người dân")
    attempt, _new = begin(snapshot=snapshot_of(quiz.round.pk), registration=citizen, now=NOW)
    assert not set(attempt.questions) & {question.version for question in own.pool}


def test_the_results_page_shows_winners_as_they_agreed_and_the_whole_list_page_by_page(quiz, client, now):
    from tests.factories import PrizeFactory

    PrizeFactory(contest=quiz.contest, name="Giải tuần", count=1, basis="quiz_round")
    page = ContestResultsPageFactory(parent=quiz.contest, slug="ket-qua")
    shy = RegistrationFactory(page=quiz.form, full_name="Lò Văn Kín", publish_name=False)
    take_quiz(quiz.round, shy, right=5)
    take_quiz(quiz.round, quiz.registration, right=4)
    kwargs = {
        "subject": Subject.of_round(quiz.round),
        "actor": UserFactory(),
        "now": hanoi("2024-07-16 08:00"),
    }
    freeze(**kwargs)
    ranking = rank(**kwargs)
    propose_awards(**kwargs)
    before = client.get(page.url).content.decode()
    assert "Giải tuần" not in before
    publish(**kwargs)
    html = client.get(page.url).content.decode()
    assert "Giải tuần" in html
    assert "Lò Văn Kín" not in html
    assert ranking.digest in html
    whole = client.get(page.url + f"?bang-xep-hang={ranking.pk}").content.decode()
    assert quiz.registration.members.get().full_name in whole


def test_start_autosave_and_submit_together_cost_at_most_twelve_queries(
    quiz, client, personal_url, now, settings, django_assert_max_num_queries
):
    settings.CONTEST_PAGES = {
        **settings.CONTEST_PAGES,
        "RULES_CACHE_SECONDS": 60,
        "PAGE_CACHE": "default",
    }
    page_cache.forget()
    pool = quiz.snapshot.pool("")
    chosen = {f"q{question.version}": 0 for question in pool}

    def take(path):
        begun = client.post(path)
        client.get(begun.url)
        version = Attempt.objects.order_by("-pk").values_list("questions", flat=True)[0][0]
        client.post(begun.url + "luu/", {f"q{version}": 1, f"r{version}": 1})
        return client.post(begun.url, {**chosen, "du-doan": "1", "nop": "1"})

    versions_of(question.version for question in pool)
    other = RegistrationFactory(page=quiz.form)
    take(begin_path(quiz, personal_path(Registration.objects.get(pk=other.pk))))
    now.shift(MINUTE)
    with django_assert_max_num_queries(12 + 1 + 2):  # a query of this test; the savepoint of its transaction
        done = take(begin_path(quiz, personal_url))
    assert done.status_code == 302
    assert Attempt.objects.get(registration=quiz.registration).is_submitted
    page_cache.forget()


@pytest.mark.parametrize("count", [1, 6])
def test_a_page_costs_the_same_queries_however_many_take_part(
    quiz, client, now, count, django_assert_max_num_queries
):
    page = ContestResultsPageFactory(parent=quiz.contest, slug="ket-qua")
    for _number in range(count):
        take_quiz(quiz.round, RegistrationFactory(page=quiz.form))
    kwargs = {
        "subject": Subject.of_round(quiz.round),
        "actor": UserFactory(),
        "now": hanoi("2024-07-16 08:00"),
    }
    freeze(**kwargs)
    ranking = rank(**kwargs)
    publish(**kwargs)
    with django_assert_max_num_queries(33):
        client.get(quiz.round.url)
    with django_assert_max_num_queries(36):
        client.get(page.url + f"?bang-xep-hang={ranking.pk}")
