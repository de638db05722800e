"""The plan and the news of a contest."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page

from contest_pages.contests.blocks import ContestBodyBlock
from contest_pages.contests.fields import DayField

from .children import ContestChildMixin


class ContestPlanPage(ContestChildMixin, Page):
    """The plan (kế hoạch) with what Decree 42/2022 asks of a posted document.

    Number and date may be blank: drafts of plans leave them so.
    """

    is_document = True
    usual_title = _("Plan")
    usual_order = 10

    number = models.CharField(
        _("number and symbol"), max_length=60, blank=True, help_text=_("For example 77/KH-UBND.")
    )
    issued_on = DayField(_("date of issue"), null=True, blank=True)
    issuer = models.CharField(_("issuing body"), max_length=200, blank=True)
    signer = models.CharField(_("signed by"), max_length=200, blank=True)
    signer_title = models.CharField(_("title of the signer"), max_length=200, blank=True)
    abstract = models.TextField(_("abstract"), blank=True, max_length=500)
    body = StreamField(ContestBodyBlock(required=False), verbose_name=_("text of the plan"), blank=True)

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("issued_on")]),
                FieldPanel("issuer"),
                FieldRowPanel([FieldPanel("signer_title"), FieldPanel("signer")]),
                FieldPanel("abstract"),
            ],
            heading=_("Document"),
        ),
        InlinePanel("attachments", heading=_("Attached files"), label=_("Attached file")),
        FieldPanel("body"),
    ]

    def reset_for_next_year(self) -> list[str]:
        """Drop number, date, signature and files: next year's plan is another document."""
        self.number, self.issued_on, self.signer = "", None, ""
        self.attachments.all().delete()
        return [
            gettext("Number, date, signer and signed file of the new plan."),
            gettext("The text of the plan: it is last year's."),
        ]

    @property
    def files(self) -> list:
        """Return the attached files in the editor's order."""
        return [row.document for row in self.attachments.select_related("document")]

    class Meta:
        verbose_name = _("contest plan")
        verbose_name_plural = _("contest plans")


class PlanAttachment(Orderable):
    """A file of the plan, such as the signed PDF."""

    plan = ParentalKey(ContestPlanPage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        get_document_model_string(), verbose_name=_("file"), on_delete=models.PROTECT, related_name="+"
    )

    panels = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("attached file")
        verbose_name_plural = _("attached files")

    def __str__(self):
        return str(self.document)


class ContestNewsPage(ContestChildMixin, Page):
    """A news item of a contest."""

    is_news = True
    is_carried_over = False

    published_on = DayField(_("date"), default=timezone.localdate)
    summary = models.TextField(_("summary"), max_length=400, blank=True)
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(ContestBodyBlock(required=False), verbose_name=_("text"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("published_on"),
        FieldPanel("summary"),
        FieldPanel("image"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("contest news")
        verbose_name_plural = _("contest news")
