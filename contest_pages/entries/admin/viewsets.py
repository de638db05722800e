"""Lists of entries and video jobs in the admin."""

from __future__ import annotations

from django.contrib.admin import SimpleListFilter
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages.contests.record_admin import RecordAdmin, RecordPermissionHelper
from contest_pages.contests.record_filters import ContestFilter
from contest_pages.entries.enums import EntryState, JobState
from contest_pages.entries.models import Entry, VideoJob
from contest_pages.entries.permissions import may_know_authors
from contest_pages.entries.queries.blind_review import blind_contests
from contest_pages.vietnamese import file_size, length, moment


class StateFilter(SimpleListFilter):
    """States that staff sees; drafts are visible to their contestant only."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        """Return every state but the draft."""
        return [choice for choice in EntryState.choices if choice[0] != EntryState.DRAFT]

    def queryset(self, request, queryset):
        """Filter by the state that was chosen."""
        return queryset.filter(state=self.value()) if self.value() else queryset


def hidden_contests(user) -> set[int]:
    """Return the contests whose authors are hidden from a user; queried once per request for any number of rows."""
    if may_know_authors(user):
        return set()
    if not hasattr(user, "contest_hidden"):
        user.contest_hidden = set(blind_contests().values_list("pk", flat=True))
    return user.contest_hidden


class EntryPermissionHelper(RecordPermissionHelper):
    """As for every record, but entries under blind review are opened at the desk, which hides their authors."""

    def user_can_inspect_obj(self, user, obj):
        """Ask for the right to view, and to know the authors where the rules hide them."""
        return super().user_can_inspect_obj(user, obj) and obj.contest_id not in hidden_contests(user)


class EntryAdmin(RecordAdmin):
    """Entries: filter, search, inspect, export."""

    model = Entry
    permission_helper_class = EntryPermissionHelper
    menu_icon = "media"
    menu_label = gettext_lazy("Entries")
    menu_order = 230
    list_display = ("entry_code", "title", "contestant", "unit_name", "round", "state", "handed_in_at")
    list_filter = (ContestFilter, StateFilter, "handed_in_at")
    inspect_template_name = "contest_entries/admin/inspect_entry.html"
    list_export = (
        "entry_code",
        "title",
        "contestant",
        "unit_name",
        "contest",
        "round",
        "state",
        "video_length",
        "handed_in_at",
    )
    inspect_view_fields = (
        "entry_code",
        "title",
        "summary",
        "contest",
        "round",
        "contestant",
        "unit_name",
        "state",
        "video_length",
        "video_size",
        "verdict_words",
        "link_words",
        "declared",
        "handed_in_at",
        "submitted_at",
    )

    def get_queryset(self, request):
        """Load what the columns read; without drafts, and without entries under blind review."""
        entries = super().get_queryset(request).handed_in()
        if hidden := hidden_contests(request.user):
            entries = entries.exclude(contest__in=hidden)
        return entries.select_related("video", "round", "contest", "registration", "unit")

    def entry_code(self, entry):
        """Return the entry's number as everybody writes it."""
        return entry.code

    entry_code.short_description = gettext_lazy("entry number")
    entry_code.admin_order_field = "number"

    def contestant(self, entry):
        """Return the contestant's code: the registration has the name."""
        return entry.registration.code

    contestant.short_description = gettext_lazy("contestant")

    def unit_name(self, entry):
        """Return the contestant's unit."""
        return entry.unit.name if entry.unit else ""

    unit_name.short_description = gettext_lazy("unit")

    def video_length(self, entry):
        """Return the length of the video."""
        return length(entry.video.facts["seconds"]) if entry.video and entry.video.facts else ""

    video_length.short_description = gettext_lazy("length")

    def video_size(self, entry):
        """Return the size of the file."""
        return file_size(entry.video.size) if entry.video else ""

    video_size.short_description = gettext_lazy("file size")

    def verdict_words(self, entry):
        """Return each rule with its actual and required value."""
        return "; ".join(
            _("%(rule)s: %(found)s (asked: %(asked)s)")
            % {"rule": _(check.rule), "found": check.actual, "asked": check.required}
            for check in (entry.video.checks if entry.video else [])
        )

    verdict_words.short_description = gettext_lazy("verdict")

    def link_words(self, entry):
        """Return the URL of a linked entry and the evidence of its host, with the date."""
        if not entry.link:
            return ""
        evidence = ", ".join(str(value) for value in entry.link_evidence.values())
        suffix = f" ({moment(entry.link_fetched_at)}: {evidence})" if entry.link_fetched_at else ""
        return f"{entry.link}{suffix}"

    link_words.short_description = gettext_lazy("address of the work")

    def declared(self, entry):
        """Return the declarations that were ticked."""
        return " ".join(entry.declarations)

    declared.short_description = gettext_lazy("declarations")


class VideoJobAdmin(RecordAdmin):
    """Video jobs: what waits, what runs, what failed and why, with "run again"."""

    model = VideoJob
    menu_icon = "cogs"
    menu_label = gettext_lazy("Video jobs")
    menu_order = 290
    list_display = ("entry_code", "kind", "standing", "attempts", "heartbeat_at", "again")
    list_filter = ("state", "kind")
    search_fields = ("video__entry__search_text",)
    inspect_view_enabled = False
    history_view_enabled = False
    empty_value_display = "–"

    def get_queryset(self, request):
        """Load what the columns read."""
        return super().get_queryset(request).select_related("video__entry")

    def entry_code(self, job):
        """Return the number of the entry whose video it is."""
        entry = getattr(job.video, "entry", None)
        return entry.code if entry is not None and entry.number else _("draft or new video")

    entry_code.short_description = gettext_lazy("entry number")

    def standing(self, job):
        """Return the state, how far a running job has come, and why one failed."""
        if job.state == JobState.RUNNING:
            return f"{job.get_state_display()}, {job.percent} %"
        return (
            f"{job.get_state_display()}: {job.last_error[:80]}" if job.last_error else job.get_state_display()
        )

    standing.short_description = gettext_lazy("state")
    standing.admin_order_field = "state"

    def again(self, job):
        """Return the button that lets a failed job run again."""
        if job.state != JobState.FAILED:
            return ""
        return format_html(
            '<a class="button button-small" href="{}">{}</a>',
            reverse("contest_run_job_again", args=[job.pk]),
            _("Run again"),
        )

    again.short_description = ""
