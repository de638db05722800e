"""The presentation of an entry: poster and subtitles."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.entries import subtitles as webvtt
from contest_pages.entries.enums import EntryState
from contest_pages.entries.errors import TransitionNotAllowed
from contest_pages.entries.models import Entry, Still, Subtitles, VideoAsset
from contest_pages.publishing import page_cache


@transaction.atomic
def choose_poster(*, entry: Entry, still: Still, actor) -> None:
    """Set the poster of the video; raises TransitionNotAllowed for a still of another video."""
    if still.video_id != entry.video_id:
        raise TransitionNotAllowed(_("This picture belongs to a video that was replaced meanwhile."))
    VideoAsset.objects.filter(pk=still.video_id).update(poster=still.picture.name)
    page_cache.changed()
    audit.record("contest.choose_poster", entry, actor=actor, entry=entry.code)


def read_bytes(file) -> bytes:
    """Return the bytes of an uploaded subtitle file, one more than allowed at most."""
    return file.read(webvtt.LARGEST_BYTES + 1)


@transaction.atomic
def set_subtitles(*, entry: Entry, language: str, data: bytes, actor=None) -> Subtitles:
    """Set the subtitles of an entry in a language from WebVTT or SubRip; earlier ones are replaced.

    Raises NotSubtitles, and TransitionNotAllowed for a withdrawn entry.
    """
    if entry.state == EntryState.WITHDRAWN:
        raise TransitionNotAllowed(_("This entry is withdrawn."))
    text = webvtt.read(data)
    kept, _created = Subtitles.objects.update_or_create(
        entry=entry, language=language, defaults={"text": text}
    )
    page_cache.changed()
    audit.record("contest.change_subtitles", entry, actor=actor, entry=entry.code, language=language)
    return kept


@transaction.atomic
def remove_subtitles(*, entry: Entry, language: str, actor=None) -> None:
    """Remove the subtitles of a language. Idempotent."""
    if Subtitles.objects.filter(entry=entry, language=language).delete()[0]:
        page_cache.changed()
        audit.record("contest.change_subtitles", entry, actor=actor, entry=entry.code, language=language)
