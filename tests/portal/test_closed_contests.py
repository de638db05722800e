"""What is closed to visitors in the page tree is closed at every other address too.

All addresses of the site are walked. Each is either asked, of a contest that is open and of four that are not, or has
its reason why it answers whatever contests there are.
"""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import Page

from contest_pages.banners.models import Partner
from contest_pages.ceremonies.models import Venue
from contest_pages.ceremonies.screens import CONSOLE, PUBLIC
from contest_pages.contests.enums import Access
from contest_pages.contests.models import Banner, ContestPage
from contest_pages.contests.models.visibility import access_to
from contest_pages.contests.page_meta import card_of_contest
from contest_pages.entries.models import Rendition, Subtitles
from contest_pages.entries.models.video import narrower
from contest_pages.entries.permissions import media_token
from contest_pages.quizzes.models import QuizRoundPage
from contest_pages.registrations.access.links import personal_path
from contest_pages.screens import queries as screens
from tests.factories import (
    ContestActivityPageFactory,
    ContestCalendarPageFactory,
    ContestCeremonyPageFactory,
    ContestNewsPageFactory,
    ContestResultsPageFactory,
    EntryFactory,
    MilestoneFactory,
    QuizRoundPageFactory,
    RegistrationFactory,
)
from tests.factories.pages import NOW

MARK = "Cuộc thi khép kín"
SIZE = "300x250"

_UPLOAD = "the secret of one upload, which only its contestant's page holds"
_SCREEN = "the key of a screen that an operator has paired; it shows what the console shows"
_NOTHING = "the same whatever contests there are"
_STAFF = "asks for a login"

#: Why an address answers though a contest is closed, by its route.
REASONS = {
    "documents/<int:document_id>/<path:document_filename>": "restricted by the document's collection",
    "documents/^(\\d+)/(.*)$": "restricted by the document's collection",
    "documents/authenticate_with_password/<int:restriction_id>/": "asks for the password of a collection",
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": "asks for the password",
    "_util/login/": _STAFF,
    "admin/jsi18n/": _NOTHING,
    "bieu-mau/ma-bao-ve/": _NOTHING,
    "thu-bi-tra-lai/": "takes reports that a mail service has signed, and answers all of them alike",
    "don-vi/tim/": _NOTHING,
    "giao-dien/<slug:digest>.css": _NOTHING,
    "bieu-tuong-<int:size>.png": _NOTHING,
    "favicon.ico": _NOTHING,
    "site.webmanifest": _NOTHING,
    "styleguide/": _STAFF,
    "robots.txt": _NOTHING,
    ".well-known/security.txt": _NOTHING,
    "api/v1/openapi.json": _NOTHING,
    "^api/v1/": _NOTHING,
    "thi-sinh/": _NOTHING,
    "thi-sinh/da-gui/": _NOTHING,
    "man-hinh/": _NOTHING,
    "man-hinh/<str:key>/": _SCREEN,
    "man-hinh/<str:key>/sau/<str:version>/": _SCREEN,
    "anh-tinh/<number:still_id>/": _STAFF,
    "tus/<str:key>~<str:secret>/": _UPLOAD,
    "tus/phan/<str:key>~<str:secret>/": _UPLOAD,
}
PAGES = r"^((?:[\w\-]+/)*)$"


def is_capability(route: str) -> bool:
    """Say whether an address needs a contestant\'s own link or a user\'s login: what is theirs stays theirs."""
    return "<str:token>" in route or route.startswith("tai-khoan/")


