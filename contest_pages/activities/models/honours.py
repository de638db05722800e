"""Honours (tôn vinh): units and people with the reason for which they are honoured."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page

from contest_pages.activities.enums import HonouredKind
from contest_pages.contests.admin_forms import VietnamesePageForm
from contest_pages.contests.blocks import ContestBodyBlock
from contest_pages.contests.fields import DayField
from contest_pages.publishing.page_search import PlainTitleMixin

from .ancestors import AncestorsMixin


class ContestHonoursPage(AncestorsMixin, PlainTitleMixin, Page):
    """A list of those who are honoured, with the decision that says so."""

    parent_page_types = ["contest_activities.ContestCalendarPage", "contest_activities.ContestActivityPage"]
    subpage_types: list[str] = []
    base_form_class = VietnamesePageForm

    summary = models.TextField(_("summary"), max_length=500, blank=True)
    decision_number = models.CharField(
        _("number and symbol of the decision"),
        max_length=60,
        blank=True,
        help_text=_("For example 12/QĐ-UBND."),
    )
    decided_on = DayField(_("date of the decision"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    decision = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("signed decision"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(ContestBodyBlock(required=False), verbose_name=_("text"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("decision_number"), FieldPanel("decided_on")]),
                FieldPanel("decided_by"),
                FieldPanel("decision"),
            ],
            heading=_("Decision"),
        ),
        InlinePanel("honoured", heading=_("Who is honoured"), label=_("Honour")),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("honours")
        verbose_name_plural = _("honours")

    def get_context(self, request, *args, **kwargs):
        """Add the units and the people apart."""
        context = super().get_context(request, *args, **kwargs)
        rows = list(self.honoured.select_related("unit", "image").prefetch_related("image__renditions"))
        groups = [
            (_("Units honoured"), [row for row in rows if row.kind == HonouredKind.UNIT]),
            (_("People honoured"), [row for row in rows if row.kind == HonouredKind.PERSON]),
        ]
        context["groups"] = [(title, found) for title, found in groups if found]
        return context


class Honoured(Orderable):
    """A unit or a person, with the reason and the form of the honour."""

    page = ParentalKey(ContestHonoursPage, on_delete=models.CASCADE, related_name="honoured")
    kind = models.CharField(_("kind"), max_length=10, choices=HonouredKind, default=HonouredKind.UNIT)
    name = models.CharField(
        _("name as it is published"),
        max_length=200,
        blank=True,
        help_text=_("Of a unit chosen below it may be left empty."),
    )
    unit = models.ForeignKey(
        "contest_units.Unit",
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.TextField(_("reason"), max_length=600)
    form = models.CharField(
        _("form of the honour"),
        max_length=150,
        blank=True,
        help_text=_("For example a certificate of merit."),
    )
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Of a person only with their consent."),
    )

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("name")]),
        FieldPanel("unit"),
        FieldPanel("reason"),
        FieldRowPanel([FieldPanel("form"), FieldPanel("image")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("honour")
        verbose_name_plural = _("honours given")

    def __str__(self):
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """Return the name as it is published."""
        return self.name or (self.unit.name if self.unit else "")

    def clean(self):
        """Refuse an honour without a name."""
        super().clean()
        if not self.name and (self.kind == HonouredKind.PERSON or self.unit_id is None):
            raise ValidationError({"name": _("Give the name of who is honoured.")})
