"""How many people a unit has, as counted on a day: shares are only fair with it."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from contest_pages.admin.count_fields import CountField

from .unit import Unit


class Headcount(models.Model):
    """The people of a unit on a day; the last count on or before a day is the one that holds then."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="headcounts"
    )
    counted_on = models.DateField(_("counted on"))
    persons = CountField(_("persons"), validators=[MinValueValidator(1)])

    panels = [
        FieldPanel("unit"),
        FieldRowPanel([FieldPanel("counted_on"), FieldPanel("persons")]),
    ]

    class Meta:
        verbose_name = _("headcount")
        verbose_name_plural = _("headcounts")
        ordering = ["unit__path", "-counted_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "counted_on"],
                name="contest_headcount_once_a_day",
                violation_error_message=_("This unit has a headcount of that day already."),
            ),
            models.CheckConstraint(condition=models.Q(persons__gte=1), name="contest_headcount_of_somebody"),
        ]

    def __str__(self):
        return f"{self.unit}: {self.persons}"
