"""Forms of the staff's screens of quizzes."""

from __future__ import annotations

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from contest_pages.admin.count_fields import CountFormField
from contest_pages.http.whole_texts import WholeTextForm
from contest_pages.registrations.models import Registration


class ExtraTimeForm(WholeTextForm):
    """Extra time for a contestant."""

    code = forms.CharField(label=_("Registration code"), max_length=12)
    extra_minutes = CountFormField(
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
        registration = Registration.objects.contestants().filter(contest=self.contest, code=code).first()
        if registration is None:
            raise forms.ValidationError(_("This contest has no valid registration with that code."))
        return registration
