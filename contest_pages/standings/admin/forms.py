"""Forms of the staff's screens of rankings and awards."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages.admin.count_fields import CountFormField
from contest_pages.contests.models import ContestRoundPage, Prize
from contest_pages.http.whole_texts import WholeTextForm
from contest_pages.standings.errors import AmbiguousCode
from contest_pages.standings.models import Subject
from contest_pages.standings.pasted import PASTED
from contest_pages.standings.queries.awards import recipient_of, units_taking_part
from contest_pages.units.models import Unit

#: Up to this many who share a rank get a number field each; for more, the form takes a list of codes.
MOST_NUMBERED = 20


class ReasonForm(WholeTextForm):
    """A reason that stays on record."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )


class ExclusionForm(ReasonForm):
    """The contestant to exclude, and the reason."""

    code = forms.CharField(label=gettext_lazy("Registration code or receipt code"), max_length=12)
    field_order = ["code", "reason"]

    def __init__(self, *args, subject: Subject, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject = subject

    def clean_code(self):
        """Return the registration of the code, if it has a submission in the round."""
        registration = self.subject.source.find(self.subject, self.cleaned_data["code"].strip().upper())
        if registration is None:
            raise forms.ValidationError(_("Nobody with an attempt in this round has that code."))
        return registration


class ChairForm(ReasonForm):
    """The chair's decision about a tie: a number for each of a few rows, a list of codes for many."""

    division = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        if len(rows) <= MOST_NUMBERED:
            for row in rows:
                self.fields[f"place-{row.pk}"] = CountFormField(
                    label=row.office_name, min_value=1, max_value=len(rows), required=False
                )
        else:
            self.fields["codes"] = forms.CharField(
                label=gettext_lazy("Codes in the order decided, one on each line"),
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def clean(self):
        """Put the codes in the order decided; numbers begin with 1 and are unique."""
        cleaned = super().clean()
        if "codes" in self.fields:
            self.codes = cleaned.get("codes", "").split()
            return cleaned
        numbers = {row.code: cleaned.get(f"place-{row.pk}") for row in self.rows}
        given = {code: number for code, number in numbers.items() if number}
        if not given or sorted(given.values()) != list(range(1, len(given) + 1)):
            raise forms.ValidationError(
                _("Number them 1, 2, 3 and so on, each once; the others stand behind.")
            )
        self.codes = sorted(given, key=given.get)
        return cleaned


class PasteForm(WholeTextForm):
    """The round, and the lines. Rounds that are ranked by their submissions are not offered."""

    round = forms.ModelChoiceField(ContestRoundPage.objects.none(), label=gettext_lazy("Round"))
    lines = forms.CharField(
        label=gettext_lazy("Lines"),
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy(
            "One line for each: number of the work or code of the registration, rank, points. Copy the three columns from your table."
        ),
    )

    def __init__(self, *args, contest, **kwargs):
        super().__init__(*args, **kwargs)
        rounds = ContestRoundPage.objects.child_of(contest).order_by("path")
        pasted = [page.pk for page in rounds if Subject.of_round(page).source is PASTED]
        self.fields["round"].queryset = rounds.filter(pk__in=pasted)


class AwardForm(WholeTextForm):
    """A prize and its recipient: by a code, or a unit from the list."""

    prize = forms.ModelChoiceField(Prize.objects.none(), label=gettext_lazy("Prize"))
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        required=False,
        help_text=gettext_lazy(
            "Number of the work (TP-0007), code of the registration, of one of its people (AB12CD34/2), or of a unit."
        ),
    )
    round = forms.ModelChoiceField(
        ContestRoundPage.objects.none(), label=gettext_lazy("Round of the work"), required=False
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("or a unit"), required=False)
    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=200, required=False)
    beyond = forms.BooleanField(
        label=gettext_lazy("Give it beyond the number that the plan promises"), required=False
    )

    def __init__(self, *args, contest, asks_beyond: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.contest = contest
        self.fields["prize"].queryset = contest.prizes.order_by("sort_order", "pk")
        rounds = ContestRoundPage.objects.child_of(contest).order_by("path")
        self.fields["round"].queryset = rounds
        self.fields["unit"].queryset = units_taking_part(contest)
        if not asks_beyond:
            self.fields["beyond"].widget = forms.HiddenInput()

    def clean(self):
        """Find the recipient."""
        cleaned = super().clean()
        code, unit = cleaned.get("code", ""), cleaned.get("unit")
        if bool(code) == bool(unit):
            raise forms.ValidationError(_("Write a code, or choose a unit."))
        if unit:
            self.recipient = {"unit": unit}
            return cleaned
        try:
            self.recipient = recipient_of(self.contest, code, cleaned.get("round"))
        except AmbiguousCode as refused:
            self.add_error("round", refused.message)
            return cleaned
        if self.recipient is None:
            self.add_error("code", _("Nobody and nothing in this contest has that code."))
        return cleaned
