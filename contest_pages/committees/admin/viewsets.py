"""The list of committee members."""

from __future__ import annotations

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from contest_pages.committees.models import CommitteeMember
from contest_pages.contests.record_admin import ContestRecordsAdmin
from contest_pages.contests.record_filters import ContestFilter

from .forms import CommitteeMemberForm


class CommitteeMemberAdmin(ContestRecordsAdmin):
    """Committee members, entered in a form or imported from a spreadsheet."""

    model = CommitteeMember
    menu_icon = "user"
    menu_label = gettext_lazy("Committees")
    menu_order = 222
    list_display = ("full_name", "committee", "contest", "birth_date")
    list_filter = (ContestFilter, "committee")
    list_select_related = ("contest",)
    index_template_name = "contest_committees/admin/index.html"
    edit_handler = ObjectList(
        [
            FieldPanel("contest"),
            FieldPanel("committee"),
            FieldRowPanel([FieldPanel("full_name"), FieldPanel("birth_date")]),
            FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
            FieldPanel("user"),
        ],
        base_form_class=CommitteeMemberForm,
    )

    def get_queryset(self, request):
        """Exclude members whose personal data were erased when retention ended."""
        return super().get_queryset(request).filter(erased_at=None)
