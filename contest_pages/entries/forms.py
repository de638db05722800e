"""The entry form on the contestant's own page."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.models import ContestRulesPage
from contest_pages.entries import logic
from contest_pages.entries.errors import FileTooLarge
from contest_pages.vietnamese import tidy


class VideoForm(forms.Form):
    """A video file, held against the rules' size before anything else happens."""

    video = forms.FileField(
        label=_("Video file"),
        widget=forms.FileInput(
            attrs={"class": "form-control", "accept": "video/mp4,video/quicktime,.mp4,.mov"}
        ),
        error_messages={"empty": _("The file is empty."), "required": _("Choose the video file.")},
    )

    def __init__(self, *args, rules: ContestRulesPage, **kwargs):
        super().__init__(*args, **kwargs)
        self.rules = rules
        self.fields["video"].widget.attrs["data-largest"] = rules.maximum_bytes

    def clean_video(self):
        """Refuse a file that is larger than the rules allow."""
        file = self.cleaned_data["video"]
        try:
            logic.check_file_size(file.size, self.rules.maximum_bytes)
        except FileTooLarge as refused:
            raise forms.ValidationError(refused.message) from None
        return file


class EntryForm(VideoForm):
    """Title, description, the declarations of the live rules, and the video."""

    title = forms.CharField(
        label=_("Title of the work"), max_length=200, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    summary = forms.CharField(
        label=_("About the work"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
        help_text=_("What the work is about, in a few sentences. Visitors will read it."),
    )
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)
    field_order = ["title", "summary", "video"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for position, sentence in enumerate(self.rules.declarations, start=1):
            self.fields[f"declaration_{position}"] = forms.BooleanField(
                label=sentence,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
                error_messages={"required": _("The rules ask for this declaration.")},
            )

    def clean_title(self) -> str:
        """Tidy the title."""
        return tidy(self.cleaned_data["title"])

    def declared(self) -> list[str]:
        """Return the sentences that were ticked, word for word."""
        return [field.label for name, field in self.fields.items() if name.startswith("declaration_")]

    def declaration_fields(self):
        """Return the tick boxes."""
        return [bound for bound in self if bound.name.startswith("declaration_")]
