"""System checks of the installation's protection against robots."""

from __future__ import annotations

from django.conf import settings
from django.core.checks import Tags, Warning, register


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
