"""The contest."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Locale, Page, PageManager, PageQuerySet, get_page_models

from contest_pages import hooks
from contest_pages.art.choice import Choice, choice_for_contest
from contest_pages.contests.admin_forms import ContestPageForm
from contest_pages.contests.blocks import ContestBodyBlock, PartnerBlock, QuestionBlock
from contest_pages.contests.enums import KINDS_WITH_WORKS, ContestKind, MilestoneKind, Phase
from contest_pages.contests.fields import ChoiceListField, DayField
from contest_pages.contests.logic import schedule
from contest_pages.contests.page_meta import page_meta_of_contest
from contest_pages.contests.view_models import ContestCard, Deadline, Partner, TimelineItem
from contest_pages.contests.way_in import facts, state_words, steps, way_in
from contest_pages.publishing.page_search import PlainTitleMixin
from contest_pages.publishing.photographs import hero_photograph
from contest_pages.publishing.preview_time import shown_at

from .children import ContestChildMixin
from .contest_panels import EDIT_HANDLER
from .details import Milestone
from .documents import ContestNewsPage
from .guarded_publishing import GuardedPublishingMixin
from .preview import PreviewMoment, PreviewMomentsMixin
from .rounds import ContestRoundPage, prefetch_live_rounds, show_together
from .rules import ContestRulesPage
from .visibility import child_and_menu, menu_of

_PHASE_ORDER = [Phase.OPEN, Phase.JUDGING, Phase.REVIEWING, Phase.ANNOUNCED, Phase.FINISHED]


class ContestQuerySet(PageQuerySet):
    """Queries of contests."""

    def cards(self, now: datetime.datetime) -> list[ContestCard]:
        """Return the cards of contests as of `now`, open ones first, in four queries for any number."""
        contests = list(
            self.select_related("hero_image")
            .prefetch_related("hero_image__renditions", "milestones")
            .order_by("-first_published_at", "-pk")
        )
        prefetch_live_rounds(contests)
        cards = [
            ContestCard(
                contest,
                now,
                contest.phase(now),
                contest.deadline(now),
                contest.next_milestone(now),
                state_words(contest, now),
            )
            for contest in contests
        ]
        return sorted(cards, key=lambda card: _PHASE_ORDER.index(card.phase))

    def originals(self):
        """Return those to which registrations, entries and committees belong: translations are left out (`original`)."""
        if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            return self
        main = get_supported_content_language_variant(settings.LANGUAGE_CODE)
        in_main = self.model._base_manager.filter(
            translation_key=models.OuterRef("translation_key"), locale__language_code=main
        )
        return self.filter(models.Q(locale__language_code=main) | ~models.Exists(in_main))

    def for_visitors(self):
        """Prefetch the rows that the contest's public page shows."""
        return self.select_related("hero_image").prefetch_related(
            "hero_image__renditions", "milestones", "prizes", "contacts", "banners__image__renditions"
        )


