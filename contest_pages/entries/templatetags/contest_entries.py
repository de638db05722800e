"""Addresses of entries in templates."""

from django import template

register = template.Library()


@register.simple_tag
def entry_url(round_page, entry) -> str:
    """Return the address of an entry's page below its round."""
    return round_page.entry_path(entry.number)
