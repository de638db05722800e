"""The form field of a person's name."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages.data.identity import is_name, tidy_name
from contest_pages.data.legacy_text import readable


class NameField(forms.CharField):
    """A person's name, tidied.

    Text in an old encoding is refused with what it reads as, which is filled in for the person to check. What has no
    letters, or digits and signs between them, is refused.
    """

    default_error_messages = {
        "legacy": _(
            "This was typed in a font from before Unicode. It reads “%(name)s”: please check it and send it."
        ),
        "no_name": _("Please write the name in letters, without digits or signs."),
    }

    def clean(self, value) -> str:
        """Return the name as it is stored."""
        text = super().clean(value)
        if name := readable(text):
            raise forms.ValidationError(
                self.error_messages["legacy"], code="legacy", params={"name": tidy_name(name)}
            )
        if text and not is_name(text):
            raise forms.ValidationError(self.error_messages["no_name"], code="no_name")
        return tidy_name(text)

    def bound_data(self, data, initial):
        """Show what an old encoding reads as instead of what was sent."""
        name = readable(data) if isinstance(data, str) else None
        return tidy_name(name) if name else data
