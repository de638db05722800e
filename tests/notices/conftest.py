"""A site with a real mail server, and letters that wait."""

from __future__ import annotations

import pytest

from contest_pages.notices.models import Notice
from contest_pages.notices.notifying import notify
from contest_pages.registrations.models import Registration
from tests.factories import RegistrationFactory

from .mail_server import MailServer


@pytest.fixture
def server(settings):
    """Return a mail server that takes everything, until it is told otherwise."""
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.address
    settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 5
    yield server
    server.stop()


@pytest.fixture
def written(stage):
    """Return a function that writes letters to so many contestants, which wait for a worker."""

    def write(count: int = 1) -> list[Notice]:
        first = Registration.objects.count()
        emails = [f"ts{number}@vidu.example" for number in range(first, first + count)]
        people = [RegistrationFactory(page=stage.form, email=email) for email in emails]
        return [notify("registrations.welcome", person) for person in people]

    return write
