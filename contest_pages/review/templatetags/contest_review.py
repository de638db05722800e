"""Filters of the review's screens: names of the staff, positions in a video."""

from django import template

from contest_pages.review.staff import staff_name

register = template.Library()
register.filter("staff_name", staff_name)


@register.filter
def clock(seconds: int) -> str:
    """Return a position in a video: 75 → "1:15"."""
    return f"{seconds // 60}:{seconds % 60:02}"
