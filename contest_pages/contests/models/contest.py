"""The contest and the list of contests."""

from __future__ import annotations

import datetime
from collections import defaultdict

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page, PageManager, PageQuerySet, get_page_models

from contest_pages.contests import logic
from contest_pages.contests.blocks import ContestBodyBlock
from contest_pages.contests.enums import Phase

from .children import ContestChildMixin
from .documents import ContestNewsPage
from .rounds import ContestRoundPage
from .rules import ContestRulesPage


class ContestIndexPage(Page):
    """All contests of a site: open, running, finished."""

    subpage_types = ["contest_contests.ContestPage"]

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("list of contests")
        verbose_name_plural = _("lists of contests")

    def get_context(self, request, *args, **kwargs):
        """Add the contests by phase: open ones first, finished ones last."""
        context = super().get_context(request, *args, **kwargs)
        contests = ContestPage.objects.child_of(self).live().public().for_cards(timezone.now())
        context["running_contests"] = [c for c in contests if c.phase_now != Phase.FINISHED]
        context["finished_contests"] = [c for c in contests if c.phase_now == Phase.FINISHED]
        return context


_PHASE_ORDER = [Phase.OPEN, Phase.JUDGING, Phase.REVIEWING, Phase.ANNOUNCED, Phase.FINISHED]


class ContestQuerySet(PageQuerySet):
    """Questions about contests."""

    def for_cards(self, now: datetime.datetime) -> list[ContestPage]:
        """Return contests with phase and picture, open ones first, in four queries for any number."""
        contests = list(
            self.select_related("hero_image").prefetch_related("hero_image__renditions", "milestones").order_by("-first_published_at", "-pk")
        )
        rounds = defaultdict(list)
        if contests:
            of_these = models.Q()
            for contest in contests:
                of_these |= models.Q(path__startswith=contest.path)
            for round_page in ContestRoundPage.objects.live().filter(of_these):
                rounds[round_page.path[: -Page.steplen]].append(round_page)
        for contest in contests:
            contest.live_rounds = rounds[contest.path]
            contest.phase_now = contest.phase(now)
        return sorted(contests, key=lambda contest: _PHASE_ORDER.index(contest.phase_now))


class ContestPage(Page):
    """One contest: what, who, when, which prizes; its plan, rules, forms and rounds lie below it."""

    parent_page_types = ["contest_contests.ContestIndexPage"]

    theme = models.CharField(_("theme"), max_length=255, blank=True)
    organiser = models.CharField(_("organising body"), max_length=255, blank=True)
    summary = models.TextField(_("summary"), max_length=500, blank=True)
    hero_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("main picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(ContestBodyBlock(required=False), verbose_name=_("text"), blank=True)

    objects = PageManager.from_queryset(ContestQuerySet)()

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *Page.content_panels,
                    FieldPanel("theme"),
                    FieldPanel("organiser"),
                    FieldPanel("summary"),
                    FieldPanel("hero_image"),
                    FieldPanel("body"),
                ],
                heading=_("Contest"),
            ),
            ObjectList(
                [
                    InlinePanel("milestones", heading=_("Milestones"), label=_("Milestone")),
                    InlinePanel("prizes", heading=_("Prizes"), label=_("Prize")),
                ],
                heading=_("Milestones and prizes"),
            ),
            ObjectList(
                [
                    InlinePanel("contacts", heading=_("Contacts"), label=_("Contact")),
                    InlinePanel("banners", heading=_("Banners"), label=_("Banner")),
                ],
                heading=_("Contacts and banners"),
            ),
            ObjectList(Page.promote_panels, heading=_("Address and search engines")),
        ]
    )

    class Meta:
        verbose_name = _("contest")
        verbose_name_plural = _("contests")

    @classmethod
    def clean_subpage_models(cls):
        """Allow the pages of the installed features: whatever says that it belongs below a contest."""
        return [model for model in get_page_models() if issubclass(model, ContestChildMixin)]

    @cached_property
    def live_rounds(self) -> list[ContestRoundPage]:
        """Return the published rounds below, in tree order."""
        return list(ContestRoundPage.objects.live().child_of(self).order_by("path"))

    def opening(self) -> datetime.datetime | None:
        """Return when the first round opens, if it is known."""
        return min((r.opens_at for r in self.live_rounds if r.opens_at), default=None)

    def closing(self) -> datetime.datetime | None:
        """Return when the last round closes; None if one of them never does or none is known."""
        closings = [r.closes_at for r in self.live_rounds if r.opens_at]
        return max(closings) if closings and all(closings) else None

    def phase(self, now: datetime.datetime) -> Phase:
        """Return where the contest stands at `now`."""
        return logic.phase_at(
            now,
            opens_at=self.opening(),
            closes_at=self.closing(),
            milestones=[(milestone.kind, milestone.span) for milestone in self.milestones.all()],
        )

    def live_rules(self) -> ContestRulesPage | None:
        """Return the published rules: the only ones that anything enforces."""
        return ContestRulesPage.objects.live().child_of(self).first()

    def navigation(self) -> list[Page]:
        """Return the published pages below that show in menus, without news."""
        return list(
            Page.objects.live().child_of(self).in_menu().not_type(ContestNewsPage).order_by("path")
        )

    def get_context(self, request, *args, **kwargs):
        """Add phase, next milestone, navigation, news, and banners of today."""
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        milestones = list(self.milestones.all())
        context.update(
            contest=self,
            contest_navigation=self.navigation(),
            phase=self.phase(now),
            milestones=[(milestone, milestone.span.end <= now, milestone.span.begin <= now < milestone.span.end) for milestone in milestones],
            next_milestone=min(
                (m for m in milestones if m.span.begin > now), key=lambda m: m.span.begin, default=None
            ),
            open_rounds=[r for r in self.live_rounds if r.is_open(now)],
            prizes=list(self.prizes.all()),
            contacts=list(self.contacts.all()),
            banners=[b for b in self.banners.select_related("image").prefetch_related("image__renditions") if b.is_shown(now)],
            news=list(ContestNewsPage.objects.live().child_of(self).order_by("-published_on", "-pk")[:3]),
        )
        return context
