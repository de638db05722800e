"""The forms of the review: desk, reasons, conflicts of interest."""

from __future__ import annotations

import datetime

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.models import ContestPage
from contest_pages.http.whole_texts import WholeTextForm
from contest_pages.review.domain.deciding import Seen, Verdict
from contest_pages.review.enums import Answer, Decision
from contest_pages.review.logic.decisions import CheckAnswer
from contest_pages.review.logic.watching import watched_percent
from contest_pages.review.models import ReviewCase
from contest_pages.review.staff import moderators_of
from contest_pages.units.models import Unit
from contest_pages.vietnamese import local_midnight, person_name

#: The maximum length of a field of the desk.
_LONGEST = 2000
_CHOICES = [Decision.ACCEPT, Decision.REJECT, Decision.CHANGES, Decision.PASS_ON]


class ColleagueField(forms.ModelChoiceField):
    """Colleagues by name."""

    def label_from_instance(self, user):
        """Return the name of the moderator."""
        return person_name(user)


class DeskForm(WholeTextForm):
    """A moderator's answers, notes and decision about a case. The domain checks their completeness."""

    seen = forms.CharField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("Decision"), choices=[(d.value, d.label) for d in _CHOICES], widget=forms.RadioSelect
    )
    reason_title = forms.ChoiceField(label=_("Reason"), required=False)
    reason = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = forms.DateField(
        label=_("Changes are taken until the end of"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )
    colleague = ColleagueField(label=_("Pass on to"), queryset=None, required=False)
    played = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-contest-played": True}))

    def __init__(
        self, data=None, *, case: ReviewCase, user, now: datetime.datetime, saved: dict | None = None
    ):
        self.case = case
        seen = f"{case.step_id}:{case.look}:{case.entry.revision}"
        usual_day = timezone.localdate(now) + datetime.timedelta(days=case.step.plan.changes_days)
        super().__init__(data, initial={"until": usual_day, **(saved or {}), "seen": seen})
        titles = [reason.title for reason in case.step.plan.reasons.all()]
        self.fields["reason_title"].choices = [("", _("Choose a reason")), *((t, t) for t in titles)]
        self.fields["colleague"].queryset = moderators_of(case.step).exclude(pk=user.pk)
        for number, question in enumerate(case.step.questions):
            self.fields[f"answer_{number}"] = forms.ChoiceField(
                label=question, choices=Answer.choices, required=False, widget=forms.RadioSelect
            )
            self.fields[f"note_{number}"] = forms.CharField(
                label=_("Note"),
                required=False,
                max_length=500,
                widget=forms.TextInput(attrs={"placeholder": _("Note")}),
            )
            self.fields[f"second_{number}"] = forms.IntegerField(
                label=_("Second of the video"), required=False, min_value=0, widget=forms.HiddenInput
            )

    @property
    def questions(self) -> list[dict]:
        """Return the fields of the checklist, question by question."""
        return [
            {
                "number": number + 1,
                "answer": self[f"answer_{number}"],
                "note": self[f"note_{number}"],
                "second": self[f"second_{number}"],
            }
            for number in range(len(self.case.step.questions))
        ]

    def clean_seen(self) -> Seen:
        """Parse the step, look and revision that the moderator saw."""
        try:
            step, look, revision = (int(part) for part in self.cleaned_data["seen"].split(":"))
        except ValueError:
            raise forms.ValidationError(_("Please open the desk again.")) from None
        return Seen(step, look, revision)

    def verdict(self) -> Verdict:
        """Return the verdict."""
        data = self.cleaned_data
        decision = Decision(data["decision"])
        answers = [
            CheckAnswer(
                question=question,
                answer=data[f"answer_{number}"],
                note=data[f"note_{number}"].strip(),
                second=data[f"second_{number}"],
            )
            for number, question in enumerate(self.case.step.questions)
            if data[f"answer_{number}"]
        ]
        has_term = decision == Decision.CHANGES and data["until"]
        return Verdict(
            decision=decision,
            answers=tuple(answers),
            reason_title=data["reason_title"] if decision == Decision.REJECT else "",
            reason=data["reason"],
            until=local_midnight(data["until"] + datetime.timedelta(days=1)) if has_term else None,
            colleague=data["colleague"] if decision == Decision.PASS_ON else None,
            watched_percent=watched_percent(data["played"], self.seconds),
        )

    @property
    def seconds(self) -> float:
        """Return the length of the video; 0 if there is none."""
        video = self.case.entry.video
        return video.facts.get("seconds", 0) if video else 0

    def fields_to_save(self) -> dict[str, str]:
        """Return the fields that are saved while the moderator watches: all but `seen`."""
        return {
            name: self.data[name][:_LONGEST]
            for name in self.fields
            if name != "seen" and self.data.get(name) is not None
        }


class ReasonForm(WholeTextForm):
    """A reason that stays on record."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), required=False
    )


class CommentForm(WholeTextForm):
    """A comment for colleagues."""

    words = forms.CharField(
        label=_("Comment for colleagues"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ColleaguesField(forms.ModelMultipleChoiceField):
    """Several colleagues by name."""

    def label_from_instance(self, user):
        """Return the name of the moderator."""
        return person_name(user)


class ShareOutForm(forms.Form):
    """Whose entries are shared out, and among whom."""

    absent = ColleagueField(
        label=_("Which entries"), queryset=None, required=False, empty_label=_("Those that nobody has")
    )
    moderators = ColleaguesField(
        label=_("Among whom"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one moderator.")},
    )

    def __init__(self, data=None, *, step):
        super().__init__(data)
        self.fields["moderators"].queryset = moderators_of(step)
        holding = ReviewCase.objects.filter(step=step, waits=True)
        held_by = {
            user
            for row in holding.values_list("assigned_to", "expects", "claimed_by").distinct()
            for user in row
            if user
        }
        self.fields["absent"].queryset = get_user_model().objects.filter(pk__in=held_by)
        self.fields["absent"].label_from_instance = lambda user: (
            _("Those of %(name)s") % {"name": person_name(user)}
        )

    def clean(self):
        """Refuse to share out the entries of a moderator to the same one."""
        data = super().clean()
        if data.get("absent") is not None and data["absent"] in data.get("moderators", ()):
            raise forms.ValidationError(_("Whose entries are shared out cannot get them again."))
        return data


class ConflictForm(WholeTextForm):
    """The nature of a conflict of interest about a contestant."""

    nature = forms.CharField(
        label=_("Kind of relation"),
        max_length=200,
        required=False,
        help_text=_("For example: colleague, relative, teacher. Organisers can read it."),
    )


class UnitConflictForm(WholeTextForm):
    """The unit of a conflict of interest, and the contest in which it is declared."""

    contest = forms.ModelChoiceField(label=_("Contest"), queryset=ContestPage.objects.none())
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.all(), empty_label=_("Choose a unit")
    )
    nature = forms.CharField(label=_("Kind of relation"), max_length=200, required=False)

    def __init__(self, *args, contests: QuerySet[ContestPage], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contest"].queryset = contests
        self.fields["contest"].initial = contests.first()
        self.fields["unit"].label_from_instance = lambda unit: unit.indented_name()
