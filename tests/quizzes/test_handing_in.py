"""Before an attempt is submitted for good: the summary, the prediction as typed, a device whose clock is wrong."""

from __future__ import annotations

import datetime

import pytest

from contest_pages.quizzes.domain.attempts import begin
from contest_pages.quizzes.domain.withdrawal import erase_traces
from contest_pages.quizzes.links import attempt_path
from contest_pages.quizzes.logic.predictions import TypedPrediction
from contest_pages.quizzes.logic.rules import QuizRules
from contest_pages.quizzes.models import Attempt
from contest_pages.quizzes.queries.own import OwnAttempt
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def begun(quiz, now):
    """Return a running attempt with its path, as its contestant sees it."""
    attempt, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    return OwnAttempt(attempt, attempt_path(attempt, 1), shows_score=False)


def some_answers(attempt: Attempt, count: int) -> dict[str, int]:
    """Return the fields of a form in which the first option of so many questions is chosen."""
    return {f"q{version}": 0 for version in attempt.questions[:count]}


def test_the_first_button_saves_and_shows_a_summary_and_the_second_submits(client, begun):
    shown = client.post(
        begun.path, {**some_answers(begun.attempt, 5), "du-doan": "1.250", "kiem-tra": "1"}, follow=True
    )
    html = shown.content.decode()
    assert shown.redirect_chain == [(begun.path + "kiem-tra/", 302)]
    assert "1.250" in html
    assert "Nộp rồi thì không sửa được nữa" in html
    attempt = Attempt.objects.get()
    assert (len(attempt.answers), attempt.is_submitted) == (5, False)
    client.post(begun.path, {"nop": "1"})
    attempt.refresh_from_db()
    assert (attempt.answered, attempt.prediction, attempt.is_submitted) == (5, 1250, True)


def test_the_summary_names_what_is_open_and_does_not_offer_what_the_rules_refuse(client, begun):
    fields = {**some_answers(begun.attempt, 3), "kiem-tra": "1"}
    html = client.post(begun.path, fields, follow=True).content.decode()
    assert html.count("– </span>".replace(" ", "")) >= 2
    assert f'href="{begun.path}#cau-4"' in html
    assert "Theo thể lệ, bạn cần trả lời đủ" in html
    assert "Bạn chưa trả lời câu dự đoán" in html
    assert "data-contest-confirm hidden" in html


def test_where_the_rules_allow_open_questions_the_summary_says_what_they_cost(quiz, client, begun):
    quiz.round.all_must_be_answered = False
    quiz.round.save()
    fields = {**some_answers(begun.attempt, 3), "du-doan": "3", "kiem-tra": "1"}
    html = client.post(begun.path, fields, follow=True).content.decode()
    assert "câu bỏ trống không có điểm" in html
    assert "data-contest-confirm hidden" not in html


def test_the_summary_of_a_submitted_attempt_is_its_receipt(client, begun):
    client.post(begun.path, {**some_answers(begun.attempt, 5), "du-doan": "3", "nop": "1"})
    shown = client.get(begun.path + "kiem-tra/", follow=True)
    assert shown.redirect_chain == [(begun.path, 302)]
    assert begun.attempt.code in shown.content.decode()


@pytest.mark.parametrize("path", ["", "luu/"])
@pytest.mark.parametrize("typed", ["khoảng 500", "1.5oo", "năm trăm", "-3", "12 hoặc 13", "9" * 40])
def test_a_refused_prediction_is_stored_as_typed_beside_the_answers(client, begun, path, typed):
    client.post(begun.path + path, {**some_answers(begun.attempt, 4), "du-doan": typed})
    attempt = Attempt.objects.get()
    assert (len(attempt.answers), attempt.prediction, attempt.prediction_typed) == (4, None, typed)
    html = client.get(begun.path).content.decode()
    assert f'value="{typed}"' in html
    assert f"Bạn đã ghi “{typed}”" in html


def test_a_refused_prediction_is_asked_for_again_before_the_submission_and_not_at_its_end(client, begun, now):
    client.post(begun.path, {**some_answers(begun.attempt, 5), "du-doan": "500"})
    client.post(begun.path, {"du-doan": "khoảng 600"})
    assert client.post(begun.path, {"nop": "1"}).status_code == 422
    assert not Attempt.objects.get().is_submitted
    now.move_to(Attempt.objects.get().ends_at)
    client.post(begun.path, {"nop": "1"})
    attempt = Attempt.objects.get()
    assert (attempt.answered, attempt.prediction, attempt.prediction_typed) == (5, 500, "khoảng 600")


def test_an_empty_field_of_another_tab_erases_no_prediction(client, begun):
    client.post(begun.path, {"du-doan": "500"})
    client.post(begun.path, {**some_answers(begun.attempt, 1), "du-doan": ""})
    attempt = Attempt.objects.get()
    assert (attempt.prediction, attempt.prediction_typed) == (500, "500")


def test_signs_that_nobody_sees_and_endless_texts_are_stored_as_far_as_they_are_text():
    rules = QuizRules(prediction="all_right")
    assert TypedPrediction.of("5\x000\u200b0", rules).text == "5 00"
    assert len(TypedPrediction.of("x" * 1_000_000, rules).text) == 40
    assert TypedPrediction.of(" 1.250 ", rules) == TypedPrediction("1.250", 1250)


def test_the_text_of_a_prediction_goes_with_the_personal_data(quiz, client, begun):
    client.post(begun.path, {"du-doan": "khoảng 500"})
    erase_traces(quiz.registration)
    assert Attempt.objects.get().prediction_typed == ""


def test_the_end_by_a_devices_clock_submits_only_when_ours_agrees(client, begun, now):
    chosen = some_answers(begun.attempt, 2)
    early = client.post(begun.path + "luu/", {**chosen, "het-gio": "1"}).json()
    assert (early["submitted"], early["milliseconds"]) == (False, 15 * 60_000)
    now.shift(15 * MINUTE)
    late = client.post(begun.path + "luu/", {**some_answers(begun.attempt, 3), "het-gio": "1"}).json()
    assert (late["submitted"], late["milliseconds"]) == (True, 0)
    assert Attempt.objects.get().answered == 3


def test_the_script_hands_in_with_the_last_answers_or_hears_why_not(client, begun):
    refused = client.post(begun.path + "luu/", {**some_answers(begun.attempt, 4), "nop": "1"}).json()
    assert not refused["submitted"]
    assert "Còn 1 câu chưa trả lời" in refused["refusal"]
    fields = {**some_answers(begun.attempt, 5), "du-doan": "9", "nop": "1"}
    assert client.post(begun.path + "luu/", fields).json()["submitted"]
    assert Attempt.objects.get().answered == 5


def test_a_receipt_ended_by_time_says_that_what_was_saved_counts(client, begun, now):
    client.post(begun.path, some_answers(begun.attempt, 2))
    now.shift(20 * MINUTE)
    html = client.post(begun.path, {"nop": "1"}, follow=True).content.decode()
    assert "Những câu đã lưu trước lúc hết giờ vẫn được tính" in html
