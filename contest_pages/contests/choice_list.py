"""A field that holds several values of a fixed list, ticked as boxes."""

from __future__ import annotations

from django import forms
from django.db import models


class ChoiceListField(models.JSONField):
    """A list of chosen values, in the order of the choices."""

    def __init__(self, *args, choices=(), **kwargs):
        self.list_choices = list(choices)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        """Leave the choices out of migrations: they are words, not columns."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs

    def formfield(self, **kwargs):
        """Return tick boxes."""
        return forms.MultipleChoiceField(
            choices=self.list_choices,
            required=not self.blank,
            label=self.verbose_name[0].upper() + str(self.verbose_name)[1:],
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
            initial=self.default,
        )

    def clean(self, value, model_instance):
        """Keep known values only, in the list's order."""
        value = [known for known, _label in self.list_choices if known in (value or [])]
        return super().clean(value, model_instance)
