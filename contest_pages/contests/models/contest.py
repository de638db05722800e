"""The contest and the list of contests."""

from __future__ import annotations

import datetime
from collections import defaultdict

from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page, PageManager, PageQuerySet, get_page_models

from contest_pages.contests import logic
from contest_pages.contests.admin_forms import VietnamesePageForm
from contest_pages.contests.blocks import ContestBodyBlock
from contest_pages.contests.enums import MilestoneKind, Phase

from .children import ContestChildMixin
from .details import Milestone
from .documents import ContestNewsPage
from .finding import below, child_and_menu, menu_of, unrestricted
from .rounds import ContestRoundPage
from .rules import ContestRulesPage


class ContestIndexPage(Page):
    """All contests of a site: open, running, finished."""

    subpage_types = ["contest_contests.ContestPage"]
    base_form_class = VietnamesePageForm

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("list of contests")
        verbose_name_plural = _("lists of contests")

    def route(self, request, path_components):
        """Find the contest asked for with its picture, in one query."""
        if not path_components:
            return super().route(request, path_components)
        contest = (
            ContestPage.objects.child_of(self)
            .select_related("hero_image")
            .filter(slug=path_components[0])
            .first()
        )
        if contest is None:
            raise Http404
        return contest.route(request, path_components[1:])

    def get_context(self, request, *args, **kwargs):
        """Add the contests by phase: open ones first, finished ones last."""
        context = super().get_context(request, *args, **kwargs)
        contests = ContestPage.objects.child_of(self).live().filter(unrestricted()).for_cards(timezone.now())
        context["running_contests"] = [c for c in contests if c.phase_now != Phase.FINISHED]
        context["finished_contests"] = [c for c in contests if c.phase_now == Phase.FINISHED]
        return context


_PHASE_ORDER = [Phase.OPEN, Phase.JUDGING, Phase.REVIEWING, Phase.ANNOUNCED, Phase.FINISHED]


class ContestQuerySet(PageQuerySet):
    """Questions about contests."""

    def for_cards(self, now: datetime.datetime) -> list[ContestPage]:
        """Return contests with phase and picture, open ones first, in four queries for any number."""
        contests = list(
            self.select_related("hero_image")
            .prefetch_related("hero_image__renditions", "milestones")
            .order_by("-first_published_at", "-pk")
        )
        rounds = defaultdict(list)
        for round_page in ContestRoundPage.objects.live().filter(below(contests)):
            rounds[round_page.path[: -Page.steplen]].append(round_page)
        for contest in contests:
            contest.live_rounds = rounds[contest.path]
            contest.phase_now = contest.phase(now)
        return sorted(contests, key=lambda contest: _PHASE_ORDER.index(contest.phase_now))


class ContestPage(Page):
    """One contest: what, who, when, which prizes; its plan, rules, forms and rounds lie below it."""

    parent_page_types = ["contest_contests.ContestIndexPage"]
    base_form_class = VietnamesePageForm

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
    erase_on = models.DateField(
        _("personal data are erased on"),
        null=True,
        blank=True,
        help_text=_(
            "Names, contacts and files of the contestants then go; counts and results stay. Left empty, it is some months after the contest's last day."
        ),
    )

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
            ObjectList([FieldPanel("erase_on")], heading=_("Personal data")),
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

    def phase(self, now: datetime.datetime, milestones: list[Milestone] | None = None) -> Phase:
        """Return where the contest stands at `now`; give the milestones if they are loaded already."""
        milestones = list(self.milestones.all()) if milestones is None else milestones
        return logic.phase_at(
            now,
            opens_at=self.opening(),
            closes_at=self.closing(),
            milestones=[(milestone.kind, milestone.span) for milestone in milestones],
        )

    @cached_property
    def live_rules(self) -> ContestRulesPage | None:
        """Return the published rules: the only ones that anything enforces."""
        return ContestRulesPage.objects.live().child_of(self).first()

    @cached_property
    def registration_pages(self) -> list[Page]:
        """Return the published pages below on which people register."""
        models = [model for model in self.clean_subpage_models() if model.takes_registrations]
        return [page for model in models for page in model.objects.live().child_of(self).order_by("path")]

    @property
    def last_day(self) -> datetime.date | None:
        """Return the last day of which the contest speaks: a round's closing or a milestone's end."""
        ends = [r.closes_at for r in self.live_rounds if r.closes_at]
        ends += [milestone.span.end for milestone in self.milestones.all()]
        return timezone.localdate(max(ends)) if ends else None

    @cached_property
    def navigation(self) -> list[Page]:
        """Return the published pages below that show in menus."""
        return menu_of(self)

    def route(self, request, path_components):
        """Find the page asked for together with the menu, and tell it which contest it belongs to."""
        if not path_components:
            return super().route(request, path_components)
        child, self.navigation = child_and_menu(self, path_components[0])
        if child is None:
            raise Http404
        page = child.specific
        page.contest = self
        return page.route(request, path_components[1:])

    @staticmethod
    def _registers(milestones: list[Milestone], now: datetime.datetime) -> bool:
        """Say whether one of the milestones is a time of registering that covers `now`."""
        return any(
            m.kind == MilestoneKind.REGISTRATION and m.span.begin <= now < m.span.end for m in milestones
        )

    def get_context(self, request, *args, **kwargs):
        """Add phase, next milestone, navigation, news, and banners of today."""
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        milestones = list(self.milestones.all())
        open_rounds = [r for r in self.live_rounds if r.is_open(now)]
        context.update(
            contest=self,
            phase=self.phase(now, milestones),
            milestones=[
                (milestone, milestone.span.end <= now, milestone.span.begin <= now < milestone.span.end)
                for milestone in milestones
            ],
            next_milestone=min(
                (m for m in milestones if m.span.begin > now), key=lambda m: m.span.begin, default=None
            ),
            open_rounds=open_rounds,
            registering=[
                page
                for page in self.navigation
                if page.specific_class.takes_registrations
                and (open_rounds or self._registers(milestones, now))
            ],
            prizes=list(self.prizes.all()),
            contacts=list(self.contacts.all()),
            banners=[b for b in self.banners.select_related("image") if b.is_shown(now)],
            news=list(ContestNewsPage.objects.live().child_of(self).order_by("-published_on", "-pk")[:3]),
        )
        return context
