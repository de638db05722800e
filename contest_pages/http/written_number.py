"""Fields of numbers that people write in words and signs of their own."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class WrittenNumberField(forms.IntegerField):
    """A whole number that is read from a text, and shown as it is typed; subclasses set `read` and `write`."""

    widget = forms.TextInput
    #: Returns the number of a text, or raises ValueError.
    read: Callable[[str], int]
    write: Callable[[int], str]

    def to_python(self, value) -> int | None:
        """Return the number, or None for an empty field."""
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        try:
            return type(self).read(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value):
        """Show a number as it is typed; what was typed stays as it is."""
        return type(self).write(value) if isinstance(value, int) else value

    def widget_attrs(self, widget) -> dict:
        """Ask for no keyboard of digits: words may be typed."""
        return {}

    def has_changed(self, initial, data) -> bool:
        """Say whether another number was typed, however it is written."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class DjangosColumnMixin:
    """A model field that only has a form field of its own: migrations name Django's field."""

    def deconstruct(self):
        """Name Django's field: how a value is typed is no matter of the database."""
        name, _path, args, kwargs = super().deconstruct()
        own = next(kind for kind in type(self).__mro__ if kind.__module__ == models.fields.__name__)
        return name, f"django.db.models.{own.__name__}", args, kwargs


class WrittenNumberColumnMixin(DjangosColumnMixin):
    """A column of whole numbers whose form field is `written_as`."""

    written_as: type[WrittenNumberField]

    def formfield(self, **kwargs):
        """Return the field that reads what people write."""
        return super().formfield(**{"form_class": self.written_as, **kwargs})
