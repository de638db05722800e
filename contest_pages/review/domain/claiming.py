"""Claims of moderators, so that two do not watch the same video; claims expire."""

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
from contest_pages.vietnamese import person_name

#: The size of the first batch of the oldest cases.
_FIRST_BATCH = 20


def _until(case: ReviewCase, now: datetime.datetime) -> datetime.datetime:
    return now + datetime.timedelta(minutes=case.step.plan.claim_minutes)


def claim(*, case: ReviewCase, moderator, now: datetime.datetime) -> None:
    """Claim an entry, or prolong a claim. A single UPDATE decides between two moderators.

    Raises NotAwaitingReview, NotAllowed, ClaimedByOther.
    """
    check_may_decide(case, moderator)
    _claim(case, moderator, now)


def _claim(case: ReviewCase, moderator, now: datetime.datetime) -> None:
    updated = (
        ReviewCase.objects.filter(pk=case.pk, waits=True)
        .free(moderator, now)
        .update(claimed_by=moderator, claimed_until=_until(case, now))
    )
    if not updated:
        refuse_held(
            ReviewCase.objects.select_related("claimed_by", "expects").get(pk=case.pk), moderator, now
        )


def refuse_held(case: ReviewCase, moderator, now: datetime.datetime) -> None:
    """Raise the reason why this moderator cannot claim a case, if another holds it."""
    if not case.waits:
        raise NotAwaitingReview(_("This entry does not wait for a decision any more."))
    if case.expects_id not in (None, moderator.pk):
        raise ClaimedByOther(_("This entry waits for %(name)s.") % {"name": person_name(case.expects)})
    if case.is_held_from(moderator, now):
        raise ClaimedByOther(_("%(name)s is looking at this entry.") % {"name": person_name(case.claimed_by)})


def claim_next(
    *, round_page: EntryRoundPage, moderator, now: datetime.datetime, after: ReviewCase | None = None
) -> ReviewCase | None:
    """Claim the longest waiting entry about which this moderator may decide, or return None.

    The moderator's own claims come first, then what is assigned to this moderator, then what is assigned to nobody;
    `after`, which was just skipped, is left out.
    """
    steps = list(steps_open_to(moderator).filter(plan__round=round_page).values_list("pk", flat=True))
    waiting = ReviewCase.objects.filter(round=round_page, step__in=steps).waiting().free(moderator, now)
    if after is not None:
        waiting = waiting.exclude(pk=after.pk)
    mine = ReviewCase.objects.of_moderator(moderator, now).values_list("pk", flat=True)
    for case in chain(
        _decidable(waiting.filter(pk__in=list(mine)), moderator),
        _decidable(waiting.filter(assigned_to=moderator), moderator),
        _decidable(waiting.offered_to_all(), moderator),
    ):
        try:
            _claim(case, moderator, now)
        except (ClaimedByOther, NotAwaitingReview):  # claimed concurrently: try the next
            continue
        return case
    return None


def _decidable(waiting: QuerySet[ReviewCase], moderator) -> Iterator[ReviewCase]:
    """Yield the cases about which a moderator may decide, oldest first, in ever larger batches.

    Nearly always the first batch has one; a moderator who has decided about all the oldest still reaches the last.
    """
    start, size = 0, _FIRST_BATCH
    while pks := list(waiting.values_list("pk", flat=True)[start : start + size]):
        batch = with_obstacles(ReviewCase.objects.filter(pk__in=pks), moderator)
        yield from batch.filter(obstacle="").select_related("step__plan").order_by("queued_at", "pk")
        start, size = start + size, size * 4


def release(*, case: ReviewCase, moderator) -> None:
    """Release the moderator's claim. Claims of others stay."""
    ReviewCase.objects.filter(pk=case.pk, claimed_by=moderator).update(claimed_by=None, claimed_until=None)


@transaction.atomic
def release_for_other(*, case: ReviewCase, actor) -> None:
    """Release an entry that another moderator has claimed, or that waits for an absent moderator."""
    ReviewCase.objects.filter(pk=case.pk).update(
        claimed_by=None, claimed_until=None, expects=None, assigned_to=None
    )
    audit.record("contest.release_claim", case.entry, actor=actor, entry=case.entry.code)
