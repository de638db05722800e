"""The app contest_mailings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailingsConfig(AppConfig):
    """Mailings: messages of the organisers to chosen people. Whom they can choose, features declare by a hook."""

    name = "contest_pages.mailings"
    label = "contest_mailings"
    verbose_name = _("Mailings")
    default_auto_field = "django.db.models.BigAutoField"
