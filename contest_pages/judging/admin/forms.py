"""Forms of the organisers' screens of juries."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contest_pages.committees.models import CommitteeMember
from contest_pages.contests.fields import ClosingTimeFormField, ClosingTimeInput
from contest_pages.entries.models import Entry
from contest_pages.http.whole_texts import WholeTextForm
from contest_pages.judging.enums import CandidateState, Excuse, GapEnd, RecheckOutcome, SeatKind, SeatRole
from contest_pages.judging.models import JuryRoundPage, Seat
from contest_pages.judging.queries.panel import free_members

_CODE = re.compile(r"(?:TP-?)?([0-9]{1,9})", re.IGNORECASE)


class ReasonForm(WholeTextForm):
    """A reason that stands in the minutes."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )


class _MemberForm(WholeTextForm):
    """A choice among the members of the contest's jury who have no seat yet."""

    member = forms.ModelChoiceField(CommitteeMember.objects.none(), label=gettext_lazy("Juror"))

    def __init__(self, *args, round_page: JuryRoundPage, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = free_members(round_page)
        self.fields["member"].label_from_instance = lambda member: member.full_name


class SeatForm(_MemberForm):
    """A new seat: who sits on it, the position, whether the points count."""

    role = forms.ChoiceField(label=gettext_lazy("Position"), choices=SeatRole, initial=SeatRole.MEMBER.value)
    kind = forms.ChoiceField(
        label=pgettext_lazy("seat of a jury", "Points"), choices=SeatKind, initial=SeatKind.JUROR.value
    )

    def clean(self):
        """Refuse a trainee as chair."""
        cleaned = super().clean()
        if cleaned.get("kind") == SeatKind.TRAINEE and cleaned.get("role") != SeatRole.MEMBER:
            self.add_error("role", _("A trainee cannot lead the jury."))
        return cleaned


class TakeForm(_MemberForm):
    """The person for an empty seat."""


class ReplaceForm(_MemberForm, ReasonForm):
    """Who follows on a seat, and why."""

    field_order = ["member", "reason"]


class RoleForm(WholeTextForm):
    """Another position of a seat."""

    role = forms.ChoiceField(label=gettext_lazy("Position"), choices=SeatRole)


class ExtendForm(ReasonForm):
    """Until when one juror scores, and why longer than the others."""

    closes_at = ClosingTimeFormField(label=gettext_lazy("Scores until"), widget=ClosingTimeInput)
    field_order = ["closes_at", "reason"]


class WorkForm(ReasonForm):
    """A work that is judged although it is on no closed list, or as a sample."""

    entry = forms.CharField(label=gettext_lazy("Code of the work, for example TP-0007"), max_length=12)
    is_sample = forms.BooleanField(
        label=gettext_lazy("As a sample: jurors score it to compare their measure, it counts nothing"),
        required=False,
    )
    field_order = ["entry", "is_sample", "reason"]

    def __init__(self, *args, round_page: JuryRoundPage, **kwargs):
        super().__init__(*args, **kwargs)
        self.round_page = round_page

    def clean_entry(self):
        """Return the submitted work of the code in this contest."""
        found = _CODE.fullmatch(self.cleaned_data["entry"].strip())
        works = Entry.objects.filter(round__in=self.round_page.contest.original.get_children())
        entry = works.filter(number=int(found[1])).select_related("registration").first() if found else None
        if entry is None:
            raise forms.ValidationError(_("This contest has no submitted work with that code."))
        return entry


class StateForm(ReasonForm):
    """Another state of a work, and why."""

    state = forms.ChoiceField(label=gettext_lazy("State"), choices=CandidateState)
    field_order = ["state", "reason"]


class ExcuseForm(ReasonForm):
    """Why a seat gives no sheet for a work."""

    excuse = forms.ChoiceField(label=gettext_lazy("Why there is no sheet"), choices=Excuse)
    field_order = ["excuse", "reason"]


class CaseForm(ReasonForm):
    """How the chair closes a case of differing jurors."""

    how = forms.ChoiceField(label=gettext_lazy("How it was closed"), choices=GapEnd)
    further_seat = forms.ModelChoiceField(
        Seat.objects.none(), label=gettext_lazy("The further juror, where one decided"), required=False
    )
    field_order = ["how", "further_seat", "reason"]

    def __init__(self, *args, round_page: JuryRoundPage, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["further_seat"].queryset = Seat.objects.filter(
            round_id=round_page.pk, removed_at=None, kind=SeatKind.JUROR
        ).order_by("number")


class RecheckReplyForm(WholeTextForm):
    """What the check of a sum has shown, and the reply to the contestant."""

    outcome = forms.ChoiceField(label=gettext_lazy("What the check has shown"), choices=RecheckOutcome)
    reply = forms.CharField(
        label=gettext_lazy("Reply to the contestant"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
