"""What becomes of the review when a contestant's personal data are erased."""

from __future__ import annotations

from contest_pages.review.models import Complaint, Tie


def on_registration_erased(sender, registration, **kwargs) -> None:
    """Forget the contestant's own words and who is close to them; decisions stay, as the record of an office."""
    Complaint.objects.filter(entry__registration=registration).update(words="")
    Tie.objects.filter(registration=registration).update(words="")
