"""Who may see a video, and byte ranges."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from contest_pages.registrations.links import personal_path
from tests.factories import EntryFactory, RegistrationFactory
from tests.factories.pages import hanoi

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
    own, other = (
        personal_path(r).split("/")[-2] for r in (registration, RegistrationFactory(page=stage.form))
    )
    assert client.get(entry.get_video_path(), {"k": own}).status_code == 200
    assert client.get(entry.get_video_path(), {"k": other}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "content_range", "part"),
    [
        ("bytes=0-9", "bytes 0-9/1024", WHOLE[:10]),
        ("bytes=1000-", "bytes 1000-1023/1024", WHOLE[1000:]),
        ("bytes=-24", "bytes 1000-1023/1024", WHOLE[-24:]),
        ("bytes=1023-5000", "bytes 1023-1023/1024", WHOLE[-1:]),
        ("bytes=-9999", "bytes 0-1023/1024", WHOLE),
    ],
)
def test_a_range_is_answered_with_exactly_that_part(client, stage, registration, asked, content_range, part):
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True)
    response = client.get(entry.get_video_path(), headers={"range": asked})
    assert (response.status_code, response.headers["Content-Range"]) == (206, content_range)
    assert body(response) == part
    assert response.headers["Content-Length"] == str(len(part))


@pytest.mark.parametrize(
    ("asked", "status"),
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
    client, stage, registration, asked, status
):
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True)
    response = client.get(entry.get_video_path(), headers={"range": asked})
    assert response.status_code == status
    if status == 416:
        assert response.headers["Content-Range"] == "bytes */1024"


def test_an_unknown_video_is_not_found(client, db):
    assert client.get(reverse("contest_video", args=[12345])).status_code == 404
