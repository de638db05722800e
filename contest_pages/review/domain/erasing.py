"""Erasure of a contestant's personal data in the review."""

from __future__ import annotations

from contest_pages.review.models import Complaint


def erase_words(registration) -> None:
    """Erase the words of a contestant's appeals; decisions stay as an official record."""
    Complaint.objects.filter(entry__registration=registration).update(words="")
