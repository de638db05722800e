"""An abstract model for times of a plan, exact to the minute or only to the quarter."""

from __future__ import annotations

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from contest_pages.contests.enums import Precision
from contest_pages.contests.fields import ClosingTimeField, StartingTimeField
from contest_pages.contests.logic import schedule


class TimeSpanModel(models.Model):
    """A start, an end and their precision, as a plan states them."""

    starts_at = StartingTimeField(_("from"))
    ends_at = ClosingTimeField(_("until"), null=True, blank=True)
    precision = models.CharField(
        _("known to the"),
        max_length=10,
        choices=Precision,
        default=Precision.DAY,
        help_text=_("For “June 2024” pick any day of June and choose Month. A day counts until 24:00."),
    )
    tentative = models.BooleanField(_("tentative"), default=False)

    #: The one field in which the time is typed; see WrittenTimeFormMixin.
    time_panels = [FieldPanel("written_time")]

    class Meta:
        abstract = True

    @cached_property
    def span(self) -> schedule.Span:
        """Return the interval that it covers."""
        return schedule.milestone_span(self.starts_at, self.ends_at, self.precision)

    @cached_property
    def words(self) -> str:
        """Return its time as a plan writes it."""
        return self.written_time

    @property
    def written_time(self) -> str:
        """Return its time as a plan writes it, as it is typed in the form."""
        return schedule.milestone_words(self.starts_at, self.ends_at, self.precision, self.tentative)
