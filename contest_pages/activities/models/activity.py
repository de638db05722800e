"""An activity around the contests: a campaign week, going from door to door, a seminar."""

from __future__ import annotations

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page

from contest_pages.activities.enums import ActivityKind
from contest_pages.contests import logic
from contest_pages.contests.admin_forms import VietnamesePageForm
from contest_pages.contests.blocks import ContestBodyBlock, PictureBlock
from contest_pages.contests.enums import Precision
from contest_pages.contests.legal_time import LegalTimeField
from contest_pages.seen_at import shown_at

from .steps import StepsAboveMixin


class ContestActivityPage(StepsAboveMixin, Page):
    """Something held around the contests, with dates, place, unit and pictures; a campaign has activities below it."""

    parent_page_types = ["contest_activities.ContestCalendarPage", "contest_activities.ContestActivityPage"]
    subpage_types = ["contest_activities.ContestActivityPage", "contest_activities.ContestHonoursPage"]
    base_form_class = VietnamesePageForm

    kind = models.CharField(_("kind"), max_length=20, choices=ActivityKind, default=ActivityKind.OTHER)
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
    place = models.CharField(_("place"), max_length=250, blank=True)
    unit = models.ForeignKey(
        "contest_units.Unit",
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Visitors can look for what is held in a unit and in those below it."),
    )
    organiser = models.CharField(_("organising body"), max_length=250, blank=True)
    contest = models.ForeignKey(
        "contest_contests.ContestPage",
        verbose_name=_("belongs to the contest"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    summary = models.TextField(_("summary"), max_length=500, blank=True)
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(ContestBodyBlock(required=False), verbose_name=_("text"), blank=True)
    pictures = StreamField([("picture", PictureBlock())], verbose_name=_("pictures"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("precision"), FieldPanel("tentative")]),
            ],
            heading=_("Time"),
        ),
        MultiFieldPanel(
            [FieldPanel("place"), FieldPanel("unit"), FieldPanel("organiser")], heading=_("Where and by whom")
        ),
        FieldPanel("contest"),
        FieldPanel("summary"),
        FieldPanel("image"),
        FieldPanel("body"),
        FieldPanel("pictures"),
    ]

    class Meta:
        verbose_name = _("contest activity")
        verbose_name_plural = _("contest activities")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("starts_at")),
                name="contest_activity_ends_after_it_starts",
                violation_error_message=_("The activity must end after it starts."),
            )
        ]

    @cached_property
    def span(self) -> logic.Span:
        """Return the time that it covers."""
        return logic.milestone_span(self.starts_at, self.ends_at, self.precision)

    @cached_property
    def time_words(self) -> str:
        """Return its time as a plan writes it."""
        return logic.milestone_words(self.starts_at, self.ends_at, self.precision, self.tentative)

    def get_context(self, request, *args, **kwargs):
        """Add where it stands by the clock, and what is published below it in the order of time."""
        context = super().get_context(request, *args, **kwargs)
        below = ContestActivityPage.objects.live().child_of(self).order_by("starts_at", "pk")
        context.update(
            stand=logic.stand_of(self.span, shown_at()),
            below=list(below),
            honours=list(self.get_children().live().exclude(pk__in=[page.pk for page in below])),
        )
        return context
