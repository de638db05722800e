"""Filters of the review's screens."""

from django import template

register = template.Library()


@register.filter
def clock(seconds: int) -> str:
    """Return a position in a video: 75 → "1:15"."""
    return f"{seconds // 60}:{seconds % 60:02}"
