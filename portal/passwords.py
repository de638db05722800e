"""The length that a password may have at most."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext


class MaximumLengthValidator:
    """Refuses a password of more characters than `max_length` (OWASP ASVS 2.1.2)."""

    def __init__(self, max_length: int = 128):
        self.max_length = max_length

    def validate(self, password: str, user=None) -> None:
        """Raise ValidationError for a password that is too long."""
        if len(password) > self.max_length:
            raise ValidationError(
                ngettext(
                    "This password is too long: it may have %(max)d character.",
                    "This password is too long: it may have %(max)d characters.",
                    self.max_length,
                ),
                code="password_too_long",
                params={"max": self.max_length},
            )

    def get_help_text(self) -> str:
        """Say how many characters are allowed."""
        return ngettext(
            "Your password may have %(max)d character at most.",
            "Your password may have %(max)d characters at most.",
            self.max_length,
        ) % {"max": self.max_length}
