"""The round that takes entries and shows the accepted ones."""

from __future__ import annotations

import datetime

from django.core.paginator import Paginator
from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField

from contest_pages.contests.enums import ContestKind
from contest_pages.contests.fields import StartingTimeField
from contest_pages.contests.logic.rule_sentences import length_range
from contest_pages.contests.models import ContestRoundPage, FormPageMixin
from contest_pages.contests.models.form_page import Fragment
from contest_pages.entries.page_meta import page_meta_of_entry
from contest_pages.publishing import page_cache, page_parts
from contest_pages.publishing.preview_time import shown_at

from .gallery import GalleryFilters, cards_of, divisions_of, units_of

GALLERY_PAGE_SIZE = 24
#: So many works are offered beside a work.
NEXT_WORKS = 5


class EntryRoundPage(FormPageMixin, RoutablePageMixin, ContestRoundPage):
    """Takes entries while it is open; its gallery shows those that passed the preliminary review."""

    is_creatable = True
    usual_title = _("Entries")
    takes_works = True
    usual_order = 40
    usual_for = frozenset({ContestKind.VIDEO, ContestKind.WORKS})
    call_words = _("Hand in an entry")
    time_label = _("Entries received")
    words_while_open = _("Taking entries")
    words_until_closing = _("to hand in")
    task_icon = "camera-reels"
    steps = (
        (
            _("Register in a few minutes"),
            _("Name, unit, how to reach you. You get a code and a link to your own page."),
        ),
        (_("Hand in"), _("From your phone. If the line breaks, the upload goes on where it stopped.")),
        (
            _("Follow the result"),
            _("Each decision arrives by letter and stands on your own page."),
        ),
    )
    own_page_view = "contest_send_link"

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "ul", "link"])
    gallery_opens_at = StartingTimeField(
        _("gallery opens at"),
        null=True,
        blank=True,
        help_text=_("Leave empty if nothing but the review decides when entries are shown."),
    )
    gallery_waits_for_list = models.BooleanField(
        _("show the gallery only when the list of finalists is closed"),
        default=True,
        help_text=_("Untick it to show each entry as soon as it is accepted."),
    )

    content_panels = [
        *ContestRoundPage.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("gallery_opens_at"), FieldPanel("gallery_waits_for_list")], heading=_("Gallery")
        ),
    ]

    class Meta:
        verbose_name = _("round of entries")
        verbose_name_plural = _("rounds of entries")

    @property
    def list_closed_at(self) -> datetime.datetime | None:
        """Return when the list of those who passed the review was closed; None while it is open."""
        advance_list = getattr(self, "advance_list", None)
        return advance_list.closed_at if advance_list else None

    def task_words(self) -> tuple[str, str]:
        """Return the length and format that the rules ask for, and how many works."""
        rules = self.contest.live_rules
        if rules is None:
            return "", ""
        length = length_range(rules.minimum_seconds, rules.maximum_seconds)
        value = gettext("Video, %(length)s") % {"length": length} if length else ""
        most = rules.entries_per_contestant
        if not value or not most:
            return value, ""
        note = ngettext(
            "at most %(count)d work of each author", "at most %(count)d works of each author", most
        )
        return value, note % {"count": most}

    def public_entries(self, now: datetime.datetime):
        """Return the entries of the gallery, by number."""
        return self.entries.public(now).order_by("number")

    def sibling_galleries(self) -> list[ContestRoundPage]:
        """Return all rounds of the contest that show works, in tree order; this one among them."""
        rounds = self.contest.live_rounds
        return [found for found in rounds if found.cached_content_type == self.cached_content_type]

    @path("")
    def gallery(self, request):
        """Show the requirements of the round and the filtered gallery."""
        now = shown_at()
        filters = GalleryFilters.read(request.GET)
        public = self.public_entries(now)
        units, divisions, total = page_cache.recall(
            request, ("gallery", self.pk), lambda: (units_of(public), divisions_of(public), public.count())
        )
        paginator = Paginator(filters.narrow(public).with_author(), GALLERY_PAGE_SIZE)
        if not filters.narrows:
            paginator.count = total
        entries = paginator.get_page(filters.page)
        show_contest(entries, self)
        rules = self.contest.live_rules
        return self.render(
            request,
            context_overrides={
                "filters": filters,
                "entries": entries,
                "cards": cards_of(entries),
                "likely_words": "" if paginator.count else filters.likely_words(public),
                "units": units,
                "divisions": divisions,
                "orders": [(False, _("By number")), (True, _("Newest first"))],
                "opens_later": self.gallery_opens_at and self.gallery_opens_at > now,
                "galleries": self.sibling_galleries(),
                "is_open_now": self.is_open(now),
                "is_over": self.has_closed(now),
                "entry_sentences": rules.entry_sentences() if rules else [],
                "embedded": self.embedded_form(request),
            },
        )

    @path("tac-pham/<number:number>/", name="entry")
    def entry(self, request, number: int):
        """Show one accepted entry with its player and its neighbours in the gallery that the visitor came from."""
        public = self.public_entries(timezone.now())
        entry = (
            public.with_author()
            .prefetch_related("video__renditions", "subtitles")
            .filter(number=number)
            .first()
        )
        if entry is None:
            raise Http404
        filters = GalleryFilters.read(request.GET)
        following = filters.following(public.with_author(), number, NEXT_WORKS)
        show_contest([entry, *following], self)
        shown, *others = cards_of([entry, *following])
        return self.render(
            request,
            template="contest_entries/entry_page.html",
            context_overrides={
                "entry": entry,
                "filters": filters,
                "card": shown,
                "next_cards": others,
                "previous_entry": filters.before(public, number),
                "next_entry": following[0] if following else None,
                "page_meta": page_meta_of_entry(self, entry, request),
            },
        )

    def get_sitemap_urls(self, request=None):
        """Name the page and each work of the gallery, for search engines."""
        urls = super().get_sitemap_urls(request)
        base = self.get_full_url(request)
        for number, changed in self.public_entries(timezone.now()).values_list("number", "submitted_at"):
            urls.append({"location": f"{base}tac-pham/{number}/", "lastmod": changed})
        return urls

    def entry_path(self, number: int) -> str:
        """Return the path of an entry's page below this one."""
        return f"{self.url}tac-pham/{number}/"

    def embedded_form(self, request) -> Fragment:
        """Return the form for code and e-mail that sends the contestant the link to the own page."""
        return page_parts.make(self, "form", now=shown_at())

    def personal_section(self, registration, now: datetime.datetime) -> Fragment:
        """Return the contestant's entries of this round and whether another one may be handed in."""
        return page_parts.make(self, "personal section", registration, now=now)

    def preparation(self, registration, now: datetime.datetime) -> Fragment | None:
        """Return the button that begins a draft before the registration is confirmed; None if nothing is taken."""
        return page_parts.make(self, "preparation", now=now)


def show_contest(entries, round_page: EntryRoundPage) -> None:
    """Give entries of a round the page and the contest that are loaded already."""
    for entry in entries:
        entry.round = round_page
        entry.contest = round_page.contest
