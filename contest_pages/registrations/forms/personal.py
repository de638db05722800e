"""The forms of the contestant's own page."""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages.registrations.domain.application import Agreement, Application
from contest_pages.registrations.enums import RequestKind
from contest_pages.registrations.models import FILE_FIELD, ConsentRecord, Registration

from .details import EXTRA, PEOPLE, DetailsForm
from .style import StyledForm


class EditForm(DetailsForm):
    """The details of a registration, filled with what it says now."""

    def __init__(self, *args, registration: Registration, **kwargs):
        self.registration = registration
        members = list(registration.members.all())
        super().__init__(
            *args,
            page=registration.page,
            known={member.pk: member for member in members},
            initial=_initial(registration, members),
            **kwargs,
        )
        given = {file.name for file in registration.files.all()}
        for field in self.extra_fields:
            if field.field_type == FILE_FIELD and field.clean_name in given:
                self.fields[f"{EXTRA}{field.clean_name}"].required = False
                self.fields[f"{EXTRA}{field.clean_name}"].help_text = _(
                    "Leave empty to keep the file you gave."
                )
        del self.fields["is_namesake"]
        if not registration.email:
            # The phone is all that proves who somebody is; it cannot be changed without a proof.
            self.fields["phone"].disabled = True
            self.fields["phone"].help_text = _("To change this number, give an e-mail address first.")

    def application(self) -> Application:
        """Return what was typed; the declaration made when registering stays."""
        self.cleaned_data["is_namesake"] = self.registration.is_namesake
        details = super().application()
        asked = {answer["name"] for answer in details.answers}
        kept = [a for a in self.registration.answers if a["name"] not in asked]
        return replace(
            details,
            answers=[*details.answers, *kept],
            agreements=tuple(self.guardian_agreements(details.people)),
        )


def _initial(registration: Registration, members: list) -> dict:
    answers = {answer["name"]: answer["value"] for answer in registration.answers}
    multiple = {"checkboxes", "multiselect"}
    return {
        "kind": registration.kind,
        "email": registration.new_email or registration.email,
        "phone": registration.phone,
        "unit": registration.unit_id,
        "division": registration.division,
        **{
            f"{EXTRA}{field.clean_name}": (
                (answers.get(field.clean_name) or "").split(", ")
                if field.field_type in multiple
                else answers.get(field.clean_name)
            )
            for field in registration.page.question_list
        },
        PEOPLE: [
            {
                "member": member.pk,
                "full_name": member.full_name,
                "birth_date": member.birth_date,
                "is_main": member.is_main,
                "guardian_name": member.guardian_name,
                # Whoever agreed once has agreed; the records keep when.
                "guardian_agrees": bool(member.guardian_name),
                "child_agrees": bool(member.guardian_name),
            }
            for member in members
        ],
    }


class ConsentForm(StyledForm):
    """A box for each thing that the contestant was asked; required ones only end with the registration."""

    def __init__(
        self,
        *args,
        records: dict[str, ConsentRecord],
        required: set[str],
        words: dict[str, str],
        published: set[str],
        **kwargs,
    ):
        super().__init__(*args, prefix="consent", **kwargs)
        self.words = {key: record.words for key, record in records.items()} | words
        for key, text in self.words.items():
            if key.startswith(("guardian:", "child:", "notice")) or key in required:
                continue
            ticked = key in published if key in words else records[key].given
            self.fields[key] = forms.BooleanField(label=text, required=False, initial=ticked)

    def agreements(self) -> list[Agreement]:
        """Return the boxes as they stand now."""
        return [Agreement(key, self.words[key], self.cleaned_data[key]) for key in self.fields]


class RequestForm(StyledForm):
    """A request about personal data to the organisers."""

    kind = forms.ChoiceField(
        label=_("I ask you to"),
        choices=[
            (RequestKind.CORRECT, _("correct my data")),
            (RequestKind.ERASE, _("erase my data")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What we should know about it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="request", **kwargs)
