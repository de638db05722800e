"""Fields of points: people type "8,5", the database holds thousandths."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages import vietnamese
from contest_pages.http.written_number import WrittenNumberColumnMixin, WrittenNumberField


def _read(text: str) -> int:
    points = vietnamese.read_points(text)
    if points is None:
        raise ValueError(text)
    return points


class PointsFormField(WrittenNumberField):
    """Points, typed with a comma or a point, as whole thousandths."""

    read = staticmethod(_read)
    write = staticmethod(vietnamese.points)
    default_error_messages = {"invalid": _("Write points, for example 10 or 0,5.")}


class PointsField(WrittenNumberColumnMixin, models.PositiveIntegerField):
    """Points in thousandths."""

    written_as = PointsFormField
