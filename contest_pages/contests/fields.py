"""Model fields of contests: lists of ticked choices, and times, lengths and sizes as plans write them."""

from __future__ import annotations

import datetime

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from contest_pages.contests.logic.measures import read_length, read_megabytes, write_length, write_megabytes
from contest_pages.contests.logic.written_times import NotATime, read_moment
from contest_pages.data.days import read_day
from contest_pages.http import date_field
from contest_pages.http.written_number import DjangosColumnMixin, WrittenNumberColumnMixin, WrittenNumberField


class LegalTimeFormField(forms.DateTimeField):
    """A date and time as plans write it, the day first; 24:00 is 00:00 of the next day."""

    default_error_messages = {
        "invalid": _("Write the day and the time, for example 31/7/2024 17:00 or 24:00 ngày 31/7/2024."),
    }

    def to_python(self, value):
        """Return an aware time; ValidationError for what is none."""
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return read_moment(value)
        except NotATime:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class LegalTimeInput(AdminDateTimeInput):
    """Wagtail's date picker, the day first, without validation on blur, which replaces what it cannot read by now."""

    def __init__(self, attrs=None, format=None):
        super().__init__(attrs, "%d/%m/%Y %H:%M")

    def get_config(self):
        """Switch off validation on blur."""
        return {**super().get_config(), "validateOnBlur": False}

    def format_value(self, value):
        """Return a time the day first; seconds, which nobody types, only where there are some."""
        shown = (
            timezone.localtime(value)
            if isinstance(value, datetime.datetime) and timezone.is_aware(value)
            else value
        )
        if isinstance(shown, datetime.datetime) and shown.second:
            return f"{shown:%d/%m/%Y %H:%M:%S}"
        return super().format_value(shown)


class ClosingTimeInput(LegalTimeInput):
    """The picker of an end, which shows midnight as 24:00 of the day that ends."""

    def format_value(self, value):
        """Return a time as plans write it."""
        shown = (
            timezone.localtime(value)
            if isinstance(value, datetime.datetime) and timezone.is_aware(value)
            else value
        )
        if isinstance(shown, datetime.datetime) and (shown.hour, shown.minute, shown.second) == (0, 0, 0):
            return f"{shown - datetime.timedelta(days=1):%d/%m/%Y} 24:00"
        return super().format_value(value)


class ClosingTimeFormField(LegalTimeFormField):
    """An end, of which a day alone says too little: it may mean its first or its last moment."""

    default_error_messages = {
        "no_time": _("Write the time as well, for example 24:00 ngày 31/7/2024."),
    }

    def to_python(self, value):
        """Return an aware time; ValidationError for what is none, and for a day alone."""
        if isinstance(value, str) and ":" not in value and read_day(value) is not None:
            raise forms.ValidationError(self.error_messages["no_time"], code="no_time")
        return super().to_python(value)


class DayInput(AdminDateInput):
    """Wagtail's date picker, the day first, without validation on blur."""

    def __init__(self, attrs=None, format=None):
        super().__init__(attrs, "%d/%m/%Y")

    def get_config(self):
        """Switch off validation on blur."""
        return {**super().get_config(), "validateOnBlur": False}


class LegalTimeField(models.DateTimeField):
    """A moment that editors may write with 24:00."""

    written_as = LegalTimeFormField
    widget = LegalTimeInput

    def formfield(self, **kwargs):
        """Return the field that reads times as plans write them."""
        return super().formfield(**{"form_class": self.written_as, **kwargs, "widget": self.widget})


class StartingTimeField(DjangosColumnMixin, LegalTimeField):
    """A beginning: midnight is 00:00."""


class ClosingTimeField(LegalTimeField):
    """An end: midnight is 24:00 of the day that ends."""

    written_as = ClosingTimeFormField
    widget = ClosingTimeInput

    def deconstruct(self):
        """Name the field of the first release: how a time is shown is no matter of the database."""
        name, _path, args, kwargs = super().deconstruct()
        return name, f"{LegalTimeField.__module__}.{LegalTimeField.__name__}", args, kwargs


class DayField(DjangosColumnMixin, models.DateField):
    """A day that editors write the day first."""

    def formfield(self, **kwargs):
        """Return the field that reads the day first."""
        return super().formfield(**{"form_class": date_field.DayField, **kwargs, "widget": DayInput})


class LengthFormField(WrittenNumberField):
    """A length of time in seconds, typed as minutes and seconds."""

    read = staticmethod(read_length)
    write = staticmethod(write_length)
    default_error_messages = {
        "invalid": _("Write minutes and seconds, for example 4:30, 5 phút or 90 giây."),
    }


class LengthField(WrittenNumberColumnMixin, models.PositiveIntegerField):
    """A length of time in seconds."""

    written_as = LengthFormField


class MegabytesFormField(WrittenNumberField):
    """A size in megabytes, typed with its unit."""

    read = staticmethod(read_megabytes)
    write = staticmethod(write_megabytes)
    default_error_messages = {
        "invalid": _("Write the size with its unit, for example 500 MB or 1,5 GB."),
    }


class MegabytesField(WrittenNumberColumnMixin, models.PositiveIntegerField):
    """A size in megabytes."""

    written_as = MegabytesFormField


class ChoiceListField(models.JSONField):
    """A list of chosen values, in the order of the choices."""

    def __init__(self, *args, choices=(), **kwargs):
        self.list_choices = list(choices)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        """Leave the choices out of migrations: they do not change the column."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs

    def formfield(self, **kwargs):
        """Return a form field of checkboxes."""
        return forms.MultipleChoiceField(
            choices=self.list_choices,
            required=not self.blank,
            label=self.verbose_name[0].upper() + str(self.verbose_name)[1:],
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
            initial=self.default,
        )

    def clean(self, value, model_instance):
        """Drop unknown values and sort by the order of the choices."""
        value = [known for known, _label in self.list_choices if known in (value or [])]
        return super().clean(value, model_instance)
