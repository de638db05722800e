"""When public pages change: signals that invalidate the page cache, and the next change by time."""

from __future__ import annotations

import datetime

from django.db.models import Min
from wagtail.contrib.settings.models import BaseGenericSetting, BaseSiteSetting

from contest_pages.publishing import page_cache

from .models import Banner, ContestRoundPage, Milestone


def on_published(sender, **kwargs) -> None:
    """Invalidate the page cache after publishing, unpublishing, moving, deleting: any page may show it."""
    page_cache.changed()


def on_setting_saved(sender, **kwargs) -> None:
    """Invalidate the page cache when settings of a site are saved: all pages show them."""
    if issubclass(sender, BaseSiteSetting | BaseGenericSetting):
        page_cache.changed()


def next_change(now: datetime.datetime) -> datetime.datetime | None:
    """Return when a round opens or closes, a milestone begins or ends, or a banner comes or goes, whichever is next."""
    rounds, banners = ContestRoundPage.objects.live(), Banner.objects.all()
    coming = [
        rounds.filter(opens_at__gt=now).aggregate(at=Min("opens_at"))["at"],
        rounds.filter(closes_at__gt=now).aggregate(at=Min("closes_at"))["at"],
        banners.filter(shown_from__gt=now).aggregate(at=Min("shown_from"))["at"],
        banners.filter(shown_until__gt=now).aggregate(at=Min("shown_until"))["at"],
    ]
    for milestone in Milestone.objects.filter(contest__live=True):
        span = milestone.span
        coming += [moment for moment in (span.begin, span.end) if moment > now]
    return min((moment for moment in coming if moment is not None), default=None)
