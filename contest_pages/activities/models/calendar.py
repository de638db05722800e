"""The calendar: contests, ceremonies and activities by month and as a list."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from contest_pages import asked, page_cache
from contest_pages.activities.enums import ActivityKind, CalendarKind
from contest_pages.activities.logic.months import Month, touches, weeks_of
from contest_pages.contests.admin_forms import VietnamesePageForm
from contest_pages.contests.models import ContestIndexChildMixin
from contest_pages.seen_at import shown_at
from contest_pages.vietnamese import fold

from .honours import ContestHonoursPage
from .steps import StepsAboveMixin

ALL_KINDS = [*CalendarKind.choices, *ActivityKind.choices]


@dataclass(frozen=True)
class CalendarWish:
    """What a visitor wants to see; whatever is not understood is left out."""

    month: Month | None = None
    as_list: bool = False
    kind: str = ""
    unit: int | None = None

    @classmethod
    def read(cls, query) -> CalendarWish:
        """Read the parameters of an address."""
        return cls(
            month=Month.read(query.get("thang", "")),
            as_list=query.get("xem") == "danh-sach",
            kind=query.get("loai") if query.get("loai") in dict(ALL_KINDS) else "",
            unit=asked.number(query, "don-vi"),
        )

    @property
    def query(self) -> str:
        """Return the parameters of an address that shows the same."""
        return asked.parameters(
            thang=self.month,
            xem="danh-sach" if self.as_list else "",
            loai=self.kind,
            don_vi=self.unit,
        )

    @property
    def narrows(self) -> bool:
        """Say whether it leaves kinds or units out."""
        return bool(self.kind or self.unit)


class ContestCalendarPage(StepsAboveMixin, ContestIndexChildMixin, Page):
    """What is held when: by month, as a list, and as a calendar that phones subscribe to."""

    subpage_types = [
        "contest_activities.ContestActivityPage",
        "contest_activities.ContestHonoursPage",
    ]
    max_count_per_parent = 1
    base_form_class = VietnamesePageForm

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("calendar of contests and activities")
        verbose_name_plural = _("calendars of contests and activities")

    @cached_property
    def honours(self) -> list[ContestHonoursPage]:
        """Return the published honours below, the newest decision first."""
        pages = ContestHonoursPage.objects.live().descendant_of(self)
        return list(pages.order_by(models.F("decided_on").desc(nulls_last=True), "-pk"))

    def get_context(self, request, *args, **kwargs):
        """Add the month or the list that the visitor wishes."""
        from contest_pages.activities.queries import calendar_of  # a page serves itself

        context = super().get_context(request, *args, **kwargs)
        wish = CalendarWish.read(request.GET)
        today = timezone.localdate(shown_at())
        things = page_cache.recall(request, ("calendar", self.pk), lambda: calendar_of(self))
        found = [thing for thing in things if thing.fits(wish.kind, wish.unit)]
        month = wish.month or Month.of(today)
        weeks, long = weeks_of(month, found, today)
        units = {number: name for thing in things for number, name in thing.units}
        context.update(
            wish=wish,
            month=month,
            today=today,
            weeks=weeks,
            long=long,
            listed=self._listed(found, wish, today),
            kinds=[(value, label) for value, label in ALL_KINDS if any(t.kind == value for t in things)],
            units=sorted(units.items(), key=lambda pair: fold(pair[1])),
            month_before=replace(wish, month=month.previous(), as_list=False),
            month_after=replace(wish, month=month.next(), as_list=False),
            as_grid=replace(wish, as_list=False),
            as_list=replace(wish, as_list=True),
            without_month=replace(wish, month=None),
            feed_query=replace(wish, month=None, as_list=False).query,
            honours=self.honours,
        )
        return context

    @staticmethod
    def _listed(found, wish: CalendarWish, today) -> list:
        """Return what the list shows: a chosen month, else what goes on or comes."""
        if wish.month is not None:
            return [thing for thing in found if touches(thing, wish.month)]
        return [thing for thing in found if thing.last_day >= today]
