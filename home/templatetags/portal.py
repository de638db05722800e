"""The portal's name, from settings."""

from django import template
from django.conf import settings
from wagtail.models import Page, Site

from contest_pages.contests.models.finding import menu_of

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
    if request is None:
        return []
    if not hasattr(request, "portal_menu"):  # pages below the home page find it while routing
        site = Site.find_for_request(request)
        request.portal_menu = menu_of(site.root_page) if site else []
    return request.portal_menu
