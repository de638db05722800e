"""The list of contestants who may be committee members."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages.contests.record_admin import RecordAdmin
from contest_pages.registrations.enums import MatchDecision
from contest_pages.registrations.models import CommitteeMatch


class CommitteeMatchAdmin(RecordAdmin):
    """Contestants who are or may be committee members, with the organisers' decisions."""

    model = CommitteeMatch
    menu_icon = "warning"
    menu_label = gettext_lazy("To be decided")
    menu_order = 223
    inspect_view_enabled = False
    history_view_enabled = False
    search_fields = ("member__registration__search_text", "committee_member__search_text")
    list_display = ("contestant", "committee_member_name", "strength", "found_at", "decision_link")
    list_filter = ("decision", "strength")

    def get_queryset(self, request):
        """Select related rows of the list."""
        return (
            super()
            .get_queryset(request)
            .select_related("member__registration", "committee_member__contest", "decided_by")
        )

    def contestant(self, match):
        """Return the contestant's name and code."""
        return f"{match.member.full_name or _('(erased)')} ({match.member.registration.code})"

    contestant.short_description = gettext_lazy("contestant")

    def committee_member_name(self, match):
        """Return the committee member with committee and contest."""
        member = match.committee_member
        return f"{member.full_name}, {member.get_committee_display()}, {member.contest}"

    committee_member_name.short_description = gettext_lazy("committee member")

    def decision_link(self, match):
        """Return the decision, or a link to its screen."""
        if match.decision != MatchDecision.OPEN:
            return f"{match.get_decision_display()}: {match.reason}"
        return format_html(
            '<a class="button button-small" href="{}">{}</a>',
            reverse("contest_decide_match", args=[match.pk]),
            _("Decide"),
        )

    decision_link.short_description = gettext_lazy("decision")
