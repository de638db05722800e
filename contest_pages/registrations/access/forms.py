"""The form that sends a contestant the personal link again."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages.data.identity import tidy_phone
from contest_pages.registrations.forms.guard import GuardMixin


class AddressForm(GuardMixin):
    """An e-mail address or a phone number to which the personal link is sent again."""

    least_seconds = 0  # browsers fill in a stored address at once

    address = forms.CharField(
        label=_("E-mail or phone with which you registered"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, confirmed: bool = True, **kwargs):
        super().__init__(*args, prefix="link", **kwargs)
        self.add_guard(confirmed=confirmed)

    def clean(self):
        """Check the guard against robots."""
        data = super().clean()
        self.check_guard()
        return data

    def clean_address(self) -> str:
        """Return an e-mail address in lower case or a phone number as 0…."""
        typed = self.cleaned_data["address"].strip()
        if "@" in typed:
            return forms.EmailField().clean(typed.lower())
        try:
            return tidy_phone(typed)
        except ValueError:
            raise forms.ValidationError(
                _("Write an e-mail address or a Vietnamese phone number, for example 0912 345 678.")
            ) from None
