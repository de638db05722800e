"""Queries of partners' banners and their counts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Sum

from contest_pages.banners.models import BannerCount, Partner
from contest_pages.contests.enums import Phase
from contest_pages.contests.models import Banner, ContestPage


def current_banner(contest: ContestPage, size: str, now: datetime.datetime) -> Banner | None:
    """Return the banner that is shown in a size now; None where there is none, or the contest is over."""
    if contest.phase(now) == Phase.FINISHED:
        return None
    banners = contest.banners.filter(size=size).select_related("image")
    return next((banner for banner in banners if banner.is_shown(now)), None)


@dataclass(frozen=True)
class PartnerRow:
    """The counts of a partner's banners, and the length of its bar in percent of the longest."""

    partner: Partner
    views: int
    clicks: int
    percent: float

    @property
    def rate(self) -> float | None:
        """Return the click rate in percent; None without views."""
        return round(100 * self.clicks / self.views, 1) if self.views else None


@dataclass(frozen=True)
class DayRow:
    """The counts of all partners on a day."""

    day: datetime.date
    views: int
    clicks: int
    percent: float


def by_partner(contest: ContestPage) -> list[PartnerRow]:
    """Return every partner that gets banners or has counts, those seen most first, in two queries."""
    counted = BannerCount.objects.filter(contest=contest).order_by()
    sums = {
        row["partner"]: (row["views"], row["clicks"])
        for row in counted.values("partner").annotate(views=Sum("views"), clicks=Sum("clicks"))
    }
    longest = max((views for views, _clicks in sums.values()), default=0) or 1
    rows = [
        PartnerRow(partner, *sums.get(partner.pk, (0, 0)), _percent(sums.get(partner.pk, (0, 0))[0], longest))
        for partner in Partner.objects.all()
        if partner.is_active or partner.pk in sums
    ]
    return sorted(rows, key=lambda row: (-row.views, row.partner.name))


def by_day(contest: ContestPage) -> list[DayRow]:
    """Return the counts of each day, in one query."""
    rows = list(
        BannerCount.objects.filter(contest=contest)
        .values("day")
        .annotate(seen=Sum("views"), followed=Sum("clicks"))
        .order_by("day")
    )
    longest = max((row["seen"] for row in rows), default=0) or 1
    return [DayRow(row["day"], row["seen"], row["followed"], _percent(row["seen"], longest)) for row in rows]


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1)
