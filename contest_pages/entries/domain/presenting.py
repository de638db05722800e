"""How an entry is shown: its poster and its subtitles."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit, page_cache
from contest_pages.entries import subtitles as webvtt
from contest_pages.entries.enums import EntryState
from contest_pages.entries.errors import MoveNotAllowed
from contest_pages.entries.models import Entry, Still, Subtitles, VideoAsset


@transaction.atomic
def choose_poster(*, entry: Entry, still: Still, actor) -> None:
    """Show this picture of the video before it plays; one of another video is refused."""
    if still.video_id != entry.video_id:
        raise MoveNotAllowed(_("This picture belongs to a video that was replaced meanwhile."))
    VideoAsset.objects.filter(pk=still.video_id).update(poster=still.picture.name)
    page_cache.changed()
    audit.record("contest.choose_poster", entry, actor=actor, entry=entry.code)


def bytes_of(file) -> bytes:
    """Return what an uploaded subtitle file holds, no more than may be read of one."""
    return file.read(webvtt.LARGEST_BYTES + 1)


@transaction.atomic
def set_subtitles(*, entry: Entry, language: str, data: bytes, actor=None) -> Subtitles:
    """Give an entry subtitles in a language, in place of earlier ones. WebVTT and SubRip are read.

    Raises NotSubtitles, and MoveNotAllowed for a withdrawn entry.
    """
    if entry.state == EntryState.WITHDRAWN:
        raise MoveNotAllowed(_("This entry is withdrawn."))
    text = webvtt.read(data)
    kept, _created = Subtitles.objects.update_or_create(
        entry=entry, language=language, defaults={"text": text}
    )
    page_cache.changed()
    audit.record("contest.change_subtitles", entry, actor=actor, entry=entry.code, language=language)
    return kept


@transaction.atomic
def remove_subtitles(*, entry: Entry, language: str, actor=None) -> None:
    """Take subtitles away; those that are gone are fine."""
    if Subtitles.objects.filter(entry=entry, language=language).delete()[0]:
        page_cache.changed()
        audit.record("contest.change_subtitles", entry, actor=actor, entry=entry.code, language=language)
