"""What a moderator notes while watching is kept."""

from __future__ import annotations

import datetime

from contest_pages.review.models import DeskNotes, ReviewCase


def keep_notes(*, case: ReviewCase, moderator, fields: dict, now: datetime.datetime) -> DeskNotes:
    """Keep the fields of the desk as they stand; the latest that was sent counts."""
    notes, _created = DeskNotes.objects.update_or_create(
        case=case, moderator=moderator, defaults={"fields": fields, "saved_at": now}
    )
    return notes
