"""The app contest_ceremonies."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CeremoniesConfig(AppConfig):
    """Ceremonies: launches, award nights, seminars, and the press that opens a contest. May import contests and units."""

    name = "contest_pages.ceremonies"
    label = "contest_ceremonies"
    verbose_name = _("Ceremonies")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Tell the page cache and the calendars when ceremonies are."""
        from contest_pages import page_cache
        from contest_pages.contests.calendars import more_dates
        from contest_pages.readiness import inspectors

        from .inspections import inspect_ceremony
        from .queries import ceremony_dates, next_begin_or_end

        if next_begin_or_end not in page_cache.borders:
            page_cache.borders.append(next_begin_or_end)
        if ceremony_dates not in more_dates:
            more_dates.append(ceremony_dates)
        if inspect_ceremony not in inspectors:
            inspectors.append(inspect_ceremony)
