"""A moderator takes an entry, so that two do not watch the same video; the claim ends by itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import chain

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.entries.models import EntryRoundPage
from contest_pages.review.eligibility import check_may_decide, steps_open_to, with_obstacles
from contest_pages.review.errors import ClaimedByOther, NotAwaitingReview
from contest_pages.review.models import ReviewCase
from contest_pages.review.staff import staff_name

#: So many of the oldest are looked at first.
_FIRST_BATCH = 20


def _until(case: ReviewCase, now: datetime.datetime) -> datetime.datetime:
    return now + datetime.timedelta(minutes=case.step.plan.claim_minutes)


def claim(*, case: ReviewCase, moderator, now: datetime.datetime) -> None:
    """Take an entry, or keep it for longer. One UPDATE decides, so that of two one gets it.

    Raises NotAwaitingReview, NotAllowed, ClaimedByOther.
    """
    check_may_decide(case, moderator)
    _take(case, moderator, now)


def _take(case: ReviewCase, moderator, now: datetime.datetime) -> None:
    taken = (
        ReviewCase.objects.filter(pk=case.pk, waits=True)
        .free(moderator, now)
        .update(claimed_by=moderator, claimed_until=_until(case, now))
    )
    if not taken:
        refuse_held(
            ReviewCase.objects.select_related("claimed_by", "expects").get(pk=case.pk), moderator, now
        )


def refuse_held(case: ReviewCase, moderator, now: datetime.datetime) -> None:
    """Raise what explains why this moderator cannot have a case; nothing if nobody else holds it."""
    if not case.waits:
        raise NotAwaitingReview(_("This entry does not wait for a decision any more."))
    if case.expects_id not in (None, moderator.pk):
        raise ClaimedByOther(_("This entry waits for %(name)s.") % {"name": staff_name(case.expects)})
    if case.is_held_from(moderator, now):
        raise ClaimedByOther(_("%(name)s is looking at this entry.") % {"name": staff_name(case.claimed_by)})


def take_next(
    *, round_page: EntryRoundPage, moderator, now: datetime.datetime, after: ReviewCase | None = None
) -> ReviewCase | None:
    """Take the entry that has waited longest and that this moderator may decide about, or None.

    What is theirs already comes first; `after` is left out, and is what they have just put aside.
    """
    steps = list(steps_open_to(moderator).filter(plan__round=round_page).values_list("pk", flat=True))
    waiting = ReviewCase.objects.filter(round=round_page, step__in=steps).waiting().free(moderator, now)
    if after is not None:
        waiting = waiting.exclude(pk=after.pk)
    mine = ReviewCase.objects.of_moderator(moderator, now).values_list("pk", flat=True)
    for case in chain(
        _decidable(waiting.filter(pk__in=list(mine)), moderator), _decidable(waiting, moderator)
    ):
        try:
            _take(case, moderator, now)
        except (ClaimedByOther, NotAwaitingReview):  # somebody was faster: on to the next
            continue
        return case
    return None


def _decidable(waiting: QuerySet[ReviewCase], moderator) -> Iterator[ReviewCase]:
    """Yield the cases about which a moderator may decide, oldest first, looking at ever larger batches.

    Nearly always the first batch has one; who has decided about all the oldest still reaches the last.
    """
    start, size = 0, _FIRST_BATCH
    while pks := list(waiting.values_list("pk", flat=True)[start : start + size]):
        batch = with_obstacles(ReviewCase.objects.filter(pk__in=pks), moderator)
        yield from batch.filter(obstacle="").select_related("step__plan").order_by("queued_at", "pk")
        start, size = start + size, size * 4


def release(*, case: ReviewCase, moderator) -> None:
    """Give back what one has taken. What somebody else has taken stays."""
    ReviewCase.objects.filter(pk=case.pk, claimed_by=moderator).update(claimed_by=None, claimed_until=None)


@transaction.atomic
def release_for_other(*, case: ReviewCase, actor) -> None:
    """Let an organiser free an entry that somebody holds, or that waits for somebody who is away."""
    ReviewCase.objects.filter(pk=case.pk).update(claimed_by=None, claimed_until=None, expects=None)
    audit.record("contest.release_claim", case.entry, actor=actor, entry=case.entry.code)
