"""Who may see what of an entry."""

from __future__ import annotations

from contest_pages.entries.models import Entry
from contest_pages.registrations.links import registration_of


def may_see_entry(user, contestant_token: str, entry: Entry) -> bool:
    """Say whether somebody may see an entry that is not public.

    Staff may with the right to view entries; a contestant may with the token of the personal link.
    """
    if user.is_authenticated and user.is_active and user.has_perm("contest_entries.view_entry"):
        return True
    if not contestant_token:
        return False
    registration = registration_of(contestant_token)
    return registration is not None and registration.pk == entry.registration_id
