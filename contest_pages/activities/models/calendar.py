"""The calendar: contests, ceremonies and activities by month and as a list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from contest_pages.activities.enums import ActivityKind, CalendarKind
from contest_pages.activities.logic.months import Month, neighbours, touches, weeks_of
from contest_pages.contests.admin_forms import VietnamesePageForm
from contest_pages.contests.models import ContestIndexChildMixin
from contest_pages.http import query_params
from contest_pages.publishing import page_cache, page_parts
from contest_pages.publishing.preview_time import shown_at
from contest_pages.vietnamese import fold

from .ancestors import AncestorsMixin
from .honours import ContestHonoursPage

#: Past items that the page shows folded; older ones stand in their months.
PAST_SHOWN = 50
ALL_KINDS = [*CalendarKind.choices, *ActivityKind.choices]


@dataclass(frozen=True)
class CalendarFilters:
    """The query parameters of the calendar; invalid ones are ignored."""

    month: Month | None = None
    as_list: bool = False
    kind: str = ""
    unit: int | None = None

    @classmethod
    def read(cls, query) -> CalendarFilters:
        """Read the query parameters."""
        return cls(
            month=Month.read(query.get("thang", "")),
            as_list=query.get("xem") == "danh-sach",
            kind=query.get("loai") if query.get("loai") in dict(ALL_KINDS) else "",
            unit=query_params.number(query, "don-vi"),
        )

    @property
    def query(self) -> str:
        """Return the query string of these filters."""
        return query_params.parameters(
            thang=self.month,
            xem="danh-sach" if self.as_list else "",
            loai=self.kind,
            don_vi=self.unit,
        )

    @property
    def narrows(self) -> bool:
        """Say whether the filters exclude any item."""
        return bool(self.kind or self.unit)


class ContestCalendarPage(AncestorsMixin, ContestIndexChildMixin, Page):
    """Contests, ceremonies and activities by month, as a list and as an iCalendar feed."""

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
        """Add the items of the month or of the list."""
        context = super().get_context(request, *args, **kwargs)
        filters = CalendarFilters.read(request.GET)
        today = timezone.localdate(shown_at())
        items = page_cache.recall(request, ("calendar", self.pk), lambda: page_parts.make(self, "calendar"))
        found = [item for item in items if item.matches(filters.kind, filters.unit)]
        month = filters.month or Month.of(today)
        weeks, long = weeks_of(month, found, today)
        before, after = neighbours(month, found, today)
        units = {number: name for item in items for number, name in item.units}
        is_present = filters.month is None or month == Month.of(today)
        running = [item for item in found if _is_running(item, today)] if is_present else []
        context.update(
            filters=filters,
            month=month,
            weeks=weeks,
            running=[(item, (item.last_day - today).days) for item in running],
            long=[item for item in long if item not in running],
            months=self._by_month(found, running, filters, today),
            past=self._past(found, today) if filters.month is None else [],
            kinds=[(value, label) for value, label in ALL_KINDS if any(t.kind == value for t in items)],
            units=sorted(units.items(), key=lambda pair: fold(pair[1])),
            month_before=before and replace(filters, month=before),
            month_after=after and replace(filters, month=after),
            as_grid=replace(filters, as_list=False),
            as_list=replace(filters, as_list=True),
            feed_query=replace(filters, month=None, as_list=False).query,
            honours=self.honours,
        )
        return context

    @staticmethod
    def _by_month(found, running, filters: CalendarFilters, today) -> list[tuple[Month, list]]:
        """Return the items of a chosen month, else those from today on, under the months in which they begin."""
        if filters.month is not None:
            listed = [item for item in found if touches(item, filters.month)]
        else:
            listed = [item for item in found if item.last_day >= today]
        listed = [item for item in listed if item not in running]
        return [(month, list(group)) for month, group in groupby(listed, key=lambda i: Month.of(i.first_day))]

    @staticmethod
    def _past(found, today) -> list:
        """Return what is over, the latest first."""
        over = [item for item in found if item.last_day < today]
        return sorted(over, key=lambda item: (item.last_day, item.first_day), reverse=True)[:PAST_SHOWN]


def _is_running(item, today) -> bool:
    """Say whether an item of several days has a day today."""
    return item.first_day < item.last_day and item.first_day <= today <= item.last_day
