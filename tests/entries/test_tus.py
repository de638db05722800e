"""Resumable uploads, step by step of the protocol: what is taken, what is refused, what is kept."""

from __future__ import annotations

import base64
import datetime
import errno
import fcntl
import hashlib

import pytest
import time_machine
from django.db import OperationalError
from django.urls import reverse
from django.utils.http import parse_http_date

from contest_pages.entries import disk
from contest_pages.entries.domain import uploads, withdrawal
from contest_pages.entries.enums import EntryState
from contest_pages.entries.errors import NoRoom
from contest_pages.entries.models import Upload, VideoAsset
from contest_pages.registrations.access.links import personal_path
from tests.factories import EntryFactory, RegistrationFactory
from tests.factories.pages import NOW, hanoi

from .helpers import begin
from .tus_client import TUS, create, head, location, patch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
FILM = bytes(range(256)) * 40


@pytest.fixture
def registration(stage):
    return RegistrationFactory(page=stage.form)


@pytest.fixture
def entry(stage, registration):
    return begin(stage, registration)


@pytest.fixture
def address(client, entry) -> str:
    return location(create(client, entry))


def test_the_server_says_what_it_can(client, address):
    response = client.options(address)
    assert response.status_code == 204
    assert response["Tus-Version"] == "1.0.0"
    assert set(response["Tus-Extension"].split(",")) == {"creation", "termination", "checksum", "expiration"}
    assert "sha256" in response["Tus-Checksum-Algorithm"]


def test_a_video_arrives_in_chunks_and_becomes_the_entrys(client, entry, address):
    assert patch(client, address, FILM[:4000], 0)["Upload-Offset"] == "4000"
    assert head(client, address)["Upload-Offset"] == "4000"
    assert head(client, address)["Cache-Control"] == "no-store"
    assert patch(client, address, FILM[4000:], 4000).status_code == 204
    entry.refresh_from_db()
    assert entry.video.original.read() == FILM
    assert entry.video.size == len(FILM)
    assert (entry.state, entry.sending_since) == (EntryState.DRAFT, NOW)
    after = head(client, address)
    assert (after["Upload-Offset"], after["Upload-Length"]) == (str(len(FILM)),) * 2
    assert "Upload-Expires" not in after


def test_the_address_of_an_upload_is_a_secret(client, address):
    wrong = address[:-3] + ("AA/" if not address.endswith("AA/") else "BB/")
    assert head(client, wrong).status_code == 404
    assert patch(client, wrong, FILM, 0).status_code == 404
    upload = Upload.objects.get()
    assert upload.secret_hash not in address


def test_refusals_do_not_repeat_the_address_in_the_log(client, address, caplog):
    patch(client, address, FILM[:10], 5)
    head(client, address.replace("~", "~x"))
    assert address.split("~")[1].strip("/") not in caplog.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Length": "0"}, 400),
        ({"Upload-Length": "-5"}, 400),
        ({"Upload-Length": "much"}, 400),
        ({"Upload-Length": str(501 * 1024**2)}, 413),
        ({"Tus-Resumable": "0.2.1"}, 412),
    ],
)
def test_what_cannot_be_begun_is_refused_at_once(client, entry, headers, status):
    response = create(client, entry, **headers)
    assert response.status_code == status
    assert not Upload.objects.exists()


def test_a_refusal_carries_the_rules_sentence(client, entry):
    assert "thể lệ cho phép tối đa 500 MB" in create(client, entry, length=501 * 1024**2).content.decode()


def test_an_unknown_or_foreign_entry_gets_no_upload(client, stage, entry):
    stranger = RegistrationFactory(page=stage.form)
    token = personal_path(stranger).split("/")[-2]
    address = reverse("contest_begin_upload", args=[token, entry.pk])
    assert client.post(address, headers={**TUS, "Upload-Length": "5"}).status_code == 404


def test_a_reviewed_entry_gets_no_upload(client, stage, registration):
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True)
    assert create(client, entry).status_code == 403


def test_a_chunk_at_a_wrong_offset_changes_nothing_and_gets_the_right_one(client, address):
    patch(client, address, FILM[:100], 0)
    response = patch(client, address, FILM[:100], 0)
    assert (response.status_code, response["Upload-Offset"]) == (409, "100")
    assert head(client, address)["Upload-Offset"] == "100"


def test_more_than_was_announced_is_refused(client, address):
    assert patch(client, address, FILM + b"x", 0).status_code == 413
    assert head(client, address)["Upload-Offset"] == "0"


