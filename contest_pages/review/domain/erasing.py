"""Erasure of a contestant's personal data in the review."""

from __future__ import annotations

from contest_pages.review.models import CaseComment, Complaint, DeskNotes


def erase_words(registration) -> None:
    """Erase the words of a contestant's appeals, and what moderators wrote to each other and to themselves.

    Decisions stay as an official record.
    """
    Complaint.objects.filter(entry__registration=registration).update(words="")
    CaseComment.objects.filter(case__entry__registration=registration).update(words="")
    DeskNotes.objects.filter(case__entry__registration=registration).delete()
