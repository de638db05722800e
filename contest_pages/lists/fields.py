"""The form field of a list's file."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages.vietnamese import file_size

from .workbooks import ENDINGS, MOST_BYTES


class ListFileField(forms.FileField):
    """A file with a list, of any format that is read; one far larger than any list is refused before it is read."""

    default_error_messages = {
        "required": _("Choose the file first."),
        "empty": _("This file is empty."),
        "too_large": _("The file is larger than %(largest)s."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("List (.xlsx)"))
        widget = forms.FileInput(attrs={"accept": ",".join(ENDINGS)})
        super().__init__(max_length=150, widget=widget, **kwargs)

    def clean(self, data, initial=None):
        """Return the file."""
        file = super().clean(data, initial)
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(
                self.error_messages["too_large"],
                code="too_large",
                params={"largest": file_size(MOST_BYTES)},
            )
        return file
