"""An activity around the contests: a campaign week, going from door to door, a seminar."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page

from contest_pages.activities.enums import ActivityKind
from contest_pages.contests.admin_forms import VietnamesePageForm, WrittenTimeFormMixin
from contest_pages.contests.blocks import ContestBodyBlock, PictureBlock
from contest_pages.contests.logic import schedule
from contest_pages.contests.models.time_span import TimeSpanModel
from contest_pages.publishing.page_search import PlainTitleMixin
from contest_pages.publishing.preview_time import shown_at

from .ancestors import AncestorsMixin


class ActivityPageForm(WrittenTimeFormMixin, VietnamesePageForm):
    """The form of an activity, whose time is typed as plans write it."""


class ContestActivityPage(AncestorsMixin, PlainTitleMixin, TimeSpanModel, Page):
    """An activity around the contests, with dates, place, unit and pictures; a campaign has activities as children."""

    parent_page_types = ["contest_activities.ContestCalendarPage", "contest_activities.ContestActivityPage"]
    subpage_types = ["contest_activities.ContestActivityPage", "contest_activities.ContestHonoursPage"]
    base_form_class = ActivityPageForm

    kind = models.CharField(_("kind"), max_length=20, choices=ActivityKind, default=ActivityKind.OTHER)
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
        MultiFieldPanel(TimeSpanModel.time_panels, heading=_("Time")),
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

    def get_context(self, request, *args, **kwargs):
        """Add the time status, and the published children in the order of time."""
        context = super().get_context(request, *args, **kwargs)
        below = ContestActivityPage.objects.live().child_of(self).order_by("starts_at", "pk")
        context.update(
            status=schedule.time_status(self.span, shown_at()),
            below=list(below),
            honours=list(self.get_children().live().exclude(pk__in=[page.pk for page in below])),
        )
        return context
