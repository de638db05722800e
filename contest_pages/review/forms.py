"""The contestant's form of the review."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages.http.whole_texts import WholeTextForm


class AppealForm(WholeTextForm):
    """The words of an appeal."""

    words = forms.CharField(
        label=_("What should be looked at again, and why?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
    )
