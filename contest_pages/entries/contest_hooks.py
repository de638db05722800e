"""Hooks of entries: addresses, settings, rights, readiness, personal data, housekeeping."""

from __future__ import annotations

from django.utils.translation import ngettext

from contest_pages import hooks
from contest_pages.data.search_texts import fold_again

from . import permissions, tasks, urls
from .audiences import ENTRANTS
from .domain.undone_opening import discard_entries
from .domain.withdrawal import erase_entries
from .models import Entry, VideoJob
from .queries.gallery import next_gallery_opening
from .queries.personal_data import entries_of
from .readiness import READINESS_CHECKS


@hooks.register("default_settings")
def default_settings():
    """Declare the settings of this feature."""
    return {
        # Limits of one probe of a video: seconds and bytes.
        "PROBE_SECONDS": 60,
        "PROBE_MEMORY_BYTES": 512 * 1024**2,
        # A job whose worker died, or that failed, is tried this often at most.
        "JOB_ATTEMPTS": 3,
        # Queue of TASK_BACKEND for the long jobs, so that letters and probes need not wait for them.
        "VIDEO_QUEUE": "default",
        # Shorter sides of the copies for slow lines, largest first; processor seconds and bytes that they may cost:
        # an hour of the heaviest film that phones make, 4K of 60 wide-coloured frames a second.
        "RENDITION_LINES": (720, 480),
        "RENDER_SECONDS": 4 * 3600,
        "RENDER_MEMORY_BYTES": 1536 * 1024**2,
        # Days for which an unfinished upload waits to be continued.
        "UPLOAD_DAYS": 7,
        # Bytes of videos that all registrations together may hold before they are confirmed; then they confirm first.
        "UNCONFIRMED_VIDEO_BYTES": 20 * 1024**3,
        # Uploads that one contestant may begin.
        "RATE_UPLOADS": "60/d",
        # Entries of one contestant in a round whose rules set no number.
        "MAX_ENTRIES": 20,
        # Hours before a round closes in which contestants are reminded of a video that is not handed in; 0: never.
        "DRAFT_REMINDER_HOURS": 48,
        # Minutes for which the signed address of a video that is not public is valid.
        "MEDIA_LINK_MINUTES": 240,
        # oEmbed endpoints of the hosts of linked entries; no evidence is fetched from a host without one.
        "OEMBED": {"youtube": "https://www.youtube.com/oembed"},
    }


@hooks.register("url_patterns", order=30)
def url_patterns():
    """Add the addresses of this feature."""
    return urls.urlpatterns


@hooks.register("secret_url_prefixes")
def secret_url_prefixes():
    """Declare the addresses of uploads."""
    return ["/tus/", "/tus/phan/"]


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights that each role gets from this feature."""
    return permissions.ROLE_PERMISSIONS


@hooks.register("confidential_permissions")
def confidential_permissions():
    """Declare the rights with which personal data are seen."""
    return permissions.CONFIDENTIAL


@hooks.register("address_records")
def address_records():
    """Say which records the admin's addresses of this feature name."""
    return {"entry_id": Entry, "job_id": VideoJob}


@hooks.register("check_page")
def check_page(page, context):
    """Check rules over works and rounds that take them."""
    for check in READINESS_CHECKS:
        yield from check(page, context)


@hooks.register("next_page_change")
def next_page_change(now):
    """Return when a gallery next opens."""
    return next_gallery_opening(now)


@hooks.register("opening_undone")
def opening_undone(round_page, since, until, actor):
    """Withdraw entries handed in while a round was open by mistake."""
    return discard_entries(round_page=round_page, since=since, until=until)


@hooks.register("personal_data")
def personal_data(registration):
    """Add the entries to what is kept about a person."""
    return entries_of(registration)


@hooks.register("search_texts")
def search_texts():
    """Fold titles and codes of entries again."""
    entries = Entry.objects.select_related("registration", "unit")
    return {"entries": fold_again(entries, ["title_text", "search_text"])}


@hooks.register("housekeeping")
def housekeeping(now):
    """Requeue jobs whose worker died, finish or delete unfinished uploads."""
    return tasks.run_housekeeping(now)


@hooks.register("erase_personal_data")
def erase_personal_data(registration, because):
    """Delete an erased contestant's videos."""
    erase_entries(registration, because)


@hooks.register("records_below", order=10)
def records_below(page):
    """Count the entries at or below a page."""
    count = Entry.objects.filter(round__path__startswith=page.path).count()
    return ngettext("%(count)d entry", "%(count)d entries", count) % {"count": count} if count else None


@hooks.register("mailing_audiences", order=20)
def mailing_audiences():
    """Let organisers write to contestants by the state of their entries."""
    return [ENTRANTS]
