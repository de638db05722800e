"""What tests of mailings share."""

from __future__ import annotations

import pytest


@pytest.fixture
def kept(settings):
    """Keep jobs waiting."""
    settings.TASKS = {**settings.TASKS, "kept": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "TASK_BACKEND": "kept"}
