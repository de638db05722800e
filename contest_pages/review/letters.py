"""Letters of the review: to contestants, and to members of the staff."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.utils import get_admin_base_url

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.notices.kinds import Letter, letter
from contest_pages.notices.letters import letter_to_user
from contest_pages.registrations.letters import TO_CONTESTANT, letter_to
from contest_pages.registrations.models import Registration
from contest_pages.review import wordings
from contest_pages.review.domain.notifying import decisive_review
from contest_pages.review.logic.complaints import complaint_until
from contest_pages.review.models import Review, ReviewCase, ReviewStep
from contest_pages.review.queries.contestant import reasons_of
from contest_pages.vietnamese import closing_moment, person_name

#: How the letter about a decision is worded, by the state that it led to.
_DECISIONS = {
    EntryState.ACCEPTED: wordings.ACCEPTED,
    EntryState.REJECTED: wordings.REJECTED,
    EntryState.CHANGES_ASKED: wordings.CHANGES,
    EntryState.DISQUALIFIED: wordings.DISQUALIFIED,
}


def _admin_address(path_name: str, *args: Any) -> str:
    """Return the full address of a screen of the admin."""
    return f"{get_admin_base_url() or ''}{reverse(path_name, args=args)}"


def _to_staff(user, *, subject: str, template: str, **context: Any) -> Letter | None:
    return letter_to_user(user, subject=subject, template=template, context={"user": user, **context})


def _entry(pk: int) -> Entry | None:
    return Entry.objects.filter(pk=pk).select_related("round").first()


@letter("review.decision", gettext_lazy("Decision of the preliminary review"), **TO_CONTESTANT)
def decision(registration: Registration, *, review: int) -> Letter | None:
    """Notify the contestant of a decision, its reason, and the next step; None if it is not the present one any more."""
    record = Review.objects.filter(pk=review).select_related("entry__round").first()
    if record is None or decisive_review(record.entry) != record:
        return None
    entry = record.entry
    rules = entry.round.contest.live_rules
    until = complaint_until(
        decision=record.decision,
        look=record.look,
        decided_at=record.decided_at,
        days=rules.complaint_days if rules else 0,
    )
    reasons = reasons_of(entry, list(Review.objects.effective().filter(entry=entry)))
    time = entry.changes_until if entry.state == EntryState.CHANGES_ASKED else until
    return letter_to(
        registration,
        _DECISIONS[EntryState(entry.state)],
        entry=entry.code,
        title=entry.title,
        reason="\n".join(review.full_reason for review in reasons),
        changes=entry.changes_wanted,
        time=closing_moment(time) if time else "",
        next=_what_is_next(entry),
    )


def _what_is_next(entry: Entry) -> str:
    if entry.round.gallery_waits_for_list:
        return _(
            "When all entries are reviewed, the list of those that go on is published on the contest's page, each with its number. You need not do anything."
        )
    return _("Visitors can watch it on the contest's page, under its number. You need not do anything.")


@letter("review.term", gettext_lazy("Reminder of the term for changes"), **TO_CONTESTANT)
def term(registration: Registration, *, entry: int) -> Letter | None:
    """Remind a contestant that the term for changes ends soon."""
    work = _entry(entry)
    if work is None or work.state != EntryState.CHANGES_ASKED or work.changes_until is None:
        return None
    return letter_to(
        registration,
        wordings.TERM,
        entry=work.code,
        title=work.title,
        time=closing_moment(work.changes_until),
    )


@letter("review.passed_on", gettext_lazy("Entry passed on to a colleague"))
def passed_on(user, *, review: int) -> Letter | None:
    """Notify a colleague of an entry that was passed on, with the question."""
    record = Review.objects.filter(pk=review).select_related("entry__round", "moderator").first()
    if record is None:
        return None
    return _to_staff(
        user,
        subject=_("A colleague asks you to look at %(entry)s") % {"entry": record.entry.code},
        template="contest_review/letters/passed_on.txt",
        review=record,
        entry=record.entry,
        asked_by=person_name(record.moderator),
        address=_admin_address("contest_review_desk", record.entry_id),
    )


@letter("review.changes_back", gettext_lazy("Entry back with its changes"))
def changes_back(user, *, entry: int) -> Letter | None:
    """Notify the moderator who requested changes that the entry is back."""
    case = ReviewCase.objects.select_related("entry__round").filter(entry=entry, expects=user).first()
    if case is None:
        return None
    return _to_staff(
        user,
        subject=_("%(entry)s is back with its changes") % {"entry": case.entry.code},
        template="contest_review/letters/changes_back.txt",
        entry=case.entry,
        address=_admin_address("contest_review_desk", entry),
    )


@letter("review.appeal", gettext_lazy("Second look asked for"))
def appeal(user, *, entry: int) -> Letter | None:
    """Notify an organiser of an appeal."""
    work = _entry(entry)
    if work is None:
        return None
    return _to_staff(
        user,
        subject=_("A second look at %(entry)s was asked for") % {"entry": work.code},
        template="contest_review/letters/appeal.txt",
        entry=work,
        address=_admin_address("contest_review_desk", entry),
    )


@letter("review.step", gettext_lazy("Reminder of entries that wait for a decision"))
def step(user, *, step: int, waiting: int, kind: str) -> Letter | None:
    """Remind a moderator or an organiser of the entries that wait at a step."""
    found = ReviewStep.objects.select_related("plan__round").filter(pk=step).first()
    if found is None:
        return None
    names = {"count": waiting, "round": found.plan.round.title}
    return _to_staff(
        user,
        subject=_("%(count)d entries wait for a decision: %(round)s") % names,
        template="contest_review/letters/step.txt",
        step=found,
        waiting=waiting,
        kind=kind,
        address=_admin_address("contest_review_queue", found.plan.round_id),
    )


@letter("review.claim_over", gettext_lazy("Entries whose claim has ended"))
def claim_over(user, *, entries: list[int]) -> Letter | None:
    """Notify a moderator that claims have ended."""
    works = list(Entry.objects.select_related("round").filter(pk__in=entries).order_by("number"))
    if not works:
        return None
    return _to_staff(
        user,
        subject=_("Your time for %(count)d entries is over") % {"count": len(works)},
        template="contest_review/letters/claim_over.txt",
        entries=works,
        address=_admin_address("contest_review_queue", works[0].round_id),
    )
