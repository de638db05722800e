"""The portal's name, from settings."""

from django import template
from django.conf import settings
from wagtail.models import Page, Site

register = template.Library()


@register.simple_tag
def portal_name() -> str:
    """Return the portal's name."""
    return settings.WAGTAIL_SITE_NAME


@register.simple_tag
def portal_province() -> str:
    """Return the province that runs the portal."""
    return settings.PORTAL_PROVINCE


@register.simple_tag(takes_context=True)
def portal_menu(context) -> list[Page]:
    """Return the published pages right below the home page that show in menus."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    return list(Page.objects.live().child_of(site.root_page).in_menu().order_by("path"))
