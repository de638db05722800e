"""The root app: shared templates, static files and the one catalogue. It has no models."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from . import numbers

# Before any model is read: pages name addresses too.
numbers.register()


class ContestPagesConfig(AppConfig):
    """The extension itself; list it after its features, before Wagtail."""

    name = "contest_pages"
    label = "contest_pages"
    verbose_name = _("Contests")

    def ready(self):
        """Register the system checks."""
        from . import checks  # noqa: F401
