"""What is asked of each person on a roster: the same for a row of a file and for the form in the page."""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages import conf
from contest_pages.registrations.forms.details import EXTRA, ExtraFieldsBuilder, clean_phone, plain
from contest_pages.registrations.forms.people import PersonForm
from contest_pages.registrations.models import FILE_FIELD, ContestRegistrationPage, Member
from contest_pages.rosters.logic.cells import day_of, identity_of, phone_of, text_of
from contest_pages.rosters.logic.entered import Entered
from contest_pages.rosters.logic.lines import Column
from contest_pages.vietnamese import fold

_NOT_ASKED = {FILE_FIELD, "hidden"}


class RosterPersonForm(PersonForm):
    """One person on a roster. Guardians agree through the contact, who declares it for the list as a whole."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("This is not an e-mail address. An example: ten@example.vn.")
        },
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("One of e-mail and phone is enough."),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )

    field_order = ("full_name", "birth_date", "identity", "phone", "email", "division", "guardian_name")

    def __init__(self, *args, page: ContestRegistrationPage, **kwargs):
        super().__init__(*args, page=page, **kwargs)
        self.page = page
        for name in ("member", "is_main", "guardian_agrees", "child_agrees"):
            self.fields.pop(name, None)
        guardian = self["guardian_name"]
        guardian.help_text = guardian.field.help_text = _("For persons under %(age)d.") % {
            "age": conf.get("GUARDIAN_BELOW_AGE")
        }

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """Return the fields in the order of the list's columns."""
        return list(self.visible_fields())

    def clean_email(self) -> str:
        """Keep addresses in lower case."""
        return self.cleaned_data["email"].lower()

    def clean_phone(self) -> str:
        """Keep phone numbers as 0…, however they were written."""
        return clean_phone(self.cleaned_data["phone"])

    def entered(self, *, code: str = "", row: int = 0) -> Entered:
        """Return what was written as the domain takes it."""
        data, person = self.cleaned_data, self.person()
        agrees = bool(person.guardian_name)
        return Entered(
            person=replace(person, guardian_agrees=agrees, child_agrees=agrees),
            email=data["email"],
            phone=data["phone"],
            division=data.get("division", ""),
            answers=[
                {
                    "name": field.clean_name,
                    "label": field.label,
                    "value": plain(data.get(f"{EXTRA}{field.clean_name}")),
                }
                for field in questions_of(self.page)
            ],
            code=code,
            row=row,
        )


def questions_of(page: ContestRegistrationPage) -> list:
    """Return the editor's questions that a list can answer: files cannot stand in a cell."""
    return [field for field in page.question_list if field.field_type not in _NOT_ASKED]


def person_form_of(page: ContestRegistrationPage) -> type[RosterPersonForm]:
    """Return the form of one person with the page's divisions and questions."""
    more = {}
    if page.division_list:
        choices = [("", _("Choose the division"))] + [(d.name, d.name) for d in page.division_list]
        more["division"] = forms.ChoiceField(label=gettext_lazy("Division"), choices=choices)
    for name, field in ExtraFieldsBuilder(questions_of(page)).formfields.items():
        more[f"{EXTRA}{name}"] = field
    return type("PagePersonForm", (RosterPersonForm,), more)


_READERS = {"birth_date": day_of, "identity": identity_of, "phone": phone_of}
_WIDTHS = {"full_name": 30, "birth_date": 14, "identity": 20, "phone": 16, "email": 30, "guardian_name": 28}


def data_of(texts: dict[str, str], columns: list[Column], member: Member | None) -> dict:
    """Return a row as the form takes it: several choices of one cell apart, yes and no as a ticked box."""
    data = {**texts, "member": member.pk if member else ""}
    for column in columns:
        text = texts[column.name]
        if column.is_many:
            data[column.name] = [part.strip() for part in text.split(",") if part.strip()]
        elif column.is_yes_or_no:
            data[column.name] = "" if fold(text) in ("", fold(_("No")), "0", "khong") else "on"
    return data


def columns_of(page: ContestRegistrationPage) -> list[Column]:
    """Return the columns of a page's list, as the page's form asks them."""
    form = person_form_of(page)(page=page)
    columns = []
    for name, field in form.fields.items():
        if isinstance(field.widget, forms.HiddenInput) or name == "DELETE":
            continue
        is_box = isinstance(field, forms.BooleanField)
        choices = tuple(str(value) for value, _label in getattr(field, "choices", ()) if value)
        columns.append(
            Column(
                name=name,
                label=str(field.label),
                read=_READERS.get(name) or (day_of if isinstance(field, forms.DateField) else text_of),
                width=_WIDTHS.get(name, 24),
                required=field.required,
                choices=(_("Yes"), _("No")) if is_box else choices,
                hint=str(field.help_text),
                is_text=name in ("phone", "identity") or isinstance(field, forms.DateField),
                is_many=isinstance(field, forms.MultipleChoiceField),
                is_yes_or_no=is_box,
            )
        )
    return columns
