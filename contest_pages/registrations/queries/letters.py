"""Letters to contestants."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet

from contest_pages.notices.models import Notice
from contest_pages.registrations.models import Registration


def letters_of_each(*kinds: str) -> QuerySet[Notice]:
    """Return the letters of these kinds to a registration, for a subquery about registrations."""
    return Notice.objects.filter(
        kind__in=kinds,
        recipient_type=ContentType.objects.get_for_model(Registration),
        recipient_id=OuterRef("pk"),
    )
