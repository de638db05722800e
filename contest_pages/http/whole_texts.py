"""Forms whose texts the browser never cuts: an attribute `maxlength` drops the rest of a paste without a word."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms


def let_whole_texts_in(fields: Iterable[forms.Field]) -> None:
    """Let inputs take any length; what is longer than its column is refused by validation, in a sentence."""
    for field in fields:
        field.widget.attrs.pop("maxlength", None)


class WholeTextForm(forms.Form):
    """A form that refuses what is too long, and cuts nothing."""

    def __getitem__(self, name):
        """Return the bound field; some forms add fields after they are made, but none shows one without this."""
        if name in self.fields:
            let_whole_texts_in([self.fields[name]])
        return super().__getitem__(name)
