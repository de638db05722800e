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
        """Find what the installed features contribute, register the system checks, strip new pictures."""
        from . import checks, hooks  # noqa: F401
        from .files import uploaded_pictures

        hooks.discover()
        uploaded_pictures.connect()
        self._shorten_stored_tracebacks()

    def _shorten_stored_tracebacks(self):
        """Let rows of failed tasks hold no data; django-tasks-db is the host's choice."""
        from django.apps import apps
        from django.db.models.signals import pre_save

        from .http.stored_tracebacks import shorten_traceback

        if apps.is_installed("django_tasks_db"):
            from django_tasks_db.models import DBTaskResult

            pre_save.connect(shorten_traceback, sender=DBTaskResult, dispatch_uid="contest_pages.tracebacks")
