"""The forms of questions in the admin."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from contest_pages.quizzes.enums import QuestionStatus

#: What a contestant sees of a question; a change of it wants a second look.
_WORDING = {"text", "explanation", "source"}


class QuestionForm(WagtailAdminModelForm):
    """A question with its options: two at least, exactly one of them right, no two alike.

    Whoever changes the wording becomes its writer, and somebody else checks it again.
    """

    def clean(self):
        """Look at the options together."""
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
        """Note the writer where the wording has changed."""
        question = self.instance
        changed = _WORDING & set(self.changed_data) or self.formsets["options"].has_changed()
        if changed or question.written_by_id is None:
            question.written_by = self.for_user
            if question.status == QuestionStatus.CHECKED:
                question.status = QuestionStatus.DRAFT
        return super().save(commit)
