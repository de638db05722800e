"""Personal data go: on the person's wish, or because their time is over. Counts and results stay."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from contest_pages import audit, conf, page_cache
from contest_pages.contests.models import ContestPage
from contest_pages.registrations.enums import ErasedBecause, RegistrationStatus
from contest_pages.registrations.logic import clocks
from contest_pages.registrations.models import (
    CommitteeMatch,
    CommitteeMember,
    ContestRegistrationPage,
    DataRequest,
    Member,
    Registration,
)
from contest_pages.registrations.signals import registration_erased

_AT_ONCE = 500


@transaction.atomic
def erase(*, registration: Registration, because: str, now: datetime.datetime, actor=None) -> Registration:
    """Empty everything personal in a registration and return it; twice changes nothing.

    Left: code, contest, kind, unit, division, status, times, records of consent (proof, nothing
    personal in them), and the number of its people. On the person's own wish the names go from public
    pages too; when retention ends, a name that was published with consent stays with its award.
    `registration_erased` lets other features delete their files in the same transaction.
    """
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if registration.erased_at is not None:
        return registration
    keeps_name = because == ErasedBecause.EXPIRED and registration.publish_name
    members = {
        "birth_date": None,
        "identity_hash": "",
        "identity_last": "",
        "guardian_name": "",
        "name_key": "",
        "place": None,
    }
    if not keeps_name:
        members["full_name"] = members["name_text"] = ""
        registration.publish_name = registration.publish_unit = registration.publish_picture = False
    registration.members.update(**members)
    for file in registration.files.all():
        transaction.on_commit(partial(file.file.storage.delete, file.file.name))
    registration.files.all().delete()
    registration.data_requests.update(words="", answer="")
    registration.email = registration.new_email = registration.phone = ""
    registration.answers, registration.search_text = [], registration.code.lower()
    registration.ended_because = ""
    registration.pending_key = None
    registration.link_number += 1
    registration.erased_at, registration.erased_because = now, because
    if registration.status == RegistrationStatus.PENDING:
        registration.status, registration.ended_at = RegistrationStatus.WITHDRAWN, now
    registration.save()
    page_cache.changed()
    registration_erased.send(Registration, registration=registration, because=because)
    audit.record("contest.erase_registration", registration, actor=actor, because=str(because))
    return registration


@dataclass
class Expired:
    """What `erase_expired` found; the same with and without doing it."""

    unconfirmed: int = 0
    identities: int = 0
    registrations: int = 0
    committee_members: int = 0


def unconfirmed_before(now: datetime.datetime):
    """Return the registrations that nobody confirmed in the time that the site sets."""
    limit = now - datetime.timedelta(hours=conf.get("CONFIRM_HOURS"))
    return Registration.objects.filter(status=RegistrationStatus.PENDING, created_at__lt=limit)


def expired_contests(today: datetime.date) -> list[ContestPage]:
    """Return the contests whose personal data must be gone on `today`."""
    contests = ContestPage.objects.filter(
        Q(registrations__erased_at=None, registrations__isnull=False) | Q(committee_members__isnull=False)
    ).distinct()
    return [
        contest
        for contest in contests
        if (
            day := clocks.erase_on(
                contest.last_day, fixed=contest.erase_on, months=conf.get("RETENTION_MONTHS")
            )
        )
        and day <= today
    ]


def erase_expired(*, now: datetime.datetime, dry_run: bool = False) -> Expired:
    """Drop what nobody confirmed, purge identity numbers, erase what contests may keep no longer.

    Safe to run twice and while the site runs: each registration is a transaction of its own. With
    `dry_run` it only counts.
    """
    found = Expired()
    today = timezone.localdate(now)
    found.unconfirmed = _drop_unconfirmed(now, dry_run)
    for page in ContestRegistrationPage.objects.filter(identity_purge_on__lte=today):
        rows = Member.objects.filter(registration__page=page).exclude(identity_hash="", identity_last="")
        found.identities += rows.count()
        if not dry_run:
            rows.update(identity_hash="", identity_last="")
            audit.record("contest.purge_identities", page)
    for contest in expired_contests(today):
        left = Registration.objects.filter(contest=contest, erased_at=None)
        committee = CommitteeMember.objects.filter(contest=contest)
        found.registrations += left.count()
        found.committee_members += committee.count()
        if not dry_run:
            for registration in left.iterator(chunk_size=_AT_ONCE):
                erase(registration=registration, because=ErasedBecause.EXPIRED, now=now)
            CommitteeMatch.objects.filter(committee_member__contest=contest).delete()
            committee.delete()
    return found


def _drop_unconfirmed(now: datetime.datetime, dry_run: bool) -> int:
    """Delete pending registrations whose time is over; their records of consent go with them."""
    count = 0
    for registration in unconfirmed_before(now).prefetch_related("files").iterator(chunk_size=_AT_ONCE):
        count += 1
        if dry_run:
            continue
        with transaction.atomic():
            # Confirmed in this very moment: then it stays.
            locked = unconfirmed_before(now).select_for_update().filter(pk=registration.pk).first()
            if locked is None:
                count -= 1
                continue
            if DataRequest.objects.filter(registration=locked).exists():
                erase(registration=locked, because=ErasedBecause.EXPIRED, now=now)
                continue
            for file in registration.files.all():
                transaction.on_commit(partial(file.file.storage.delete, file.file.name))
            audit.record("contest.drop_unconfirmed", locked)
            locked.delete()
    return count
