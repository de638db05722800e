"""Notes of a moderator at the desk, saved while watching."""

from __future__ import annotations

import datetime

from contest_pages.review.models import DeskNotes, ReviewCase


def save_desk_notes(*, case: ReviewCase, moderator, fields: dict, now: datetime.datetime) -> DeskNotes:
    """Save the fields of the desk at this step, replacing earlier ones."""
    saved = {**fields, "step": case.step_id, "look": case.look}
    notes, _created = DeskNotes.objects.update_or_create(
        case=case, moderator=moderator, defaults={"fields": saved, "saved_at": now}
    )
    return notes
