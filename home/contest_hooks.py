"""Hooks of the portal."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Site

from contest_pages import hooks
from contest_pages.art.hems import hem_colours

from . import outbox, theme
from .site_settings import PortalSettings


@hooks.register("role_permissions")
def role_permissions():
    """Give administrators the right to change the theme and the footer of the site."""
    return {"administrators": ("home.change_portalsettings",)}


@hooks.register("erase_personal_data")
def erase_personal_data(registration, because):
    """Delete the demo's letters to an erased contestant."""
    contacts = {registration.email, registration.new_email, registration.phone, registration.new_phone}
    contacts |= set(registration.notices.values_list("address", flat=True))
    outbox.forget_letters(to=contacts - {""})


@hooks.register("letter_look")
def letter_look(contest):
    """Give letters the name and the colours of the site that has the contest; those to staff have the default site's."""
    site = contest.get_site() if contest is not None else Site.objects.filter(is_default_site=True).first()
    if site is None:
        return None
    row = PortalSettings.for_site(site)
    return {
        "name": row.name or settings.WAGTAIL_SITE_NAME,
        "owner": row.province or settings.PORTAL_PROVINCE,
        "brand": row.brand_colour,
        "dark": (dark := theme.darker(row.brand_colour)),
        "hem": hem_colours(row.hem, ground=dark[1:], accent=row.accent_colour[1:]),
    }
