"""What most tests need: a portal with one contest, and videos made once."""

from __future__ import annotations

import io
import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import hypothesis
import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.urls import get_resolver
from wagtail.models import Page, Site

from contest_pages.admin.roles import ROLES
from contest_pages.banners.domain import counters
from contest_pages.contests.models import ContestIndexPage, ContestPage, ContestRulesPage
from contest_pages.entries.models import EntryRoundPage
from contest_pages.notices.models import Notice
from contest_pages.question_bank.queries import versions
from contest_pages.quizzes.queries import snapshots
from contest_pages.registrations.models import ContestRegistrationPage
from contest_pages.screens import queries as screens
from home.demo.videos import make_video
from home.models import HomePage
from tests.servers.harness import ServedSite

from .database import create_from_template, restore_rows
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
from .scenes import Scenes

TESTS = Path(__file__).parent

# The browser's loop makes Django think that we are asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("tests", deadline=None)
hypothesis.settings.load_profile("tests")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what uses the database, skip what needs row locks where it has none, and order the tests.

    First come those that wait for other processes, so that others fill the time; tests of one scene are neighbours.
    """
    for item in items:
        if item.get_closest_marker("django_db") or "_django_db_helper" in item.fixturenames:
            item.add_marker(pytest.mark.database)
    if connection.vendor != "postgresql":
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(pytest.mark.skip(reason="row locks need PostgreSQL"))
    result = yield
    for item in items:
        if _is_transactional(item) and not _restores_rows(item):
            raise pytest.UsageError(f"{item.nodeid}: transaction=True needs serialized_rollback=True here")
    files = {item.path: number for number, item in reversed(list(enumerate(items)))}
    items.sort(
        key=lambda item: (not _waits(item), _is_transactional(item), files[item.path], scenes_of(item))
    )
    return result


def _waits(item) -> bool:
    return item.path.relative_to(TESTS).parts[0] in ("servers", "test_hosts.py", "test_install.py", "home")


def _is_transactional(item) -> bool:
    """Say whether a test needs real transactions, after which all tables are empty."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in item.fixturenames


def _restores_rows(item) -> bool:
    """Say whether a test with real transactions leaves empty tables, as the next one expects them."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("serialized_rollback"))


def pytest_collection_finish(session):
    """Read the addresses as a served site does: `migrate`, which speaks no language, must not be first."""
    get_resolver().url_patterns  # noqa: B018


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_use_migrations):
    """Copy the migrated template instead of migrating, and leave the last scene before the database goes."""
    if django_db_use_migrations:
        create_from_template(connection.creation)
    destroy = connection.creation.destroy_test_db

    def destroy_test_db(*args, **kwargs):
        SCENES.prepare([])
        destroy(*args, **kwargs)

    connection.creation.destroy_test_db = destroy_test_db


@pytest.fixture(autouse=True)
def _empty_caches():
    cache.clear()
    counters.forget()
    versions.forget()
    screens.forget()
    Site.clear_site_root_paths_cache()


@pytest.fixture
def in_july():
    """Stop the clock while the round of `stage` is open."""
    with time_machine.travel(NOW, tick=False):
        yield


@dataclass
class Stage:
    """A contest with live rules, registration and a round open in July 2024."""

    contest: ContestPage
    rules: ContestRulesPage
    form: ContestRegistrationPage
    round: EntryRoundPage

    def again(self) -> ContestPage:
        """Return the contest as it is in the database."""
        return ContestPage.objects.get(pk=self.contest.pk)


def build_home(scenes) -> HomePage:
    page = HomePageFactory(parent=Page.get_first_root_node())
    site = Site.objects.get(is_default_site=True)
    site.root_page = page
    site.save()
    return page


def build_index(scenes) -> ContestIndexPage:
    return ContestIndexPageFactory(parent=scenes["home"], slug="cuoc-thi")


def build_contest(scenes) -> ContestPage:
    return ContestPageFactory(parent=scenes["index"])


def build_stage(scenes) -> Stage:
    contest = scenes["contest"]
    return Stage(
        contest=contest,
        rules=ContestRulesPageFactory(parent=contest, slug="the-le"),
        form=ContestRegistrationPageFactory(parent=contest, slug="dang-ky"),
        round=EntryRoundPageFactory(parent=contest, slug="tac-pham"),
    )


def build_roles(scenes) -> dict[str, User]:
    call_command("contest_set_up_roles", stdout=io.StringIO())
    users = {"nobody": UserFactory(username="nobody")}
    for role in ROLES:
        users[role.key] = UserFactory(username=role.key)
        users[role.key].groups.add(Group.objects.get(name=role.group))
    return users


SCENES = Scenes(
    home=build_home, index=build_index, contest=build_contest, stage=build_stage, roles=build_roles
)


def scenes_of(item) -> list[str]:
    """Return the scenes that a test begins with."""
    if _is_transactional(item):
        return []
    return [name for name in SCENES.builders if name in item.fixturenames]


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef, request):
    """Set the scene before the test's own transaction begins."""
    if fixturedef.argname == "_django_db_helper":
        with request.getfixturevalue("django_db_blocker").unblock(), time_machine.travel(NOW, tick=False):
            if not _is_transactional(request.node):
                restore_rows(connection)
            SCENES.prepare(scenes_of(request.node))


@pytest.fixture
def scene(request, db):
    """Return a function that returns a scene by its name: the one held, or one built in the test's own transaction."""
    values = SCENES.values()

    def get(name: str):
        if name not in values:
            values[name] = SCENES.builders[name](values)
        return values[name]

    return get


@pytest.fixture
def home(scene):
    """Return the home page of the default site."""
    return scene("home")


@pytest.fixture
def index(home, scene):
    """Return the list of contests."""
    return scene("index")


@pytest.fixture
def contest(index, scene):
    """Return a published contest with nothing below it."""
    return scene("contest")


@pytest.fixture
def stage(contest, scene):
    """Return a contest with live rules, registration and a round open in July 2024."""
    return scene("stage")


@pytest.fixture
def roles(index, scene):
    """Return a user of each role, by its key; "nobody" has an account and no role."""
    return scene("roles")


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
        snapshot=snapshots.snapshot_of(round_page.pk),
        registration=RegistrationFactory(page=stage.form),
    )


@pytest.fixture
def django_capture_on_commit_callbacks(django_capture_on_commit_callbacks):
    """Return what pytest-django gives; letters written before are forgotten, since their jobs were never committed."""

    @contextmanager
    def capture(**options):
        Notice.objects.open().delete()
        with django_capture_on_commit_callbacks(**options) as callbacks:
            yield callbacks

    return capture


@pytest.fixture
def queue(settings):
    """Return the jobs that wait, kept in the database instead of being done at once."""
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {**settings.TASKS, "kept": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "TASK_BACKEND": "kept"}
    return DBTaskResult.objects
