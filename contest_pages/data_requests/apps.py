"""The app contest_data_requests."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DataRequestsConfig(AppConfig):
    """Data requests: requests of contestants about their personal data, with the deadlines of the law. May import registrations."""

    name = "contest_pages.data_requests"
    label = "contest_data_requests"
    verbose_name = _("Requests about personal data")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Connect the signals: record withdrawals of consent and disputes."""
        from contest_pages.registrations.signals import consent_withdrawn, contact_disputed

        from .domain import on_consent_withdrawn, on_contact_disputed

        consent_withdrawn.connect(on_consent_withdrawn, dispatch_uid="contest_data_requests.enter")
        contact_disputed.connect(on_contact_disputed, dispatch_uid="contest_data_requests.dispute")
