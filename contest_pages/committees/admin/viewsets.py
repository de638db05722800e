"""The list of committee members."""

from __future__ import annotations

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail_modeladmin.options import ModelAdmin

from contest_pages.admin.record_admin import FoldedSearchHandler
from contest_pages.committees.models import CommitteeMember
from contest_pages.contests.record_filters import ContestFilter


class CommitteeMemberAdmin(ModelAdmin):
    """Committee members, entered in a form or imported from a spreadsheet."""

    model = CommitteeMember
    menu_icon = "user"
    menu_label = gettext_lazy("Committees")
    menu_order = 222
    search_handler_class = FoldedSearchHandler
    search_fields = ("search_text",)
    list_display = ("full_name", "committee", "contest", "birth_date")
    list_filter = (ContestFilter, "committee")
    list_select_related = ("contest",)
    list_per_page = 50
    index_view_extra_css = ["contest_pages/css/records.css"]
    index_template_name = "contest_committees/admin/index.html"
    panels = [
        FieldPanel("contest"),
        FieldPanel("committee"),
        FieldRowPanel([FieldPanel("full_name"), FieldPanel("birth_date")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldPanel("user"),
    ]

    def get_queryset(self, request):
        """Exclude members whose personal data were erased when retention ended."""
        return super().get_queryset(request).filter(erased_at=None)
