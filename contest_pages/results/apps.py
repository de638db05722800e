"""The app contest_results."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResultsConfig(AppConfig):
    """Results: awards and winners. May import review and below."""

    name = "contest_pages.results"
    label = "contest_results"
    verbose_name = _("Results")
    default_auto_field = "django.db.models.BigAutoField"
