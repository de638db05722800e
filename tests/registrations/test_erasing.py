"""Retention, erasure and the register of requests: what goes, what stays, when."""

from __future__ import annotations

import datetime
import io

import pytest
import time_machine
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from contest_pages.private_files import private_storage
from contest_pages.registrations.domain.asking import answer, ask, extend, finish
from contest_pages.registrations.domain.erasing import erase, erase_expired
from contest_pages.registrations.errors import ReasonMissing
from contest_pages.registrations.forms.files import CheckedFile, keep
from contest_pages.registrations.models import AnswerFile, CommitteeMember, Member, Registration
from contest_pages.results.models import Award, ContestResultsPage
from tests.factories import (
    CommitteeMemberFactory,
    ContestResultsPageFactory,
    EntryFactory,
    PrizeFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.factories.pages import NOW, hanoi

from .helpers import agreement, enter, enter_and_confirm, person

pytestmark = pytest.mark.django_db

PERSONAL = ["Quàng Văn Suối", "quang van suoi", "suoi@vidu.example", "0912345678", "1995"]


def everything_kept(registration) -> str:
    """Return all columns of all rows about a registration as one text."""
    registration.refresh_from_db()
    rows = [registration, *registration.members.all(), *registration.data_requests.all()]
    rows += [*registration.consents.all(), *ModelLogEntry.objects.all()]
    return "\n".join(str(vars(row)) for row in rows)


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


def test_what_is_erased_is_gone_everywhere_and_what_counts_stays(
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


def test_on_the_persons_wish_the_videos_go_and_the_award_stays(
    client, registration, stage, django_capture_on_commit_callbacks
):
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True, summary="Về tôi")
    results = ContestResultsPageFactory(parent=stage.contest)
    Award.objects.create(page=results, prize=PrizeFactory(contest=stage.contest), entry=entry)
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


def test_the_command_erases_what_is_over_and_a_second_run_finds_nothing(registration, stage):
    stage.contest.erase_on = NOW.date()
    stage.contest.save()
    CommitteeMemberFactory(contest=stage.contest)
    pending = RegistrationFactory(
        page=stage.form, pending=True, created_at=NOW - datetime.timedelta(hours=49)
    )
    fresh = RegistrationFactory(page=stage.form, pending=True, created_at=NOW - datetime.timedelta(hours=47))
    with time_machine.travel(NOW):
        dry, wet, again = io.StringIO(), io.StringIO(), io.StringIO()
        call_command("erase_expired", "--dry-run", stdout=dry)
        assert Registration.objects.filter(erased_at=None).count() == 3
        call_command("erase_expired", stdout=wet)
        call_command("erase_expired", stdout=again)
    assert "Unconfirmed registrations would be dropped: 1" in dry.getvalue()
    assert "Registrations would be erased: 3" in dry.getvalue()
    assert "Unconfirmed registrations dropped: 1" in wet.getvalue()
    assert "Registrations erased: 2" in wet.getvalue()
    assert "Committee members deleted: 1" in wet.getvalue()
    assert [line.rsplit(" ", 1)[1] for line in again.getvalue().splitlines()] == ["0"] * 5
    assert not Registration.objects.filter(pk=pending.pk).exists()
    assert Registration.objects.get(pk=fresh.pk).erased_at
    assert not CommitteeMember.objects.exists()


def test_before_its_day_a_contest_keeps_its_data_and_without_a_day_for_two_years(registration, stage):
    assert erase_expired(now=NOW).registrations == 0
    # the round closes on 31 July 2024; 24 full months later begins August 2026
    assert erase_expired(now=hanoi("2026-07-31"), dry_run=True).registrations == 0
    assert erase_expired(now=hanoi("2026-09-01"), dry_run=True).registrations == 1
    stage.contest.erase_on = hanoi("2024-12-31").date()
    stage.contest.save()
    assert erase_expired(now=hanoi("2024-12-30"), dry_run=True).registrations == 0
    assert erase_expired(now=hanoi("2024-12-31"), dry_run=True).registrations == 1


def test_identity_numbers_go_on_their_own_day(registration, stage):
    stage.form.identity_reason = "Để làm giấy chứng nhận."
    stage.form.identity_purge_on = hanoi("2024-09-01").date()
    stage.form.save()
    assert erase_expired(now=hanoi("2024-08-31 23:59")).identities == 0
    assert erase_expired(now=hanoi("2024-09-01")).identities == 1
    member = registration.members.get()
    assert (member.identity_hash, member.identity_last, member.full_name) == ("", "", "Quàng Văn Suối")


def test_what_nobody_confirmed_leaves_no_trace(stage):
    registration = enter(stage, now=NOW - datetime.timedelta(hours=49))
    assert erase_expired(now=NOW).unconfirmed == 1
    assert not Member.objects.exists()
    line = ModelLogEntry.objects.get(action="contest.drop_unconfirmed")
    assert line.label == registration.code


def test_files_of_forms_that_were_never_finished_go_after_a_day():
    kept = keep(CheckedFile(ContentFile(b"%PDF-1.4"), "x.pdf", "application/pdf"))
    assert kept.token
    call_command("erase_expired", stdout=io.StringIO())
    assert private_storage().listdir("stash")[1]
    with time_machine.travel(datetime.datetime.now() + datetime.timedelta(hours=25)):
        call_command("erase_expired", stdout=io.StringIO())
    assert private_storage().listdir("stash")[1] == []


def test_a_request_is_answered_and_done_with_who_and_when(registration, django_capture_on_commit_callbacks):
    officer = UserFactory()
    request = ask(registration=registration, kind="correct", words="Sai ngày sinh.", now=NOW)
    with pytest.raises(ReasonMissing):
        answer(request=request, words=" ", actor=officer, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        request = answer(request=request, words="Đã sửa.", actor=officer, now=NOW)
    assert "Đã sửa." in mail.outbox[-1].body
    request = finish(request=request, actor=officer, now=NOW + datetime.timedelta(days=1))
    assert (request.answered_at, request.handled_by) == (NOW, officer)
    assert (
        finish(request=request, actor=officer, now=NOW + datetime.timedelta(days=2)).done_at
        == request.done_at
    )
    assert ask(registration=registration, kind="correct", now=NOW).pk != request.pk


def test_a_request_is_late_when_a_clock_has_run_out_and_extended_only_once(registration):
    officer = UserFactory()
    request = ask(registration=registration, kind="erase", now=NOW)
    assert not request.is_late(datetime.date(2024, 7, 12))
    assert request.is_late(datetime.date(2024, 7, 13))
    request = answer(request=request, words="Đang làm.", actor=officer, now=NOW)
    assert not request.is_late(datetime.date(2024, 7, 25))
    assert request.is_late(datetime.date(2024, 7, 26))
    with pytest.raises(ReasonMissing):
        extend(request=request, reason="", actor=officer)
    for _press in range(2):
        request = extend(request=request, reason="Cần đối chiếu.", actor=officer)
    assert request.done_due == datetime.date(2024, 8, 9)


def test_a_finished_request_to_erase_has_erased(registration):
    request = ask(registration=registration, kind="erase", words="Xóa tên Quàng Văn Suối", now=NOW)
    finish(request=request, actor=UserFactory(), now=NOW)
    assert [words for words in PERSONAL if words in everything_kept(registration)] == []
    request.refresh_from_db()
    assert request.done_at == NOW
