"""The daily command that erases personal data whose retention has ended."""

from __future__ import annotations

import datetime
import io

import pytest
import time_machine
from django.core.management import call_command

from contest_pages import hooks
from contest_pages.committees.models import CommitteeMember
from contest_pages.data_requests.domain import submit_request
from contest_pages.privacy.domain.retention import erase_expired
from contest_pages.registrations.models import Registration
from tests.factories import CommitteeMemberFactory, RegistrationFactory
from tests.factories.pages import NOW, hanoi
from tests.registrations.helpers import enter, enter_and_confirm

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration(stage):
    """Return a registration that counts."""
    return enter_and_confirm(stage)


def test_the_command_erases_expired_data_and_is_idempotent(registration, stage):
    stage.contest.erase_on = NOW.date()
    stage.contest.save()
    CommitteeMemberFactory(contest=stage.contest)
    pending = RegistrationFactory(
        page=stage.form, pending=True, created_at=NOW - datetime.timedelta(hours=49)
    )
    fresh = RegistrationFactory(page=stage.form, pending=True, created_at=NOW - datetime.timedelta(hours=47))
    with time_machine.travel(NOW):
        dry, first, second = io.StringIO(), io.StringIO(), io.StringIO()
        call_command("contest_erase_expired", "--dry-run", stdout=dry)
        assert Registration.objects.filter(erased_at=None).count() == 3
        call_command("contest_erase_expired", stdout=first)
        call_command("contest_erase_expired", stdout=second)
    assert "Unconfirmed registrations to be erased: 1" in dry.getvalue()
    assert "Registrations to be erased: 3" in dry.getvalue()
    assert "Unconfirmed registrations erased: 1" in first.getvalue()
    assert "Registrations erased: 2" in first.getvalue()
    assert "Committee members erased: 1" in first.getvalue()
    assert [line.rsplit(" ", 1)[1] for line in second.getvalue().splitlines()] == ["0"] * 6
    assert not Registration.objects.filter(pk=pending.pk).exists()
    assert Registration.objects.get(pk=fresh.pk).erased_at
    assert not CommitteeMember.objects.exists()


def test_a_contest_keeps_its_data_until_its_day_and_without_a_day_for_two_years(registration, stage):
    assert erase_expired(now=NOW)["registrations"] == 0
    # the round closes on 31 July 2024; 24 full months later begins August 2026
    assert erase_expired(now=hanoi("2026-07-31"), dry_run=True)["registrations"] == 0
    assert erase_expired(now=hanoi("2026-09-01"), dry_run=True)["registrations"] == 1
    stage.contest.erase_on = hanoi("2024-12-31").date()
    stage.contest.save()
    assert erase_expired(now=hanoi("2024-12-30"), dry_run=True)["registrations"] == 0
    assert erase_expired(now=hanoi("2024-12-31"), dry_run=True)["registrations"] == 1


def test_an_unconfirmed_registration_with_a_data_request_is_anonymised_and_its_request_stays(stage):
    registration = enter(stage, now=NOW - datetime.timedelta(hours=49))
    registration.notices.update(state="sent", sent_at=registration.created_at)
    request = submit_request(registration=registration, kind="correct", words="Sai tên.", now=NOW)
    assert erase_expired(now=NOW)["unconfirmed registrations"] == 1
    registration.refresh_from_db()
    request.refresh_from_db()
    assert (registration.status, registration.email, registration.erased_at) == ("withdrawn", "", NOW)
    assert request.words == ""


def test_each_features_hook_receives_the_expired_contests(registration, stage):
    stage.contest.erase_on = NOW.date()
    stage.contest.save()
    calls = []

    def erase(contests, now, dry_run):
        calls.append((list(contests), now, dry_run))
        return {"sheets": 3}

    with hooks.register_temporarily("erase_expired", erase):
        assert erase_expired(now=NOW, dry_run=True)["sheets"] == 3
    assert calls == [([stage.contest], NOW, True)]
