"""The contestant's form of a request."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages.registrations.forms.style import StyledForm

from .enums import RequestKind


class RequestForm(StyledForm):
    """A request about personal data to the organisers."""

    kind = forms.ChoiceField(
        label=_("I ask you to"),
        choices=[
            (RequestKind.CORRECT, _("correct my data")),
            (RequestKind.ERASE, _("erase my data")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What we should know about it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="request", **kwargs)
