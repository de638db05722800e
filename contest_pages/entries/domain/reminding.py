"""Reminders of films that were uploaded and not handed in: the commonest way to miss a deadline without knowing it."""

from __future__ import annotations

import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from contest_pages import conf
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.notices.models import Notice
from contest_pages.notices.notifying import notify
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.models import Registration

#: Who is still at work needs no letter.
_AT_WORK = datetime.timedelta(hours=1)
_AT_ONCE = 500


@transaction.atomic
def remind_of_drafts(now: datetime.datetime) -> int:
    """Write, once for each draft with a video, that the round closes within DRAFT_REMINDER_HOURS; return how many letters.

    Idempotent, safe concurrently: the drafts are locked while it is looked up who has the letter already.
    """
    until = now + datetime.timedelta(hours=conf.get("DRAFT_REMINDER_HOURS"))
    drafts = Entry.objects.filter(
        state=EntryState.DRAFT,
        video__uploaded_at__lt=now - _AT_WORK,
        round__live=True,
        round__opens_at__lte=now,
        round__closes_at__gt=now,
        round__closes_at__lte=until,
        registration__status=RegistrationStatus.ACTIVE,
    )
    waiting = list(drafts.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:_AT_ONCE])
    letters = Notice.objects.filter(
        kind="entries.not_handed_in",
        recipient_type=ContentType.objects.get_for_model(Registration),
        recipient_id__in={draft.registration_id for draft in waiting},
    )
    written = {ids["entry"] for ids in letters.values_list("ids", flat=True)} if waiting else set()
    missing = [draft for draft in waiting if draft.pk not in written]
    people = Registration.objects.in_bulk({draft.registration_id for draft in missing})
    for draft in missing:
        notify("entries.not_handed_in", people[draft.registration_id], entry=draft.pk)
    return len(missing)
