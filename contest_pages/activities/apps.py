"""The app contest_activities."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    """Activities around the contests, the calendar of it all, and honours. May import ceremonies and below."""

    name = "contest_pages.activities"
    label = "contest_activities"
    verbose_name = _("Activities")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Tell the page cache when activities begin and end, and the editor what they lack."""
        from contest_pages import page_cache

        from .queries import next_begin_or_end

        if next_begin_or_end not in page_cache.borders:
            page_cache.borders.append(next_begin_or_end)
