"""Jobs of entries: they take ids, load, and delegate."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from contest_pages import conf
from contest_pages.entries.domain import probing
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.registrations.letters import send_letter


@task()
def probe_video(video_pk: int) -> None:
    """Examine a video and move its entry on."""
    probing.probe(video_pk=video_pk, now=timezone.now())


@task()
def send_check_result(entry_pk: int) -> None:
    """Tell the contestant that the video was taken, or which rule it breaks."""
    entry = Entry.objects.select_related("contest", "registration__contest", "video").get(pk=entry_pk)
    taken = entry.state != EntryState.FAILED
    send_letter(
        entry.registration,
        subject=_("Your entry was handed in: %(contest)s")
        if taken
        else _("Your video does not meet the rules: %(contest)s"),
        template="contest_entries/letters/taken.txt" if taken else "contest_entries/letters/failed.txt",
        entry=entry,
        problem=probing.problem_words(entry.video),
    )


def enqueue_probe(video_pk: int) -> None:
    """Let a worker look at a video."""
    probe_video.using(backend=conf.get("TASK_BACKEND")).enqueue(video_pk)


def on_video_arrived(sender, video_pk: int, **kwargs) -> None:
    """Let a worker look at the video that has just arrived."""
    enqueue_probe(video_pk)


def on_entry_checked(sender, entry_pk: int, **kwargs) -> None:
    """Let a worker tell the contestant."""
    send_check_result.using(backend=conf.get("TASK_BACKEND")).enqueue(entry_pk)
