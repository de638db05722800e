"""The same file goes on where it stopped, whatever its name; another one is refused or begins again."""

from __future__ import annotations

import hashlib

import pytest

from contest_pages.entries.domain import uploads
from contest_pages.entries.models import Upload
from tests.factories import RegistrationFactory
from tests.factories.pages import NOW

from .helpers import begin
from .tus_client import create, head, hints, location, patch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
FILM = bytes(range(256)) * 40


@pytest.fixture
def entry(stage):
    return begin(stage, RegistrationFactory(page=stage.form))


HEAD = hashlib.sha256(FILM).hexdigest()


def test_the_same_file_goes_on_where_it_stopped_whatever_its_name(client, entry):
    first = create(client, entry, **hints(filename="IMG_0007.MOV", head_sha256=HEAD))
    assert first["Upload-Offset"] == "0"
    patch(client, location(first), FILM[:4000], 0)
    again = create(client, entry, **hints(filename="trim.9A2F.MOV", head_sha256=HEAD))
    assert again["Upload-Offset"] == "4000"
    assert head(client, location(first)).status_code == 404, "one window sends at a time"
    assert head(client, location(again))["Upload-Offset"] == "4000"
    patch(client, location(again), FILM[4000:], 4000)
    entry.refresh_from_db()
    assert entry.video.original.read() == FILM
    assert Upload.objects.count() == 1


OTHER = hashlib.sha256(b"another film").hexdigest()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"head_sha256": HEAD}, {"head_sha256": OTHER}),
        ({"head_sha256": HEAD}, {}),
        ({}, {"head_sha256": HEAD}),
        ({}, {}),
        ({"head_sha256": "a"}, {"head_sha256": "a"}),
        ({"head_sha256": HEAD, "length": "10241"}, {"head_sha256": HEAD}),
    ],
    ids=["other head", "head unknown", "head not kept", "no heads", "no checksum", "other length"],
)
def test_another_file_is_never_put_behind_the_beginning_of_the_first(client, entry, before, after):
    length = before.pop("length", "10240")
    old = location(create(client, entry, length=length, **hints(filename="a.mp4", **before)))
    patch(client, old, FILM[:4000], 0)
    new = create(client, entry, **hints(filename="a.mp4", **after))
    assert new["Upload-Offset"] == "0"
    assert head(client, old).status_code == 404
    assert head(client, location(new))["Upload-Offset"] == "0"
    assert Upload.objects.count() == 1


def test_an_unfinished_upload_whose_bytes_are_gone_or_old_begins_again(client, entry):
    create(client, entry, **hints(head_sha256=HEAD))
    uploads.path_of(Upload.objects.get()).unlink()
    assert create(client, entry, **hints(head_sha256=HEAD))["Upload-Offset"] == "0"
    upload = Upload.objects.get()
    uploads.path_of(upload).write_bytes(FILM[:10])
    Upload.objects.update(expires_at=NOW)
    assert create(client, entry, **hints(head_sha256=HEAD))["Upload-Offset"] == "0"
    assert Upload.objects.get() != upload


@pytest.mark.parametrize("header", ["filename !!", "filename AAA", "filename /w==", "a b c d"])
def test_metadata_that_cannot_be_read_are_refused(client, entry, header):
    assert create(client, entry, **{"Upload-Metadata": header}).status_code == 400


@pytest.mark.parametrize(
    "file",
    [
        {"filename": "thơ.txt", "filetype": "text/plain"},
        {"filename": "phim.avi"},
        {"filetype": "video/webm"},
    ],
)
def test_a_file_that_is_no_video_of_the_rules_is_refused_before_its_first_byte(client, entry, file):
    response = create(client, entry, **hints(**file))
    assert response.status_code == 415
    assert "không phải video MP4 hoặc MOV" in response.content.decode()
    assert not Upload.objects.exists()
