"""What a moderator notes while watching is kept."""

from __future__ import annotations

import datetime

from contest_pages.review.models import DeskNotes, ReviewCase


def keep_notes(*, case: ReviewCase, moderator, fields: dict, now: datetime.datetime) -> DeskNotes:
    """Keep the fields of the desk as they stand at this step; the latest that was sent counts."""
    kept = {**fields, "step": case.step_id, "look": case.look}
    notes, _created = DeskNotes.objects.update_or_create(
        case=case, moderator=moderator, defaults={"fields": kept, "saved_at": now}
    )
    return notes
