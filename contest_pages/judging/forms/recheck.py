"""The contestant's request to check the sum."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages.registrations.forms.style import StyledForm


class RecheckAskForm(StyledForm):
    """What the contestant asks to be looked at, and that the sum is meant, not the judgement."""

    words = forms.CharField(
        label=_("What should be looked at"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    confirm = forms.BooleanField(
        label=_(
            "I ask the organisers to add up the points of this work again. I know that no work is judged again."
        )
    )
