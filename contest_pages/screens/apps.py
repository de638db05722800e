"""The app contest_screens."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScreensConfig(AppConfig):
    """Screens in a hall: paired by a code, showing a polled state that other features make."""

    name = "contest_pages.screens"
    label = "contest_screens"
    verbose_name = _("Screens")
    default_auto_field = "django.db.models.BigAutoField"
