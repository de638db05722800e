"""Entries in the admin: the list, and the chooser for awards."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from contest_pages.contests.record_filters import ContestFilter
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.records_admin import RecordAdmin
from contest_pages.vietnamese import file_size, fold, length, moment


class EntryAdmin(RecordAdmin):
    """Entries: filter, search, inspect, export."""

    model = Entry
    menu_icon = "media"
    menu_label = gettext_lazy("Entries")
    menu_order = 230
    list_display = ("entry_code", "title", "contestant", "unit_name", "round", "state", "created_at")
    list_filter = (ContestFilter, "state", "created_at")
    list_export = (
        "entry_code",
        "title",
        "contestant",
        "unit_name",
        "contest",
        "round",
        "state",
        "video_length",
        "handed_in",
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
        "declared",
        "created_at",
        "submitted_at",
    )

    def get_queryset(self, request):
        """Load what the columns read."""
        return super().get_queryset(request).select_related("video", "round", "contest", "registration__unit")

    def entry_code(self, entry):
        """Return the entry's number as everybody writes it."""
        return entry.code

    entry_code.short_description = gettext_lazy("entry number")
    entry_code.admin_order_field = "number"

    def contestant(self, entry):
        """Return the contestant's code: who that is stands in the registration."""
        return entry.registration.code

    contestant.short_description = gettext_lazy("contestant")

    def unit_name(self, entry):
        """Return the contestant's unit."""
        return entry.unit.name if entry.unit else ""

    unit_name.short_description = gettext_lazy("unit")

    def video_length(self, entry):
        """Return the length of the video."""
        return length(entry.video.facts["seconds"]) if entry.video.facts else ""

    video_length.short_description = gettext_lazy("length")

    def video_size(self, entry):
        """Return the size of the file."""
        return file_size(entry.video.size)

    video_size.short_description = gettext_lazy("file size")

    def handed_in(self, entry):
        """Return the time of handing in, in words."""
        return moment(entry.created_at)

    handed_in.short_description = gettext_lazy("handed in at")

    def verdict_words(self, entry):
        """Return each rule with what was found and asked."""
        return "; ".join(
            _("%(rule)s: %(found)s (asked: %(asked)s)")
            % {"rule": _(check.rule), "found": check.found, "asked": check.asked}
            for check in entry.video.checks
        )

    verdict_words.short_description = gettext_lazy("verdict")

    def declared(self, entry):
        """Return the declarations that were ticked."""
        return " ".join(entry.declarations)

    declared.short_description = gettext_lazy("declarations")


class AcceptedEntriesMixin:
    """Offer accepted entries, searched without marks."""

    def get_object_list(self):
        """Return what may get an award."""
        return (
            Entry.objects.filter(state=EntryState.ACCEPTED)
            .select_related("contest", "registration__unit")
            .order_by("-contest_id", "number")
        )

    @property
    def columns(self):
        """Show number, title, unit and contest."""
        return [
            self.title_column,
            Column("entry_title", label=_("Title of the work"), accessor="title"),
            Column("unit", label=_("Unit"), accessor="unit"),
            Column("contest", label=_("Contest"), accessor="contest"),
        ]

    def filter_object_list(self, objects):
        """Search the folded text."""
        for word in fold(self.request.GET.get("q", "")).split():
            objects = objects.filter(search_text__contains=word)
        return objects


class EntryChooseView(AcceptedEntriesMixin, ChooseView):
    """The chooser's window."""


class EntryChooseResultsView(AcceptedEntriesMixin, ChooseResultsView):
    """The chooser's list."""


class EntryChooserViewSet(ChooserViewSet):
    """Choose an accepted entry."""

    model = Entry
    icon = "media"
    choose_one_text = gettext_lazy("Choose an entry")
    choose_another_text = gettext_lazy("Choose another entry")
    edit_item_text = gettext_lazy("Look at this entry")
    choose_view_class = EntryChooseView
    choose_results_view_class = EntryChooseResultsView
    per_page = 20


entry_chooser_viewset = EntryChooserViewSet("contest_entry_chooser")