class ContestPage(GuardedPublishingMixin, PreviewMomentsMixin, PlainTitleMixin, Page):
    """One contest: what, who, when, which prizes; its plan, rules, forms and rounds lie below it."""

    parent_page_types = ["contest_contests.ContestIndexPage"]
    base_form_class = ContestPageForm

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
    kinds = ChoiceListField(_("kind"), choices=ContestKind.choices, default=list, blank=True)
    body = StreamField(ContestBodyBlock(required=False), verbose_name=_("text"), blank=True)
    questions = StreamField(
        [("question", QuestionBlock())], verbose_name=_("questions and answers"), blank=True
    )
    partners = StreamField([("partner", PartnerBlock())], verbose_name=_("partners"), blank=True)
    erase_on = DayField(
        _("personal data are erased on"),
        null=True,
        blank=True,
        help_text=_(
            "Names, contacts and files of the contestants then go; counts and results stay. Left empty, it is some months after the contest's last day."
        ),
    )

    objects = PageManager.from_queryset(ContestQuerySet)()

    edit_handler = EDIT_HANDLER

    class Meta:
        verbose_name = _("contest")
        verbose_name_plural = _("contests")

    @classmethod
    def clean_subpage_models(cls):
        """Allow the page types of the installed features that derive from ContestChildMixin."""
        return [model for model in get_page_models() if issubclass(model, ContestChildMixin)]

    @cached_property
    def original(self) -> ContestPage:
        """Return the contest of which this is a translation, or itself: forms, rules and rounds belong to the original."""
        if not getattr(settings, "WAGTAIL_I18N_ENABLED", False) or self.locale_id is None:
            return self
        main = Locale.get_default()
        return self if self.locale_id == main.pk else (self.get_translation_or_none(main) or self)

    @cached_property
    def live_rounds(self) -> list[ContestRoundPage]:
        """Return the published rounds below the original, in tree order."""
        rounds = list(ContestRoundPage.objects.live().child_of(self.original).order_by("path"))
        show_together(rounds)
        return rounds

    @property
    def contestant_rounds(self) -> list[ContestRoundPage]:
        """Return the published rounds in which contestants do something: they alone decide when the contest is open."""
        return [page for page in self.live_rounds if page.specific_class.is_for_contestants]

    @cached_property
    def takes_works(self) -> bool:
        """Say whether a round below, published or drafted, takes works; before there is one the kinds tell."""
        if any(round_page.specific_class.takes_works for round_page in self.live_rounds):
            return True
        drafts = list(ContestRoundPage.objects.not_live().child_of(self.original))
        if drafts or self.live_rounds:
            return any(round_page.specific_class.takes_works for round_page in drafts)
        return not self.original.kinds or bool(KINDS_WITH_WORKS & set(self.original.kinds))

    def opening(self) -> datetime.datetime | None:
        """Return when the first round opens, if it is known."""
        return min((r.opens_at for r in self.contestant_rounds if r.opens_at), default=None)

    def announced_opening(self) -> datetime.datetime | None:
        """Return when the public is told that the first round opens: where a launch opens it, when that begins."""
        return min((r.announced_opening for r in self.contestant_rounds if r.announced_opening), default=None)

    def closing(self) -> datetime.datetime | None:
        """Return when the last round closes; None if one of them never does or none is known."""
        closings = [r.closes_at for r in self.contestant_rounds if r.opens_at]
        return max(closings) if closings and all(closings) else None

    def phase(self, now: datetime.datetime, milestones: list[Milestone] | None = None) -> Phase:
        """Return the phase at `now`; pass the milestones if they are loaded already."""
        milestones = list(self.milestones.all()) if milestones is None else milestones
        return schedule.phase_at(
            now,
            opens_at=self.opening(),
            closes_at=self.closing(),
            milestones=[(milestone.kind, milestone.span) for milestone in milestones],
        )

    def reset_for_next_year(self) -> list[str]:
        """Drop the date of erasure and the banners, whose pictures show last year's dates."""
        self.erase_on = None
        self.banners.all().delete()
        return [
            gettext("The dates of the milestones: they stand a year later."),
            gettext("The prizes: numbers and values are last year's."),
            gettext("New banners and a new main picture."),
        ]

    @cached_property
    def drafted_rounds(self) -> list[ContestRoundPage]:
        """Return the rounds below as if their last drafts were published, for the preview of a date."""
        rounds = [
            page.get_latest_revision_as_object()
            for page in ContestRoundPage.objects.child_of(self.original).order_by("path")
        ]
        for round_page in rounds:
            round_page.live = True
        return rounds

    def preview_moments(self) -> list[PreviewMoment]:
        """Return the first moment of each phase, as milestones and drafts of the rounds have it."""
        rounds = [found for found in self.drafted_rounds if found.specific_class.is_for_contestants]
        opens = [found.opens_at for found in rounds if found.opens_at]
        closes = [found.closes_at for found in rounds if found.opens_at]
        moments = schedule.phase_moments(
            opens_at=min(opens, default=None),
            closes_at=max(closes) if closes and all(closes) else None,
            milestones=[(milestone.kind, milestone.span) for milestone in self.milestones.all()],
        )
        return [PreviewMoment(phase.value, str(phase.label), at) for phase, at in moments.items()]

    def prepare_preview(self) -> None:
        """Show the rounds as drafted: a new contest has none published yet."""
        self.live_rounds = self.drafted_rounds

    @cached_property
    def live_rules(self) -> ContestRulesPage | None:
        """Return the published rules: the only ones that anything enforces."""
        rules = ContestRulesPage.objects.live().child_of(self.original).first()
        if rules is not None:
            rules.contest = self.original
        return rules

    @cached_property
    def registration_pages(self) -> list[Page]:
        """Return the published pages below on which people register."""
        models = [model for model in self.clean_subpage_models() if model.takes_registrations]
        return [
            page for model in models for page in model.objects.live().child_of(self.original).order_by("path")
        ]

    @property
    def last_day(self) -> datetime.date | None:
        """Return the last day of which the contest speaks: a round's closing or a milestone's end."""
        ends = [r.closes_at for r in self.live_rounds if r.closes_at]
        ends += [milestone.span.end for milestone in self.milestones.all()]
        return timezone.localdate(max(ends)) if ends else None

    @cached_property
    def navigation(self) -> list[Page]:
        """Return the published pages below that show in menus; of a translation without any, the original's."""
        return menu_of(self) or (menu_of(self.original) if self.original is not self else [])

    def title_of(self, page: Page) -> str:
        """Return the title of a page below; of a page in another language what it is, in the language of this one."""
        if page.locale_id == self.locale_id:
            return page.title
        return str(page.specific_class.usual_title) or capfirst(page.specific_class._meta.verbose_name)

    def route(self, request, path_components):
        """Route to the child together with the menu in one query, and set the child's `contest`."""
        if not path_components:
            return super().route(request, path_components)
        child, self.navigation = child_and_menu(self, path_components[0])
        if child is None or not self.live:
            raise Http404
        page = child.specific
        page.contest = self
        return page.route(request, path_components[1:])

    def page_meta(self, request):
        """Return the page meta of the contest."""
        return page_meta_of_contest(self, request)

    def get_view_restrictions(self):
        """Return the view restrictions of the page and its ancestors, cached on the instance."""
        return self._view_restrictions

    @cached_property
    def _view_restrictions(self):
        return super().get_view_restrictions()

    def registrations_end(self, now: datetime.datetime) -> datetime.datetime | None:
        """Return when the milestone of registering that covers `now` ends; None where none does."""
        ends = [
            m.span.end
            for m in self.milestones.all()
            if m.kind == MilestoneKind.REGISTRATION and m.span.begin <= now < m.span.end
        ]
        return min(ends, default=None)

    @cached_property
    def latest_news(self) -> list[ContestNewsPage]:
        """Return the three news items published last."""
        pages = ContestNewsPage.objects.live().child_of(self).select_related("image")
        return list(pages.prefetch_related("image__renditions").order_by("-published_on", "-pk")[:3])

    @cached_property
    def hero_picture(self) -> str:
        """Return the main picture in the sizes and formats that browsers choose from, as HTML; empty without one."""
        return hero_photograph(self.hero_image)

    @cached_property
    def partner_list(self) -> list[Partner]:
        """Return the partners with their logos in the size that the page shows."""
        return [
            Partner(
                name=block.value["name"],
                address=block.value["address"],
                logo=block.value["logo"] and block.value["logo"].get_rendition("max-320x128|format-webp"),
            )
            for block in self.partners
        ]

    @cached_property
    def index_page(self) -> Page | None:
        """Return the list of contests above."""
        return self.get_parent()

    @property
    def kind_class(self) -> str:
        """Return the class that gives a page the inks of the contest's kind."""
        return f"contest-kind--{self.kinds[0]}" if self.kinds else "contest-kind"

    @property
    def poster(self) -> Choice:
        """Return the generated picture of the contest, which stands where there is no photograph."""
        return choice_for_contest(str(self.translation_key), self.kinds[0] if self.kinds else "")

    @property
    def year(self) -> int | None:
        """Return the year in which the contest begins: its first milestone's, else its first round's."""
        begins = [milestone.span.begin for milestone in self.milestones.all()]
        begins += [self.opening()] if not begins and self.opening() else []
        return timezone.localdate(min(begins)).year if begins else None

    def timeline(self, now: datetime.datetime) -> list[TimelineItem]:
        """Return the milestones by time and, while none is current, a line for today among them."""
        items = [TimelineItem(m, schedule.time_status(m.span, now)) for m in self.milestones.all()]
        # Past milestones come first, also if they began on the day of a current one.
        items.sort(key=lambda item: (not item.status.is_past, item.milestone.span.begin))
        place = schedule.today_position([item.milestone.span for item in items], now)
        if items and place is not None:
            items.insert(place, TimelineItem(None, schedule.TimeStatus(is_past=False, is_now=True)))
        return items

    def next_milestone(self, now: datetime.datetime) -> Milestone | None:
        """Return the milestone that begins next."""
        coming = (m for m in self.milestones.all() if m.span.begin > now)
        return min(coming, key=lambda m: m.span.begin, default=None)

    def deadline(self, now: datetime.datetime) -> Deadline | None:
        """Return the moment that the countdown shows: the next closing, else the next opening."""
        closing = [r for r in self.contestant_rounds if r.is_open(now) and r.closes_at]
        if closing:
            first = min(closing, key=lambda round_page: round_page.closes_at)
            return Deadline(first.closes_at, is_closing=True, purpose=first.until_words)
        if registration := self.registrations_end(now):
            return Deadline(registration, is_closing=True, purpose=gettext("to register"))
        opening = [
            Deadline(r.announced_opening, is_closing=False, is_announced=r.announced_opening != r.opens_at)
            for r in self.contestant_rounds
            if r.announced_opening and r.announced_opening > now
        ]
        return min(opening, key=lambda deadline: deadline.at, default=None)

    def first_screen(self, now: datetime.datetime) -> dict:
        """Return what the first screen of the contest shows, on its own page and on the portal's."""
        return {
            "now": now,
            "phase": self.phase(now),
            "state": state_words(self, now),
            "deadline": self.deadline(now),
            "way_in": way_in(self, now),
            "facts": facts(self, now),
        }

    def get_context(self, request, *args, **kwargs):
        """Add phase, next milestone, navigation, news, and banners of today."""
        context = super().get_context(request, *args, **kwargs)
        now = shown_at()
        context.update(
            contest=self,
            timeline=self.timeline(now),
            **self.first_screen(now),
            documents=[page for page in self.navigation if page.specific_class.is_document],
            steps=steps(self, now),
            prizes=list(self.prizes.all()),
            contacts=list(self.contacts.all()),
            banners=[banner for banner in self.banners.all() if banner.is_shown(now)],
            news=self.latest_news,
            events=hooks.call("contest_events", contest=self, now=now),
        )
        return context
