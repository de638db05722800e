"""Letters about entries."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.notices.kinds import Letter, letter
from contest_pages.registrations.letters import TO_CONTESTANT, YOUR_PAGE, in_short, letter_to
from contest_pages.registrations.models import Registration
from contest_pages.vietnamese import closing_moment


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
        text=_text(registration, work, is_taken),
        at_page=YOUR_PAGE if is_taken else _("Which rule, and another video:"),
        entry=work,
        video=video,
        problem=video.problem_words if video else "",
    )


@letter("entries.not_handed_in", gettext_lazy("Video uploaded, entry not handed in"), **TO_CONTESTANT)
def not_handed_in(registration: Registration, *, entry: int) -> Letter | None:
    """Remind a contestant of a draft with a video shortly before the round closes; None once it is handed in or closed."""
    draft = Entry.objects.filter(pk=entry, state=EntryState.DRAFT).select_related("round").first()
    if draft is None or draft.round.closes_at is None or draft.round.has_closed(timezone.now()):
        return None
    text = _("Your video (%(contest)s) is not handed in yet. Hand it in before %(time)s.")
    return letter_to(
        registration,
        subject=_("Your entry is not handed in yet: %(contest)s"),
        template="contest_entries/letters/not_handed_in.txt",
        text=text % {**in_short(registration), "time": closing_moment(draft.round.closes_at)},
        closes_at=draft.round.closes_at,
    )


def _text(registration: Registration, work: Entry, is_taken: bool) -> str:
    if is_taken:
        text = _("Entry %(entry)s (%(contest)s) is handed in; its video meets the rules.")
    elif work.changes_until:
        text = _("The video of entry %(entry)s breaks a rule. Another one until %(time)s.")
    else:
        text = _("The video of entry %(entry)s (%(contest)s) breaks a rule.")
    time = closing_moment(work.changes_until) if work.changes_until else ""
    return text % {**in_short(registration), "entry": work.code, "time": time}
