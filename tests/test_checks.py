"""A wrong installation is told so before a citizen finds it."""

from __future__ import annotations

from contest_pages import checks


def test_a_queue_that_the_task_backend_does_not_have_is_an_error(settings):
    settings.TASKS = {"default": {"BACKEND": "x"}, "jobs": {"BACKEND": "x", "QUEUES": ["default"]}}
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "TASK_BACKEND": "jobs", "VIDEO_QUEUE": "video"}
    assert [problem.id for problem in checks.check_task_backend(None)] == ["contest_pages.E006"]
    settings.TASKS["jobs"]["QUEUES"].append("video")
    assert checks.check_task_backend(None) == []
    settings.TASKS["jobs"]["QUEUES"] = []  # takes any
    assert checks.check_task_backend(None) == []
