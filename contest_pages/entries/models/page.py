"""The round that takes entries and shows the accepted ones."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField

from contest_pages import page_cache
from contest_pages.contests.enums import ContestKind
from contest_pages.contests.models import ContestRoundPage, FormPageMixin
from contest_pages.contests.models.form_page import Fragment
from contest_pages.entries.telling import found_entry
from contest_pages.seen_at import shown_at

from .gallery import GalleryWish, divisions_of, units_of

GALLERY_PAGE_SIZE = 24


class EntryRoundPage(FormPageMixin, RoutablePageMixin, ContestRoundPage):
    """Takes entries while it is open; its gallery shows those that passed the preliminary review."""

    is_creatable = True
    usual_title = _("Entries")
    usual_order = 40
    usual_for = frozenset({ContestKind.VIDEO, ContestKind.WORKS})

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "ul", "link"])
    gallery_opens_at = models.DateTimeField(
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
        finalists = getattr(self, "finalists", None)
        return finalists.closed_at if finalists else None

    def public_entries(self, now: datetime.datetime):
        """Return the entries of the gallery, by number."""
        return self.entries.public(now).order_by("number")

    def sibling_galleries(self) -> list[ContestRoundPage]:
        """Return all rounds of the contest that show works, in tree order; this one among them."""
        rounds = self.contest.live_rounds
        return [found for found in rounds if found.cached_content_type == self.cached_content_type]

    @path("")
    def gallery(self, request):
        """Show what the round asks for and the gallery as the visitor wishes it."""
        now = shown_at()
        wish = GalleryWish.read(request.GET)
        public = self.public_entries(now)
        units, divisions, total = page_cache.recall(
            request, ("gallery", self.pk), lambda: (units_of(public), divisions_of(public), public.count())
        )
        pages = Paginator(wish.narrow(public).with_author(), GALLERY_PAGE_SIZE)
        if not wish.narrows:
            pages.count = total
        rules = self.contest.live_rules
        return self.render(
            request,
            context_overrides={
                "wish": wish,
                "entries": pages.get_page(wish.page),
                "units": units,
                "divisions": divisions,
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
        wish = GalleryWish.read(request.GET)
        before, after = wish.neighbours(public, number)
        return self.render(
            request,
            template="contest_entries/entry_page.html",
            context_overrides={
                "entry": entry,
                "wish": wish,
                "previous_entry": before,
                "next_entry": after,
                "found": found_entry(self, entry, request),
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
        """Return the door to the entry form: code and e-mail, which open the contestant's own page."""
        from contest_pages.entries.views.intake import door_for_round  # a page serves itself

        return door_for_round(self, now=shown_at())

    def personal_section(self, registration, now: datetime.datetime) -> Fragment:
        """Return the contestant's entries of this round and whether another one may be handed in."""
        from contest_pages.entries.views.intake import section_for_contestant  # a page serves itself

        return section_for_contestant(self, registration, now=now)


class FinalistList(models.Model):
    """The closed list of a round: which works go on. A row of its own, since a page's drafts would overwrite it."""

    round = models.OneToOneField(
        EntryRoundPage, verbose_name=_("round"), on_delete=models.PROTECT, related_name="finalists"
    )
    closed_at = models.DateTimeField(_("closed at"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("closed by"), on_delete=models.PROTECT, related_name="+"
    )
    count = models.PositiveIntegerField(_("works on the list"))

    # Where a page is used is asked of pages; a citizen's row need not be read again for that.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("list of finalists")
        verbose_name_plural = _("lists of finalists")
        default_permissions = ()

    def __str__(self):
        return str(self.round_id)
