"""The app contest_privacy."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """Privacy: the notice, agreed wordings, retention, what is kept of a person. May import contests and units."""

    name = "contest_pages.privacy"
    label = "contest_privacy"
    verbose_name = _("Personal data")
    default_auto_field = "django.db.models.BigAutoField"
