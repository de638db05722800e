"""Forms of those who write and check questions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import fuzz, process
from wagtail.admin.forms import WagtailAdminModelForm

from contest_pages.contests.models import ContestPage
from contest_pages.contests.permissions import is_limited, within
from contest_pages.http.whole_texts import WholeTextForm
from contest_pages.lists.fields import ListFileField
from contest_pages.question_bank.domain.question_list import Names
from contest_pages.question_bank.enums import QuestionStatus
from contest_pages.question_bank.logic.option_places import option_places, refusal_of_letters
from contest_pages.question_bank.models import QuestionSet, QuestionTopic
from contest_pages.vietnamese import fold

#: The fields of a question that contestants see; a change of them must be checked again.
_WORDING = {"text", "explanation", "source", "keep_order"}


class QuestionForm(WagtailAdminModelForm):
    """A question with its options: two at least, exactly one of them right, no two alike.

    The user who changes the wording becomes its writer, and another person checks it again.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sets"].queryset = within(QuestionSet.objects.all(), self.for_user)
        # Without a set of theirs the question would be out of their reach.
        self.fields["sets"].required = is_limited(self.for_user)

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
        if not data.get("keep_order"):
            self._refuse_letters(data.get("text", ""), options)
        return data

    def _refuse_letters(self, text: str, options: list[dict]) -> None:
        """Refuse options that name others by letter, each at its field and with a proposal."""
        options = sorted(options, key=lambda option: option.get("ORDER") or 0)
        texts = [option.get("text", "") for option in options]
        for place in option_places(text, texts).by_letter:
            form = next(
                form for form in self.formsets["options"].forms if form.cleaned_data is options[place]
            )
            form.add_error("text", refusal_of_letters(text, texts, place))

    def save(self, commit=True):
        """Set the writer where the wording has changed."""
        question = self.instance
        changed = _WORDING & set(self.changed_data) or self.formsets["options"].has_changed()
        if changed or question.written_by_id is None:
            question.written_by = self.for_user
            if question.status == QuestionStatus.CHECKED:
                question.status = QuestionStatus.DRAFT
        return super().save(commit)


class QuestionSetForm(WagtailAdminModelForm):
    """A set of questions; those who work on some contests make sets of these."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contest"].queryset = within(
            ContestPage.objects.originals().order_by("-pk"), self.for_user
        )
        self.fields["contest"].required = is_limited(self.for_user)


class QuestionListForm(WholeTextForm):
    """A file with questions."""

    file = ListFileField()


class NamesForm(WholeTextForm):
    """What the names of topics and sets mean that the bank does not know: a new one, or one that it has."""

    #: From this similarity (of 100) a known name is proposed.
    ALIKE = 75

    def __init__(self, *args, unknown: Names, **kwargs):
        super().__init__(*args, **kwargs)
        self.unknown = unknown
        for kind, names, model in (
            (_("Topic"), unknown.topics, QuestionTopic),
            (_("Set"), unknown.sets, QuestionSet),
        ):
            known = list(model.objects.all())
            for place, name in enumerate(names):
                self.fields[self._key(model, place)] = self._field(kind, name, known)

    @staticmethod
    def _key(model, place: int) -> str:
        return f"{model._meta.model_name}-{place}"

    def _field(self, kind: str, name: str, known: list) -> forms.Field:
        alike = process.extractOne(
            fold(name), [fold(row.name) for row in known], scorer=fuzz.ratio, score_cutoff=self.ALIKE
        )
        new = _("a new one: “%(name)s”") % {"name": name}
        return forms.ChoiceField(
            label=_("%(kind)s “%(name)s” is not in the bank. It means:") % {"kind": kind, "name": name},
            choices=[("", _("Choose")), ("new", new), *((str(row.pk), row.name) for row in known)],
            initial=str(known[alike[2]].pk) if alike else "",
        )

    def names(self) -> Names:
        """Return what was chosen for each name."""
        return Names(
            topics=self._chosen(QuestionTopic, self.unknown.topics),
            sets=self._chosen(QuestionSet, self.unknown.sets),
        )

    def _chosen(self, model, names) -> dict:
        chosen = {name: self.cleaned_data[self._key(model, place)] for place, name in enumerate(names)}
        rows = {str(row.pk): row for row in model.objects.all()}
        return {name: rows.get(choice) for name, choice in chosen.items()}


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

    def __init__(self, *args, version, current, **kwargs):
        super().__init__(*args, initial={"accepted": sorted(current)}, **kwargs)
        self.current = current
        self.fields["accepted"].choices = [
            (place, f"{chr(65 + place)}. {text}") for place, text in enumerate(version.options)
        ]

    def clean_accepted(self):
        """Refuse the key that holds already: nothing would change, and a second click does nothing."""
        accepted = self.cleaned_data["accepted"]
        if set(accepted) == self.current:
            raise forms.ValidationError(_("That is the key already; tick what should count instead."))
        return accepted
