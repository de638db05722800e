"""A launch, an award night, a seminar: programme, venues, broadcast."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page

from contest_pages.admin.count_fields import CountField, SmallCountField
from contest_pages.art.choice import Choice, choice_for_contest
from contest_pages.ceremonies.admin_forms import CeremonyPageForm, WhoMayPressPanel
from contest_pages.ceremonies.enums import CeremonyKind, CeremonyStatus, VenueLevel
from contest_pages.ceremonies.logic import clock
from contest_pages.ceremonies.logic.clock import USUAL_LENGTH
from contest_pages.contests.blocks import ContestBodyBlock, PictureBlock
from contest_pages.contests.fields import ClosingTimeField, DayField, StartingTimeField
from contest_pages.contests.models import ContestChildMixin, PreviewMoment
from contest_pages.publishing.photographs import hero_photograph
from contest_pages.publishing.preview_time import shown_at
from contest_pages.vietnamese import duration


class ContestCeremonyPage(ContestChildMixin, Page):
    """Before: when, where, programme. During: the broadcast. After: the recording and pictures.

    Sơn La 2023: 08:00 on 31 July 2023 in the provincial hall, with venues in districts and communes, and a
    rehearsal the day before. Thanh Hóa 2024: a seminar of half a day, about 150 guests.
    """

    base_form_class = CeremonyPageForm
    is_news = True

    kind = models.CharField(_("kind"), max_length=20, choices=CeremonyKind, default=CeremonyKind.LAUNCH)
    starts_at = StartingTimeField(_("begins at"))
    ends_at = ClosingTimeField(
        _("ends at"),
        null=True,
        blank=True,
        help_text=format_lazy(
            _("Left empty, it is taken to last {time}."), time=lazy(duration, str)(USUAL_LENGTH)
        ),
    )
    rehearsal_at = StartingTimeField(_("rehearsal at"), null=True, blank=True)
    summary = models.TextField(_("summary"), max_length=500, blank=True)
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    texts_of_the_year = ("backdrop",)
    backdrop = models.TextField(
        _("words on the backdrop"), blank=True, help_text=_("They stand on the wall page too, line by line.")
    )
    guests = CountField(_("guests expected"), null=True, blank=True)
    chair = models.TextField(
        _("chaired by"),
        blank=True,
        default="",
        db_default="",
        help_text=_("Name and office, as in the plan."),
    )
    notes = models.TextField(
        _("notes"), blank=True, default="", db_default="", help_text=_("What guests should know.")
    )
    replaces_invitation = models.BooleanField(
        _("the plan takes the place of an invitation"), default=False, db_default=False
    )
    shows_guests = models.BooleanField(_("show the guests to everybody"), default=False, db_default=False)
    # Duties and backdrop are internal for good: what the version before reads is dropped a release later.
    shows_duties = models.BooleanField(_("show the duties to everybody"), default=False, db_default=False)
    shows_backdrop = models.BooleanField(
        _("show the words on the backdrop to everybody"), default=False, db_default=False
    )
    stream = models.URLField(
        _("live broadcast"),
        blank=True,
        help_text=_(
            "At YouTube or Facebook, or a broadcaster's own stream (.m3u8), it plays in the page after a press; of other hosts the link is shown."
        ),
    )
    stream_fallback = models.URLField(
        _("another address of the broadcast"),
        blank=True,
        help_text=_("For those for whom the player does not work, for example the provincial broadcaster."),
    )
    recording = models.URLField(_("recording"), blank=True, help_text=_("Shown when the ceremony is over."))
    body = StreamField(ContestBodyBlock(required=False), verbose_name=_("text and documents"), blank=True)
    pictures = StreamField(
        [("picture", PictureBlock())], verbose_name=_("pictures of the ceremony"), blank=True
    )
    opens_round = models.ForeignKey(
        "contest_contests.ContestRoundPage",
        verbose_name=_("round that the press on stage opens"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_(
            "Give the round an opening later than the ceremony: an organiser opens it on the wall page. If nobody presses, it opens then."
        ),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("rehearsal_at"), FieldPanel("guests")]),
            ],
            heading=_("Time"),
        ),
        FieldPanel("summary"),
        FieldPanel("chair"),
        FieldPanel("notes"),
        FieldPanel("replaces_invitation"),
        FieldPanel("image"),
        InlinePanel("programme", heading=_("Programme"), label=_("Item")),
        InlinePanel(
            "venues",
            heading=_("Venues"),
            label=_("Venue"),
            help_text=_("In order: a connected venue stands behind the one it belongs to."),
        ),
        InlinePanel("invited", heading=_("Guests"), label=_("Guests")),
        InlinePanel("duties", heading=_("Who brings what"), label=_("Duty")),
        FieldPanel("shows_guests"),
        MultiFieldPanel(
            [FieldPanel("stream"), FieldPanel("stream_fallback"), FieldPanel("recording")],
            heading=_("Broadcast"),
        ),
        FieldPanel("body"),
        FieldPanel("pictures"),
        MultiFieldPanel(
            [FieldPanel("backdrop"), FieldPanel("opens_round"), WhoMayPressPanel()], heading=_("On stage")
        ),
    ]

    class Meta:
        verbose_name = _("contest ceremony")
        verbose_name_plural = _("contest ceremonies")

    def clean(self):
        """Refuse an end before the beginning, and a rehearsal after it."""
        super().clean()
        errors = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("The ceremony must end after it begins.")
        if self.starts_at and self.rehearsal_at and self.rehearsal_at >= self.starts_at:
            errors["rehearsal_at"] = _("The rehearsal comes before the ceremony.")
        above = self.path[: -self.steplen] if self.path else ""
        if above and self.opens_round_id and not self.opens_round.path.startswith(above):
            errors["opens_round"] = _("The round belongs to another contest.")
        if errors:
            raise ValidationError(errors)

    @property
    def end(self) -> datetime.datetime:
        """Return when it ends."""
        return clock.end_of(self.starts_at, self.ends_at)

    @property
    def poster(self) -> Choice:
        """Return the generated picture of the ceremony, which stands where there is no photograph."""
        return choice_for_contest(str(self.translation_key), "ceremony")

    @property
    def hero_picture(self) -> str:
        """Return the editor's photograph as HTML; empty without one."""
        return hero_photograph(self.image)

    def status(self, now: datetime.datetime) -> CeremonyStatus:
        """Return the status at `now`."""
        return clock.status_at(now, self.starts_at, self.ends_at)

    def reset_for_next_year(self) -> list[str]:
        """Drop broadcast, recording, pictures and confirmations of last year's ceremony."""
        self.stream = self.stream_fallback = self.recording = ""
        self.pictures = []
        guests = list(self.invited.all())
        for row in guests:
            row.confirmed = None
        self.invited = guests
        return [gettext("Day, venues and broadcast of the ceremony.")]

    def preview_moments(self) -> list[PreviewMoment]:
        """Return a moment before, during and after the ceremony."""
        if self.starts_at is None:
            return []
        return [
            PreviewMoment("before", _("Before the ceremony"), self.starts_at - datetime.timedelta(days=1)),
            PreviewMoment("live", _("During the ceremony"), self.starts_at),
            PreviewMoment("after", _("After the ceremony"), self.end),
        ]

    @property
    def main_venue(self) -> Venue | None:
        """Return the first venue."""
        return self.venues.first()

    def get_context(self, request, *args, **kwargs):
        """Add the time and the status of the ceremony."""
        now = shown_at()
        return {
            **super().get_context(request, *args, **kwargs),
            "programme": list(self.programme.all()),
            "now": now,
            "status": self.status(now),
            "days_left": (timezone.localdate(self.starts_at) - timezone.localdate(now)).days,
        }


