"""Saves and submits that are answered below Django's requests: as Django answers them, or by Django itself."""

from __future__ import annotations

import io
import json
from urllib.parse import urlencode

import pytest
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, close_old_connections
from django.test.client import RequestFactory

from contest_pages.data.process_memo import forget
from contest_pages.question_bank.queries.versions import keys_of
from contest_pages.quizzes.domain.attempts import begin, begin_unnamed
from contest_pages.quizzes.links import UNNAMED, attempt_path
from contest_pages.quizzes.models import Attempt
from contest_pages.quizzes.queries.snapshots import snapshot_of
from contest_pages.quizzes.wsgi import QuizPosts
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db


class Gateway:
    """Sends requests to a WSGI application; `passed` counts those that went on to Django."""

    def __init__(self):
        self.passed = 0
        self.django = WSGIHandler()
        self.posts = QuizPosts(self._pass_on)

    def _pass_on(self, environ, start_response):
        self.passed += 1
        return self.django(environ, start_response)

    def post(self, path, body="", application=None, **environ):
        body = body if isinstance(body, bytes) else body.encode()
        form = {
            **RequestFactory()._base_environ(),
            "REQUEST_METHOD": "POST",
            "PATH_INFO": path,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            **environ,
        }
        answer = {}

        def start_response(status, headers, exc_info=None):
            answer.update(status=int(status[:3]), headers=dict(headers))

        chunks = (application or self.posts)(form, start_response)
        answer["text"] = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        return answer


@pytest.fixture
def gateway():
    """Return a gateway whose requests leave the test's connection open."""
    ends = (signals.request_started, signals.request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield Gateway()
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.fixture
def attempt(quiz, in_july):
    return begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)[0]


@pytest.fixture
def path(attempt, quiz):
    return attempt_path(attempt, quiz.registration.link_number)


def all_answers(attempt, **more) -> str:
    return urlencode({**{f"q{version}": 0 for version in attempt.questions}, "du-doan": "12", **more})


def test_an_answer_is_saved_without_django(gateway, attempt, path):
    first = attempt.questions[0]
    answer = gateway.post(f"{path}luu/", f"q{first}=2&r{first}=0")
    assert (answer["status"], gateway.passed) == (200, 0)
    assert json.loads(answer["text"])["submitted"] is False
    assert Attempt.objects.get().answers == {str(first): [2, 0]}


def test_an_attempt_is_submitted_without_django_and_once(gateway, attempt, path):
    for _press in range(2):
        answer = gateway.post(path, all_answers(attempt, nop=1))
        assert (answer["status"], answer["headers"]["Location"], gateway.passed) == (302, path, 0)
    submitted = Attempt.objects.get()
    assert submitted.right == len(attempt.questions)
    assert submitted.receipt_holds


def test_the_script_submits_by_the_address_of_saves(gateway, attempt, path):
    answer = gateway.post(f"{path}luu/", all_answers(attempt, nop=1))
    assert (json.loads(answer["text"])["submitted"], gateway.passed) == (True, 0)


@pytest.mark.parametrize(("address", "more"), [("luu/", {}), ("luu/", {"nop": 1}), ("", {"nop": 1})])
def test_headers_and_text_are_those_that_django_gives(gateway, attempt, path, address, more):
    answers = [
        gateway.post(path + address, all_answers(attempt, **more), application)
        for application in (gateway.posts, gateway.django)
    ]
    assert gateway.passed == 0
    assert answers[0]["headers"] == answers[1]["headers"]
    assert answers[0]["text"] == answers[1]["text"]


def test_below_a_path_of_a_site_the_receipt_is_found(gateway, attempt, path):
    answer = gateway.post(path, all_answers(attempt, nop=1), SCRIPT_NAME="/cuoc-thi")
    assert answer["headers"]["Location"] == f"/cuoc-thi{path}"


