"""A round is a page: it has an address, opens and closes, and rows point to it."""

from __future__ import annotations

import datetime
from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Left, Length
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from contest_pages import hooks
from contest_pages.contests.fields import ClosingTimeField, LegalTimeField
from contest_pages.contests.logic import opening
from contest_pages.contests.page_meta import page_meta_of_round
from contest_pages.publishing.preview_time import shown_at

from .children import ContestChildMixin
from .form_page import Fragment
from .preview import PreviewMoment, moments_of_span


class ContestRoundPage(ContestChildMixin, Page):
    """The base of every round. Only its kinds (entries, quiz, …) can be created; a system check holds them complete."""

    is_creatable = False

    call_words = ""
    """What the contest's button says that leads to the open round."""

    is_for_contestants = True
    """Whether contestants do something in it; others, such as juries, open and close without them."""

    welcomes_newcomers = False
    """Whether a visitor without a personal link can begin on its page."""

    steps: tuple = ()
    """How one takes part, in three steps on the contest's page: pairs of what to do and a sentence."""

    task_icon = "pencil"
    """The icon beside what contestants do in it."""

    takes_works = False
    """Whether works are handed in: then the rules say what a work must be like."""

    repeated_title = ""
    """The title of one of several such rounds, with its `number`; empty: a contest usually has one."""

    words_while_open = _("Open for entries")
    """What the state of the contest is called while it is open; `%(title)s` is the round's."""

    words_until_closing = ""
    """What the time until its closing is for; `%(title)s` is the round's."""

    time_label = ""
    """What the time of the round is called."""

    prize_bases: tuple = ()
    """By what prizes can be decided in a contest with such rounds, as members of TextChoices."""

    standings = None
    """Where the lines of its ranking come from (`standings.source.StandingsSource`); None: organisers paste them."""

    opens_at = LegalTimeField(_("opens at"), null=True, blank=True)
    closes_at = ClosingTimeField(
        _("closes at"),
        null=True,
        blank=True,
        help_text=_("To the minute; 24:00 may be written. Nothing is taken from this minute on."),
    )

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")])], heading=_("Time")
        ),
    ]

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")

    def clean(self):
        """Refuse a round that closes before it opens."""
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("The round must close after it opens.")})

    @property
    def call(self) -> str:
        """Return what the contest's button says, by the kind of round, whose own row is not read."""
        return str(self.specific_class.call_words)

    @property
    def call_with_title(self) -> str:
        """Return what the button says, with the title of one of several such rounds: “Vào thi Tuần 3”."""
        return f"{self.call} {self.title}" if self.specific_class.repeated_title else self.call

    @property
    def open_words(self) -> str:
        """Return what the state is called while it is open; by the kind of round, whose own row is not read."""
        return str(self.specific_class.words_while_open) % {"title": self.title}

    @property
    def until_words(self) -> str:
        """Return for what the time until its closing is: “để làm bài Tuần 3”; its own row is not read."""
        return str(self.specific_class.words_until_closing) % {"title": self.title}

    def task_words(self) -> tuple[str, str]:
        """Return what contestants do, in a few words, and a note; two empty texts if there is nothing to say."""
        return "", ""

    @cached_property
    def announced_opening(self) -> datetime.datetime | None:
        """Return when the public is told that it opens: at its opening, or at the event that is to open it before."""
        together = self.__dict__.get("_shown_together", [self])
        found = hooks.call("announced_openings", rounds=together, now=shown_at())
        announced = {pk: at for by_round in found for pk, at in by_round.items()}
        for round_page in together:
            if round_page is not self:
                round_page.announced_opening = announced.get(round_page.pk, round_page.opens_at)
        return announced.get(self.pk, self.opens_at)

    def opening_refusal(self, sentences: opening.OpeningSentences, now: datetime.datetime) -> str:
        """Return why nothing is taken at `now`, in one of the sentences; the public reads the announced opening."""
        if opening.is_open(now, self.opens_at, self.closes_at):
            return ""
        return sentences.refusal(now, self.opens_at, self.closes_at, announced=self.announced_opening)

    def is_open(self, now: datetime.datetime) -> bool:
        """Say whether the published round takes anything at `now`."""
        return self.live and opening.is_open(now, self.opens_at, self.closes_at)

    def has_closed(self, now: datetime.datetime) -> bool:
        """Say whether the closing time is past at `now`; a round without one never closes."""
        return self.closes_at is not None and now >= self.closes_at

    def reset_for_next_year(self) -> list[str]:
        """Keep the times, moved by a year, and ask to check them."""
        return [gettext("Opening and closing: they stand a year later.")]

    def preview_moments(self) -> list[PreviewMoment]:
        """Return a moment before the opening, one while open, one after the closing."""
        return moments_of_span(self.opens_at, self.closes_at)

    def prepare_preview(self) -> None:
        """Show a draft as if it were published: unpublished rounds are never open."""
        self.live = True

    def page_meta(self, request):
        """Return the page meta, with a picture of the round's own."""
        return page_meta_of_round(self, request)

    def rule_sentences(self) -> list[str]:
        """Return what this round adds to the contest's rules, in sentences; most add nothing."""
        return []

    @classmethod
    def prize_sentence(cls, basis: str) -> str:
        """Return how prizes of one of its bases are decided, where the contest's rules must say it; most need not."""
        return ""

    def personal_section(self, registration, now: datetime.datetime) -> Fragment | None:
        """Return the section of this round on the contestant's own page, or None."""
        return None

    def preparation(self, registration, now: datetime.datetime) -> Fragment | None:
        """Return how to prepare what this round takes before a registration is confirmed, or None.

        It is shown with `newcomer_token`, and must not depend on what the registration has done before.
        """
        return None


def show_together(rounds: list[ContestRoundPage]) -> None:
    """Let the first `announced_opening` that is asked for be read for all these rounds, in one query a feature."""
    for round_page in rounds:
        round_page._shown_together = rounds


def prefetch_live_rounds(contests: list[Page]) -> None:
    """Set `live_rounds` of all these contests in one query; a translation has those of its original."""
    above = Page.objects.filter(path=Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen))
    found = list(
        ContestRoundPage.objects.live()
        .annotate(contest_key=Subquery(above.values("translation_key")[:1]))
        .filter(contest_key__in={contest.translation_key for contest in contests})
        .order_by("path")
    )
    show_together(found)
    by_path, by_key = defaultdict(list), defaultdict(list)
    for round_page in found:
        by_path[round_page.path[: -Page.steplen]].append(round_page)
        by_key[round_page.contest_key].append(round_page)
    for contest in contests:
        contest.live_rounds = by_path[contest.path] or by_key[contest.translation_key]
