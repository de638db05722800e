"""The portal's face, its small addresses, and what every answer carries."""

from __future__ import annotations

import datetime
import io
import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from wagtail_factories import ImageFactory

from home import theme
from home.site_settings import PortalSettings
from tests.factories import EntryFactory, RegistrationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def portal(home):
    row = PortalSettings.for_site(home.get_site())
    row.name, row.province, row.email = "Cổng thử", "Tỉnh Thử", "bientap@vidu.example"
    row.responsible_body, row.licence = "Sở Thử nghiệm", "Số 01/GP"
    row.save()
    return row


def test_the_foot_names_who_runs_the_site_and_how_to_reach_them(client, home, portal):
    html = client.get("/").content.decode()
    for words in ("Sở Thử nghiệm", "Số 01/GP", "bientap@vidu.example", "Ghi rõ nguồn"):
        assert words in html


def test_emblem_and_picture_come_from_the_settings(client, home, portal):
    portal.emblem, portal.header_picture = ImageFactory(), ImageFactory()
    portal.save()
    html = client.get("/").content.decode()
    assert "contest-hero__photograph" in html
    assert "fill-96x96" in html


@pytest.mark.parametrize("size", [32, 180, 192, 512])
def test_the_icons_of_the_site_are_its_emblem_else_the_usual_one(client, home, portal, size):
    answer = client.get(f"/bieu-tuong-{size}.png")
    assert Image.open(io.BytesIO(answer.content)).size == (size, size)
    portal.emblem = ImageFactory()
    portal.save()
    assert f"fill-{size}x{size}" in client.get(f"/bieu-tuong-{size}.png")["Location"]
    assert client.get("/bieu-tuong-33.png").status_code == 404


def test_home_screens_have_the_name_the_icons_and_the_colour_of_the_site(client, home, portal):
    page = client.get("/")
    html = page.content.decode()
    assert "manifest-src 'self'" in page["Content-Security-Policy"]
    assert '<link rel="apple-touch-icon" href="/bieu-tuong-180.png">' in html
    assert '<link rel="manifest" href="/site.webmanifest">' in html
    answer = client.get("/site.webmanifest")
    content = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert content["name"] == portal.name
    assert content["theme_color"] == theme.darker(portal.brand_colour)
    assert [entry["sizes"] for entry in content["icons"]] == ["180x180", "192x192", "512x512"]
    assert f'<meta name="theme-color" content="{content["theme_color"]}">' in html


@pytest.mark.parametrize("colour", ["#ffd24a", "#fff", "red", "0a4b78", "#0a4b7g", "url(x)", "#0a4b78;}"])
def test_colours_that_cannot_be_read_or_are_none_are_refused(portal, colour):
    portal.brand_colour = colour
    with pytest.raises(ValidationError, match="brand_colour"):
        portal.full_clean()


@pytest.mark.parametrize(
    ("field", "colour"),
    [
        ("brand_colour", "#8a8a00"),  # white on it
        ("accent_colour", "#d2691e"),  # itself on the page
    ],
)
def test_a_colour_that_is_hard_to_read_is_refused_with_the_nearest_that_is_not(portal, field, colour):
    setattr(portal, field, colour)
    with pytest.raises(ValidationError) as refused:
        portal.clean()
    sentence = refused.value.message_dict[field][0]
    setattr(portal, field, sentence.rstrip(".").rsplit(" ", 1)[1])
    portal.clean()


@given(st.integers(0, 0xFFFFFF))
def test_gold_can_be_read_on_the_head_of_every_main_colour_that_is_accepted(number):
    brand = theme.nearest(f"#{number:06x}", theme.brand_contrast)
    assert theme.contrast("#ffc93c", theme.darker(brand)) >= theme.ENOUGH


def test_other_colours_bring_a_stylesheet_of_their_own(client, portal):
    assert "/giao-dien/" not in client.get("/").content.decode()
    portal.brand_colour = "#7A1F5C"
    portal.full_clean()
    portal.save()
    address = re.search(r'href="(/giao-dien/[^"]+)"', client.get("/").content.decode())[1]
    style = client.get(address)
    assert "--contest-brand:#7a1f5c" in style.content.decode()
    assert "immutable" in style["Cache-Control"]
    assert client.get("/giao-dien/abc.css").status_code == 404


@pytest.mark.parametrize("brand", ["#0a4b78", "#7a1f5c", "#1d5b2a", "#000000", "#8a1015"])
def test_every_shade_of_a_choice_can_be_read(brand):
    night = re.findall(r"--contest-link:(#\w{6})", theme.stylesheet(brand, brand, "tram"))[-1]
    assert theme.contrast(night, theme.NIGHT) >= theme.ENOUGH
    assert theme.contrast(theme.mix(brand, "#000000", 0.28), theme.WHITE) >= theme.contrast(
        brand, theme.WHITE
    )


def test_contrast_is_that_of_the_standard():
    assert theme.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    "role", ["editors", "moderators", "jurors", "organisers", "administrators", "nobody"]
)
def test_administrators_alone_change_the_face_of_the_site(client, portal, roles, role):
    client.force_login(roles[role])
    address = reverse("wagtailsettings:edit", args=["home", "portalsettings", portal.site_id])
    allowed = client.get(address).status_code == 200
    assert allowed is (role == "administrators")


