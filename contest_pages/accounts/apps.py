"""The app contest_accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """How staff sign in and stay signed in; a site that keeps its own login leaves this app out."""

    name = "contest_pages.accounts"
    label = "contest_accounts"
    verbose_name = _("Accounts of staff")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Record what Django and allauth announce."""
        from . import receivers

        receivers.connect()
