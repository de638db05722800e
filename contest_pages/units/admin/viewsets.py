"""Units and headcounts in the admin."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.widgets import Button, ListingButton
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from contest_pages.units.models import Headcount, Unit
from contest_pages.units.permissions import may_change
from contest_pages.units.queries import named


class UnitIndexView(IndexView):
    """The tree, searched without marks; with the ways to lists, merging and splitting."""

    @property
    def header_more_buttons(self):
        """Add lists and merging for those who may."""
        buttons = super().header_more_buttons
        if may_change(self.request.user):
            buttons += [
                Button(
                    _("Units from a list"), reverse("contest_bring_units"), icon_name="upload", priority=90
                ),
                Button(_("Merge units"), reverse("contest_merge_units"), icon_name="resubmit", priority=91),
            ]
        return buttons

    def get_list_more_buttons(self, instance):
        """Add splitting to units of today."""
        buttons = super().get_list_more_buttons(instance)
        if instance.valid_to is None and may_change(self.request.user):
            url = reverse("contest_split_unit", args=[instance.pk])
            buttons.append(ListingButton(_("Split"), url, icon_name="cut", priority=60))
        return buttons

    def search_queryset(self, queryset):
        """Find every word, with or without marks; a code too."""
        condition = named(self.search_query or "")
        return queryset.filter(condition) if condition is not None else queryset


class UnitViewSet(SnippetViewSet):
    """Units in tree order, each below its parent."""

    model = Unit
    icon = "site"
    menu_label = gettext_lazy("Tree of units")
    index_view_class = UnitIndexView
    list_display = ["indented_name", "kind", "code", "valid_from", "valid_to"]
    list_filter = ["kind"]
    list_per_page = 50
    ordering = ("path",)
    panels = [
        FieldPanel("parent"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("kind"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldRowPanel([FieldPanel("block"), FieldPanel("email")]),
    ]


class HeadcountViewSet(SnippetViewSet):
    """How many people units have, by the day of counting."""

    model = Headcount
    icon = "group"
    menu_label = gettext_lazy("Headcounts")
    list_display = ["unit", "persons", "counted_on"]
    list_filter = ["counted_on"]
    list_per_page = 50
    inspect_view_enabled = False


class UnitGroup(SnippetViewSetGroup):
    """Units and what is known of them."""

    items = (UnitViewSet, HeadcountViewSet)
    menu_label = gettext_lazy("Units")
    menu_icon = "site"
    menu_name = "contest-units"
    menu_order = 240