def test_the_styleguide_is_for_those_who_work_here(client, home, roles):
    assert client.get("/styleguide/").status_code == 404
    client.force_login(roles["nobody"])
    assert client.get("/styleguide/").status_code == 404
    client.force_login(roles["editors"])
    html = client.get("/styleguide/").content.decode()
    assert "is-invalid" in html
    assert "contest-timeline__today" in html
    assert ' style="' not in html


def test_search_engines_learn_what_to_leave_alone_and_where_pages_are(client, home):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /thi-sinh/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_finders_of_holes_learn_whom_to_tell(client, portal):
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:bientap@vidu.example" in text
    expires = datetime.datetime.fromisoformat(re.search(r"Expires: (.+)", text)[1])
    assert datetime.timedelta(days=100) < expires - timezone.now() < datetime.timedelta(days=365)


def test_without_an_address_there_is_no_such_file(client, home):
    assert client.get("/.well-known/security.txt").status_code == 404


def test_the_sitemap_names_public_pages_alone(client, stage):
    stage.form.unpublish()
    xml = client.get("/sitemap.xml").content.decode()
    assert stage.contest.url in xml
    assert stage.form.url not in xml


@pytest.mark.parametrize("path", ["/", "/robots.txt", "/khong-co/"])
def test_every_answer_carries_the_strict_headers(client, home, path):
    headers = client.get(path).headers
    assert "'unsafe-inline'" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "policy"),
    [("/static/portal/emblem.svg", "default-src 'self'"), ("/media/khong-co.jpg", "default-src 'none'")],
)
def test_files_carry_the_strict_headers_too(client, home, path, policy):
    headers = client.get(path).headers
    assert policy in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-site"


def metadata_of(client, url: str) -> tuple[dict[str, str], list[dict]]:
    """Return the meta tags by name and the structured data of a page."""
    html = client.get(url).content.decode()
    metas = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', html))
    metas["canonical"] = re.search(r'<link rel="canonical" href="([^"]+)"', html)[1]
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    found = json.loads(data[1]) if data else []
    return metas, found if isinstance(found, list) else [found]


def test_a_contest_is_told_as_an_event_with_its_way_and_a_picture(client, stage):
    stage.contest.organiser = "Ban </script> Chỉ đạo"
    stage.contest.save()
    metas, (event, way) = metadata_of(client, stage.contest.url)
    assert metas["canonical"] == f"http://localhost{stage.contest.url}"
    assert metas["og:title"] == stage.contest.title
    assert event["@type"] == "Event"
    assert event["organizer"]["name"] == "Ban </script> Chỉ đạo"
    assert event["endDate"] == "2024-08-01"
    assert [step["name"] for step in way["itemListElement"]] == ["Cuộc thi", stage.contest.title]
    picture = client.get(metas["og:image"].replace("http://testserver", ""))
    assert picture["Content-Type"] == "image/jpeg"
    assert picture.content[:3] == b"\xff\xd8\xff"


def test_the_shared_picture_follows_the_contest(client, stage):
    old = metadata_of(client, stage.contest.url)[0]["og:image"].replace("http://testserver", "")
    stage.contest.title = "Một tên khác hẳn, rất dài, " * 12
    stage.contest.title = stage.contest.title[:250]
    stage.contest.save()
    moved = client.get(old)
    assert moved.status_code == 302
    assert client.get(moved["Location"]).status_code == 200
    stage.contest.live = False
    stage.contest.save()
    assert client.get(moved["Location"]).status_code == 404


def test_a_work_is_told_as_a_video_without_what_its_author_keeps(client, stage):
    shown = EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True)
    hidden = EntryFactory(
        registration=RegistrationFactory(page=stage.form, publish_picture=False),
        round=stage.round,
        accepted=True,
    )
    metas, (video, _way) = metadata_of(client, stage.round.entry_path(shown.number))
    assert video["@type"] == "VideoObject"
    assert video["contentUrl"].endswith(shown.get_video_path())
    assert metas["og:type"] == "video.other"
    metas, (video, _way) = metadata_of(client, stage.round.entry_path(hidden.number))
    assert "/anh-video/" not in metas["og:image"]
    assert "/anh-video/" not in video["thumbnailUrl"][0]


def test_filters_are_no_addresses_of_their_own_but_pages_are(client, stage):
    assert metadata_of(client, f"{stage.round.url}?tim=a&sap-xep=moi")[0]["canonical"].endswith(
        stage.round.url
    )
    assert metadata_of(client, f"{stage.round.url}?p=2")[0]["canonical"].endswith(f"{stage.round.url}?p=2")
    assert metadata_of(client, f"{stage.round.url}?p=<b>")[0]["canonical"].endswith(stage.round.url)


def test_a_logged_in_editor_sees_the_same_page_with_the_userbar(client, stage):
    client.force_login(UserFactory(is_superuser=True))
    assert "wagtail-userbar" in client.get(stage.contest.url).content.decode()
