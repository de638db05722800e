"""The app contest_activities."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    """Activities around the contests, the calendar of it all, and honours. May import ceremonies and below."""

    name = "contest_pages.activities"
    label = "contest_activities"
    verbose_name = _("Activities")
    default_auto_field = "django.db.models.BigAutoField"
