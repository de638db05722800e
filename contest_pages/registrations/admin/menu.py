"""The menu of all lists about contestants, imported once all features have registered theirs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from contest_pages import hooks


class ContestantsGroup(ModelAdminGroup):
    """All lists about contestants under one menu item."""

    menu_label = _("Contestants")
    menu_icon = "group"
    menu_order = 220
    items = tuple(admin for admins in hooks.call("contestants_menu") for admin in admins)
