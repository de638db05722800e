"""Who may see what of an entry."""

from __future__ import annotations

import datetime

from django.core import signing

from contest_pages import conf
from contest_pages.entries.models import Entry

_SIGNER = signing.TimestampSigner(salt="contest_entries.media")


def may_see_entries(user) -> bool:
    """Say whether somebody of the staff may see entries that are not public."""
    return user.is_authenticated and user.is_active and user.has_perm("contest_entries.view_entry")


def may_know_authors(user) -> bool:
    """Say whether somebody may know who made a work even where its rules ask for a blind review."""
    return user.is_active and user.has_perm("contest_registrations.view_registration")


def may_present(user) -> bool:
    """Say whether somebody may choose posters and subtitles."""
    return user.is_authenticated and user.is_active and user.has_perm("contest_entries.present_entry")


def media_pass(entry: Entry) -> str:
    """Return what opens this entry's media for a while, for a page that only its contestant sees."""
    return _SIGNER.sign(str(entry.pk)).partition(":")[2]


def opens_media(given: str, entry: Entry) -> bool:
    """Say whether a pass opens this entry's media: unaltered, and given out a short while ago."""
    age = datetime.timedelta(minutes=conf.get("MEDIA_LINK_MINUTES"))
    try:
        return _SIGNER.unsign(f"{entry.pk}:{given}", max_age=age) == str(entry.pk)
    except signing.BadSignature:
        return False


def may_see_media(request, entry: Entry) -> bool:
    """Say whether this request may have media that are not public: staff by their rights, else by a pass."""
    given = request.GET.get("s", "")
    return (bool(given) and opens_media(given, entry)) or may_see_entries(request.user)
