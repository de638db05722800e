"""The contestant's form of the review."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AppealForm(forms.Form):
    """The words of an appeal."""

    words = forms.CharField(
        label=_("What should be looked at again, and why?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
    )
