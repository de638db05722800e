"""The form field of a birth."""

from __future__ import annotations

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contest_pages.data.births import Birth, read_birth

_OLDEST = 120


class BirthField(forms.CharField):
    """A birth date, the day first; with `takes_year` set, a year alone is one too."""

    takes_year = False
    default_error_messages = {
        "required": _("Enter the birth date with day, month and year, for example 05/8/1990."),
        "invalid": _("Enter the birth date with day, month and year, for example 05/8/1990."),
        "invalid_year": _("Enter day, month and year of birth, for example 05/8/1990, or the year alone."),
        "year_only": _("Enter the birth date with day, month and year, for example 05/8/1990."),
        "not_alive": _("Please check the year of birth."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"autocomplete": "bday", "inputmode": "numeric"}),
        )
        super().__init__(max_length=40, **kwargs)

    def take_year(self) -> None:
        """Take a year alone as well."""
        self.takes_year = True
        self.error_messages["required"] = self.error_messages["invalid_year"]
        self.help_text = _(
            "Day/month/year, for example 05/8/1990; where the day is not known, the year alone."
        )

    def clean(self, value) -> Birth | None:
        """Return the birth; refuse those of nobody alive."""
        text = super().clean(str(value) if value is not None else "")
        if not text:
            return None
        birth = read_birth(text)
        if birth is None:
            raise self._refusal("invalid_year" if self.takes_year else "invalid")
        if birth.day is None and not self.takes_year:
            raise self._refusal("year_only")
        today = timezone.localdate()
        if birth.year < today.year - _OLDEST or (birth.day or datetime.date(birth.year, 1, 1)) >= today:
            raise self._refusal("not_alive")
        return birth

    def prepare_value(self, value):
        """Show a birth as it is typed."""
        return str(value) if isinstance(value, Birth) else value

    def has_changed(self, initial, data) -> bool:
        """Say whether another birth was typed, however it is written."""
        before = initial if isinstance(initial, Birth) else read_birth(str(initial or ""))
        return (str(before) if before else str(initial or "")) != (
            str(read_birth(str(data or "")) or data or "")
        )

    def _refusal(self, code: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code)
