"""Review plans of rounds: steps with their groups and checklists, reasons of rejection."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from contest_pages.admin.count_fields import SmallCountField
from contest_pages.contests.fields import ClosingTimeField
from contest_pages.review.admin_forms import ReviewPlanForm


class ReviewPlan(ClusterableModel):
    """The review plan of a round, arranged by an organiser; each round has one from its creation."""

    contest_path = "round"

    round = models.OneToOneField(
        "contest_entries.EntryRoundPage",
        verbose_name=_("round"),
        on_delete=models.CASCADE,
        related_name="review_plan",
    )
    claim_minutes = SmallCountField(
        _("minutes for which an entry stays with whoever took it"),
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(24 * 60)],
    )
    undo_minutes = SmallCountField(
        _("minutes in which a decision can be taken back"),
        default=10,
        validators=[MaxValueValidator(24 * 60)],
        help_text=_("The contestant is told when they are over. 0: at once."),
    )
    changes_days = SmallCountField(
        _("days that a contestant usually has for changes"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    stuck_days = SmallCountField(
        _("days after which an entry that nobody looks at is brought to mind"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )

    base_form_class = ReviewPlanForm
    panels = [
        InlinePanel("steps", heading=_("Steps of the review"), label=_("Step of the review"), min_num=1),
        InlinePanel("reasons", heading=_("Reasons for a rejection"), label=_("Reason")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("claim_minutes"), FieldPanel("undo_minutes")]),
                FieldRowPanel([FieldPanel("changes_days"), FieldPanel("stuck_days")]),
            ],
            heading=_("Times"),
        ),
    ]

    class Meta:
        verbose_name = _("arrangement of a review")
        verbose_name_plural = _("arrangements of reviews")
        default_permissions = ("change", "view")
        permissions = [
            (
                "manage_review",
                _("Can release claims, disqualify, close the list and draw up the minutes of a review"),
            )
        ]

    def __str__(self):
        return str(self.round)


class ReviewStep(Orderable):
    """One step of a review: its role, checklist, number of moderators and deadline."""

    contest_path = "plan__round"

    plan = ParentalKey(ReviewPlan, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(_("name of the step"), max_length=100)
    group = models.ForeignKey(
        Group,
        verbose_name=_("group that takes this step"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Leave empty for everybody who may decide in the preliminary review."),
    )
    moderators = SmallCountField(
        _("number of moderators"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("2: four eyes. If they disagree, one more decides."),
    )
    due_at = ClosingTimeField(_("to be done until"), null=True, blank=True)
    checklist = models.TextField(
        _("checklist"), blank=True, max_length=3000, help_text=_("One question in each line.")
    )
    accepts_in_bulk = models.BooleanField(
        _("what meets every technical rule may pass in one go"),
        default=False,
        help_text=_("Only to the next step; the last one is always decided work by work."),
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("group"), FieldPanel("moderators")]),
        FieldRowPanel([FieldPanel("due_at"), FieldPanel("accepts_in_bulk")]),
        FieldPanel("checklist"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("step of the review")
        verbose_name_plural = _("steps of the review")
        default_permissions = ()

    def __str__(self):
        return self.name

    @property
    def questions(self) -> list[str]:
        """Return the questions of the checklist."""
        return [line.strip() for line in self.checklist.splitlines() if line.strip()]


class RejectionReason(Orderable):
    """A reason of rejection of this contest, in words that its contestants read."""

    plan = ParentalKey(ReviewPlan, on_delete=models.CASCADE, related_name="reasons")
    title = models.CharField(_("reason"), max_length=150)

    panels = [FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("reason for a rejection")
        verbose_name_plural = _("reasons for rejections")
        default_permissions = ()

    def __str__(self):
        return self.title
