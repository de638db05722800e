"""Letters about entries."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.notices.kinds import Letter, letter
from contest_pages.registrations.letters import TO_CONTESTANT, letter_to
from contest_pages.registrations.models import Registration


@letter("entries.checked", gettext_lazy("Entry handed in, or video that breaks the rules"), **TO_CONTESTANT)
def checked(registration: Registration, *, entry: int) -> Letter | None:
    """Tell the contestant that the entry is with the reviewers, or which rule its video breaks."""
    work = Entry.objects.filter(pk=entry).select_related("contest", "video", "replacement").first()
    if work is None:
        return None
    is_taken = work.state not in (EntryState.FAILED, EntryState.CHANGES_ASKED)
    video = work.video if is_taken else work.replacement or work.video
    return letter_to(
        registration,
        subject=_("Your entry was handed in: %(contest)s")
        if is_taken
        else _("Your video does not meet the rules: %(contest)s"),
        template="contest_entries/letters/taken.txt" if is_taken else "contest_entries/letters/failed.txt",
        entry=work,
        video=video,
        problem=video.problem_words if video else "",
    )
