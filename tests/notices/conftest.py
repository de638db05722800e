"""A site with a real mail server, and letters that wait."""

from __future__ import annotations

import pytest

from contest_pages.notices import kinds, wordings
from contest_pages.notices.enums import Channel
from contest_pages.notices.models import Notice
from contest_pages.notices.notifying import notify
from contest_pages.registrations.letters import personal_link
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


@pytest.fixture
def badge(settings, tmp_path, monkeypatch):
    """Declare a kind of letter with a wording, for contestants with an e-mail address or with a phone only; return it."""
    (tmp_path / "badge.txt").write_text(
        "Chào {{ name }},\n\nMã đăng ký: {{ code }}\n\nHạn: {{ deadline }}\n\n[Mở trang] {{ link }}\n"
    )
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    monkeypatch.setattr(wordings, "_wordings", dict(wordings._wordings))
    declared = wordings.wording(
        "tests.badge",
        "Thẻ dự thi",
        kind="tests.badge",
        subject="Thẻ dự thi %(code)s",
        template="badge.txt",
        message="Ma %(code)s. Trang: %(link)s",
        placeholders={
            "name": "tên",
            "code": "mã đăng ký",
            "link": "liên kết",
            "deadline": wordings.optional("hạn"),
        },
        required=("code", "link"),
        required_in_message=("code",),
    )

    def compose(registration: Registration) -> kinds.Letter:
        values = {"name": "Lò Thị Mai", "code": registration.code, "link": personal_link(registration)}
        channel = kinds.channel_to(registration)
        place = registration.email if channel == Channel.EMAIL else registration.phone
        return kinds.Letter(place, wording="tests.badge", values=values, channel=channel)

    kinds.letter("tests.badge", "Thẻ dự thi", channel=kinds.channel_to, select_related=("contest",))(compose)
    return declared