def routes(patterns=None, prefix: str = ""):
    """Yield every route of the site outside the admin, as its parts are written."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            if route != "admin/":
                yield from routes(pattern.url_patterns, route)
        else:
            yield route


def picture(name: str):
    file = io.BytesIO()
    Picture.new("RGB", (1000, 800), "red").save(file, "PNG")
    return get_image_model().objects.create(title=name, file=ImageFile(file, name=f"{name}.png"))


@pytest.fixture
def world(stage, settings, in_july):
    """Return a contest that has something at every public address, and these addresses by their routes."""
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RULES_CACHE_SECONDS": 0}
    contest, round_page = stage.contest, stage.round
    for page in (contest, round_page):
        page.title = page.draft_title = f"{MARK} {page.pk}"
        page.save()
    MilestoneFactory(contest=contest, label=MARK, starts_at=NOW)
    registration = RegistrationFactory(page=stage.form)
    entry = EntryFactory(registration=registration, round=round_page, accepted=True, title=MARK)
    poster, entry.video.facts = entry.video.poster, {**entry.video.facts, "still_widths": [320, 640]}
    entry.video.save()
    poster.storage.save(narrower(poster, entry.video.still_widths[0]).name, ContentFile(b"small"))
    Rendition(video=entry.video, lines=480, size=4).file.save("x", ContentFile(b"copy"))
    Subtitles.objects.create(entry=entry, language="vi", text=f"WEBVTT\n\n{MARK}")
    quiz = QuizRoundPageFactory(parent=contest, title=MARK, answer_first=True, score_shown="after_closing")
    QuizRoundPage.objects.filter(pk=quiz.pk).update(live_statistics=True)
    ceremony = ContestCeremonyPageFactory(parent=contest, title=MARK, opens_round=round_page)
    ceremony.venues = [Venue(level=2, name=MARK, sort_order=0)]
    ceremony.save()
    news = ContestNewsPageFactory(parent=contest, title=MARK)
    results = ContestResultsPageFactory(parent=contest, title=MARK)
    calendar = ContestCalendarPageFactory(parent=contest.get_parent())
    ContestActivityPageFactory(parent=calendar)
    Banner.objects.create(
        contest=contest, image=picture("red"), alternative_text=MARK, size=SIZE, sort_order=0
    )
    partner = Partner.objects.create(name="Báo Đường Xa")
    banner = [contest.pk, partner.key, SIZE]
    video = entry.video_id
    contest = ContestPage.objects.get(pk=contest.pk)
    api = {"contests": contest.pk, "rounds": round_page.pk, "entries": entry.pk, "results": results.pk}
    named = {
        "video/<number:video_id>/": reverse("contest_video", args=[video]),
        "video/<number:video_id>/<number:lines>/": reverse("contest_rendition", args=[video, 480]),
        "anh-video/<number:video_id>/": reverse("contest_poster", args=[video]),
        "anh-video/<number:video_id>/<number:width>/": reverse(
            "contest_poster_width", args=[video, entry.video.still_widths[0]]
        ),
        "phu-de/<number:entry_id>/<str:language>.vtt": reverse("contest_subtitles", args=[entry.pk, "vi"]),
        "trac-nghiem-ngay/<number:round_id>/": reverse("contest_begin_unnamed", args=[quiz.pk]),
        "trac-nghiem-so-lieu/<number:round_id>/": reverse("contest_quiz_live", args=[quiz.pk]),
        "dang-ky/<number:page_id>/": reverse("contest_register", args=[stage.form.pk]),
        "moi/<number:page_id>.ics": reverse("contest_invitation", args=[ceremony.pk]),
        "moi/<number:page_id>.pdf": reverse("contest_invitation_print", args=[ceremony.pk]),
        "moi/<number:page_id>.png": reverse("contest_invitation_picture", args=[ceremony.pk]),
        "moi/<number:page_id>/<number:place>.pdf": reverse(
            "contest_venue_invitation_print", args=[ceremony.pk, 1]
        ),
        "moi/<number:page_id>/<number:place>.png": reverse(
            "contest_venue_invitation_picture", args=[ceremony.pk, 1]
        ),
        "theo-doi/<slug:kind>/<number:key>/<slug:role>/<str:version>/": reverse(
            "contest_follow", args=["launch", ceremony.pk, PUBLIC, "x"]
        ),
        "lich/hoat-dong/<number:page_id>.ics": reverse("contest_activities_calendar", args=[calendar.pk]),
        "bieu-ngu/<number:contest_id>/<slug:key>/<str:size>.jpg": reverse(
            "contest_banner_picture", args=banner
        ),
        "bieu-ngu/<number:contest_id>/<slug:key>/<str:size>.html": reverse(
            "contest_banner_frame", args=banner
        ),
        "bieu-ngu/<number:contest_id>/<slug:key>/<str:size>/di/": reverse(
            "contest_banner_follow", args=banner
        ),
        "anh-chia-se/<number:page_id>/<slug:digest>.jpg": reverse(
            "contest_card", args=[contest.pk, card_of_contest(contest).digest]
        ),
        "lich/cuoc-thi.ics": reverse("contest_calendar"),
        "lich/<number:contest_id>.ics": reverse("contest_calendar_of", args=[contest.pk]),
        "lich/<slug:language>/cuoc-thi.ics": reverse("contest_calendar_in", args=["vi"]),
        "sitemap.xml": reverse("sitemap"),
        PAGES: news.url,
    }
    for kind in ("rss", "atom"):
        named |= {
            f"tin/cuoc-thi.{kind}": reverse(f"contest_news_{kind}"),
            f"tin/<slug:language>/cuoc-thi.{kind}": reverse(f"contest_news_in_{kind}", args=["vi"]),
            f"tin/<number:contest_id>.{kind}": reverse(f"contest_news_of_{kind}", args=[contest.pk]),
        }
    for name, number in api.items():
        named[f"api/v1/^{name}/"] = f"/api/v1/{name}/"
        named[f"api/v1/^{name}/^(?P<pk>[0-9]{{1,9}})/$"] = f"/api/v1/{name}/{number}/"
    return SimpleNamespace(
        contest=contest,
        round=round_page,
        quiz=quiz,
        entry=entry,
        ceremony=ceremony,
        registration=registration,
        addresses=named,
        open={route: answer(Client(), path) for route, path in named.items()},
    )


def answer(client, path: str) -> tuple[int, str, bytes]:
    """Return the status, where it leads and the body of an address; forms are sent empty."""
    screens.forget()
    takes_forms = path.startswith(("/dang-ky/", "/trac-nghiem-ngay/"))
    response = client.post(path) if takes_forms else client.get(path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, response.get("Location", ""), body


CLOSINGS = {}


def closing(function):
    """Register a way in which a contest is closed to visitors."""
    CLOSINGS[function.__name__] = function
    return function


@closing
def login(contest):
    contest.view_restrictions.create(restriction_type="login")


@closing
def password(contest):
    contest.view_restrictions.create(restriction_type="password", password="mo-cua")


@closing
def unpublished(contest):
    Page.objects.filter(pk=contest.pk).update(live=False)


@closing
def expired(contest):
    Page.objects.filter(pk=contest.pk).update(live=False, expired=True, expire_at=timezone.now())


@closing
def list_unpublished(contest):
    Page.objects.ancestor_of(contest).filter(pk=contest.get_parent().pk).update(live=False)


def test_every_address_is_walked_or_has_its_reason(world):
    found = set(routes())
    explained = {route for route in found if route in REASONS or is_capability(route)}
    assert found - explained == world.addresses.keys()
    assert REASONS.keys() <= found


def test_an_open_contest_is_at_every_address(world):
    for route, (status, _where, body) in world.open.items():
        assert status in (200, 302, 422), route
        assert body or status == 302, route


@pytest.mark.parametrize("way", CLOSINGS)
def test_a_closed_contest_is_at_none(world, way):
    CLOSINGS[way](world.contest)
    found = []
    for route, path in world.addresses.items():
        status, where, body = answer(Client(), path)
        # A page leads to the login and back to itself.
        is_page = route == PAGES
        names_it = MARK in body.decode(errors="ignore") or (world.contest.slug in where and not is_page)
        unchanged = (status, body) == world.open[route][::2] and world.open[route][2] and _is_about_it(route)
        if status not in (200, 302, 404) or names_it or unchanged:
            found.append(f"{route}: {status} {where}")
    assert found == []


def _is_about_it(route: str) -> bool:
    """Say whether an address is one of the contest, so that it may not even answer the same."""
    return "<number:" in route and "hoat-dong" not in route


@pytest.mark.parametrize("way", CLOSINGS)
def test_a_contestants_own_link_goes_on(world, way):
    """Also with a quiz that was just open, whose section has nothing to begin then."""
    CLOSINGS[way](world.contest)
    client = Client()
    assert client.get(personal_path(world.registration)).status_code == 200
    path = reverse("contest_video", args=[world.entry.video_id])
    assert client.get(path, {"s": media_token(world.entry)}).status_code == 200


def test_who_gave_the_password_gets_what_the_pages_show(world, client):
    password(world.contest)
    restriction = world.contest.view_restrictions.get()
    given = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, world.contest.pk])
    client.post(given, {"password": "mo-cua", "return_url": "/"})
    for name, args in [
        ("contest_video", [world.entry.video_id]),
        ("contest_subtitles", [world.entry.pk, "vi"]),
        ("contest_quiz_live", [world.quiz.pk]),
    ]:
        response = client.get(reverse(name, args=args))
        assert response.status_code == 200, name
        assert response.headers["Cache-Control"] == "private, no-store", name
    assert client.post(reverse("contest_begin_unnamed", args=[world.quiz.pk])).status_code == 302
    assert client.post(reverse("contest_register", args=[world.registration.page_id])).status_code == 422
    unpublished(world.contest)
    assert client.get(reverse("contest_video", args=[world.entry.video_id])).status_code == 404


def test_a_user_gets_in_where_a_login_is_asked_for(world, client, roles):
    login(world.contest)
    client.force_login(roles["nobody"])
    response = client.get(reverse("contest_video", args=[world.entry.video_id]))
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")


def test_a_draft_round_of_an_open_contest_is_closed(world, client):
    Page.objects.filter(pk__in=[world.round.pk, world.quiz.pk]).update(live=False)
    for route in ("video/<number:video_id>/", "phu-de/<number:entry_id>/<str:language>.vtt"):
        assert answer(client, world.addresses[route])[0] == 404
    for route in ("trac-nghiem-ngay/<number:round_id>/", "trac-nghiem-so-lieu/<number:round_id>/"):
        assert answer(client, world.addresses[route])[0] == 404


def test_the_form_of_a_closed_contest_does_not_stand_in_another_page(world, client):
    from home.models import StandardPage

    page = StandardPage(title="Trang", slug="trang", body=[("form", {"page": world.registration.page})])
    world.contest.get_parent().get_parent().add_child(instance=page)
    assert "contest-embedded-form" in client.get(page.url).content.decode()
    login(world.contest)
    assert "contest-embedded-form" not in client.get(page.url).content.decode()


def test_the_console_of_a_closed_ceremony_is_followed_by_staff_only(world, client, roles):
    login(world.contest)
    path = reverse("contest_follow", args=["launch", world.ceremony.pk, CONSOLE, "x"])
    assert client.get(path).status_code == 404
    client.force_login(roles["organisers"])
    answered = client.get(path)
    assert (answered.status_code, answered.headers["Cache-Control"]) == (200, "private, no-store")


def test_who_may_see_an_open_page_is_known_by_one_query(world, rf, django_assert_num_queries):
    page = Page.objects.get(pk=world.round.pk)
    with django_assert_num_queries(1):
        assert access_to(page, rf.get("/")) is Access.PUBLIC