@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data; boundary=x"])
def test_a_chunk_needs_its_content_type(client, address, content_type):
    assert patch(client, address, b"{}", 0, content_type=content_type).status_code == 415


def test_methods_that_proxies_forbid_come_as_a_header(client, address):
    response = client.post(
        address,
        FILM,
        content_type="application/offset+octet-stream",
        headers={**TUS, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"},
    )
    assert response["Upload-Offset"] == str(len(FILM))


@pytest.mark.parametrize("algorithm", ["sha256", "sha1", "md5"])
def test_a_chunk_with_its_checksum_is_accepted(client, address, algorithm):
    digest = base64.b64encode(hashlib.new(algorithm, FILM[:500]).digest()).decode()
    response = patch(client, address, FILM[:500], 0, **{"Upload-Checksum": f"{algorithm} {digest}"})
    assert response["Upload-Offset"] == "500"


def test_a_chunk_with_a_wrong_checksum_is_discarded(client, address):
    patch(client, address, FILM[:100], 0)
    digest = base64.b64encode(hashlib.sha256(b"something else").digest()).decode()
    response = patch(client, address, FILM[100:200], 100, **{"Upload-Checksum": f"sha256 {digest}"})
    assert (response.status_code, response.reason_phrase) == (460, "Checksum Mismatch")
    assert head(client, address)["Upload-Offset"] == "100"


@pytest.mark.parametrize("checksum", ["crc32 AAAA", "sha256 not-base64!", "sha256"])
def test_a_checksum_that_nobody_can_check_is_refused(client, address, checksum):
    assert patch(client, address, FILM[:10], 0, **{"Upload-Checksum": checksum}).status_code in (400, 460)
    assert head(client, address)["Upload-Offset"] == "0"


def test_the_bytes_of_an_interrupted_chunk_are_kept(entry):
    upload = uploads.begin_upload(entry=entry, length=len(FILM), now=NOW)
    pieces = iter([FILM[:3000]])

    def breaks(size):
        try:
            return next(pieces)
        except StopIteration:
            raise ConnectionResetError from None

    arrived = uploads.append(upload=upload, read=breaks, offset=0, expected=len(FILM), checksum=None, now=NOW)
    assert arrived == 3000
    assert uploads.received(upload) == 3000


def test_another_process_that_sends_the_same_upload_is_locked_out(client, address):
    path = uploads.path_of(Upload.objects.get())
    with path.open("r+b") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert patch(client, address, FILM, 0).status_code == 423
    assert patch(client, address, FILM, 0).status_code == 204


def test_ending_an_upload_leaves_nothing(client, address, django_capture_on_commit_callbacks):
    patch(client, address, FILM[:10], 0)
    path = uploads.path_of(Upload.objects.get())
    with django_capture_on_commit_callbacks(execute=True):
        assert client.delete(address, headers=TUS).status_code == 204
    assert not path.exists()
    assert head(client, address).status_code == 404


def test_ending_a_finished_upload_does_not_take_the_entrys_video(client, entry, address):
    patch(client, address, FILM, 0)
    client.delete(address, headers=TUS)
    entry.refresh_from_db()
    assert entry.video.original.read() == FILM
    assert patch(client, address, b"x", len(FILM)).status_code == 403


def test_an_entry_has_one_upload_at_a_time(client, entry, address, django_capture_on_commit_callbacks):
    old = uploads.path_of(Upload.objects.get())
    with django_capture_on_commit_callbacks(execute=True):
        assert create(client, entry, length=77).status_code == 201
    assert not old.exists()
    assert head(client, address).status_code == 404
    assert Upload.objects.count() == 1


def test_beginning_too_many_uploads_is_refused_with_429(client, entry, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RATE_UPLOADS": "2/d"}
    assert [create(client, entry).status_code for _ in range(3)] == [201, 201, 429]


def test_without_room_on_the_disk_nothing_is_begun(client, entry, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "FREE_BYTES": 10**18}
    response = create(client, entry)
    assert response.status_code == 507
    assert "không còn đủ chỗ" in response.content.decode()
    assert not Upload.objects.exists()


def test_a_full_disk_in_the_middle_keeps_what_arrived(entry, monkeypatch):
    upload = uploads.begin_upload(entry=entry, length=len(FILM), now=NOW)
    pieces = iter([FILM[:2000], FILM[2000:]])

    def full(size):
        piece = next(pieces)
        if piece[0] == FILM[2000]:
            raise OSError(errno.ENOSPC, "No space left on device")
        return piece

    def write(file, read, here, length, digest):
        file.write(read(1))
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(disk, "_copy", write)
    with pytest.raises(NoRoom):
        uploads.append(upload=upload, read=full, offset=0, expected=None, checksum=None, now=NOW)
    assert uploads.received(upload) == 2000


def test_after_a_week_an_unfinished_upload_is_gone(
    client, entry, address, django_capture_on_commit_callbacks
):
    path = uploads.path_of(Upload.objects.get())
    later = NOW + datetime.timedelta(days=7)
    with time_machine.travel(later, tick=False):
        assert head(client, address).status_code == 410
        with django_capture_on_commit_callbacks(execute=True):
            assert uploads.clean_up_uploads(later) == 1
            assert uploads.clean_up_uploads(later) == 0
    assert not path.exists()


def test_the_expiry_that_is_told_is_the_end_of_the_grace_time_if_that_is_sooner(client, entry, address):
    expiry = parse_http_date(head(client, address)["Upload-Expires"])
    assert expiry == (NOW + datetime.timedelta(days=7)).timestamp()
    with time_machine.travel(hanoi("2024-07-31 20:00"), tick=False):
        late = create(client, entry)
    assert parse_http_date(late["Upload-Expires"]) == hanoi("2024-08-01 01:00").timestamp()


@pytest.mark.parametrize(
    ("moment", "status"), [("2024-08-01 00:59", 204), ("2024-08-01 01:00", 403)], ids=["in grace", "after"]
)
def test_the_clock_passes_the_deadline_in_the_middle(client, entry, moment, status):
    with time_machine.travel(hanoi("2024-07-31 23:58"), tick=False):
        address = create(client, entry)["Location"].replace("http://testserver", "")
        patch(client, address, FILM[:5000], 0)
    with time_machine.travel(hanoi(moment), tick=False):
        assert patch(client, address, FILM[5000:], 5000).status_code == status
    entry.refresh_from_db()
    assert bool(entry.video) is (status == 204)


def test_without_grace_the_deadline_cuts(client, stage, entry):
    stage.rules.grace_minutes = 0
    stage.rules.save_revision().publish()
    with time_machine.travel(hanoi("2024-07-31 23:58"), tick=False):
        address = create(client, entry)["Location"].replace("http://testserver", "")
    with time_machine.travel(hanoi("2024-07-31 24:00"), tick=False):
        refused = patch(client, address, FILM, 0)
    assert refused.status_code == 403
    assert "Đã hết hạn nhận tác phẩm" in refused.content.decode()


def test_a_database_that_is_gone_after_the_last_byte_loses_nothing(client, entry, address, monkeypatch):
    def gone(**kwargs):
        raise OperationalError("the database is gone")

    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(uploads, "complete", gone)
        assert patch(client, address, FILM, 0).status_code == 503
        assert head(client, address).status_code == 503
    assert not VideoAsset.objects.exists()
    assert head(client, address)["Upload-Offset"] == str(len(FILM))
    entry.refresh_from_db()
    assert entry.video.original.read() == FILM


def test_housekeeping_completes_an_upload_that_a_crash_left_whole(entry):
    upload = uploads.begin_upload(entry=entry, length=len(FILM), now=NOW)
    uploads.path_of(upload).write_bytes(FILM)
    assert uploads.clean_up_uploads(NOW) == 0
    entry.refresh_from_db()
    assert entry.video.original.read() == FILM


def test_a_finished_upload_counts_once_however_often_it_is_finished(entry):
    upload = uploads.begin_upload(entry=entry, length=len(FILM), now=NOW)
    uploads.path_of(upload).write_bytes(FILM)
    for _ in range(2):
        uploads.complete(upload=Upload.objects.get(), now=NOW)
    assert VideoAsset.objects.count() == 1


@pytest.mark.parametrize("step", ["create", "piece", "head"])
def test_each_step_costs_a_fixed_number_of_queries(
    client, entry, address, step, django_assert_max_num_queries
):
    patch(client, address, FILM[:10], 0)
    limit = {"create": 26, "piece": 9, "head": 3}[step]
    with django_assert_max_num_queries(limit):
        if step == "create":
            create(client, entry)
        elif step == "piece":
            patch(client, address, FILM[10:20], 10)
        else:
            head(client, address)


def test_withdrawing_an_entry_ends_what_is_on_its_way(
    client, stage, registration, django_capture_on_commit_callbacks
):
    entry = EntryFactory(registration=registration, round=stage.round, submitted=True)
    upload = uploads.begin_upload(entry=entry, length=50, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        withdrawal.withdraw(entry=entry, now=NOW)
    assert not Upload.objects.exists()
    assert not uploads.path_of(upload).exists()
