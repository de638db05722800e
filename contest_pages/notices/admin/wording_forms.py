"""The form in which editors word a letter."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages.http.whole_texts import WholeTextForm
from contest_pages.notices.wordings import Wording, Words

_FIELDS: dict[str, tuple[Any, type[forms.Widget], dict[str, Any]]] = {
    "subject": (_("Subject"), forms.TextInput, {}),
    "text": (_("Letter"), forms.Textarea, {"rows": 18}),
    "message": (_("Text message"), forms.Textarea, {"rows": 5}),
}


class WordingForm(WholeTextForm):
    """The texts of a wording, with placeholders as words; `words` are the texts as they are stored, once it is valid."""

    def __init__(self, *args, declared: Wording, words: Words, **kwargs):
        self.declared, self.words = declared, words
        initial = asdict(words.in_words(declared.words_of()))
        super().__init__(*args, initial=initial, label_suffix="", **kwargs)
        for name in declared.fields:
            label, widget, attrs = _FIELDS[name]
            self.fields[name] = forms.CharField(
                label=label, widget=widget(attrs=attrs), required=False, strip=False
            )

    def clean(self):
        """Clean what pasting leaves, and refuse each text by what is wrong with it."""
        typed = {
            name: self.cleaned_data.get(name, "") for name in self.declared.fields if name not in self.errors
        }
        self.words = self.declared.in_keys(Words(**typed).cleaned())
        for name, sentences in self.declared.refusals(self.words).items():
            if name in typed:
                self.add_error(name, sentences)
        return self.cleaned_data

    def tidied(self) -> WordingForm:
        """Return the form with the texts as they would be stored."""
        return WordingForm(declared=self.declared, words=self.words)
