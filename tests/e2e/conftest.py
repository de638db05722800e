"""A real Chromium against a real server: Debian's browser, no download."""

from __future__ import annotations

import datetime
import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from wagtail.models import Page, Site

from contest_pages.admin.roles import ROLES
from contest_pages.data import process_memo
from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.models import Registration
from home.demo.videos import make_video
from tests.e2e.jury_round import finals  # noqa: F401  as those below
from tests.e2e.review_round import day, film  # noqa: F401  fixtures of several modules
from tests.factories import (
    ContestIndexPageFactory,
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestRulesPageFactory,
    HomePageFactory,
    QuestionFactory,
    QuizRoundPageFactory,
    RegistrationFactory,
    UserFactory,
)

PASSWORD = "mat-khau-thu"
DAY = datetime.timedelta(days=1)
PHONE = {"width": 390, "height": 844}
# A busy machine is four times slower; what waits for longer than this is broken.
PATIENCE = 120_000
expect.set_options(timeout=20_000)
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items):
    """Mark the browser's tests, and skip them where there is no browser."""
    for item in items:
        if "tests/e2e" in str(item.path):
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(playwright, django_db_modify_db_settings, tmp_path_factory):
    """Keep SQLite in a file, as a site does: each thread of the server has a connection and transactions of its own.

    In memory all of them would share the test's connection: what one rolls back takes rows of the others with it.
    Playwright comes first: once its event loop runs, Django keeps other connections than before.
    """
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """Start the server once the database has its name: before, it takes any SQLite for one in memory."""
    return live_server


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Use the machine's own browser."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM}


@pytest.fixture
def browser_context_args(browser_context_args, live_server):
    """Speak Vietnamese, on a wide screen."""
    return {
        **browser_context_args,
        "base_url": live_server.url,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture
def new_context(new_context):
    """Return a function that opens a browser of its own, patient with a busy machine."""

    def open_one(**options):
        opened = new_context(**options)
        opened.set_default_timeout(PATIENCE)
        return opened

    return open_one


class Running:
    """How many requests the server is answering."""

    def __init__(self):
        self.count, self._lock = 0, threading.Lock()
        request_started.connect(self._begin)
        request_finished.connect(self._end)

    def _begin(self, **kwargs):
        with self._lock:
            self.count += 1

    def _end(self, **kwargs):
        with self._lock:
            self.count -= 1

    def wait(self, seconds: float) -> None:
        """Return when none is left, or after so many seconds."""
        until = time.monotonic() + seconds
        while self.count > 0 and time.monotonic() < until:
            time.sleep(0.02)

    def forget(self) -> None:
        """Stop counting."""
        request_started.disconnect(self._begin)
        request_finished.disconnect(self._end)


@pytest.fixture(autouse=True)
def _answered():
    """Let the server end its last answers, for pages that the browser has left, before the tables are emptied."""
    running = Running()
    yield
    running.wait(20)
    running.forget()


@pytest.fixture
def portal(live_server):
    """Return a portal with a list of contests and a user of each role."""
    home = HomePageFactory(parent=Page.get_first_root_node(), title="Cổng thử")
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    host, port = live_server.url.removeprefix("http://").split(":")
    site.hostname, site.port = host, int(port)
    site.save()
    ContestIndexPageFactory(parent=home, title="Cuộc thi", slug="cuoc-thi")
    call_command("contest_set_up_roles", verbosity=0)
    for role in ROLES:
        UserFactory(username=role.key).groups.add(Group.objects.get(name=role.group))
    return home


@pytest.fixture(scope="session")
def films(tmp_path_factory):
    """Return a film of 4 minutes 10 seconds and one of 3 minutes, both 720p."""
    folder = tmp_path_factory.mktemp("films")
    return {
        "right": make_video(folder / "right.mp4", seconds=250, seed=7),
        "short": make_video(folder / "short.mp4", seconds=180, seed=8),
    }


@pytest.fixture
def enter_admin(new_context):
    """Return a function that opens the admin as a user of a role and returns the tab."""

    def enter(role: str) -> Tab:
        tab = new_context().new_page()
        tab.goto("/admin/login/")
        tab.fill("#id_login", role)
        tab.fill("#id_password", PASSWORD)
        tab.keyboard.press("Enter")
        # The form of the login has a heading too: only the address tells that the answer has come.
        tab.wait_for_url(lambda url: "/dang-nhap/" not in url)
        return tab

    return enter


@pytest.fixture(scope="session")
def shots(tmp_path_factory) -> Path:
    """Return the folder for pictures of what a test saw; SHOTS names one that stays."""
    folder = Path(os.environ.get("SHOTS") or tmp_path_factory.mktemp("shots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def phone(new_context) -> Tab:
    """Return a tab as narrow as a phone that fails the test on any script error or policy violation."""
    tab = new_context().new_page()
    tab.set_viewport_size(PHONE)
    troubles: list[str] = []
    tab.on("pageerror", lambda error: troubles.append(str(error)))
    tab.on(
        "console",
        lambda message: troubles.append(message.text) if "Content Security Policy" in message.text else None,
    )
    yield tab
    assert troubles == []


@pytest.fixture
def quiz(portal):
    """Publish a contest with an open quiz of five questions and return it with a contestant's own path."""
    process_memo.forget()
    contest = ContestPageFactory(parent=portal.get_children().get(slug="cuoc-thi"), slug="trac-nghiem")
    ContestRulesPageFactory(parent=contest, slug="the-le")
    form = ContestRegistrationPageFactory(parent=contest, slug="dang-ky")
    now = timezone.now()
    page = QuizRoundPageFactory(
        parent=contest, title="Tuần 1", slug="tuan-1", opens_at=now - DAY, closes_at=now + DAY
    )
    QuestionFactory(checked=True, released=True, explanation="Vì vậy.", sets=[page.question_set])
    registration = RegistrationFactory(page=form)
    page.door = personal_path(Registration.objects.get(pk=registration.pk))
    return page


def choose(tab: Tab, number: int, option: int = 0) -> None:
    """Choose an option of a question, on the screen of the question where each has its own."""
    question = tab.locator(f"#cau-{number}")
    question.wait_for(state="attached")
    if not question.is_visible():
        tab.evaluate("(number) => { location.hash = `cau-${number}`; }", number)
    question.locator("label").nth(option).click()


def answer(tab: Tab, count: int) -> None:
    """Choose the first option shown of so many questions."""
    for number in range(count):
        choose(tab, number + 1)


def predict(tab: Tab, text: str) -> None:
    """Answer the prediction question, which stands with the summary where a script runs."""
    field = tab.locator("#du-doan")
    if not field.is_visible():
        tab.evaluate("() => { location.hash = 'kiem-tra'; }")
    field.fill(text)


def hand_in(tab: Tab) -> None:
    """Look at the summary unless it is shown, and hand in."""
    summary = tab.get_by_role("button", name="Kiểm tra và nộp bài")
    if summary.is_visible():
        summary.click()
    tab.get_by_role("button", name="Nộp bài", exact=True).click()
