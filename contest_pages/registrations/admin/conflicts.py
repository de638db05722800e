"""The list of declared conflicts of interest."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from contest_pages.contests.record_admin import RecordAdmin
from contest_pages.registrations.models import ConflictOfInterest


class ConflictAdmin(RecordAdmin):
    """Conflicts of interest that committee members declared, withdrawn ones included."""

    model = ConflictOfInterest
    menu_icon = "link"
    menu_label = gettext_lazy("Conflicts of interest")
    add_to_admin_menu = False
    inspect_view_enabled = False
    history_view_enabled = False
    search_fields = ("member__search_text", "registration__search_text")
    list_display = ("member_name", "committee", "subject_words", "nature", "declared_at", "withdrawn_at")
    list_filter = ("member__committee",)

    def get_queryset(self, request):
        """Select related rows of the list."""
        return super().get_queryset(request).select_related("member", "unit", "registration")

    def member_name(self, conflict):
        """Return the name of the member who declared it."""
        return conflict.member.full_name

    member_name.short_description = gettext_lazy("committee member")

    def committee(self, conflict):
        """Return the member's committee."""
        return conflict.member.get_committee_display()

    committee.short_description = gettext_lazy("committee")

    def subject_words(self, conflict):
        """Return the unit, or the contestant's code."""
        return conflict.subject

    subject_words.short_description = gettext_lazy("unit or contestant")
