"""Videos in an object storage: sent there in signed parts, gone on with, served and deleted, against a local S3."""

from __future__ import annotations

import hashlib
import os

import pytest
import requests
from django.apps import apps
from django.core.files.storage import storages
from django.urls import reverse

from contest_pages.entries.domain import drafts, uploads
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry, Upload, VideoJob
from contest_pages.files.private_storage import private_storage
from contest_pages.registrations.access.links import personal_path
from tests.factories import RegistrationFactory
from tests.factories.pages import NOW
from tests.s3 import client_of

from .helpers import begin, run_probe

pytest.importorskip("boto3")
moto_server = pytest.importorskip("moto.server")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
PART = 8 * 1024**2
BUCKET = "videos"


@pytest.fixture(scope="module")
def s3_address():
    server = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def bucket(s3_address, settings, monkeypatch):
    """Return a client of a storage that the site keeps its private files in."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    options = {
        "bucket_name": BUCKET,
        "endpoint_url": s3_address,
        "region_name": "us-east-1",
        "access_key": "test",
        "secret_key": "test",
        "default_acl": None,
        "file_overwrite": False,
    }
    settings.STORAGES = {
        **settings.STORAGES,
        "contest_private": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options},
    }
    client = client_of(s3_address)
    # A running site has its storage from the start; the fields of this process get theirs now.
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if getattr(field, "_storage_callable", None) is private_storage:
                monkeypatch.setattr(field, "storage", storages["contest_private"])
    yield client
    for thing in client.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        client.delete_object(Bucket=BUCKET, Key=thing["Key"])
    for open_one in client.list_multipart_uploads(Bucket=BUCKET).get("Uploads", []):
        client.abort_multipart_upload(Bucket=BUCKET, Key=open_one["Key"], UploadId=open_one["UploadId"])


@pytest.fixture
def entry(bucket, stage):
    stage.rules.minimum_seconds, stage.rules.maximum_seconds = 5, 10
    stage.rules.save_revision().publish()
    return begin(stage, RegistrationFactory(page=stage.form))


def keys(bucket) -> set[str]:
    return {thing["Key"] for thing in bucket.list_objects_v2(Bucket=BUCKET).get("Contents", [])}


def start(client, entry, length: int, **file: str):
    token = personal_path(entry.registration).split("/")[-2]
    return client.post(reverse("contest_begin_upload", args=[token, entry.pk]), {"length": length, **file})


def send(address: str, data: bytes) -> None:
    assert requests.put(address, data=data, timeout=30).status_code == 200


def test_a_video_goes_straight_to_the_storage_in_parts_and_on_after_a_break(client, entry, bucket):
    film = os.urandom(PART + 5000)
    began = start(client, entry, len(film))
    assert began.status_code == 201
    address = began.json()["address"]
    standing = client.get(address).json()
    assert (standing["part_bytes"], standing["received"], list(standing["parts"])) == (PART, 0, ["1", "2"])
    send(standing["parts"]["2"], film[PART:])
    again = client.get(address).json()
    assert (again["received"], list(again["parts"])) == (5000, ["1"])
    early = client.post(address)
    assert (early.status_code, "chưa tải lên xong" in early.json()["message"]) == (400, True)
    send(again["parts"]["1"], film[:PART])
    for _ in range(2):
        assert client.post(address).json() == {"complete": True}
    assert client.get(address).json() == {"complete": True}
    entry.refresh_from_db()
    assert hashlib.sha256(entry.video.original.read()).digest() == hashlib.sha256(film).digest()
    assert entry.video.size == len(film)


def test_the_same_file_goes_on_with_its_parts_and_another_one_begins_again(client, entry, bucket):
    film = os.urandom(PART + 5000)
    first = start(client, entry, len(film), name="IMG_1.MOV", head_sha256="a" * 64).json()["address"]
    send(client.get(first).json()["parts"]["2"], film[PART:])
    again = start(client, entry, len(film), name="trim.1.MOV", head_sha256="a" * 64).json()["address"]
    assert client.get(first).status_code == 404
    standing = client.get(again).json()
    assert (standing["received"], list(standing["parts"])) == (5000, ["1"])
    other = start(client, entry, len(film), name="IMG_1.MOV", head_sha256="b" * 64).json()["address"]
    assert client.get(other).json()["received"] == 0
    assert client.get(again).status_code == 404


def test_a_transfer_that_the_storage_has_ended_begins_again(client, entry, bucket):
    start(client, entry, 50, head_sha256="a" * 64)
    upload = Upload.objects.get()
    bucket.abort_multipart_upload(Bucket=BUCKET, Key=upload.original, UploadId=upload.multipart_id)
    again = start(client, entry, 50, head_sha256="a" * 64).json()["address"]
    assert client.get(again).json()["received"] == 0


def test_a_file_that_is_no_video_is_refused_before_its_first_byte(client, entry, bucket):
    refused = start(client, entry, 50, name="anh.heic", type="image/heic")
    assert (refused.status_code, "không phải video" in refused.json()["message"]) == (415, True)
    assert bucket.list_multipart_uploads(Bucket=BUCKET).get("Uploads", []) == []


def test_a_real_video_is_probed_copied_and_served_from_the_storage(client, entry, bucket, videos, stage):
    data = videos.short.read_bytes()
    address = start(client, entry, len(data)).json()["address"]
    send(client.get(address).json()["parts"]["1"], data)
    client.post(address)
    entry = run_probe(entry)
    assert entry.video.passed
    from contest_pages.entries import tasks

    tasks.run_job.func(VideoJob.objects.get(video=entry.video_id, kind="renditions").pk)
    assert entry.video.renditions.count() == 2
    Entry.objects.filter(pk=entry.pk).update(state=EntryState.ACCEPTED, number=1, handed_in_at=NOW)
    sent = client.get(entry.get_video_path())
    assert sent.status_code == 302
    assert sent["Cache-Control"] == "private, no-store"
    part = requests.get(sent["Location"], headers={"Range": "bytes=0-99"}, timeout=30)
    assert (part.status_code, len(part.content), part.headers["Content-Type"]) == (206, 100, "video/mp4")
    assert "Expires=" in sent["Location"] or "X-Amz-Expires=900" in sent["Location"]


def test_an_entry_that_is_discarded_leaves_nothing_in_the_storage(
    client, entry, bucket, django_capture_on_commit_callbacks
):
    film = os.urandom(2000)
    address = start(client, entry, len(film)).json()["address"]
    send(client.get(address).json()["parts"]["1"], film)
    client.post(address)
    assert len(keys(bucket)) == 1
    entry.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        drafts.discard_draft(entry=entry)
    assert keys(bucket) == set()


def test_an_upload_that_is_stopped_or_expired_leaves_no_parts(
    client, entry, bucket, django_capture_on_commit_callbacks
):
    def waiting() -> int:
        return len(bucket.list_multipart_uploads(Bucket=BUCKET).get("Uploads", []))

    address = start(client, entry, 50).json()["address"]
    assert waiting() == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert client.delete(address).status_code == 200
    assert waiting() == 0
    assert client.get(address).status_code == 404
    start(client, entry, 50)
    Upload.objects.update(expires_at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        assert uploads.clean_up_uploads(NOW) == 1
    assert waiting() == 0


def test_more_than_was_announced_is_thrown_away(client, entry, bucket, django_capture_on_commit_callbacks):
    address = start(client, entry, 100).json()["address"]
    send(client.get(address).json()["parts"]["1"], bytes(101))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address).status_code == 413
    assert not Upload.objects.exists()
    assert keys(bucket) == set()


@pytest.mark.parametrize(("length", "status"), [("", 400), ("x", 400), ("0", 400), (str(501 * 1024**2), 413)])
def test_what_cannot_be_begun_is_refused(client, entry, bucket, length, status):
    assert start(client, entry, length).status_code == status


def test_the_page_tells_the_browser_to_send_in_parts(client, entry, bucket):
    token = personal_path(entry.registration).split("/")[-2]
    html = client.get(reverse("contest_own_entry", args=[token, entry.pk])).content.decode()
    assert 'data-transport="parts"' in html


def test_a_plain_form_reaches_the_storage_too(entry, bucket, videos):
    from .helpers import give

    give(entry, videos.short)
    assert run_probe(entry).video.passed
    assert private_storage().bucket_name == BUCKET
