"""The forms of the contestant's own page."""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages.registrations.domain.application import Agreement, Application
from contest_pages.registrations.enums import Contact
from contest_pages.registrations.logic.questions import merged
from contest_pages.registrations.models import FILE_FIELD, ConsentRecord, Registration

from .details import PEOPLE, DetailsForm
from .questions import EXTRA, initial_answers, offer_chosen
from .style import StyledForm


class EditForm(DetailsForm):
    """The details of a registration, filled with its current values."""

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
        offer_chosen(self)
        given = {file.name for file in registration.files.all()}
        for field in self.extra_fields:
            if field.field_type == FILE_FIELD and field.clean_name in given:
                self.fields[f"{EXTRA}{field.clean_name}"].required = False
                self.fields[f"{EXTRA}{field.clean_name}"].help_text = _(
                    "Leave empty to keep the file you gave."
                )
        del self.fields["is_namesake"]
        self.registered_at = registration.created_at
        if not registration.email:
            self.fields["email"].required = False

    def application(self) -> Application:
        """Return the application; the declaration made when registering stays."""
        self.cleaned_data["is_namesake"] = self.registration.is_namesake
        details = super().application()
        return replace(
            details,
            answers=merged(self.registration.answers, details.answers),
            agreements=tuple(self.guardian_agreements(details.people)),
        )


def _initial(registration: Registration, members: list) -> dict:
    return {
        "kind": registration.kind,
        "team_name": registration.team_name,
        "email": ""
        if registration.given_up == Contact.EMAIL
        else registration.new_email or registration.email,
        "phone": ""
        if registration.given_up == Contact.PHONE
        else registration.new_phone or registration.phone,
        "unit": registration.unit_id,
        "division": registration.division,
        **initial_answers(registration.page.question_list, registration.answers),
        PEOPLE: [
            {
                "member": member.pk,
                "full_name": member.full_name,
                "birth_date": member.birth,
                "is_main": member.is_main,
                "guardian_name": member.guardian_name,
                # An agreement stays given; its record has the time.
                "guardian_agrees": bool(member.guardian_name),
                "child_agrees": bool(member.guardian_name),
            }
            for member in members
        ],
    }


class ConsentForm(StyledForm):
    """A checkbox for each consent; required consents end only with the registration."""

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
        """Return the agreements as submitted."""
        return [Agreement(key, self.words[key], self.cleaned_data[key]) for key in self.fields]
