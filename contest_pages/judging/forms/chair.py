"""What the chair fills in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contest_pages.judging.models import ScoreSheet
from contest_pages.registrations.forms.style import StyledForm


class _SheetField(forms.ModelChoiceField):
    """Names a sheet by its work and seat, never by its points."""

    def label_from_instance(self, sheet: ScoreSheet) -> str:
        """Return work, seat and check code."""
        return gettext("Work %(number)d, juror %(seat)d (%(code)s)") % {
            "number": sheet.candidate.number,
            "seat": sheet.seat.number,
            "code": sheet.check_code,
        }


class VoidForm(StyledForm):
    """Which sheet is void, and why."""

    sheet = _SheetField(None, label=_("Score sheet"))
    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("It stands in the minutes. No points are changed.")
    )

    def __init__(self, *args, sheets, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sheet"].queryset = sheets
