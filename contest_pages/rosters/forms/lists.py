"""The forms around a roster: a file, what the contact declares, a reminder."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages.registrations.forms.style import StyledForm
from contest_pages.registrations.logic.people import tidy_name
from contest_pages.spreadsheets import MOST_BYTES

_DECLARATION = _(
    "Each person on this list knows that they are on it and agrees to the processing of their data as described; for minors a parent or guardian agrees, and a child from 7 years too."
)


def declaration() -> str:
    """Return what a contact declares for each person who is put on the roster; it is kept with the person."""
    return str(_DECLARATION)


class ListForm(StyledForm):
    """A file with people."""

    file = forms.FileField(
        label=_("Filled list (.xlsx)"),
        max_length=150,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": _("Choose the file first."), "empty": _("This file is empty.")},
    )

    def clean_file(self):
        """Refuse what is far larger than any list, before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(megabytes)d MB."), params={"megabytes": MOST_BYTES // 1024**2}
            )
        return file


class DeclarationForm(StyledForm):
    """What the contact declares before people are taken."""

    agreed = forms.BooleanField(
        label=_DECLARATION,
        error_messages={"required": _("Without this declaration nobody can be put on the roster.")},
    )


class HandOverForm(forms.Form):
    """Who keeps the roster from now on."""

    full_name = forms.CharField(label=_("Full name of the new contact"), max_length=150)
    email = forms.EmailField(label=_("E-mail of the new contact"))

    def clean_full_name(self) -> str:
        """Tidy the name."""
        return tidy_name(self.cleaned_data["full_name"])


class ReminderForm(forms.Form):
    """What units that are missing read."""

    subject = forms.CharField(label=_("Subject of the letter"), max_length=200)
    words = forms.CharField(
        label=_("Words of the letter"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )
