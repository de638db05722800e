"""The portal's name, from settings."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def portal_name() -> str:
    """Return the portal's name."""
    return settings.WAGTAIL_SITE_NAME


@register.simple_tag
def portal_province() -> str:
    """Return the province that runs the portal."""
    return settings.PORTAL_PROVINCE
