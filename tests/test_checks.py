"""System checks report a wrong installation at the start."""

from __future__ import annotations

import pytest
from django.test import override_settings

from contest_pages.checks import check_time_and_language
from contest_pages.entries import checks


def test_a_queue_that_the_task_backend_does_not_have_is_an_error(settings):
    settings.TASKS = {"default": {"BACKEND": "x"}, "jobs": {"BACKEND": "x", "QUEUES": ["default"]}}
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "TASK_BACKEND": "jobs", "VIDEO_QUEUE": "video"}
    assert [problem.id for problem in checks.check_video_queue(None)] == ["contest_pages.E006"]
    settings.TASKS["jobs"]["QUEUES"].append("video")
    assert checks.check_video_queue(None) == []
    settings.TASKS["jobs"]["QUEUES"] = []  # takes any
    assert checks.check_video_queue(None) == []


def test_a_kind_of_round_that_lacks_a_part_is_an_error(monkeypatch):
    from contest_pages.contests.checks import check_rounds
    from contest_pages.quizzes.models import QuizRoundPage

    assert check_rounds(None) == []
    monkeypatch.setattr(QuizRoundPage, "call_words", "")
    monkeypatch.setattr(QuizRoundPage, "template", "nowhere.html")
    problems = check_rounds(None)
    assert {problem.obj for problem in problems} == {QuizRoundPage}
    assert [problem.id for problem in problems] == ["contest_pages.E007", "contest_pages.E008"]


@pytest.mark.parametrize(
    ("values", "ids"),
    [
        ({"TIME_ZONE": "Asia/Ho_Chi_Minh", "LANGUAGE_CODE": "vi"}, []),
        ({"TIME_ZONE": "Asia/Bangkok", "LANGUAGE_CODE": "vi-VN"}, []),
        ({"TIME_ZONE": "UTC", "LANGUAGE_CODE": "vi"}, ["contest_pages.W001"]),
        ({"TIME_ZONE": "Asia/Novosibirsk", "LANGUAGE_CODE": "vi"}, []),
        ({"TIME_ZONE": "America/New_York", "LANGUAGE_CODE": "vi"}, ["contest_pages.W001"]),
        ({"TIME_ZONE": "Asia/Ho_Chi_Minh", "LANGUAGE_CODE": "en-us"}, ["contest_pages.W002"]),
        ({"TIME_ZONE": "UTC", "LANGUAGE_CODE": "en"}, ["contest_pages.W001", "contest_pages.W002"]),
        ({"TIME_ZONE": "Asia/Ho_Chi_Minh", "LANGUAGE_CODE": "vi", "USE_TZ": False}, ["contest_pages.W001"]),
    ],
)
def test_a_host_with_another_clock_or_language_is_warned(values, ids):
    with override_settings(**values):
        assert [problem.id for problem in check_time_and_language(None)] == ids
