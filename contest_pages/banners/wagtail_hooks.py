"""Wagtail hooks of partners' banners."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import StatusTagColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .admin import views
from .models import Partner
from .permissions import may_see_counts


class PartnerViewSet(SnippetViewSet):
    """The address book of partners."""

    model = Partner
    icon = "group"
    menu_label = _("Partners with banners")
    menu_name = "contest-partners"
    menu_order = 248
    add_to_admin_menu = True
    list_display = [
        "name",
        "email",
        "phone",
        StatusTagColumn("status_text", label=_("State"), primary=lambda partner: partner.is_active),
    ]
    list_filter = ["is_active"]
    search_fields = ["name", "email"]


register_snippet(PartnerViewSet)


@hooks.register("register_admin_urls")
def banner_urls():
    """Register the organisers' screens."""
    return [
        path("contest/banners/", views.contests, name="contest_banners"),
        path("contest/banners/<number:contest_id>/", views.partners, name="contest_banner_partners"),
        path(
            "contest/banners/<number:contest_id>/<number:partner_id>/",
            views.copy,
            name="contest_banner_copy",
        ),
    ]


class BannersItem(MenuItem):
    """Shown to those who may see the counts."""

    def is_shown(self, request):
        """Say whether the menu has it."""
        return may_see_counts(request.user)


@hooks.register("register_reports_menu_item")
def banners_report():
    """Add the banners to the reports."""
    return BannersItem(
        _("Banners at partners"),
        reverse("contest_banners"),
        name="contest-banners",
        icon_name="image",
        order=910,
    )
