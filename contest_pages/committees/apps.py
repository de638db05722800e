"""The app contest_committees."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteesConfig(AppConfig):
    """Committees: who organises, judges and assists in a contest. May import contests and units."""

    name = "contest_pages.committees"
    label = "contest_committees"
    verbose_name = _("Committees")
    default_auto_field = "django.db.models.BigAutoField"
