"""The app contest_contests."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContestsConfig(AppConfig):
    """Contests: the page tree, its milestones, prizes, rules, and the clock that reads them."""

    name = "contest_pages.contests"
    label = "contest_contests"
    verbose_name = _("Contests")
    default_auto_field = "django.db.models.BigAutoField"
