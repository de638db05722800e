"""What is kept about a contestant's entries, for the contestant."""

from __future__ import annotations

from django.utils.translation import gettext as _

from contest_pages.entries.models import Entry
from contest_pages.privacy.queries import Part
from contest_pages.vietnamese import file_size, moment


def entries_of(registration) -> Part:
    """Return the chapter about the entries."""
    entries = Entry.objects.filter(registration=registration).select_related("video", "round")
    return Part(
        "entries",
        _("Entries"),
        [
            {
                _("Code"): entry.code,
                _("Round"): entry.round.title,
                _("Title"): entry.title,
                _("Summary"): entry.summary,
                _("Status"): str(entry.contestant_words),
                _("Authors of this work"): ", ".join(author.full_name for author in entry.authors.all()),
                _("Handed in at"): moment(entry.handed_in_at) if entry.handed_in_at else "",
                _("Video"): file_size(entry.video.size) if entry.video else "",
                _("Address of the work"): entry.link,
                _("Script"): entry.script_file_name,
                _("Subtitles"): ", ".join(kept.get_language_display() for kept in entry.subtitles.all()),
            }
            for entry in entries.prefetch_related("authors", "subtitles").order_by("created_at", "pk")
        ],
    )
