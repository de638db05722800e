"""The moderator's form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages.review import logic
from contest_pages.review.enums import Decision
from contest_pages.review.errors import ReasonMissing


class DecisionForm(forms.Form):
    """A decision and, for a rejection, its reason."""

    decision = forms.ChoiceField(choices=Decision.choices, widget=forms.HiddenInput)
    video = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed for a rejection. The contestant reads these words."),
    )

    def clean(self):
        """Ask for the reason of a rejection."""
        data = super().clean()
        try:
            logic.check_reason(data.get("decision", ""), data.get("reason", ""))
        except ReasonMissing as missing:
            self.add_error("reason", missing.message)
        return data