class ProgrammeItem(Orderable):
    """A line of the programme: from when, what, by whom."""

    page = ParentalKey(ContestCeremonyPage, on_delete=models.CASCADE, related_name="programme")
    begins_at = models.TimeField(_("from"), null=True, blank=True)
    title = models.TextField(_("what happens"))
    who = models.TextField(_("by whom"), blank=True)
    minutes = SmallCountField(
        _("minutes at most"), null=True, blank=True, help_text=_("For example of a speech.")
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("who"),
        FieldRowPanel([FieldPanel("begins_at"), FieldPanel("minutes")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("item of a programme")
        verbose_name_plural = _("items of programmes")

    def __str__(self):
        return self.title


class Venue(Orderable):
    """A hall, and the halls connected to it, with whom to call and how many seats."""

    page = ParentalKey(ContestCeremonyPage, on_delete=models.CASCADE, related_name="venues")
    level = models.PositiveSmallIntegerField(_("level"), choices=VenueLevel, default=VenueLevel.MAIN)
    name = models.CharField(_("name of the venue"), max_length=200)
    address = models.CharField(_("address"), max_length=250, blank=True)
    unit = models.ForeignKey(
        "contest_units.Unit",
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    contact = models.CharField(
        _("contact"),
        max_length=200,
        blank=True,
        help_text=_("An office and its number rather than a person."),
    )
    seats = CountField(_("seats"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("level"), FieldPanel("name")]),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("seats")]),
        FieldPanel("contact"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("venue")
        verbose_name_plural = _("venues")

    def __str__(self):
        return self.name


class InvitedGuests(Orderable):
    """Guests at venues of a level, as a plan lists them: who, how many, and how many have confirmed."""

    page = ParentalKey(ContestCeremonyPage, on_delete=models.CASCADE, related_name="invited")
    level = models.PositiveSmallIntegerField(
        _("venue of the guests"), choices=VenueLevel, default=VenueLevel.MAIN
    )
    who = models.TextField(_("who is invited"))
    expected = CountField(_("guests expected"), null=True, blank=True)
    confirmed = CountField(_("guests confirmed"), null=True, blank=True)

    panels = [
        FieldPanel("level"),
        FieldPanel("who"),
        FieldRowPanel([FieldPanel("expected"), FieldPanel("confirmed")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("invited guests")
        verbose_name_plural = _("invited guests")

    def __str__(self):
        return self.who

    def clean(self):
        """Refuse more confirmed guests than expected: one of the numbers is mistyped."""
        super().clean()
        if self.expected is not None and (self.confirmed or 0) > self.expected:
            raise ValidationError({"confirmed": _("More have confirmed than are expected.")})


class Duty(Orderable):
    """Who brings or prepares what, until when."""

    page = ParentalKey(ContestCeremonyPage, on_delete=models.CASCADE, related_name="duties")
    who = models.TextField(_("who"))
    what = models.TextField(_("what"))
    until = DayField(_("until"), null=True, blank=True)

    panels = [FieldRowPanel([FieldPanel("who"), FieldPanel("until")]), FieldPanel("what")]

    class Meta(Orderable.Meta):
        verbose_name = _("duty")
        verbose_name_plural = _("duties")

    def __str__(self):
        return f"{self.who}: {self.what}"
