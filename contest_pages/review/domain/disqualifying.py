"""Disqualification of accepted entries, whose numbers stay."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.entries.domain.transitions import change_state
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.review.enums import Decision
from contest_pages.review.errors import NotAllowed, NotAwaitingReview
from contest_pages.review.logic.decisions import check_reason
from contest_pages.review.models import Review
from contest_pages.review.permissions import may_manage
from contest_pages.review.staff import as_of_now

from .cases import lock_case
from .deciding import VERBS
from .notifying import schedule_notification
from .recording import append


@transaction.atomic
def disqualify(*, entry: Entry, actor, reason: str, now: datetime.datetime) -> Review:
    """Disqualify an accepted entry, with a reason that its contestant reads.

    Raises ReasonMissing, NotAwaitingReview (it is not accepted), NotAllowed.
    """
    if not may_manage(as_of_now(actor)):
        raise NotAllowed(_("Only organisers disqualify."))
    check_reason(Decision.DISQUALIFY, reason)
    case = lock_case(entry.pk)
    if case.entry.state != EntryState.ACCEPTED:
        raise NotAwaitingReview(_("Only an accepted entry can be disqualified."))
    review = append(
        case.entry,
        moderator=actor,
        step=case.step,
        look=case.look,
        decision=Decision.DISQUALIFY,
        reason=reason.strip(),
        decided_at=now,
    )
    change_state(case.entry, EntryState.DISQUALIFIED, now=now)
    case.entry.save(update_fields=["state"])
    schedule_notification(case, now)
    case.save()
    audit.record(VERBS[Decision.DISQUALIFY], case.entry, actor=actor, entry=case.entry.code, review=review.pk)
    return review
