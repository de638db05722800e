"""The results page and the awards on it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from contest_pages.contests.blocks import ContestBodyBlock
from contest_pages.contests.models import ContestChildMixin, Prize
from contest_pages.entries.enums import EntryState

from .admin_forms import AwardsPanel, ResultsPageForm


class ContestResultsPage(ContestChildMixin, Page):
    """Who won: each award is a prize given to an entry. Published, it shows here and on the home page."""

    base_form_class = ResultsPageForm
    usual_title = _("Results")
    usual_order = 60

    introduction = models.TextField(_("introduction"), blank=True, max_length=800)
    body = StreamField(ContestBodyBlock(required=False), verbose_name=_("text"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        AwardsPanel("awards", heading=_("Awards"), label=_("Award")),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("contest results")
        verbose_name_plural = _("contest results")

    def get_context(self, request, *args, **kwargs):
        """Add the awards in the order of the prizes."""
        context = super().get_context(request, *args, **kwargs)
        context["awards"] = list(self.awards.shown()) if self.pk else []
        return context


class AwardQuerySet(models.QuerySet):
    """Questions about awards."""

    def shown(self):
        """Return awards with everything a card reads, higher prizes first."""
        return (
            self.select_related("prize", "entry__video", "entry__round", "entry__registration", "entry__unit")
            .prefetch_related(
                "entry__registration__members",
                "entry__authors",
                "entry__video__renditions",
                "entry__subtitles",
            )
            .order_by("prize__sort_order", "sort_order", "pk")
        )


class Award(Orderable):
    """A prize that was promised, given to an entry."""

    page = ParentalKey(ContestResultsPage, on_delete=models.CASCADE, related_name="awards")
    prize = models.ForeignKey(Prize, verbose_name=_("prize"), on_delete=models.PROTECT, related_name="awards")
    entry = models.ForeignKey(
        "contest_entries.Entry", verbose_name=_("entry"), on_delete=models.PROTECT, related_name="awards"
    )
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    objects = AwardQuerySet.as_manager()

    panels = [FieldRowPanel([FieldPanel("prize"), FieldPanel("entry")]), FieldPanel("remark")]

    class Meta(Orderable.Meta):
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        constraints = [models.UniqueConstraint(fields=["page", "prize", "entry"], name="contest_award_once")]

    def __str__(self):
        return str(self.prize)

    def clean(self):
        """Refuse an entry of another contest, and one that did not pass the preliminary review."""
        super().clean()
        if not (self.prize_id and self.entry_id):
            return
        if self.prize.contest_id != self.entry.contest_id:
            raise ValidationError({"entry": _("This entry belongs to another contest.")})
        if self.entry.state != EntryState.ACCEPTED:
            raise ValidationError({"entry": _("Only an accepted entry can get a prize.")})
