"""The lists of committee members, and of contestants who may be among them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from contest_pages.contests.record_filters import ContestFilter
from contest_pages.records_admin import FoldedSearchHandler, RecordAdmin
from contest_pages.registrations.enums import MatchDecision
from contest_pages.registrations.models import CommitteeMatch, CommitteeMember
from contest_pages.registrations.policies import may_manage


class OfficePermissionHelper(PermissionHelper):
    """Committees are typed in by those who manage registrations."""

    def user_can_list(self, user):
        """Ask the policy."""
        return may_manage(user)

    user_can_create = user_can_list

    def user_can_edit_obj(self, user, obj):
        """Ask the policy."""
        return may_manage(user)

    user_can_delete_obj = user_can_edit_obj


class CommitteeMemberAdmin(ModelAdmin):
    """Committee members: one by one, or from a spreadsheet."""

    model = CommitteeMember
    menu_icon = "user"
    menu_label = gettext_lazy("Committees")
    menu_order = 222
    permission_helper_class = OfficePermissionHelper
    search_handler_class = FoldedSearchHandler
    search_fields = ("search_text",)
    list_display = ("full_name", "committee", "contest", "birth_date")
    list_filter = (ContestFilter, "committee")
    list_select_related = ("contest",)
    list_per_page = 50
    index_view_extra_css = ["contest_pages/css/records.css"]
    index_template_name = "contest_registrations/office/committee_index.html"
    panels = [
        FieldPanel("contest"),
        FieldPanel("committee"),
        FieldRowPanel([FieldPanel("full_name"), FieldPanel("birth_date")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldPanel("user"),
    ]


class CommitteeMatchAdmin(RecordAdmin):
    """Contestants who are or may be committee members; each is decided."""

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
        """Load what a row reads."""
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
        """Lead to the decision, or say what it was."""
        if match.decision != MatchDecision.OPEN:
            return f"{match.get_decision_display()}: {match.reason}"
        return format_html(
            '<a class="button button-small" href="{}">{}</a>',
            reverse("contest_decide_match", args=[match.pk]),
            _("Decide"),
        )

    decision_link.short_description = gettext_lazy("decision")
