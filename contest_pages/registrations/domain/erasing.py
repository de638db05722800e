"""Erasure of personal data: at the person's request, or when retention ends. Counts and results stay."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from contest_pages import audit, hooks
from contest_pages.contests.models import ContestPage
from contest_pages.privacy.domain import ledger
from contest_pages.privacy.enums import ErasedBecause
from contest_pages.publishing import page_cache
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.models import (
    CommitteeMatch,
    ContestRegistrationPage,
    Member,
    Registration,
)
from contest_pages.registrations.queries.letters import unconfirmed_before
from contest_pages.registrations.signals import unconfirmed_dropped

from .contacts import drop_unconfirmed_contacts

_AT_ONCE = 500


@transaction.atomic
def erase(*, registration: Registration, because: str, now: datetime.datetime, actor=None) -> Registration:
    """Erase all personal data of a registration and return it. Idempotent.

    Left: code, contest, kind, unit, division, status, times, records of consent (proof, nothing
    personal in them), and the number of its people. At the person's own request the names go from public
    pages too; when retention ends, a name that was published with consent stays with its award.
    The hook `erase_personal_data` lets other features erase theirs in the same transaction, while they still can
    see whose they are. After the commit a line of the ledger, from which it is repeated after a restore.
    """
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if registration.erased_at is not None:
        return registration
    registration.erased_at, registration.erased_because = now, because
    hooks.call("erase_personal_data", registration=registration, because=because)
    keeps_name = because == ErasedBecause.EXPIRED and registration.publish_name
    members = {
        "birth_date": None,
        "birth_year": None,
        "identity_hash": "",
        "identity_last": "",
        "guardian_name": "",
        "name_key": "",
        "place": None,
    }
    if not keeps_name:
        members["full_name"] = members["name_text"] = ""
        registration.publish_name = registration.publish_unit = registration.publish_picture = False
        registration.set_team_name("")  # a name may be made of the members' own
    registration.members.update(**members)
    for file in registration.files.all():
        transaction.on_commit(partial(file.file.storage.delete, file.file.name))
    registration.files.all().delete()
    registration.notices.all().delete()
    registration.conflicts.update(nature="")
    CommitteeMatch.objects.filter(member__registration=registration).delete()
    audit.forget_texts([registration])
    registration.email = registration.new_email = registration.phone = registration.new_phone = ""
    registration.given_up = registration.former_contacts = ""
    registration.contacts_asked_at = registration.email_bounced_at = None
    registration.answers, registration.search_text = [], registration.code.lower()
    registration.ended_because = ""
    registration.pending_key = None
    registration.link_number += 1
    if registration.status == RegistrationStatus.PENDING:
        registration.status, registration.ended_at = RegistrationStatus.WITHDRAWN, now
    registration.save()
    page_cache.changed()
    audit.record("contest.erase_registration", registration, actor=actor, because=str(because))
    ledger.note_after_commit(ledger.Erasure(registration.pk, registration.code, str(because), now))
    return registration


def erase_expired(
    *, contests: Iterable[ContestPage], now: datetime.datetime, dry_run: bool
) -> dict[str, int]:
    """Delete unconfirmed registrations, purge identity numbers, erase the registrations of contests whose retention ended.

    Returns the number of each. Idempotent, and safe while the site runs: each registration has its own
    transaction. With `dry_run` it only counts.
    """
    return {
        "unconfirmed registrations": _drop_unconfirmed(now, dry_run),
        "unconfirmed contacts": drop_unconfirmed_contacts(now, dry_run=dry_run),
        "identity numbers": _purge_identities(timezone.localdate(now), dry_run),
        "registrations": sum(_erase_contest(contest, now, dry_run) for contest in contests),
    }


def _purge_identities(today: datetime.date, dry_run: bool) -> int:
    count = 0
    for page in ContestRegistrationPage.objects.filter(identity_purge_on__lte=today):
        rows = Member.objects.filter(registration__page=page).exclude(identity_hash="", identity_last="")
        count += rows.count()
        if not dry_run:
            rows.update(identity_hash="", identity_last="")
            audit.record("contest.purge_identities", page)
    return count


def _erase_contest(contest: ContestPage, now: datetime.datetime, dry_run: bool) -> int:
    """Erase the remaining registrations of a contest, and its committee matches."""
    left = Registration.objects.filter(contest=contest, erased_at=None)
    count = left.count()
    if not dry_run:
        for registration in left.iterator(chunk_size=_AT_ONCE):
            erase(registration=registration, because=ErasedBecause.EXPIRED, now=now)
        CommitteeMatch.objects.filter(committee_member__contest=contest).delete()
    return count


def _drop_unconfirmed(now: datetime.datetime, dry_run: bool) -> int:
    """Delete expired pending registrations with their records of consent; erase those that other rows reference."""
    count = 0
    for registration in unconfirmed_before(now).prefetch_related("files").iterator(chunk_size=_AT_ONCE):
        count += 1
        if dry_run:
            continue
        with transaction.atomic():
            # Confirmed concurrently: it stays.
            locked = unconfirmed_before(now).select_for_update().filter(pk=registration.pk).first()
            if locked is None:
                count -= 1
                continue
            files = list(registration.files.all())
            try:
                with transaction.atomic():
                    unconfirmed_dropped.send(Registration, registration=locked)
                    audit.record("contest.drop_unconfirmed", locked)
                    locked.delete()
            except ProtectedError:  # a request about personal data, for one, keeps its row
                erase(registration=locked, because=ErasedBecause.EXPIRED, now=now)
                continue
            for file in files:
                transaction.on_commit(partial(file.file.storage.delete, file.file.name))
    return count
