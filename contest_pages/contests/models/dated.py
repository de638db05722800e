"""What a plan dates: exact to the minute or vague to the quarter."""

from __future__ import annotations

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from contest_pages.contests import logic
from contest_pages.contests.enums import Precision
from contest_pages.contests.legal_time import LegalTimeField


class Dated(models.Model):
    """Something from a time until a time, known as exactly as the plan says it."""

    starts_at = models.DateTimeField(_("from"))
    ends_at = LegalTimeField(_("until"), null=True, blank=True)
    precision = models.CharField(
        _("known to the"),
        max_length=10,
        choices=Precision,
        default=Precision.DAY,
        help_text=_("For “June 2024” pick any day of June and choose Month. A day counts until 24:00."),
    )
    tentative = models.BooleanField(_("tentative"), default=False)

    time_panels = [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("precision"), FieldPanel("tentative")]),
    ]

    class Meta:
        abstract = True

    @cached_property
    def span(self) -> logic.Span:
        """Return the time that it covers."""
        return logic.milestone_span(self.starts_at, self.ends_at, self.precision)

    @cached_property
    def words(self) -> str:
        """Return its time as a plan writes it."""
        return logic.milestone_words(self.starts_at, self.ends_at, self.precision, self.tentative)
