"""The app contest_judging."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JudgingConfig(AppConfig):
    """Juries: panels, score sheets, jury rounds. May import standings, review and below."""

    name = "contest_pages.judging"
    label = "contest_judging"
    verbose_name = _("Juries")
    default_auto_field = "django.db.models.BigAutoField"
