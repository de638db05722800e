"""Bytes that belong to nothing submitted count per person, per network and in total, and only once they arrive."""

from __future__ import annotations

import contextlib
import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contest_pages.entries.domain import uploads
from contest_pages.entries.errors import NoRoom
from contest_pages.entries.models import Upload
from contest_pages.files.private_storage import private_storage
from contest_pages.registrations.domain import pending_files
from contest_pages.registrations.models import PendingFile, RegistrationField
from tests.factories import EntryFactory, RegistrationFactory
from tests.factories.pages import NOW
from tests.registrations.helpers import token, typed, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

MB = 1024**2
PDF = b"%PDF-1.4 " + b"a" * 100_000


@pytest.fixture(autouse=True)
def _no_stash():
    """Begin and end without files of unfinished forms: the storage is that of all tests."""

    def clear() -> None:
        storage = private_storage()
        with contextlib.suppress(FileNotFoundError):
            for name in storage.listdir("stash")[1]:
                storage.delete(f"stash/{name}")

    clear()
    yield
    clear()


@pytest.fixture
def limits(settings, monkeypatch):
    """Return a function that sets the quotas, and how much of the disk is free."""

    def set_them(*, free: int = 10**15, **more) -> None:
        settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, **more}
        monkeypatch.setattr(pending_files, "free_bytes", lambda folder: free)

    return set_them


def entry_of(stage, **more):
    return EntryFactory(registration=RegistrationFactory(page=stage.form, **more), round=stage.round)


def begin(stage, length: int, network: str = "a", entry=None) -> Upload:
    entry = entry or entry_of(stage)
    return uploads.begin_upload(entry=entry, length=length, now=NOW, network=network)


def send(upload: Upload, data: bytes, *, now=NOW, network: str = "a", offset: int = 0) -> int:
    return uploads.append(
        upload=upload,
        read=io.BytesIO(data).read,
        offset=offset,
        expected=len(data),
        checksum=None,
        now=now,
        network=network,
    )


@pytest.mark.parametrize("count", [36, 200])
def test_announced_and_empty_uploads_stop_nobody(stage, limits, count):
    limits(free=2 * MB, FREE_BYTES=0, PENDING_BYTES_NETWORK=2 * MB)
    entry = entry_of(stage)
    for _number in range(count):
        begin(stage, MB, entry=entry)
    for _number in range(36):
        begin(stage, MB)
    assert begin(stage, 2 * MB, network="b").length == 2 * MB
    assert not PendingFile.objects.exists()


def test_an_upload_reserves_room_only_while_its_bytes_arrive(stage, limits):
    limits(free=10_000, FREE_BYTES=0)
    send(begin(stage, 6_000), b"a" * 1_000)
    with pytest.raises(NoRoom):
        begin(stage, 6_000, network="b")
    later = NOW + uploads.RESERVED_FOR + datetime.timedelta(seconds=1)
    assert uploads.begin_upload(entry=entry_of(stage), length=6_000, now=later, network="b")


def test_a_person_and_a_network_have_a_quota_each_that_others_do_not_share(stage, limits):
    limits(PENDING_BYTES_PERSON=5_000, PENDING_BYTES_NETWORK=8_000)
    mine = RegistrationFactory(page=stage.form)
    first = EntryFactory(registration=mine, round=stage.round)
    second = EntryFactory(registration=mine, round=stage.round, slot=2)
    send(begin(stage, 5_000, entry=first), b"a" * 4_000)
    with pytest.raises(NoRoom):
        begin(stage, 2_000, network="b", entry=second)
    with pytest.raises(NoRoom):
        begin(stage, 5_000)  # of the same network
    assert begin(stage, 5_000, network="b")


def test_bytes_that_arrive_in_spite_of_the_quota_are_stopped_and_kept(stage, limits):
    limits(PENDING_BYTES_NETWORK=5_000)
    one, two = begin(stage, 4_000), begin(stage, 4_000)
    send(one, b"a" * 3_000)
    with pytest.raises(NoRoom):
        send(two, b"a" * 3_000)
    assert uploads.received(two) == 3_000


def test_no_upload_takes_the_last_free_bytes_of_the_disk(stage, limits):
    limits(free=10_000, FREE_BYTES=5_000)
    upload = begin(stage, 4_000)
    limits(free=4_000, FREE_BYTES=5_000)
    with pytest.raises(NoRoom):
        send(upload, b"a" * 1_000)


def test_what_is_abandoned_counts_no_longer(stage, limits, django_capture_on_commit_callbacks):
    upload = begin(stage, 4_000)
    send(upload, b"a" * 1_000)
    assert PendingFile.objects.get().size == 1_000
    with django_capture_on_commit_callbacks(execute=True):
        uploads.abandon(upload=upload)
    assert not PendingFile.objects.exists()


@pytest.fixture
def five_files(stage):
    """Return the fields of a form that asks for five files and lacks a name."""
    for number in range(5):
        RegistrationField.objects.create(
            page=stage.form, label=f"Tệp số {number}", field_type="file", sort_order=number
        )

    def fields(client, **more) -> dict:
        files = {f"registration-extra_tep_so_{n}": SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(5)}
        return {**typed(stage.form, {"full_name": ""}, **more), **token(client), **files}

    return fields


def test_attachments_of_invalid_forms_count_for_their_network_and_person(stage, limits, five_files, client):
    limits(PENDING_BYTES_PERSON=12 * len(PDF), PENDING_BYTES_NETWORK=17 * len(PDF))
    for number in range(6):
        client.post(url(stage), five_files(client, email=f"n{number // 3}@vidu.example"))
    kept = len(private_storage().listdir("stash")[1])
    assert kept == PendingFile.objects.count() == 17
    by_person = sorted(
        PendingFile.objects.filter(person=mark).count()
        for mark in PendingFile.objects.values_list("person", flat=True).distinct()
    )
    assert by_person == [5, 12]
    other = client.post(url(stage), five_files(client), REMOTE_ADDR="203.0.113.9")
    assert other.content.decode().count("-kept") >= 5


def test_attachments_leave_the_disk_its_free_bytes_from_however_many_networks(
    stage, limits, five_files, client
):
    limits(free=1_000, FREE_BYTES=2_000)
    for number in range(3):
        answer = client.post(url(stage), five_files(client), REMOTE_ADDR=f"203.0.113.{number}")
        assert "không còn đủ chỗ" in answer.content.decode()
    assert not PendingFile.objects.exists()


def test_a_form_that_is_sent_gives_its_files_free(stage, five_files, client):
    RegistrationField.objects.exclude(sort_order=0).delete()
    answer = client.post(url(stage), five_files(client))
    assert PendingFile.objects.count() == 1
    html = answer.content.decode()
    kept = html.split('name="registration-extra_tep_so_0-kept" value="')[1].split('"')[0]
    data = {**typed(stage.form), **token(Client()), "registration-extra_tep_so_0-kept": kept}
    assert client.post(url(stage), data | token(client)).status_code == 302
    assert not PendingFile.objects.exists()
