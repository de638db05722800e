"""The app contest_results."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResultsConfig(AppConfig):
    """Results: the results page, participation by unit. May import standings and below, and no kind of round."""

    name = "contest_pages.results"
    label = "contest_results"
    verbose_name = _("Results")
    default_auto_field = "django.db.models.BigAutoField"
