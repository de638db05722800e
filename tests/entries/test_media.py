"""Who may see a video, and byte ranges."""

from __future__ import annotations

import datetime
import re

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse

from contest_pages.entries.models import Entry, Rendition
from contest_pages.entries.permissions import media_token
from contest_pages.registrations.access.links import personal_path
from tests.factories import EntryFactory, RegistrationFactory
from tests.factories.entries import VideoAssetFactory
from tests.factories.pages import NOW, hanoi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
WHOLE = bytes(range(256)) * 4


@pytest.fixture
def registration(stage):
    return RegistrationFactory(page=stage.form)


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_an_accepted_video_is_public_and_cacheable(client, stage, registration):
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True)
    response = client.get(entry.get_video_path())
    assert body(response) == WHOLE
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    assert response.headers["Content-Type"] == "video/mp4"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("role", "status"),
    [("nobody", 404), ("editors", 404), ("jurors", 404), ("moderators", 200), ("organisers", 200)],
)
def test_a_video_before_its_review_is_for_those_who_may_view_entries(
    client, stage, registration, roles, role, status
):
    entry = EntryFactory(registration=registration, round=stage.round, submitted=True)
    client.force_login(roles[role])
    response = client.get(entry.get_video_path())
    assert response.status_code == status
    if status == 200:
        body(response)
        assert response.headers["Cache-Control"] == "private, no-store"


def test_visitors_see_nothing_before_the_review_or_before_the_gallery_opens(client, stage, registration):
    waiting = EntryFactory(registration=registration, round=stage.round, submitted=True)
    accepted = EntryFactory(registration=registration, round=stage.round, accepted=True, slot=2)
    stage.round.gallery_opens_at = hanoi("2024-08-10")
    stage.round.save()
    for entry in (waiting, accepted):
        assert client.get(entry.get_video_path()).status_code == 404
        assert client.get(entry.get_poster_path()).status_code == 404
        assert client.get(stage.round.entry_path(entry.number)).status_code == 404
    with time_machine.travel(hanoi("2024-08-10"), tick=False):
        assert client.get(accepted.get_video_path()).status_code == 200
        assert client.get(stage.round.entry_path(accepted.number)).status_code == 200


def test_a_contestant_sees_the_own_video_with_the_own_link_only(client, stage, registration):
    entry = EntryFactory(registration=registration, round=stage.round, submitted=True)
    other = EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, submitted=True)
    addresses = (entry.get_video_path(), entry.get_poster_path())
    for address in addresses:
        assert client.get(address, {"s": media_token(entry)}).status_code == 200
        assert client.get(address, {"s": media_token(other)}).status_code == 404
        assert client.get(address, {"s": "nonsense"}).status_code == 404
        assert client.get(address, {"k": personal_path(registration).split("/")[-2]}).status_code == 404


def test_the_address_of_a_video_that_is_not_public_opens_it_for_a_few_hours(client, stage, registration):
    entry = EntryFactory(registration=registration, round=stage.round, submitted=True)
    given = media_token(entry)
    with time_machine.travel(NOW + datetime.timedelta(hours=4, minutes=-1), tick=False):
        assert client.get(entry.get_video_path(), {"s": given}).status_code == 200
    with time_machine.travel(NOW + datetime.timedelta(hours=4, minutes=1), tick=False):
        assert client.get(entry.get_video_path(), {"s": given}).status_code == 404


def test_the_personal_page_of_an_entry_plays_the_own_video(client, stage, registration):
    entry = EntryFactory(registration=registration, round=stage.round, submitted=True)
    page = client.get(f"{personal_path(registration)}tac-pham-{entry.pk}/").content.decode()
    source = re.search(r'<source src="([^"]+)"', page).group(1)
    assert client.get(source.replace("&amp;", "&")).status_code == 200


def test_every_quality_and_the_poster_are_guarded_alike(client, stage, registration, roles):
    entry = EntryFactory(registration=registration, round=stage.round, submitted=True)
    copy = Rendition(video=entry.video, lines=480, size=4)
    copy.file.save("x", ContentFile(b"copy"))
    address = reverse("contest_rendition", args=[entry.video_id, 480])
    assert client.get(address).status_code == 404
    client.force_login(roles["moderators"])
    assert body(client.get(address)) == b"copy"
    assert client.get(reverse("contest_rendition", args=[entry.video_id, 720])).status_code == 404
    client.logout()
    Entry.objects.filter(pk=entry.pk).update(state="accepted")
    assert body(client.get(address)) == b"copy"


def test_an_original_or_a_refused_or_unfinished_video_has_no_address(client, stage, registration, roles):
    entry = EntryFactory(
        registration=registration, round=stage.round, state="failed", video=VideoAssetFactory(state="broken")
    )
    client.force_login(roles["organisers"])
    assert client.get(entry.get_video_path()).status_code == 404
    assert client.get(f"/media/{entry.video.original.name}").status_code == 404


def test_nginx_sends_the_bytes_where_it_is_told_to(client, stage, registration, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "ACCEL_PREFIX": "/_private/"}
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True)
    response = client.get(entry.get_video_path())
    assert response["X-Accel-Redirect"] == f"/_private/{entry.video.playable.name}"
    assert (response.content, response["Content-Type"]) == (b"", "video/mp4")
    assert response["Cache-Control"] == "public, max-age=3600"


def test_what_is_served_can_run_nothing(client, stage, registration):
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True)
    assert client.get(entry.get_video_path())["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("requested", "content_range", "part"),
    [
        ("bytes=0-9", "bytes 0-9/1024", WHOLE[:10]),
        ("bytes=1000-", "bytes 1000-1023/1024", WHOLE[1000:]),
        ("bytes=-24", "bytes 1000-1023/1024", WHOLE[-24:]),
        ("bytes=1023-5000", "bytes 1023-1023/1024", WHOLE[-1:]),
        ("bytes=-9999", "bytes 0-1023/1024", WHOLE),
    ],
)
def test_a_range_is_answered_with_exactly_that_part(
    client, stage, registration, requested, content_range, part
):
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True)
    response = client.get(entry.get_video_path(), headers={"range": requested})
    assert (response.status_code, response.headers["Content-Range"]) == (206, content_range)
    assert body(response) == part
    assert response.headers["Content-Length"] == str(len(part))


@pytest.mark.parametrize(
    ("requested", "status"),
    [
        ("bytes=1024-", 416),
        ("bytes=9-3", 416),
        ("bytes=-0", 416),
        ("bytes=0-1,4-5", 200),
        ("lines=1-2", 200),
        ("bytes=-", 200),
    ],
)
def test_a_range_that_cannot_be_met_says_so_and_nonsense_gets_the_whole(
    client, stage, registration, requested, status
):
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True)
    response = client.get(entry.get_video_path(), headers={"range": requested})
    assert response.status_code == status
    if status == 416:
        assert response.headers["Content-Range"] == "bytes */1024"


def test_an_unknown_video_is_not_found(client, db):
    assert client.get(reverse("contest_video", args=[12345])).status_code == 404
