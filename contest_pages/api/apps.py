"""The app contest_api."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """What is published, for other programs: read only. May import every other feature."""

    name = "contest_pages.api"
    label = "contest_api"
    verbose_name = _("Open data")
    default_auto_field = "django.db.models.BigAutoField"
