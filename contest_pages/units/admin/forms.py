"""The forms of the screens of units."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from contest_pages.http.whole_texts import WholeTextForm
from contest_pages.lists.fields import ListFileField
from contest_pages.units.models import Unit
from contest_pages.vietnamese import tidy


class DayForm(WholeTextForm):
    """The day on which something begins."""

    on = forms.DateField(label=gettext_lazy("From the day"), widget=AdminDateInput)


class UnitListForm(DayForm):
    """A list of units, and the day on which renamed and moved units get a successor."""

    file = ListFileField()
    field_order = ["file", "on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].required = False
        self.fields["on"].label = _("Renamed and moved units begin anew on")


class MergeForm(DayForm):
    """The unit into which several are merged."""

    units = forms.CharField(
        label=gettext_lazy("Codes of the units that are merged, one on each line"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    name = forms.CharField(label=gettext_lazy("Name of the new unit"), max_length=200)
    code = forms.CharField(label=gettext_lazy("Code of the new unit"), max_length=20)
    field_order = ["units", "name", "code", "on"]

    def clean_units(self):
        """Return today's units with these codes."""
        codes = [code.strip() for code in self.cleaned_data["units"].splitlines() if code.strip()]
        found = {unit.code: unit for unit in Unit.objects.today().filter(code__in=codes)}
        if unknown := [code for code in codes if code not in found]:
            raise forms.ValidationError(
                _("No unit of today has the code %(codes)s.") % {"codes": ", ".join(unknown)}
            )
        return [found[code] for code in dict.fromkeys(codes)]


class SplitForm(DayForm):
    """What a unit is split into."""

    parts = forms.CharField(
        label=gettext_lazy("New units, one on each line: code; name"),
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "03646; Xã Mường Bú"}),
    )
    field_order = ["parts", "on"]

    def clean_parts(self):
        """Return (name, code) pairs."""
        parts = []
        for line in self.cleaned_data["parts"].splitlines():
            if not line.strip():
                continue
            code, separator, name = (part.strip() for part in line.partition(";"))
            if not separator or not code or not tidy(name) or len(code) > 20:
                raise forms.ValidationError(
                    _("Write “code; name” on each line, not: %(line)s") % {"line": line[:60]}
                )
            parts.append((tidy(name), code))
        return parts
