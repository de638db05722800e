"""Forms of those who write and check questions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from contest_pages.http.whole_texts import WholeTextForm
from contest_pages.lists.fields import ListFileField
from contest_pages.question_bank.enums import QuestionStatus

#: The fields of a question that contestants see; a change of them must be checked again.
_WORDING = {"text", "explanation", "source"}


class QuestionForm(WagtailAdminModelForm):
    """A question with its options: two at least, exactly one of them right, no two alike.

    The user who changes the wording becomes its writer, and another person checks it again.
    """

    def clean(self):
        """Validate the options together."""
        data = super().clean()
        if "options" not in self.formsets or not self.formsets["options"].is_valid():
            return data
        options = [
            form.cleaned_data
            for form in self.formsets["options"].forms
            if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
        ]
        texts = [option.get("text", "").strip().lower() for option in options]
        if len(texts) < 2:
            self.add_error("text", _("Give at least two options to choose from."))
        if sum(option.get("is_right", False) for option in options) != 1:
            self.add_error("text", _("Tick exactly one option as right."))
        if len(set(texts)) < len(texts):
            self.add_error("text", _("Two options say the same."))
        return data

    def save(self, commit=True):
        """Set the writer where the wording has changed."""
        question = self.instance
        changed = _WORDING & set(self.changed_data) or self.formsets["options"].has_changed()
        if changed or question.written_by_id is None:
            question.written_by = self.for_user
            if question.status == QuestionStatus.CHECKED:
                question.status = QuestionStatus.DRAFT
        return super().save(commit)


class QuestionListForm(WholeTextForm):
    """A file with questions."""

    file = ListFileField()


class CorrectionForm(WholeTextForm):
    """Which options count as right from now on, and why."""

    accepted = forms.TypedMultipleChoiceField(
        label=gettext_lazy("These options count as right"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick all of them to give everybody the points."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["accepted"].choices = [
            (place, f"{chr(65 + place)}. {text}") for place, text in enumerate(version.options)
        ]
