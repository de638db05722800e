"""The root app: shared templates, static files, the catalogue, hooks, the counts of requests."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from .http import converters

# Before any model is read: pages name addresses too.
converters.register()


class ContestPagesConfig(AppConfig):
    """The extension itself; list it after its features, before Wagtail."""

    name = "contest_pages"
    label = "contest_pages"
    verbose_name = _("Contests")

    def ready(self):
        """Find what the installed features contribute, and register the system checks."""
        from . import checks, hooks  # noqa: F401

        hooks.discover()
