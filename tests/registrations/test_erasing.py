"""Retention, erasure and the register of requests: what is erased, what stays, when."""

from __future__ import annotations

import datetime
import io

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from contest_pages.files.private_storage import private_storage
from contest_pages.privacy.domain.retention import erase_expired
from contest_pages.registrations.domain.erasing import erase
from contest_pages.registrations.forms.files import CheckedFile, keep
from contest_pages.registrations.models import AnswerFile, Member
from contest_pages.results.models import ContestResultsPage
from tests.factories import (
    ContestResultsPageFactory,
    EntryFactory,
    PrizeFactory,
    give,
)
from tests.factories.pages import NOW, hanoi

from .helpers import PERSONAL, agreement, enter, enter_and_confirm, everything_kept, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration(stage):
    stage.form.asks_identity = True
    guardian = {"guardian_name": "Quàng Văn Suối Bố", "identity_hash": "c" * 64, "identity_last": "123"}
    registration = enter_and_confirm(stage, person(**guardian), agreements=(agreement(stage.form),))
    AnswerFile.objects.create(
        registration=registration,
        name="a",
        label="A",
        file=ContentFile(b"%PDF-1.4", name="x"),
        file_name="Quàng Văn Suối.pdf",
        content_type="application/pdf",
        size=8,
    )
    return registration


def test_personal_data_are_erased_everywhere_and_counts_stay(
    registration, stage, django_capture_on_commit_callbacks
):
    file = registration.files.get().file.name
    code = registration.code
    with django_capture_on_commit_callbacks(execute=True):
        erase(registration=registration, because="requested", now=NOW)
        erase(registration=registration, because="requested", now=NOW + datetime.timedelta(days=1))
    kept = everything_kept(registration)
    assert [words for words in [*PERSONAL, "c" * 64, "'123'"] if words in kept] == []
    assert not private_storage().exists(file)
    assert (registration.code, registration.status, registration.erased_at) == (code, "active", NOW)
    assert registration.members.count() == 1
    assert registration.consents.count() == 1
    assert registration.public_author == "Tác giả không công khai tên"


def test_at_the_persons_request_the_videos_are_erased_and_the_award_stays(
    client, registration, stage, django_capture_on_commit_callbacks
):
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True, summary="Về tôi")
    ContestResultsPageFactory(parent=stage.contest)
    give(PrizeFactory(contest=stage.contest), entry=entry)
    with django_capture_on_commit_callbacks(execute=True):
        erase(registration=registration, because="requested", now=NOW)
    entry.refresh_from_db()
    entry.video.refresh_from_db()
    assert not (entry.video.playable)
    assert not (entry.video.original)
    assert not (entry.video.poster)
    assert entry.summary == ""
    html = client.get(ContestResultsPage.objects.get().url).content.decode()
    assert "Giải Nhất" in html
    assert "Quàng Văn Suối" not in html
    with time_machine.travel(NOW):
        assert client.get(stage.round.entry_path(entry.number)).status_code == 200
        assert client.get(entry.get_video_path()).status_code == 404


def test_when_retention_ends_a_published_winner_keeps_name_and_video(
    registration, stage, django_capture_on_commit_callbacks
):
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True)
    with django_capture_on_commit_callbacks(execute=True):
        erase(registration=registration, because="expired", now=NOW)
    registration.refresh_from_db()
    entry.video.refresh_from_db()
    assert registration.public_author == "Quàng Văn Suối"
    assert entry.video.playable
    assert not entry.video.original
    assert (registration.email, registration.phone, registration.members.get().birth_date) == ("", "", None)


def test_identity_numbers_are_purged_on_their_own_day(registration, stage):
    stage.form.identity_reason = "Để làm giấy chứng nhận."
    stage.form.identity_purge_on = hanoi("2024-09-01").date()
    stage.form.save()
    assert erase_expired(now=hanoi("2024-08-31 23:59"))["identity numbers"] == 0
    assert erase_expired(now=hanoi("2024-09-01"))["identity numbers"] == 1
    member = registration.members.get()
    assert (member.identity_hash, member.identity_last, member.full_name) == ("", "", "Quàng Văn Suối")


def test_unconfirmed_registrations_are_deleted(stage):
    registration = enter(stage, now=NOW - datetime.timedelta(hours=49))
    assert erase_expired(now=NOW)["unconfirmed registrations"] == 0, "its letter has not left"
    registration.notices.update(state="sent", sent_at=registration.created_at)
    assert erase_expired(now=NOW)["unconfirmed registrations"] == 1
    assert not Member.objects.exists()
    line = ModelLogEntry.objects.get(action="contest.drop_unconfirmed")
    assert line.label == registration.code


def test_files_of_unfinished_forms_are_deleted_after_a_day():
    kept = keep(CheckedFile(ContentFile(b"%PDF-1.4"), "x.pdf", "application/pdf"), person="a", network="b")
    assert kept.token
    call_command("contest_erase_expired", stdout=io.StringIO())
    assert private_storage().listdir("stash")[1]
    with time_machine.travel(datetime.datetime.now() + datetime.timedelta(hours=25)):
        call_command("contest_erase_expired", stdout=io.StringIO())
    assert private_storage().listdir("stash")[1] == []
