"""The staff's forms of rosters."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages.http.name_field import NameField
from contest_pages.http.whole_texts import WholeTextForm


class HandOverForm(WholeTextForm):
    """The new contact of a roster."""

    full_name = NameField(label=_("Full name of the new contact"), max_length=150)
    email = forms.EmailField(label=_("E-mail of the new contact"))


class ReminderForm(WholeTextForm):
    """The letter to units whose contestants are missing."""

    subject = forms.CharField(label=_("Subject of the letter"), max_length=200)
    words = forms.CharField(
        label=_("Words of the letter"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )
