"""System checks of what registering needs: protection against robots, a way to reach contestants."""

from __future__ import annotations

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from contest_pages.data.text_messages import SENDING_NOTHING


@register(Tags.security, deploy=True)
def check_captcha_keys(app_configs, **kwargs):
    """W005: production has no captcha keys."""
    if getattr(settings, "RECAPTCHA_PUBLIC_KEY", "") and getattr(settings, "RECAPTCHA_PRIVATE_KEY", ""):
        return []
    return [
        Warning(
            "Registration forms carry no captcha.",
            hint="Set RECAPTCHA_PUBLIC_KEY and RECAPTCHA_PRIVATE_KEY.",
            id="contest_pages.W005",
        )
    ]


@register(Tags.security, deploy=True)
def check_text_messages(app_configs, **kwargs):
    """E012: text messages would be printed, with codes and personal links in them; W006: there is no gateway."""
    backend = getattr(settings, "SMS_BACKEND", "")
    if backend in SENDING_NOTHING:
        return [
            Error(
                f"SMS_BACKEND {backend} sends nothing; codes and links would stand where others read them.",
                hint="Name the class of your gateway, or leave SMS_BACKEND empty: then an e-mail address is required.",
                id="contest_pages.E012",
            )
        ]
    if backend:
        return []
    return [
        Warning(
            "There is no gateway for text messages: nobody can register with a phone number only.",
            hint="Name the class of your gateway in SMS_BACKEND, or silence contest_pages.W006.",
            id="contest_pages.W006",
        )
    ]
