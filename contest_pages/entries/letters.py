"""Letters about entries."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages.entries import wordings
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry, VideoAsset
from contest_pages.notices.kinds import Letter, letter
from contest_pages.registrations.letters import TO_CONTESTANT, letter_to
from contest_pages.registrations.models import Registration
from contest_pages.vietnamese import closing_moment


@letter("entries.checked", gettext_lazy("Entry handed in, or video that breaks the rules"), **TO_CONTESTANT)
def checked(registration: Registration, *, entry: int) -> Letter | None:
    """Tell the contestant that the entry is with the reviewers, or which rule its video breaks."""
    work = Entry.objects.filter(pk=entry).select_related("round", "video", "replacement").first()
    if work is None:
        return None
    is_taken = work.state not in (EntryState.FAILED, EntryState.CHANGES_ASKED)
    video = work.video if is_taken else work.replacement or work.video
    own = {"entry": work.code, "title": work.title}
    if is_taken:
        return letter_to(registration, wordings.TAKEN, **own)
    until = work.changes_until or work.round.closes_at
    short = {"time": closing_moment(work.changes_until) if work.changes_until else ""}
    return letter_to(
        registration,
        wordings.FAILED,
        problems=_problems(video),
        time=closing_moment(until) if until else "",
        short=short,
        **own,
    )


def _problems(video: VideoAsset | None) -> str:
    """Return the rules that a video breaks, each in a line of its own."""
    if video is None:
        return ""
    lines = [video.problem_words] if video.problem_words else []
    for check in video.failed_checks:
        words = {"found": check.actual, "asked": check.required}
        sentence = _("your video has %(found)s; the rules ask for %(asked)s.") % words
        lines.append(f"{_(check.rule)}: {sentence}")
    return "\n".join(f"- {line}" for line in lines)


@letter("entries.not_handed_in", gettext_lazy("Video uploaded, entry not handed in"), **TO_CONTESTANT)
def not_handed_in(registration: Registration, *, entry: int) -> Letter | None:
    """Remind a contestant of a draft with a video shortly before the round closes; None once it is handed in or closed."""
    draft = Entry.objects.filter(pk=entry, state=EntryState.DRAFT).select_related("round").first()
    if draft is None or draft.round.closes_at is None or draft.round.has_closed(timezone.now()):
        return None
    return letter_to(registration, wordings.NOT_HANDED_IN, time=closing_moment(draft.round.closes_at))
