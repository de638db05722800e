"""Letters of the review to members of the staff, always in the site's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from wagtail.admin.utils import get_admin_base_url


def admin_address(path_name: str, *args: Any) -> str:
    """Return the full address of a screen of the admin."""
    return f"{get_admin_base_url() or ''}{reverse(path_name, args=args)}"


def write_to(people: Iterable, *, subject: str, names: dict, template: str, **context: Any) -> int:
    """Write the same letter to each of these users who has an address; return their number.

    `subject` is a lazy translation, `names` its values: both are combined in the site's language.
    """
    sent = 0
    with translation.override(settings.LANGUAGE_CODE):
        for user in people:
            if user.is_active and user.email:
                text = render_to_string(template, {"user": user, **context})
                send_mail(str(subject) % names, text, None, [user.email])
                sent += 1
    return sent
