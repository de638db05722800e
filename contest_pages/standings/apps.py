"""The app contest_standings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StandingsConfig(AppConfig):
    """Standings: rankings of every kind of round, and awards. May import review and below."""

    name = "contest_pages.standings"
    label = "contest_standings"
    verbose_name = _("Standings")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Seal lots when rounds are published."""
        from wagtail.signals import page_published

        from .domain.sealing import on_round_published

        page_published.connect(on_round_published, dispatch_uid="contest_standings.seal_lot")
