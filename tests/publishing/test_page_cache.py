"""Public pages are kept ready, and never a moment too long."""

from __future__ import annotations

import datetime
import gzip
import threading

import pytest
import time_machine
from django.core.cache import caches
from django.db import OperationalError
from django.test import Client, RequestFactory
from wagtail.models import PageViewRestriction, Site

from contest_pages.entries.domain import rendering, transitions
from contest_pages.entries.enums import EntryState
from contest_pages.publishing import page_cache
from contest_pages.publishing.page_cache import middleware, store
from contest_pages.registrations.domain.application import Agreement
from contest_pages.registrations.domain.consenting import change_consents
from contest_pages.registrations.domain.leaving import withdraw
from contest_pages.registrations.letters import personal_link
from contest_pages.review.domain.closing import close_list
from contest_pages.units.models import Unit
from home.site_settings import PortalSettings
from tests.factories import EntryFactory, MilestoneFactory, RegistrationFactory, UserFactory
from tests.factories.pages import NOW, hanoi

pytestmark = pytest.mark.django_db

CLOSING = hanoi("2024-07-31 24:00")
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def clock():
    """Return a clock that a test may move; it stands at NOW."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _cache_on(settings, clock):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "PAGE_CACHE": "pages", "PAGE_CACHE_SECONDS": 600}
    page_cache.forget()
    yield
    page_cache.forget()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Return a context in which what waits for the commit runs, as it does outside of tests."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def text_of(url: str, **headers) -> str:
    return Client().get(url, headers=headers).content.decode()


def test_a_page_that_is_kept_asks_the_database_nothing(client, stage, django_assert_num_queries):
    first = client.get(stage.contest.url)
    with django_assert_num_queries(0):
        again = client.get(stage.contest.url)
    assert again.content == first.content
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_publishing_shows_at_once(stage, committed):
    assert "Tên mới" not in text_of(stage.contest.url)
    with committed():
        stage.contest.title = "Tên mới"
        stage.contest.save_revision().publish()
    assert "Tên mới" in text_of(stage.contest.url)


def test_a_draft_shows_nothing_and_drops_nothing(stage, committed, django_assert_num_queries):
    text_of(stage.contest.url)
    with committed():
        stage.contest.title = "Tên mới"
        stage.contest.save_revision()
    with django_assert_num_queries(0):
        assert "Tên mới" not in text_of(stage.contest.url)


def test_what_is_rolled_back_drops_nothing(
    stage, django_assert_num_queries, django_capture_on_commit_callbacks
):
    text_of(stage.contest.url)
    with django_capture_on_commit_callbacks(execute=False):
        page_cache.changed()
    with django_assert_num_queries(0):
        text_of(stage.contest.url)


@pytest.mark.parametrize("how", ["unpublish", "delete", "move", "slug", "restrict", "settings", "unit"])
def test_whatever_visitors_can_see_drops_what_was_kept(stage, index, committed, how):
    unit = Unit.add_root(name="Xã cũ", kind="commune", code="X")
    before = page_cache.current_version()
    with committed():
        match how:
            case "unpublish":
                stage.form.unpublish()
            case "delete":
                stage.form.delete()
            case "move":
                stage.rules.move(stage.form, pos="right")
            case "slug":
                stage.rules.slug = "the-le-moi"
                stage.rules.save_revision().publish()
            case "restrict":
                PageViewRestriction.objects.create(page=stage.rules, restriction_type="login")
            case "settings":
                PortalSettings.for_site(index.get_site()).save()
            case "unit":
                unit.name = "Xã mới"
                unit.save()
    assert page_cache.current_version() != before


def test_a_page_that_becomes_private_is_not_served_from_memory(stage, committed):
    assert Client().get(stage.rules.url).status_code == 200
    with committed():
        PageViewRestriction.objects.create(page=stage.rules, restriction_type="login")
    assert Client().get(stage.rules.url).status_code == 302


def test_an_open_form_is_gone_with_the_closing_minute(stage, clock):
    clock.move_to(CLOSING - SECOND)
    assert 'name="registration-phone"' in text_of(stage.form.url)
    clock.move_to(CLOSING)
    assert 'name="registration-phone"' not in text_of(stage.form.url)


def test_a_closed_form_is_gone_with_the_opening_minute(stage, clock):
    opening = stage.round.opens_at
    stage.form.opens_at = opening
    stage.form.save()
    clock.move_to(opening - SECOND)
    assert 'name="registration-phone"' not in text_of(stage.form.url)
    clock.move_to(opening)
    assert 'name="registration-phone"' in text_of(stage.form.url)


@pytest.mark.parametrize("edge", ["begins", "ends"])
def test_a_milestone_is_marked_from_its_first_to_its_last_moment(stage, clock, edge):
    day = hanoi("2024-07-20")
    MilestoneFactory(
        contest=stage.contest,
        label="Tập huấn",
        starts_at=day,
        ends_at=day + datetime.timedelta(hours=3),
        precision="minute",
    )
    moment = day if edge == "begins" else day + datetime.timedelta(hours=3)
    clock.move_to(moment - SECOND)
    before = 'aria-current="step"' in text_of(stage.contest.url)
    clock.move_to(moment)
    assert ('aria-current="step"' in text_of(stage.contest.url)) is not before


def test_the_days_that_are_left_change_at_midnight(stage, clock):
    clock.move_to(hanoi("2024-07-11") - SECOND)
    assert "còn 21 ngày" in text_of(stage.contest.url)
    clock.move_to(hanoi("2024-07-11"))
    assert "còn 20 ngày" in text_of(stage.contest.url)


def test_a_gallery_opens_by_the_clock(stage, clock):
    stage.round.gallery_opens_at = NOW + datetime.timedelta(minutes=5)
    stage.round.save()
    entry = EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True)
    assert entry.title not in text_of(stage.round.url)
    clock.shift(datetime.timedelta(minutes=5))
    assert entry.title in text_of(stage.round.url)


def test_a_page_rendered_before_a_change_time_is_not_cached_beyond_it(stage, clock):
    clock.move_to(CLOSING - SECOND)

    def slow(request):
        response = inner(request)
        clock.move_to(CLOSING + SECOND)
        return response

    handler = Client().handler
    handler.load_middleware()
    inner = handler._middleware_chain
    cached = middleware.PageCacheMiddleware(slow)

    def page_html():
        return cached(RequestFactory().get(stage.form.url)).content.decode()

    assert 'name="registration-phone"' in page_html()
    assert 'name="registration-phone"' not in text_of(stage.form.url)


@pytest.mark.parametrize("moment", [SECOND * 0.5, SECOND, 3 * SECOND, 3600 * SECOND])
def test_a_cache_in_front_gets_no_time_beyond_the_change_time(stage, clock, moment):
    clock.move_to(CLOSING - moment)
    control = Client().get(stage.form.url).headers["Cache-Control"]
    seconds = int(control.rsplit("s-maxage=", 1)[1])
    assert "max-age=0" in control
    assert seconds == (5 if moment > 10 * SECOND else max(0, int(moment.total_seconds()) - 1))


def test_an_accepted_work_shows_at_once(stage, committed):
    entry = EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, submitted=True)
    assert entry.title not in text_of(stage.round.url)
    with committed():
        transitions.change_state(entry, EntryState.ACCEPTED, now=NOW)
        entry.save()
    assert entry.title in text_of(stage.round.url)


def test_who_takes_back_the_consent_to_show_a_name_is_not_shown_any_more(stage, committed):
    registration = RegistrationFactory(page=stage.form, full_name="Lò Thị Mây", publish_name=True)
    EntryFactory(registration=registration, round=stage.round, accepted=True)
    assert "Lò Thị Mây" in text_of(stage.round.url)
    with committed():
        change_consents(
            registration=registration,
            agreements=[Agreement(key="publish:name", words="Nêu tên", given=False)],
            now=NOW,
        )
    assert "Lò Thị Mây" not in text_of(stage.round.url)


def test_the_works_of_who_leaves_are_gone(stage, committed):
    registration = RegistrationFactory(page=stage.form)
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True)
    assert entry.title in text_of(stage.round.url)
    with committed():
        withdraw(registration=registration, now=NOW)
    assert entry.title not in text_of(stage.round.url)


def test_a_closed_list_opens_its_gallery(stage, clock, committed):
    stage.round.gallery_waits_for_list = True
    stage.round.save()
    entry = EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True)
    clock.move_to(CLOSING + SECOND)
    assert entry.title not in text_of(stage.round.url)
    with committed():
        close_list(round_page=stage.round, actor=UserFactory(), now=CLOSING + SECOND)
    assert entry.title in text_of(stage.round.url)


@pytest.mark.parametrize(("state", "drops"), [("accepted", True), ("submitted", False)])
def test_a_finished_copy_shows_at_once_where_its_work_is_shown(stage, committed, tmp_path, state, drops):
    entry = EntryFactory(
        registration=RegistrationFactory(page=stage.form), round=stage.round, **{state: True}
    )
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(b"film")
    before = page_cache.current_version()
    with committed():
        rendering._store(entry.video, 480, copy)
    assert (page_cache.current_version() != before) is drops


def test_registering_drops_nothing(stage, committed):
    before = page_cache.current_version()
    with committed():
        RegistrationFactory(page=stage.form)
        EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, submitted=True)
    assert page_cache.current_version() == before


def test_who_is_logged_in_gets_a_page_of_the_own(client, stage, django_assert_num_queries):
    text_of(stage.contest.url)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    response = client.get(stage.contest.url)
    assert "s-maxage" not in response.headers.get("Cache-Control", "")
    assert "wagtail-userbar" in response.content.decode()
    assert "wagtail-userbar" not in text_of(stage.contest.url)


def test_who_has_a_message_waiting_gets_it(stage):
    text_of(stage.contest.url)
    reader = Client()
    reader.cookies["messages"] = "anything"
    assert "s-maxage" not in reader.get(stage.contest.url).headers.get("Cache-Control", "")


def test_a_page_with_a_token_is_never_kept(stage, committed):
    with committed():
        PageViewRestriction.objects.create(page=stage.rules, restriction_type="password", password="x")
    first = Client().get(stage.rules.url)
    assert "csrfmiddlewaretoken" in first.content.decode()
    assert "public" not in first.headers.get("Cache-Control", "")
    assert first.cookies["csrftoken"].value != Client().get(stage.rules.url).cookies["csrftoken"].value


def test_personal_pages_are_never_kept(stage):
    link = personal_link(RegistrationFactory(page=stage.form))
    path = "/" + link.split("/", 3)[3]
    for _ in range(2):
        assert "no-store" in Client().get(path).headers["Cache-Control"]


def test_what_others_add_to_an_address_changes_nothing(stage, django_assert_num_queries):
    text_of(stage.contest.url)
    with django_assert_num_queries(0):
        text_of(stage.contest.url + "?utm_source=zalo&fbclid=abc")


def test_what_a_visitor_asks_for_is_kept_apart(stage):
    for title in ("Chợ mận", "Bưu cục"):
        entry = EntryFactory(
            registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True
        )
        entry.title = title
        entry.fold_search_text()
        entry.save()
    assert "Bưu cục" in text_of(stage.round.url)
    assert "Bưu cục" not in text_of(stage.round.url + "?tim=cho+man")


def test_pages_are_kept_apart_by_host_and_scheme(stage, settings):
    plain = Client().get(stage.contest.url).content.decode()
    secure = Client().get(stage.contest.url, secure=True).content.decode()
    assert 'rel="canonical" href="http:' in plain
    assert 'rel="canonical" href="http' in secure
    assert len(store._state.pages) == 2


def test_another_process_is_heard_after_a_second_at_most(stage):
    text_of(stage.contest.url)
    stage.contest.title = "Tên từ tiến trình khác"
    stage.contest.save()
    caches["pages"].set(store._VERSION_KEY, "another", None)
    store._state.asked_at -= 1.1  # a second passes
    assert "Tên từ tiến trình khác" in text_of(stage.contest.url)


def test_without_the_shared_cache_no_page_is_cached(stage, monkeypatch):
    text_of(stage.contest.url)

    def broken(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(caches["pages"], "get", broken)
    store._state.asked_at = float("-inf")
    stage.contest.title = "Vẫn mới"
    stage.contest.save()
    assert "Vẫn mới" in text_of(stage.contest.url)


def test_a_database_that_is_gone_is_answered_with_503_and_what_is_kept_goes_on(stage, monkeypatch):
    text_of(stage.contest.url)

    def gone(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(Site, "find_for_request", gone)
    store._state.values.clear()
    assert Client().get(stage.contest.url).status_code == 200
    assert Client(raise_request_exception=False).get(stage.rules.url).status_code == 503


def test_a_browser_that_has_the_page_gets_no_body(stage):
    first = Client().get(stage.contest.url)
    again = Client().get(stage.contest.url, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.content


def test_a_page_is_packed_for_who_unpacks_and_says_its_length(stage):
    packed = Client().get(stage.contest.url, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content).decode() == text_of(stage.contest.url)
    assert packed.headers["Vary"] == "Accept-Encoding"
    for page in (packed, Client().get(stage.contest.url)):  # without it nginx would send it in pieces
        assert page.headers["Content-Length"] == str(len(page.content))


def test_not_found_is_not_kept(stage):
    Client().get("/khong-co/")
    assert not store._state.pages


def test_a_page_never_outgrows_its_room(stage, monkeypatch):
    monkeypatch.setattr(store, "_ROOM", 60_000)
    for number in range(40):
        text_of(f"{stage.contest.url}?tim={number}")
    assert store._state.size <= 60_000
    assert store._state.size == sum(kept.size for kept in store._state.pages.values())


def test_many_at_once_share_one_answer(stage):
    text_of(stage.contest.url)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(text_of(stage.contest.url))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(answers)) == 1
    assert len(answers) == 8
