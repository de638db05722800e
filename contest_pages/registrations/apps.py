"""The app contest_registrations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationsConfig(AppConfig):
    """Registrations: who takes part, with which consent. May import contests and units."""

    name = "contest_pages.registrations"
    label = "contest_registrations"
    verbose_name = _("Registrations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Connect the signal for committee matches, and register the embedded form."""
        from django.db.models.signals import post_save

        from contest_pages.committees.models import CommitteeMember

        from . import checks  # noqa: F401
        from .access import embedded_form  # noqa: F401
        from .domain.exclusion import on_committee_member_saved

        post_save.connect(
            on_committee_member_saved,
            sender=CommitteeMember,
            dispatch_uid="contest_registrations.recheck",
        )
