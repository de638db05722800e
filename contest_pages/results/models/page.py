"""The results page and the awards on it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from contest_pages import asked, page_cache
from contest_pages.contests.blocks import ContestBodyBlock
from contest_pages.contests.models import ContestChildMixin, ContestRoundPage, Prize
from contest_pages.entries.enums import EntryState
from contest_pages.results.admin_forms import AwardsPanel, ResultsPageForm, StandingsPanel
from contest_pages.results.tables import STANDINGS_PAGE_SIZE, StandingsWish, tally_of
from contest_pages.vietnamese import fold


class ContestResultsPage(ContestChildMixin, Page):
    """Who won: each award is a prize given to an entry. Published, it shows here and on the home page."""

    base_form_class = ResultsPageForm
    is_news = True
    is_carried_over = False
    usual_title = _("Results")
    usual_order = 60

    introduction = models.TextField(_("introduction"), blank=True, max_length=800)
    body = StreamField(ContestBodyBlock(required=False), verbose_name=_("text"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        AwardsPanel("awards", heading=_("Awards"), label=_("Award")),
        StandingsPanel("standings", heading=_("Standings"), label=_("Standing")),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("contest results")
        verbose_name_plural = _("contest results")

    def get_context(self, request, *args, **kwargs):
        """Add the awards in the order of the prizes, and the standings as the visitor wishes them."""
        context = super().get_context(request, *args, **kwargs)
        wish = StandingsWish.read(request.GET)
        choices = page_cache.recall(request, ("standings", self.pk), self._choices)
        found = wish.narrow(self.standings.all() if self.pk else Standing.objects.none()).shown()
        pages = Paginator(found, max(found.count(), 1) if wish.whole else STANDINGS_PAGE_SIZE)
        awards = list(self.awards.shown()) if self.pk else []
        context.update(choices, awards=awards, wish=wish, standings=pages.get_page(wish.page))
        context.update(self._rankings(request))
        return context

    def _rankings(self, request) -> dict:
        """Return the published rankings of the quiz rounds, and the one whose whole list is asked for."""
        from contest_pages.results.queries.overall import published_overall
        from contest_pages.results.queries.rankings import (
            published_rankings,
            shown_rows,
        )  # a page serves itself

        rankings = published_rankings(self.contest.original.path)
        wanted = asked.number(request.GET, "bang-xep-hang")
        shown = next((found for found in rankings if found.pk == wanted), None)
        rows = None
        if shown is not None:
            page = asked.number(request.GET, "p") or 1
            rows = Paginator(shown_rows(shown), STANDINGS_PAGE_SIZE).get_page(page)
        overall = published_overall(self.contest) if rankings else []
        return {
            "rankings": rankings,
            "overall_rankings": overall,
            "shown_ranking": shown,
            "ranked_rows": rows,
        }

    def _choices(self) -> dict:
        """Return what standings may be chosen by, and what each unit reached."""
        standings = Standing.objects.filter(page=self.pk)
        rounds = list(standings.order_by("round__path").values_list("round_id", "round__title").distinct())
        tally = tally_of(Award.objects.filter(page=self.pk).in_public_units(), standings.in_public_units())
        return {
            "has_standings": bool(rounds),
            "rounds": rounds,
            "divisions": standings.divisions() if rounds else [],
            "units": sorted((row for row in tally if row.ranked), key=lambda row: fold(row.name)),
            "tally": tally,
        }


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

    def in_public_units(self):
        """Return the awards of works whose unit may be published, with its number as `public_unit`."""
        return self.filter(
            entry__unit__isnull=False,
            entry__registration__publish_unit=True,
            entry__state=EntryState.ACCEPTED,
        ).annotate(public_unit=models.F("entry__unit"))

    def named(self):
        """Return awards with what a card without a player reads, higher prizes first."""
        return (
            self.select_related(
                "prize", "entry__registration", "entry__unit", "entry__video", "entry__round", "page"
            )
            .prefetch_related("entry__registration__members", "entry__authors")
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


class StandingQuerySet(models.QuerySet):
    """Questions about standings."""

    def in_public_units(self):
        """Return the standings whose unit may be published, with its number as `public_unit`."""
        work = models.Q(entry__registration__publish_unit=True, entry__state=EntryState.ACCEPTED)
        unit = models.Case(
            models.When(work, then="entry__unit"),
            models.When(registration__publish_unit=True, then="registration__unit"),
        )
        return self.annotate(public_unit=unit).filter(public_unit__isnull=False).order_by()

    def in_division(self):
        """Add the division in which each is ranked as `own_division`."""
        return self.annotate(own_division=Coalesce("entry__registration__division", "registration__division"))

    def divisions(self) -> list[str]:
        """Return the divisions that occur, by name."""
        found = self.in_division().exclude(own_division="").order_by("own_division")
        return list(found.values_list("own_division", flat=True).distinct())

    def shown(self):
        """Return standings with all that a line of the table reads, in a fixed number of queries."""
        return (
            self.select_related("entry__unit", "entry__registration", "registration__unit")
            # Pages are large and few: each round is fetched once.
            .prefetch_related(
                "round",
                "entry__round",
                "entry__registration__members",
                "entry__authors",
                "registration__members",
            )
            .order_by("round__path", "rank", "sort_order", "pk")
        )


class Standing(Orderable):
    """The rank of a work, or of a team on stage, in a round, as the organisers decided it."""

    page = ParentalKey(ContestResultsPage, on_delete=models.CASCADE, related_name="standings")
    round = models.ForeignKey(
        ContestRoundPage, verbose_name=_("round"), on_delete=models.PROTECT, related_name="standings"
    )
    entry = models.ForeignKey(
        "contest_entries.Entry",
        verbose_name=_("entry"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="standings",
    )
    registration = models.ForeignKey(
        "contest_registrations.Registration",
        verbose_name=_("team or contestant"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="standings",
    )
    rank = models.PositiveIntegerField(_("rank"), validators=[MinValueValidator(1)])
    score = models.DecimalField(_("points"), max_digits=8, decimal_places=2, null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("round"), FieldPanel("rank"), FieldPanel("score")]),
        FieldPanel("entry"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(entry=None, registration__isnull=False)
                | models.Q(entry__isnull=False, registration=None),
                name="contest_standing_of_one",
                violation_error_message=_("A standing is that of a work or of a contestant, not of both."),
            ),
            models.UniqueConstraint(fields=["page", "round", "entry"], name="contest_standing_entry_once"),
            models.UniqueConstraint(
                fields=["page", "round", "registration"], name="contest_standing_contestant_once"
            ),
        ]

    def __str__(self):
        return f"{self.rank}"

    @property
    def contestant(self):
        """Return the registration behind it."""
        return self.entry.registration if self.entry_id else self.registration

    @property
    def code(self) -> str:
        """Return the number under which everybody knows the work; empty for a team."""
        return self.entry.code if self.entry_id else ""

    @property
    def title(self) -> str:
        """Return the work's public title; empty for a team."""
        return self.entry.public_title if self.entry_id else ""

    @property
    def author(self) -> str:
        """Return who made it or takes part, as agreed to; nobody for a work that was struck off."""
        if not self.entry_id:
            return self.registration.public_contestant
        return "" if self.entry.is_disqualified else self.entry.author

    @property
    def unit(self):
        """Return the unit where it may be published, or None."""
        if self.entry_id:
            return None if self.entry.is_disqualified else self.entry.public_unit
        return self.registration.unit if self.registration.publish_unit else None

    @property
    def division(self) -> str:
        """Return the division in which the contestant is ranked."""
        return self.contestant.division

    def clean(self):
        """Refuse a round, a work or a contestant of another contest."""
        super().clean()
        contests = {
            found.contest_id if hasattr(found, "contest_id") else found.contest.pk
            for found in (self.entry, self.registration, self.round if self.round_id else None)
            if found is not None
        }
        if len(contests) > 1:
            raise ValidationError(_("Round, work and contestant must belong to one contest."))
