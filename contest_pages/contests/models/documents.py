"""The plan, decisions and news of a contest."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page

from contest_pages.art.choice import Choice, choice_for_entry
from contest_pages.contests.blocks import ContestBodyBlock
from contest_pages.contests.enums import DocumentType
from contest_pages.contests.fields import DayField

from .children import ContestChildMixin
from .official_document import AMENDMENT_PANEL, DOCUMENT_PANEL, OfficialDocumentMixin


def amendments_in_force(page: Page) -> list[ContestPlanPage]:
    """Return the published documents that amend a plan or rules, the latest first."""
    if not page.pk:
        return []
    return list(ContestPlanPage.objects.live().filter(amends=page.pk).order_by("-issued_on", "-pk"))


class ContestPlanPage(OfficialDocumentMixin, ContestChildMixin, Page):
    """The plan (kế hoạch), or a decision, with what Decree 42/2022 asks of a posted document.

    Number and date may be blank: drafts of plans leave them so.
    """

    is_document = True
    usual_title = _("Plan")
    usual_order = 10

    document_type = models.CharField(
        _("type of document"),
        max_length=12,
        choices=DocumentType,
        default=DocumentType.PLAN,
        db_default=DocumentType.PLAN.value,
    )
    body = StreamField(ContestBodyBlock(required=False), verbose_name=_("text of the plan"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("document_type"),
        DOCUMENT_PANEL,
        AMENDMENT_PANEL,
        InlinePanel("attachments", heading=_("Attached files"), label=_("Attached file")),
        FieldPanel("body"),
    ]

    def reset_for_next_year(self) -> list[str]:
        """Drop number, date, signature and files: next year's plan is another document."""
        self.drop_signature()
        return [
            gettext("Number, date, signer and signed file of the new plan."),
            gettext("The text of the plan: it is last year's."),
        ]

    def get_context(self, request, *args, **kwargs):
        """Add the documents that amend this one."""
        return {**super().get_context(request, *args, **kwargs), "amended_by": amendments_in_force(self)}

    class Meta:
        verbose_name = _("contest plan")
        verbose_name_plural = _("contest plans")


class DocumentFile(Orderable):
    """A file of an official document, such as the signed PDF."""

    document = models.ForeignKey(
        get_document_model_string(), verbose_name=_("file"), on_delete=models.PROTECT, related_name="+"
    )

    panels = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("attached file")
        verbose_name_plural = _("attached files")

    def __str__(self):
        return str(self.document)


class PlanAttachment(DocumentFile):
    """A file of the plan."""

    plan = ParentalKey(ContestPlanPage, on_delete=models.CASCADE, related_name="attachments")


class RulesAttachment(DocumentFile):
    """A file of the rules."""

    rules = ParentalKey(
        "contest_contests.ContestRulesPage", on_delete=models.CASCADE, related_name="attachments"
    )


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

    @property
    def poster(self) -> Choice:
        """Return the generated picture, by the words of the title, which stands where there is no photograph."""
        return choice_for_entry(str(self.translation_key), self.title, "")
