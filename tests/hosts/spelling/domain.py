"""Spelling, and the letter that follows."""

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from .models import Spelling


@transaction.atomic
def spell(*, round_page, registration, letters, now):
    """Note what a contestant spelled, once, and write to the contestant."""
    spelling, is_new = Spelling.objects.get_or_create(
        round=round_page, registration=registration, defaults={"letters": letters, "spelled_at": now}
    )
    if is_new:
        text = render_to_string("spelling/notices/spelled.txt", {"spelling": spelling})
        transaction.on_commit(lambda: send_mail("Spelled", text, None, [registration.email]))
    return spelling
