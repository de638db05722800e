"""Policies of entries and their media, and the rights that each role gets."""

from __future__ import annotations

import datetime

from django.core import signing
from django.db.models import Q

from contest_pages import conf
from contest_pages.contests.permissions import may_work_for, within
from contest_pages.entries.models import Entry, Still

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {
    "editors": ("contest_entries.present_entry",),
    "moderators": ("contest_entries.view_entry",),
    "organisers": (
        "contest_entries.view_entry",
        "contest_entries.export_entry",
        "contest_entries.present_entry",
        "contest_entries.view_videojob",
        "contest_entries.rerun_videojob",
    ),
    "administrators": (
        "contest_entries.view_videojob",
        "contest_entries.rerun_videojob",
    ),
}

#: The rights with which personal data are seen.
CONFIDENTIAL = (
    "contest_entries.view_entry",
    "contest_entries.export_entry",
)


_SIGNER = signing.TimestampSigner(salt="contest_entries.media")


def may_see_entries(user) -> bool:
    """Say whether a user may see entries that are not public."""
    return user.is_authenticated and user.is_active and user.has_perm("contest_entries.view_entry")


def may_know_authors(user) -> bool:
    """Say whether a user may know who made a work even where its rules ask for a blind review."""
    return user.is_active and user.has_perm("contest_registrations.view_registration")


def may_present(user) -> bool:
    """Say whether a user may choose posters and subtitles."""
    return user.is_authenticated and user.is_active and user.has_perm("contest_entries.present_entry")


def may_see_still(user, still: Still) -> bool:
    """Say whether a user may see a picture out of a video: who chooses the posters of its contest."""
    entries = Entry.objects.filter(Q(video=still.video_id) | Q(replacement=still.video_id))
    return may_present(user) and within(entries, user).exists()


def media_token(entry: Entry) -> str:
    """Return a signed token for this entry's media, for a page that only its contestant sees."""
    return _SIGNER.sign(str(entry.pk)).partition(":")[2]


def is_valid_media_token(given: str, entry: Entry) -> bool:
    """Say whether a token is valid for this entry's media and not older than MEDIA_LINK_MINUTES."""
    age = datetime.timedelta(minutes=conf.get("MEDIA_LINK_MINUTES"))
    try:
        return _SIGNER.unsign(f"{entry.pk}:{given}", max_age=age) == str(entry.pk)
    except signing.BadSignature:
        return False


def may_see_media(request, entry: Entry) -> bool:
    """Say whether this request may have media that are not public: by the rights of staff, or by a token."""
    given = request.GET.get("s", "")
    if given and is_valid_media_token(given, entry):
        return True
    return may_see_entries(request.user) and may_work_for(request.user, entry.contest_id)
