"""A moderator decides about an entry."""

from __future__ import annotations

import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.entries.domain.moves import move_entry
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.review import logic
from contest_pages.review.enums import Decision
from contest_pages.review.errors import AlreadyDecided, NotAwaitingReview
from contest_pages.review.models import Review
from contest_pages.review.signals import entry_decided

_STATE_AFTER = {Decision.ACCEPT: EntryState.ACCEPTED, Decision.REJECT: EntryState.REJECTED}
_VERB = {Decision.ACCEPT: "contest.accept", Decision.REJECT: "contest.reject"}


@transaction.atomic
def decide(
    *, entry: Entry, moderator, decision: Decision, reason: str, video_id: int | None, now: datetime.datetime
) -> Review:
    """Accept or reject an entry (Sơn La 2024, III.2: the standing office screens every entry).

    `video_id` is the video that the moderator looked at, None for a work handed in as an address. The same click twice returns the decision
    on record. Side effects in order: decision row, the entry's state, audit line; after the commit
    `entry_decided`, which writes to the contestant.

    Raises ReasonMissing, AlreadyDecided (somebody else was faster), NotAwaitingReview (withdrawn,
    or the video was replaced meanwhile).
    """
    logic.check_reason(decision, reason)
    entry = Entry.objects.select_for_update(of=("self",)).select_related("video").get(pk=entry.pk)
    earlier = Review.objects.select_related("moderator").filter(entry=entry).first()
    if earlier is not None:
        if earlier.moderator_id == moderator.pk and earlier.decision == decision:
            return earlier
        raise AlreadyDecided(
            _("%(moderator)s has already decided: %(decision)s. Your decision was not recorded.")
            % {
                "moderator": earlier.moderator.get_full_name() or earlier.moderator.get_username(),
                "decision": earlier.get_decision_display(),
            }
        )
    if entry.state != EntryState.SUBMITTED or entry.video_id != video_id:
        raise NotAwaitingReview(
            _(
                "The contestant has withdrawn this entry or replaced its video while you looked at it. Your decision was not recorded."
            )
        )
    review = Review.objects.create(
        entry=entry,
        moderator=moderator,
        decision=decision,
        reason=reason.strip(),
        video_sha256=entry.video.sha256 if entry.video else "",
        decided_at=now,
    )
    move_entry(entry, _STATE_AFTER[decision])
    entry.save(update_fields=["state"])
    audit.record(_VERB[decision], entry, actor=moderator, entry=entry.code, review=review.pk)
    transaction.on_commit(partial(entry_decided.send, Review, review_pk=review.pk))
    return review
