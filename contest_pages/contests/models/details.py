"""Rows of a contest page: milestones, prizes, contacts, banners."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.images import get_image_model_string
from wagtail.models import Orderable

from contest_pages.admin.count_fields import SmallCountField
from contest_pages.contests.enums import BannerSize, MilestoneKind, PrizeBasis, PrizeScope, RecipientKind
from contest_pages.contests.fields import ClosingTimeField, StartingTimeField
from contest_pages.contests.logic.medals import is_top, medal_of
from contest_pages.contests.prizes import basis_label

from .time_span import TimeSpanModel

CONTEST = "contest_contests.ContestPage"


class Milestone(TimeSpanModel):
    """A dated step of a contest, exact to the minute or only to the quarter."""

    contest = ParentalKey(CONTEST, on_delete=models.CASCADE, related_name="milestones")
    label = models.CharField(_("what happens"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=MilestoneKind, default=MilestoneKind.OTHER)
    # Calendars know a milestone by it: publishing a draft may give the row another number.
    uid = models.UUIDField(default=uuid.uuid4, null=True, editable=False)

    panels = [
        FieldRowPanel([FieldPanel("label"), FieldPanel("kind")]),
        *TimeSpanModel.time_panels,
    ]

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("starts_at")),
                name="contest_milestone_ends_after_it_starts",
                violation_error_message=_("The milestone must end after it starts."),
            )
        ]

    def __str__(self):
        return self.label


class Prize(Orderable):
    """A promised prize. How many and how much may be unknown: plans often say “each prize”."""

    contest = ParentalKey(CONTEST, on_delete=models.CASCADE, related_name="prizes")
    name = models.CharField(_("name of the prize"), max_length=100)
    count = SmallCountField(
        _("how many"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty if the plan does not say."),
    )
    amount = models.PositiveBigIntegerField(_("value of each, in VND"), null=True, blank=True)
    extra = models.CharField(
        _("what else"), max_length=250, blank=True, help_text=_("For example a certificate of merit.")
    )
    # Its choices come from the installed kinds of rounds: see contests/prizes.py and the form.
    basis = models.CharField(_("decided"), max_length=20, default=PrizeBasis.JURY)
    recipient_kind = models.CharField(
        _("given to"), max_length=10, choices=RecipientKind, blank=True, default=RecipientKind.ANY
    )
    scope = models.CharField(
        _("given"), max_length=10, choices=PrizeScope, blank=True, default=PrizeScope.AS_USUAL
    )
    part_key = models.CharField(
        _("part of the round"), max_length=50, blank=True, help_text=_("Only for a prize of one part.")
    )
    division = models.CharField(_("division"), max_length=100, blank=True)
    only_round = models.ForeignKey(
        "contest_contests.ContestRoundPage",
        verbose_name=_("only of the round"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("For prizes by the ranking of a round. Left empty, every such round has this prize."),
    )

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("count"), FieldPanel("amount")]),
        FieldRowPanel([FieldPanel("basis"), FieldPanel("recipient_kind")]),
        FieldRowPanel([FieldPanel("scope"), FieldPanel("only_round"), FieldPanel("part_key")]),
        FieldPanel("division"),
        FieldPanel("extra"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")

    def __str__(self):
        return f"{self.name} ({self.division})" if self.division else self.name

    @property
    def basis_label(self) -> str:
        """Return who or what decides about it, in words."""
        return basis_label(self.basis)

    @property
    def medal(self) -> str:
        """Return the medal that stands beside it."""
        return medal_of(self.name)

    @property
    def is_top(self) -> bool:
        """Say whether it is a first, second or third prize."""
        return is_top(self.name)

    @property
    def words_with_count(self) -> str:
        """Return the prize with its number, as decisions write it: “02 giải Nhì”."""
        if not self.count:
            return str(self)
        words = str(self)
        return f"{self.count:02d} {words[:1].lower()}{words[1:]}"

    def clean(self):
        """Refuse a prize of one round that names none, and one of a part that names none."""
        super().clean()
        if self.scope == PrizeScope.ONE_ROUND and self.only_round_id is None:
            raise ValidationError({"only_round": _("Choose the round that has this prize.")})
        if self.scope == PrizeScope.PART and not self.part_key:
            raise ValidationError({"part_key": _("Name the part that has this prize.")})


class Contact(Orderable):
    """A contact for questions: an office, not a private person."""

    contest = ParentalKey(CONTEST, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("office or person"), max_length=150)
    role = models.CharField(_("what for"), max_length=150, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("role")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self):
        return self.name


class Banner(Orderable):
    """A picture in one of the sizes that partners use, shown between two dates."""

    contest = ParentalKey(CONTEST, on_delete=models.CASCADE, related_name="banners")
    image = models.ForeignKey(
        get_image_model_string(), verbose_name=_("picture"), on_delete=models.PROTECT, related_name="+"
    )
    alternative_text = models.CharField(_("alternative text"), max_length=250)
    size = models.CharField(_("size"), max_length=10, choices=BannerSize, default=BannerSize.LEADERBOARD)
    link = models.URLField(_("link"), blank=True, help_text=_("Leave empty to lead to the contest itself."))
    shown_from = StartingTimeField(_("shown from"), null=True, blank=True)
    shown_until = ClosingTimeField(_("shown until"), null=True, blank=True)

    panels = [
        FieldPanel("image"),
        FieldRowPanel([FieldPanel("alternative_text"), FieldPanel("size")]),
        FieldPanel("link"),
        FieldRowPanel([FieldPanel("shown_from"), FieldPanel("shown_until")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("banner")
        verbose_name_plural = _("banners")

    def __str__(self):
        return self.alternative_text

    def clean(self):
        """Refuse a banner that would end before it begins."""
        super().clean()
        if self.shown_from and self.shown_until and self.shown_until <= self.shown_from:
            raise ValidationError(
                {"shown_until": _("The banner must be shown from an earlier time than until.")}
            )

    def is_shown(self, now) -> bool:
        """Say whether the banner is shown at `now`; without dates it always is."""
        return (self.shown_from is None or self.shown_from <= now) and (
            self.shown_until is None or now < self.shown_until
        )

    @cached_property
    def picture(self):
        """Return the rendition in the banner's exact size."""
        return self.image.get_rendition(f"fill-{self.size}|format-webp")