def test_an_attempt_of_a_visitor_without_a_name_is_answered_alike(gateway, quiz, in_july):
    quiz.round.answer_first = True
    quiz.round.save()
    forget()
    attempt = begin_unnamed(snapshot=snapshot_of(quiz.round.pk), now=NOW)
    answer = gateway.post(attempt_path(attempt, UNNAMED), all_answers(attempt, nop=1))
    assert (answer["status"], gateway.passed) == (302, 0)
    assert Attempt.objects.get().is_submitted


@pytest.mark.parametrize(
    ("address", "body", "status"),
    [
        ("", "nop=1", 422),  # nothing is answered yet
        ("", "kiem-tra=1", 302),  # to the check before submitting
        ("luu/", "du-doan=khoang", 200),  # refused, with a sentence
        ("xem-lai/", "nop=1", 404),
        ("", b"nop=1&x=%ff", 422),
        ("", b"nop=1&x=\xff", 422),
    ],
)
def test_all_else_is_answered_by_django(gateway, attempt, path, address, body, status):
    assert (gateway.post(path + address, body)["status"], gateway.passed) == (status, 1)


def test_a_refused_prediction_is_told_with_the_saved_answers(gateway, attempt, path):
    first = attempt.questions[0]
    answer = gateway.post(f"{path}luu/", f"q{first}=2&du-doan=khoang")
    assert json.loads(answer["text"])["problem"]
    assert Attempt.objects.get().answers[str(first)][0] == 2


@pytest.mark.parametrize(
    "environ",
    [
        {"REQUEST_METHOD": "GET"},
        {"CONTENT_TYPE": "multipart/form-data; boundary=x"},
        {"CONTENT_TYPE": "application/x-www-form-urlencoded; charset=utf-16"},
        {"CONTENT_LENGTH": ""},
        {"CONTENT_LENGTH": "-1"},
        {"CONTENT_LENGTH": str(10**9)},
        {"HTTP_HOST": "evil.example"},
    ],
)
def test_requests_of_another_kind_go_to_django(gateway, settings, attempt, path, environ):
    settings.ALLOWED_HOSTS = ["testserver"]
    gateway.post(path, all_answers(attempt, nop=1), **environ)
    assert gateway.passed == 1


def test_a_plain_request_is_sent_to_https_before_anything_is_submitted(settings, attempt, path):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER = True, ("HTTP_X_FORWARDED_PROTO", "https")
    gateway = Gateway()  # Django reads this setting once
    plain = gateway.post(path, all_answers(attempt, nop=1))
    assert (plain["status"], gateway.passed) == (301, 1)
    assert not Attempt.objects.get().is_submitted
    secure = gateway.post(path, all_answers(attempt, nop=1), HTTP_X_FORWARDED_PROTO="https")
    assert (secure["status"], gateway.passed) == (302, 1)


def test_a_database_that_does_not_answer_is_told_by_django(gateway, attempt, path, monkeypatch):
    def broken(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr("contest_pages.quizzes.domain.attempts.submit", broken)
    answer = gateway.post(path, all_answers(attempt, nop=1))
    assert (answer["status"], gateway.passed) == (503, 1)


def test_a_revoked_link_and_a_forged_token_are_answered_by_django(gateway, attempt, path, quiz):
    quiz.registration.link_number += 1
    quiz.registration.save()
    assert gateway.post(path, all_answers(attempt, nop=1))["status"] == 404
    assert gateway.post("/trac-nghiem/1.1:forged/", "nop=1")["status"] == 404
    assert gateway.passed == 2


def test_a_site_without_these_addresses_passes_everything_on(gateway, settings):
    settings.ROOT_URLCONF = "tests.quizzes.no_urls"
    assert (gateway.post("/trac-nghiem/1.1:x/", "nop=1")["status"], gateway.passed) == (404, 1)


def test_a_submit_takes_two_queries(gateway, attempt, path, settings, django_assert_num_queries):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RULES_CACHE_SECONDS": 60}
    gateway.post(f"{path}luu/", all_answers(attempt))  # reads the round and the versions
    keys_of([])  # reads the corrections
    with django_assert_num_queries(2):
        gateway.post(path, all_answers(attempt, nop=1))
