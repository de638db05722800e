"""The app home."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The province's home page and plain pages."""

    name = "home"
    verbose_name = _("Home")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Let the editors arrange the look and the foot of the site."""
        from contest_pages.roles import roles_laid

        from .access import on_roles_laid

        roles_laid.connect(on_roles_laid, dispatch_uid="home.portal_settings")
