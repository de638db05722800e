"""The app contest_ceremonies."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CeremoniesConfig(AppConfig):
    """Ceremonies: launches, award nights, seminars, and the press that opens a contest. May import contests and units."""

    name = "contest_pages.ceremonies"
    label = "contest_ceremonies"
    verbose_name = _("Ceremonies")
    default_auto_field = "django.db.models.BigAutoField"
