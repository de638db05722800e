"""The portal's home page and plain pages."""

from __future__ import annotations

from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from contest_pages.contests.admin_forms import VietnamesePageForm
from contest_pages.contests.blocks import ContestBodyBlock
from contest_pages.contests.enums import Phase
from contest_pages.contests.models import ContestNewsPage, ContestPage
from contest_pages.contests.models.finding import below, child_and_menu, unrestricted
from contest_pages.results.queries.winners import latest_winners


class HomePage(Page):
    """The first page of the portal: what runs now, who won, what is new."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request, path_components):
        """Find the page asked for together with the portal's menu, which every page below shows."""
        if not path_components:
            return super().route(request, path_components)
        child, request.portal_menu = child_and_menu(self, path_components[0])
        if child is None:
            raise Http404
        return child.specific.route(request, path_components[1:])

    def get_context(self, request, *args, **kwargs):
        """Add running contests, winners, banners of today, and news."""
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        contests = ContestPage.objects.live().filter(unrestricted()).for_cards(now)
        context.update(
            running_contests=[c for c in contests if c.phase_now != Phase.FINISHED][:4],
            finished_contests=[c for c in contests if c.phase_now == Phase.FINISHED][:4],
            winners=latest_winners(contests),
            news=list(
                ContestNewsPage.objects.live().filter(below(contests)).order_by("-published_on", "-pk")[:4]
            ),
        )
        return context


class StandardPage(Page):
    """A plain page, into which an editor may put text or a contest's form."""

    body = StreamField(ContestBodyBlock(required=False), verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    base_form_class = VietnamesePageForm

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
