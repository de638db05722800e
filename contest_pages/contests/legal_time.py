"""Times as plans write them: "24:00 ngày 31/7" is the end of that day."""

from __future__ import annotations

import datetime
import re

from django import forms
from django.db import models
from wagtail.admin.widgets import AdminDateTimeInput

_END_OF_DAY = re.compile(r"(?<!\d)24:00(?::00)?(?!\d)")


class LegalTimeFormField(forms.DateTimeField):
    """A date and time that accepts 24:00 and means 00:00 of the next day."""

    def to_python(self, value):
        """Return an aware time; ValidationError as Django's own field."""
        if not isinstance(value, str):
            return super().to_python(value)
        text, ends_day = _END_OF_DAY.subn("00:00", value)
        moment = super().to_python(text)
        return moment + datetime.timedelta(days=1) if moment and ends_day else moment


class LegalTimeInput(AdminDateTimeInput):
    """Wagtail's date picker, which leaves alone what it cannot read: else 24:00 silently becomes now."""

    def get_config(self):
        """Tell the picker not to replace typed text when the field is left."""
        return {**super().get_config(), "validateOnBlur": False}


class LegalTimeField(models.DateTimeField):
    """A moment that editors may write with 24:00."""

    def formfield(self, **kwargs):
        """Return the field that reads 24:00, with a picker that lets it stand."""
        return super().formfield(**{"form_class": LegalTimeFormField, **kwargs, "widget": LegalTimeInput})
