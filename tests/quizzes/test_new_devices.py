"""A visitor who begins again with a fresh device each time learns neither a key nor a score while a round is open."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from contest_pages.question_bank.models import QuestionVersion
from contest_pages.quizzes.enums import ScoreShown
from contest_pages.quizzes.models import Attempt
from tests.quizzes.test_claiming import amended

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

#: Words and classes by which a page shows a score or a key.
_SCORE_WORDS = re.compile(r"Đúng \d|Số câu đúng:? *\d|Đáp án đúng|contest-answer--(right|wrong)")


@pytest.fixture
def open_quiz(quiz):
    """Return an open quiz whose editor asked for everything to be shown as early as it can be."""
    return amended(
        quiz,
        answer_first=True,
        score_shown=ScoreShown.AT_ONCE,
        public_statistics=True,
        live_statistics=True,
    )


def probe(quiz, option: int) -> tuple[Attempt, str]:
    """Answer with a new device, the same place of each list of options everywhere; return the attempt and its receipt."""
    device = Client()
    address = device.post(reverse("contest_begin_unnamed", args=[quiz.round.pk]))["Location"]
    attempt = Attempt.objects.latest("pk")
    sheet = device.get(address).content.decode()
    answers = {f"q{version}": option for version in attempt.questions}
    receipt = device.post(address, answers | {"du-doan": "1", "nop": "1"}, follow=True).content.decode()
    attempt.refresh_from_db()
    return attempt, sheet + receipt


def test_right_and_wrong_devices_read_receipts_that_do_not_tell_them_apart(open_quiz):
    attempts, pages = zip(*(probe(open_quiz, option) for option in (0, 1)), strict=True)
    assert attempts[0].right != attempts[1].right
    for page in pages:
        assert not _SCORE_WORDS.search(page)


def test_no_public_address_tells_key_or_score_while_the_round_is_open(open_quiz, client):
    for option in (0, 1):
        probe(open_quiz, option)
    addresses = [
        open_quiz.round.url,
        f"{open_quiz.round.url}luyen-tap/",
        open_quiz.contest.url,
        reverse("contest_quiz_live", args=[open_quiz.round.pk]),
        "/api/v1/results/",
        "/api/v1/rounds/",
        f"/api/v1/rounds/{open_quiz.round.pk}/",
    ]
    explanations = set(QuestionVersion.objects.exclude(explanation="").values_list("explanation", flat=True))
    for address in addresses:
        response = client.get(address, follow=True)
        words = response.content.decode()
        assert not _SCORE_WORDS.search(words), address
        assert '"score"' not in words, address
        assert '"right"' not in words, address
        assert not [text for text in explanations if text in words], address


def test_the_open_data_have_no_address_for_questions(client):
    for name in ("questions", "question-sets", "attempts", "quizzes"):
        assert client.get(f"/api/v1/{name}/").status_code == 404
    assert "attempt" not in client.get(reverse("contest_openapi")).content.decode().lower()


def test_new_devices_of_one_network_are_counted_together(open_quiz, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RATE_QUIZ_ADDRESS": "4/h"}
    begin = reverse("contest_begin_unnamed", args=[open_quiz.round.pk])
    assert [Client().post(begin).status_code for _device in range(6)] == [302] * 4 + [429] * 2
    assert Attempt.objects.count() == 4
