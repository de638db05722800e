"""Form fields of days and moments, read day first whatever the host's language and formats."""

from __future__ import annotations

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone, to_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contest_pages.data.days import is_written_as_day, is_written_as_moment, read_day, read_moment

DAY_FORMAT = "%d/%m/%Y"
MOMENT_FORMAT = "%d/%m/%Y %H:%M"
#: Other years come from a slip of the finger: 0224, 9202.
_YEARS = range(1000, 3000)
_SHOWN = 40


class _TypedField(forms.Field):
    """A field that reads a text with `read`, and shows its value as `shown_as`."""

    widget = forms.TextInput
    value_type: type = datetime.date
    shown_as = DAY_FORMAT
    placeholder = "dd/mm/yyyy"

    def read(self, text: str):
        """Return the value of a typed text, or None."""
        raise NotImplementedError

    def is_written(self, text: str) -> bool:
        """Say whether a text that has no value is at least written as one."""
        raise NotImplementedError

    def to_python(self, value):
        """Return the value, or None for an empty field."""
        if isinstance(value, str):
            value = value.strip()
        if value in self.empty_values:
            return None
        if isinstance(value, self.value_type):
            return value
        text = str(value)
        read = self.read(text)
        if read is not None and read.year in _YEARS:
            return read
        if read is not None or self.is_written(text):
            raise ValidationError(
                self.error_messages["no_such"], code="no_such", params={"value": text[:_SHOWN]}
            )
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def prepare_value(self, value):
        """Show a value day first; what was typed stays as it is."""
        return f"{value:{self.shown_as}}" if isinstance(value, datetime.date) else value

    def has_changed(self, initial, data) -> bool:
        """Compare what is meant, not how it is written."""
        try:
            return (initial or None) != self.to_python(data)
        except ValidationError:
            return True

    def widget_attrs(self, widget) -> dict:
        """Show the order, and let phones offer digits."""
        if widget.is_hidden:
            return {}
        return {"placeholder": self.placeholder, "autocomplete": widget.attrs.get("autocomplete", "off")}


class DayField(_TypedField):
    """A day: 31/12/2024, 31-12-2024, 31.12.2024, 8/5/1990, 2024-12-31."""

    default_error_messages = {
        "invalid": _("Write the date as day/month/year, for example 05/8/1990."),
        "no_such": _("There is no day %(value)s. Please check the day, the month and the year."),
    }

    def read(self, text: str) -> datetime.date | None:
        """Return the day."""
        return read_day(text)

    def is_written(self, text: str) -> bool:
        """Say whether it is written as a day."""
        return is_written_as_day(text)

    def to_python(self, value):
        """Return the day, also of a moment."""
        return value.date() if isinstance(value, datetime.datetime) else super().to_python(value)

    def widget_attrs(self, widget) -> dict:
        """Let phones offer digits."""
        attrs = super().widget_attrs(widget)
        return {**attrs, "inputmode": "numeric"} if attrs else attrs


class MomentField(_TypedField):
    """A day with a time: 31/12/2024 08:30, 8h30 ngày 31/12/2024. Cleans to an aware time."""

    value_type = datetime.datetime
    shown_as = MOMENT_FORMAT
    placeholder = "dd/mm/yyyy hh:mm"
    default_error_messages = {
        "invalid": _("Write day/month/year and the time, for example 05/8/2024 08:30."),
        "no_such": _("There is no time %(value)s. Please check the day, the month and the hour."),
    }

    def read(self, text: str) -> datetime.datetime | None:
        """Return the time in the site's zone."""
        moment = read_moment(text)
        return from_current_timezone(moment) if moment is not None else None

    def is_written(self, text: str) -> bool:
        """Say whether it is written as a day with a time."""
        return is_written_as_moment(text)

    def prepare_value(self, value):
        """Show a time in the site's zone."""
        if isinstance(value, datetime.datetime) and timezone.is_aware(value):
            value = to_current_timezone(value)
        return super().prepare_value(value)
