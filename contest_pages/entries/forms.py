"""The entry form on the contestant's own page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.enums import ScriptDemand
from contest_pages.contests.logic.video_formats import file_types
from contest_pages.contests.models import ContestRulesPage
from contest_pages.entries import logic
from contest_pages.entries.domain.drafts import EntryText
from contest_pages.entries.enums import EntryState, SubtitleLanguage
from contest_pages.entries.errors import EntryRefused, LinkRefused
from contest_pages.entries.file_types import check_file_type
from contest_pages.entries.models import Entry
from contest_pages.files.kinds import DOCUMENTS
from contest_pages.http.whole_texts import WholeTextForm
from contest_pages.registrations.enums import RegistrationKind
from contest_pages.registrations.forms.files import check_file
from contest_pages.units.models import Unit
from contest_pages.vietnamese import tidy


def _control(**attrs) -> dict:
    return {"class": "form-control", **attrs}


class EntryForm(WholeTextForm):
    """The entry form; a draft may be incomplete, so no field is required."""

    title = forms.CharField(
        label=_("Title of the work"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=_control(required=True)),
    )
    summary = forms.CharField(
        label=_("About the work"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=_control(rows=4)),
        help_text=_("What the work is about, in a few sentences. Visitors will read it."),
    )
    authors = forms.ModelMultipleChoiceField(
        label=_("Authors of this work"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("Those of your group who made this work. Tick nobody if all of you did."),
    )
    unit = forms.ModelChoiceField(
        label=_("Unit that the work stands for"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    script = forms.FileField(
        label=_("Script"),
        required=False,
        widget=forms.FileInput(attrs=_control(accept=".pdf,.docx,.doc,.odt")),
        help_text=_("PDF or Word."),
    )
    video = forms.FileField(
        label=_("Video file"),
        required=False,
        widget=forms.FileInput(attrs=_control()),
        error_messages={"empty": _("The file is empty.")},
    )
    link = forms.URLField(
        label=_("Address of the work"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs=_control(placeholder="https://")),
        help_text=_(
            "Instead of a file. The organisers look at it as it is then; keep it open to everybody who has the address."
        ),
    )

    def __init__(self, *args, entry: Entry, rules: ContestRulesPage, **kwargs):
        self.entry, self.rules = entry, rules
        super().__init__(*args, initial=self._initial(), **kwargs)
        members = entry.registration.members.all()
        if entry.registration.kind == RegistrationKind.INDIVIDUAL:
            del self.fields["authors"]
        else:
            self.fields["authors"].queryset = members
            self.fields["authors"].label_from_instance = lambda member: member.full_name
        units = self._units()
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=units)
        if len(units) < 2:
            del self.fields["unit"]
        if not rules.script:
            del self.fields["script"]
        elif rules.script == ScriptDemand.REQUIRED:
            self.fields["script"].help_text = _("PDF or Word. The rules ask for it.")
        if not rules.link_hosts:
            del self.fields["link"]
        self.fields["video"].widget.attrs["accept"] = ",".join(file_types(rules.video_formats))
        if entry.state == EntryState.DRAFT:
            self._add_declarations()

    def _initial(self) -> dict:
        entry = self.entry
        return {
            "title": entry.title,
            "summary": entry.summary,
            "link": entry.link,
            "unit": entry.unit_id,
            "authors": list(entry.authors.values_list("pk", flat=True)),
        }

    def _units(self) -> list[int]:
        """Return the units that the entry may represent: the contestant's, and its parent."""
        unit = self.entry.registration.unit
        if unit is None:
            return []
        parent = unit.get_parent()
        return [unit.pk, *([parent.pk] if parent is not None else [])]

    def _add_declarations(self) -> None:
        for position, sentence in enumerate(self.rules.declarations, start=1):
            self.fields[f"declaration_{position}"] = forms.BooleanField(
                label=sentence,
                required=False,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )

    def clean_title(self) -> str:
        """Tidy the title."""
        return tidy(self.cleaned_data["title"])

    def clean_video(self):
        """Refuse a file that is larger than the rules allow, or of another type."""
        file = self.cleaned_data["video"]
        if file:
            try:
                check_file_type(file.name, file.content_type or "", self.rules.video_formats)
                logic.check_file_size(file.size, self.rules.maximum_bytes)
            except EntryRefused as refused:
                raise forms.ValidationError(refused.message) from None
        return file

    def clean_link(self) -> str:
        """Refuse an address at a host that the rules do not name."""
        link = self.cleaned_data["link"]
        if link:
            try:
                logic.link_host(link, self.rules.link_hosts)
            except LinkRefused as refused:
                raise forms.ValidationError(refused.message) from None
        return link

    def clean_script(self):
        """Refuse a file that is neither PDF nor Word by its content."""
        file = self.cleaned_data["script"]
        if not file:
            return None
        return check_file(file, file.name, DOCUMENTS)

    def entry_text(self) -> EntryText:
        """Return the cleaned texts."""
        data = self.cleaned_data
        script = data.get("script")
        return EntryText(
            title=data["title"],
            summary=data["summary"],
            link=data.get("link", ""),
            unit=data["unit"] if "unit" in self.fields else self.entry.unit,
            authors=tuple(data.get("authors", ())),
            script=script.file if script else None,
            script_file_name=script.file_name if script else "",
        )

    def declared(self) -> list[str]:
        """Return the sentences that were ticked, word for word."""
        return [
            str(field.label)
            for name, field in self.fields.items()
            if name.startswith("declaration_") and self.cleaned_data.get(name)
        ]

    def refuse(self, missing: dict[str, str]) -> None:
        """Show each sentence at its field; those of declarations at every one that is not ticked."""
        for name, sentence in missing.items():
            if name == "declarations":
                for bound in self.declaration_fields():
                    if not self.cleaned_data.get(bound.name):
                        self.add_error(bound.name, sentence)
            else:
                self.add_error(name if name in self.fields else None, sentence)

    def declaration_fields(self):
        """Return the tick boxes."""
        return [bound for bound in self if bound.name.startswith("declaration_")]


class SubtitlesForm(WholeTextForm):
    """A file with subtitles, and their language."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=SubtitleLanguage.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    file = forms.FileField(
        label=_("Subtitle file"),
        widget=forms.FileInput(attrs=_control(accept=".vtt,.srt,text/vtt,application/x-subrip")),
        help_text=_("WebVTT (.vtt) or SubRip (.srt)."),
    )
