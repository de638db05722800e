"""Jobs of the review: they receive ids, load the rows and call the domain."""

from __future__ import annotations

import datetime

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from contest_pages.background.enqueue import enqueue
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.registrations.letters import send_letter
from contest_pages.review import letters, staff
from contest_pages.review.domain import changes, notifying, reminding
from contest_pages.review.logic.complaints import complaint_until
from contest_pages.review.models import Review, ReviewCase, ReviewStep
from contest_pages.review.queries.contestant import reasons_of

_SUBJECTS = {
    EntryState.ACCEPTED: _("Your entry passed the preliminary review: %(contest)s"),
    EntryState.REJECTED: _("Result of the preliminary review: %(contest)s"),
    EntryState.CHANGES_ASKED: _("Please change your entry: %(contest)s"),
    EntryState.DISQUALIFIED: _("Your entry was disqualified: %(contest)s"),
}


@task()
def send_decision(review_pk: int) -> None:
    """Notify the contestant of a decision, its reason, and the next step."""
    review = Review.objects.select_related("entry__round", "entry__registration__contest").get(pk=review_pk)
    entry = review.entry
    if entry.state not in _SUBJECTS:  # undone, or under review again
        return
    rules = entry.round.contest.live_rules
    send_letter(
        entry.registration,
        subject=_SUBJECTS[EntryState(entry.state)],
        template=f"contest_review/letters/{entry.state}.txt",
        entry=entry,
        reasons=reasons_of(entry, list(Review.objects.effective().filter(entry=entry))),
        complaint_until=complaint_until(
            decision=review.decision,
            look=review.look,
            decided_at=review.decided_at,
            days=rules.complaint_days if rules else 0,
        ),
    )


@task()
def send_question(review_pk: int) -> None:
    """Notify a colleague of an entry that was passed on, with the question."""
    review = Review.objects.select_related("entry__round", "moderator", "colleague").get(pk=review_pk)
    letters.write_to(
        [review.colleague],
        subject=_("A colleague asks you to look at %(entry)s"),
        names={"entry": review.entry.code},
        template="contest_review/letters/passed_on.txt",
        review=review,
        entry=review.entry,
        asked_by=staff.staff_name(review.moderator),
        address=letters.admin_address("contest_review_desk", review.entry_id),
    )


@task()
def send_changes_back(entry_pk: int) -> None:
    """Notify the moderator who requested changes that the entry is back."""
    case = ReviewCase.objects.select_related("entry__round", "expects").get(entry=entry_pk)
    if case.expects is not None:
        letters.write_to(
            [case.expects],
            subject=_("%(entry)s is back with its changes"),
            names={"entry": case.entry.code},
            template="contest_review/letters/changes_back.txt",
            entry=case.entry,
            address=letters.admin_address("contest_review_desk", entry_pk),
        )


@task()
def send_appeal(entry_pk: int) -> None:
    """Notify the organisers of an appeal."""
    entry = Entry.objects.select_related("round").get(pk=entry_pk)
    letters.write_to(
        staff.holders_of(staff.MANAGE),
        subject=_("A second look at %(entry)s was asked for"),
        names={"entry": entry.code},
        template="contest_review/letters/appeal.txt",
        entry=entry,
        address=letters.admin_address("contest_review_desk", entry_pk),
    )


@task()
def send_step_reminder(step_pk: int, waiting: int, kind: str) -> None:
    """Remind the moderators of a step; the organisers too if an entry waits too long."""
    step = ReviewStep.objects.select_related("plan__round").get(pk=step_pk)
    people = list(staff.moderators_of(step))
    if kind == "stuck":
        people += [user for user in staff.holders_of(staff.MANAGE) if user not in people]
    letters.write_to(
        people,
        subject=_("%(count)d entries wait for a decision: %(round)s"),
        names={"count": waiting, "round": step.plan.round.title},
        template="contest_review/letters/step.txt",
        step=step,
        waiting=waiting,
        kind=kind,
        address=letters.admin_address("contest_review_queue", step.plan.round_id),
    )


@task()
def send_claim_over(user_pk: int, entry_pks: list[int]) -> None:
    """Notify a moderator that claims have ended."""
    entries = list(Entry.objects.select_related("round").filter(pk__in=entry_pks).order_by("number"))
    users = get_user_model().objects.filter(pk=user_pk)
    if entries:
        letters.write_to(
            users,
            subject=_("Your time for %(count)d entries is over"),
            names={"count": len(entries)},
            template="contest_review/letters/claim_over.txt",
            entries=entries,
            address=letters.admin_address("contest_review_queue", entries[0].round_id),
        )


@task()
def send_term_reminder(entry_pk: int) -> None:
    """Remind a contestant that the term for changes ends soon."""
    entry = Entry.objects.select_related("round", "registration__contest").get(pk=entry_pk)
    if entry.state == EntryState.CHANGES_ASKED:
        send_letter(
            entry.registration,
            subject=_("The time for your changes ends soon: %(contest)s"),
            template="contest_review/letters/term.txt",
            entry=entry,
        )


def on_decision_due(sender, review_pk: int, **kwargs) -> None:
    """Enqueue the letter to the contestant."""
    enqueue(send_decision, review_pk)


def on_passed_on(sender, review_pk: int, **kwargs) -> None:
    """Enqueue the letter to the colleague."""
    enqueue(send_question, review_pk)


def on_changes_back(sender, entry_pk: int, **kwargs) -> None:
    """Enqueue the letter to the moderator who requested the changes."""
    enqueue(send_changes_back, entry_pk)


def on_appeal_submitted(sender, entry_pk: int, **kwargs) -> None:
    """Enqueue the letter to the organisers."""
    enqueue(send_appeal, entry_pk)


def run_review_housekeeping(now: datetime.datetime) -> list[str]:
    """Send due notifications, return overdue entries, and send due reminders."""
    returned, notified = changes.return_overdue(now), notifying.send_due_notifications(now)
    steps, claims, terms = (
        reminding.steps_to_remind(now),
        reminding.ended_claims(now),
        reminding.terms_to_remind(now),
    )
    for reminder in steps:
        enqueue(send_step_reminder, reminder.step.pk, reminder.waiting, reminder.kind)
    for claim in claims:
        enqueue(send_claim_over, claim.moderator.pk, [entry.pk for entry in claim.entries])
    for entry in terms:
        enqueue(send_term_reminder, entry.pk)
    reminders = len(steps) + len(claims) + len(terms)
    if not (returned or notified or reminders):
        return []
    return [
        f"{notified} notification(s) sent, {returned} entry(ies) back without changes, {reminders} reminder(s)."
    ]
