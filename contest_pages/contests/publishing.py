"""What in a contest's pages changes for visitors: by publishing, and by the clock alone."""

from __future__ import annotations

import datetime

from django.db.models import Min
from wagtail.contrib.settings.models import BaseGenericSetting, BaseSiteSetting

from contest_pages import page_cache

from .models import Banner, ContestRoundPage, Milestone


def on_published(sender, **kwargs) -> None:
    """Publishing, unpublishing, moving, deleting: every public page may show it."""
    page_cache.changed()


def on_setting_saved(sender, **kwargs) -> None:
    """The settings of a site stand on all its pages."""
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
