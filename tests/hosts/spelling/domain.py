"""Spelling, and the letter that follows."""

from django.db import transaction

from contest_pages.notices.notifying import notify

from .models import Spelling


@transaction.atomic
def spell(*, round_page, registration, letters, now):
    """Note what a contestant spelled, once, and write to the contestant."""
    spelling, is_new = Spelling.objects.get_or_create(
        round=round_page, registration=registration, defaults={"letters": letters, "spelled_at": now}
    )
    if is_new:
        notify("spelling.spelled", registration, spelling=spelling.pk)
    return spelling
