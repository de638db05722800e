"""The data of the desk beside the player."""

from __future__ import annotations

from dataclasses import dataclass

from contest_pages.entries.models import Entry
from contest_pages.review.enums import VOTES
from contest_pages.review.logic.decisions import is_disputed
from contest_pages.review.models import CaseComment, Complaint, DeskNotes, Review, ReviewCase


@dataclass(frozen=True)
class History:
    """The decisions about an entry that this moderator may see."""

    records: list[Review]
    hidden: list[Review]
    is_disputed: bool


def history_of(case: ReviewCase, user) -> History:
    """Return the decisions on record, the latest first.

    A vote at a step that is not decided yet stays hidden from those who still have to vote, so that
    the second moderator decides independently; once two disagree, the third reads both.
    """
    records = list(
        Review.objects.filter(entry=case.entry_id)
        .select_related("moderator", "colleague", "undone_by", "undoes")
        .order_by("-place")
    )
    open_votes = [
        review
        for review in records
        if case.waits
        and review.decision in VOTES
        and not hasattr(review, "undone_by")
        and (review.step_id, review.look, review.revision) == (case.step_id, case.look, case.entry.revision)
    ]
    disputed = is_disputed([vote.decision for vote in open_votes])
    hidden = [] if disputed else [vote for vote in open_votes if vote.moderator_id != user.pk]
    return History([r for r in records if r not in hidden], hidden, disputed)


def comments_on(case: ReviewCase, history: History) -> list[CaseComment]:
    """Return the comments that this moderator may read, the earliest first.

    Those of a colleague whose vote is hidden are hidden with it: they might say what the vote was.
    """
    comments = case.comments.select_related("author")
    return list(comments.exclude(author__in=[vote.moderator_id for vote in history.hidden]))


def other_entries_of(entry: Entry) -> list[Entry]:
    """Return the other submitted entries of the contestant."""
    return list(
        Entry.objects.handed_in()
        .filter(registration=entry.registration_id)
        .exclude(pk=entry.pk)
        .order_by("number")
    )


def saved_fields_of(case: ReviewCase, user) -> dict | None:
    """Return the saved fields of this moderator's desk, for the form.

    Another step has other questions: only the moderator's own words are kept.
    """
    fields = DeskNotes.objects.filter(case=case, moderator=user).values_list("fields", flat=True).first()
    if fields is None or (fields.get("step"), fields.get("look")) == (case.step_id, case.look):
        return fields
    return {"reason": fields.get("reason", "")}


def entry_at_the_desk(case: ReviewCase) -> Entry:
    """Return the entry of a case with the related rows of the desk."""
    return (
        Entry.objects.with_author()
        .select_related("contest", "round")
        .prefetch_related("video__renditions", "subtitles")
        .get(pk=case.entry_id)
    )


def complaint_about(entry: Entry) -> Complaint | None:
    """Return the appeal about an entry, or None."""
    return Complaint.objects.filter(entry=entry).select_related("about").first()
