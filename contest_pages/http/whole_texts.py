"""The base of all forms: texts that the browser never cuts, and errors that say what to do.

An attribute `maxlength` drops the rest of a paste without a word, and “This field is required” names no field.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _

_DEFAULT_WORDS = forms.Field.default_error_messages["required"]
_WORDS_OF_A_DECLARATION = 60


def let_whole_texts_in(fields: Iterable[forms.Field]) -> None:
    """Let inputs take any length; what is longer than its column is refused by validation, in a sentence."""
    for field in fields:
        field.widget.attrs.pop("maxlength", None)


def missing_words(field: forms.Field) -> str:
    """Return what to do with an empty field, by its name."""
    label = str(field.label or "").strip()
    if isinstance(field, forms.BooleanField):
        words = Truncator(label).chars(_WORDS_OF_A_DECLARATION)
        return _("Tick to declare: “%(name)s”") % {"name": words}
    if label.endswith(("?", ".", "!", "…")):
        return _("Fill in “%(name)s”.") % {"name": label}
    words = {"name": label if label[1:2].isupper() else label[:1].lower() + label[1:]}
    if isinstance(field, forms.ChoiceField | forms.FileField | forms.ModelChoiceField):
        return _("Choose %(name)s.") % words
    return _("Enter %(name)s.") % words


@dataclass(frozen=True)
class ListedError:
    """An error in the summary above a form; `target` is the id of the field that it concerns, empty without one."""

    words: str
    target: str = ""


def listed_errors(form: forms.BaseForm, before: str = "") -> Iterable[ListedError]:
    """Yield the errors of a form in the order of its fields; `before` precedes each sentence."""
    for error in form.non_field_errors():
        yield ListedError(f"{before}{error}")
    for bound in form.hidden_fields():
        for error in bound.errors:
            yield ListedError(f"{before}{error}")
    for bound in form.visible_fields():
        for error in bound.errors:
            yield ListedError(f"{before}{error}", bound.id_for_label or bound.auto_id)


class WholeTextForm(forms.Form):
    """A form that refuses what is too long, cuts nothing, and names what is missing."""

    def __getitem__(self, name):
        """Return the bound field; some forms add fields after they are made, but none shows one without this."""
        if name in self.fields:
            let_whole_texts_in([self.fields[name]])
        return super().__getitem__(name)

    def full_clean(self):
        """Name each field in the error for an empty one, unless it has words of its own."""
        if self.is_bound:
            for field in self.fields.values():
                if field.required and field.error_messages.get("required") is _DEFAULT_WORDS:
                    field.error_messages["required"] = missing_words(field)
        super().full_clean()

    @property
    def has_errors(self) -> bool:
        """Return whether the form was sent with an error."""
        return self.is_bound and bool(self.errors)

    @property
    def listed_errors(self) -> list[ListedError]:
        """Return the errors for the summary above the form."""
        return list(listed_errors(self)) if self.is_bound else []
