"""What most tests need: a portal with one contest, and videos made once."""

from __future__ import annotations

import io
import os
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.urls import get_resolver
from wagtail.models import Page, Site

from contest_pages.contests.models import ContestPage
from contest_pages.quizzes.queries import papers
from home.demo.videos import make_video
from tests.servers.harness import ServedSite

from .factories import (
    ContestIndexPageFactory,
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestRulesPageFactory,
    EntryRoundPageFactory,
    HomePageFactory,
    QuizRoundPageFactory,
    RegistrationFactory,
    UserFactory,
)
from .factories.pages import NOW

# The browser's loop makes Django think that we are asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_collection_modifyitems(items):
    """Skip what needs row locks where the database has none."""
    if connection.vendor != "postgresql":
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(pytest.mark.skip(reason="row locks need PostgreSQL"))


def pytest_collection_finish(session):
    """Read the addresses as a served site does: `migrate`, which speaks no language, must not be first."""
    get_resolver().url_patterns  # noqa: B018


@pytest.fixture(autouse=True)
def _empty_caches():
    cache.clear()
    papers.forget()
    Site.clear_site_root_paths_cache()


@pytest.fixture
def in_july():
    """Stop the clock while the round of `stage` is open."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def home(db):
    """Return the home page of the default site."""
    page = HomePageFactory(parent=Page.get_first_root_node())
    site = Site.objects.get(is_default_site=True)
    site.root_page = page
    site.save()
    return page


@pytest.fixture
def index(home):
    """Return the list of contests."""
    return ContestIndexPageFactory(parent=home, slug="cuoc-thi")


@pytest.fixture
def contest(index):
    """Return a published contest with nothing below it."""
    return ContestPageFactory(parent=index)


@pytest.fixture
def stage(contest):
    """Return a contest with live rules, registration and a round open in July 2024."""
    return SimpleNamespace(
        contest=contest,
        rules=ContestRulesPageFactory(parent=contest, slug="the-le"),
        form=ContestRegistrationPageFactory(parent=contest, slug="dang-ky"),
        round=EntryRoundPageFactory(parent=contest, slug="tac-pham"),
        again=lambda: ContestPage.objects.get(pk=contest.pk),
    )


@pytest.fixture
def roles(index):
    """Return a user of each role, by its key; "nobody" has an account and no role."""
    call_command("set_up_roles", stdout=io.StringIO())
    from django.contrib.auth.models import Group

    from contest_pages.roles import ROLES

    users = {"nobody": UserFactory(username="nobody")}
    for role in ROLES:
        users[role.key] = UserFactory(username=role.key)
        users[role.key].groups.add(Group.objects.get(name=role.group))
    return users


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> ServedSite:
    """Return a site of its own, made once, that server processes may be started on."""
    return ServedSite(tmp_path_factory.mktemp("site")).build()


@pytest.fixture
def site(built, tmp_path):
    """Return a running copy of that site; no copies of videos are made in it."""
    site = built.copy(tmp_path)
    site.extra = {"TEST_COPIES": "0"}
    yield site.start()
    site.kill()


@pytest.fixture(scope="session")
def videos(tmp_path_factory):
    """Return real videos by name, made once for the whole run."""
    folder = tmp_path_factory.mktemp("videos")
    return SimpleNamespace(
        short=make_video(folder / "short.mp4", seconds=6, seed=1),
        small=make_video(folder / "small.mp4", seconds=6, width=640, height=360, seed=2),
        silent=make_video(folder / "silent.mp4", seconds=6, seed=3, sound=False),
        folder=folder,
    )


@pytest.fixture
def quiz(stage):
    """Return contest, form, a quiz round that is open in the week of NOW, and a registration."""
    round_page = QuizRoundPageFactory(parent=stage.contest)
    return SimpleNamespace(
        contest=stage.contest,
        form=stage.form,
        round=round_page,
        paper=papers.paper_of(round_page.pk),
        registration=RegistrationFactory(page=stage.form),
    )


@pytest.fixture
def queue(settings):
    """Return the jobs that wait, kept in the database instead of being done at once."""
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {**settings.TASKS, "kept": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "TASK_BACKEND": "kept"}
    return DBTaskResult.objects
