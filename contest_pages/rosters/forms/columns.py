"""The fields of a person on a roster, the same for a row of a file and for the form in the page."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages import conf
from contest_pages.data import text_messages
from contest_pages.http.date_field import DayField, MomentField
from contest_pages.lists import headings_known as known
from contest_pages.lists.columns import Column
from contest_pages.lists.values import (
    code_of,
    day_of,
    identity_of,
    moment_of,
    phone_of,
    split_choices,
    text_of,
    yes_no_of,
    yes_or_no,
)
from contest_pages.registrations.forms.details import clean_phone
from contest_pages.registrations.forms.people import PersonForm
from contest_pages.registrations.forms.questions import EXTRA, offer_chosen, question_fields
from contest_pages.registrations.logic.questions import answer_to
from contest_pages.registrations.models import FILE_FIELD, ContestRegistrationPage, Member
from contest_pages.rosters.logic.entered import Entered
from contest_pages.rosters.logic.lines import code_heading

_NOT_ASKED = {FILE_FIELD, "hidden"}


class RosterPersonForm(PersonForm):
    """A person on a roster. The contact declares the agreement of guardians for the whole list."""

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
        offer_chosen(self)
        if not text_messages.can_be_sent():
            self["phone"].help_text = self.fields["phone"].help_text = ""
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
        """Normalise phone numbers to 0…."""
        return clean_phone(self.cleaned_data["phone"])

    def entered(self, *, code: str = "", row: int = 0, columns: Container[str] | None = None) -> Entered:
        """Return the entry for the domain, with answers to the questions of `columns` only, where they are given."""
        data, person = self.cleaned_data, self.person()
        agrees = bool(person.guardian_name)
        return Entered(
            person=replace(person, guardian_agrees=agrees, child_agrees=agrees),
            email=data["email"],
            phone=data["phone"],
            division=data.get("division", ""),
            answers=[
                answer_to(field.question, data.get(f"{EXTRA}{field.clean_name}"))
                for field in questions_of(self.page)
                if columns is None or f"{EXTRA}{field.clean_name}" in columns
            ],
            code=code,
            row=row,
        )


def questions_of(page: ContestRegistrationPage) -> list:
    """Return the editor's questions that a list can answer: all but files."""
    return [field for field in page.question_list if field.field_type not in _NOT_ASKED]


def person_form_of(page: ContestRegistrationPage) -> type[RosterPersonForm]:
    """Return the form of one person with the page's divisions and questions."""
    more = {}
    if page.division_list:
        choices = [("", _("Choose the division"))] + [(d.name, d.name) for d in page.division_list]
        more["division"] = forms.ChoiceField(label=gettext_lazy("Division"), choices=choices)
    more |= question_fields(questions_of(page))
    return type("PagePersonForm", (RosterPersonForm,), more)


_READERS = {"birth_date": day_of, "identity": identity_of, "phone": phone_of}
_READERS_OF_FIELDS = {DayField: day_of, MomentField: moment_of}
_WIDTHS = {"full_name": 30, "birth_date": 14, "identity": 20, "phone": 16, "email": 30, "guardian_name": 28}
_ALSO = {
    "full_name": known.FULL_NAME,
    "birth_date": known.BIRTH_DATE,
    "identity": known.IDENTITY,
    "phone": known.PHONE,
    "email": known.EMAIL,
    "guardian_name": known.GUARDIAN,
    "division": ("Bảng", "Khối", "Đối tượng", "Khối thi", "Bảng thi", "Đối tượng dự thi"),
}
_EXAMPLES = {
    "full_name": "Lò Thị Ví Dụ",
    "birth_date": "05/8/1990",
    "identity": "014190001234",
    "phone": "0912 345 678",
    "email": "ten@vidu.example",
}
_PARTS = {
    "full_name": (known.FAMILY_NAME, known.GIVEN_NAME),
    "birth_date": (("Ngày",), ("Tháng",), ("Năm",)),
}


def data_of(texts: dict[str, str], columns: list[Column], member: Member | None) -> dict:
    """Return a row as form data: multiple choices as a list, yes and no as a checkbox."""
    data = {**texts, "member": member.pk if member else ""}
    for column in columns:
        text = texts[column.name]
        if column.is_many:
            data[column.name] = split_choices(text, column.choices)
        elif column.is_yes_or_no:
            data[column.name] = "on" if yes_or_no(text) else ""
    return data


def code_column() -> Column:
    """Return the column of the persons' codes, with which a list that was downloaded comes back."""
    return Column("code", code_heading(), also=("Mã dự thi", "Mã số"), read=code_of)


def columns_of(page: ContestRegistrationPage) -> list[Column]:
    """Return the columns of a page's list, from the fields of its form."""
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
                also=_ALSO.get(name, ()),
                read=yes_no_of
                if is_box
                else _READERS.get(name) or _READERS_OF_FIELDS.get(type(field), text_of),
                width=_WIDTHS.get(name, 24),
                required=field.required,
                choices=(_("Yes"), _("No")) if is_box else choices,
                hint=str(field.help_text),
                example=(_("Yes") if is_box else choices[0] if choices else _EXAMPLES.get(name, "")),
                parts=_PARTS.get(name, ()),
                joint="/" if name == "birth_date" else " ",
                is_text=name in ("phone", "identity") or type(field) in _READERS_OF_FIELDS,
                is_many=isinstance(field, forms.MultipleChoiceField),
                is_yes_or_no=is_box,
            )
        )
    return columns
