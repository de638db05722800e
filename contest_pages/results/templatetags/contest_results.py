"""Filters for rankings."""

from django import template

from contest_pages.quizzes.logic.predictions import write_prediction
from contest_pages.results.logic.ranking import PARTS

register = template.Library()
register.filter("prediction", write_prediction)


@register.filter
def distance(parts: int | None) -> str:
    """Return a distance as a number: 1250000 → "12,5"; a dash for none."""
    if parts is None:
        return "–"
    whole, rest = divmod(parts, PARTS)
    return f"{whole},{rest:05}".rstrip("0").rstrip(",")
