"""The units' place in Wagtail's admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Unit


class UnitViewSet(SnippetViewSet):
    """Units in tree order, each below its parent."""

    model = Unit
    icon = "site"
    menu_label = _("Units")
    menu_name = "contest-units"
    menu_order = 240
    add_to_admin_menu = True
    list_display = ["indented_name", "kind", "code", "valid_from", "valid_to"]
    list_filter = ["kind"]
    list_per_page = 50
    ordering = ("path",)
    panels = [
        FieldPanel("parent"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("kind"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldPanel("succeeded_by"),
    ]


register_snippet(UnitViewSet)
