"""Forms of the question bank and of those who run a quiz."""

from __future__ import annotations

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from contest_pages.registrations.models import Registration


class QuestionListForm(forms.Form):
    """An XLSX file with questions."""

    file = forms.FileField(
        label=_("List (.xlsx)"), widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"})
    )


class CorrectionForm(forms.Form):
    """Which options count as right from now on, and why."""

    accepted = forms.TypedMultipleChoiceField(
        label=_("These options count as right"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick all of them to give everybody the points."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["accepted"].choices = [
            (place, f"{chr(65 + place)}. {text}") for place, text in enumerate(version.options)
        ]


class ExtraTimeForm(forms.Form):
    """Extra time for one contestant."""

    code = forms.CharField(label=_("Registration code"), max_length=12)
    extra_minutes = forms.IntegerField(
        label=_("Extra minutes for each attempt"), validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=250, help_text=_("Say what is needed, not the person's illness.")
    )

    def __init__(self, *args, contest, **kwargs):
        super().__init__(*args, **kwargs)
        self.contest = contest

    def clean_code(self):
        """Return the registration of this contest with that code."""
        code = self.cleaned_data["code"].strip().upper()
        found = Registration.objects.contestants().filter(contest=self.contest, code=code).first()
        if found is None:
            raise forms.ValidationError(_("This contest has no valid registration with that code."))
        return found
