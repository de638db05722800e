"""The people of a registration: one form for each, in a set that grows and shrinks."""

from __future__ import annotations

import datetime
from functools import partial

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contest_pages import conf
from contest_pages.contests.logic import age_on
from contest_pages.registrations.logic.people import (
    Person,
    identity_fits,
    identity_hash,
    tidy_identity,
    tidy_name,
)

from .style import StyledForm

_BIRTH_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %m %Y", "%d%m%Y"]
_LAST_DIGITS = 3
MOST_PEOPLE = 100


class PersonForm(StyledForm):
    """One person. Fields that this registration page does not ask for are left out."""

    member = forms.IntegerField(widget=forms.HiddenInput, required=False)
    full_name = forms.CharField(
        label=_("Full name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    birth_date = forms.DateField(
        label=_("Birth date"),
        help_text=_("Day/month/year, for example 05/8/1990."),
        input_formats=_BIRTH_FORMATS,
        widget=forms.DateInput(
            format="%d/%m/%Y",
            attrs={"autocomplete": "bday", "inputmode": "numeric", "placeholder": "dd/mm/yyyy"},
        ),
        error_messages={"invalid": _("Write the date as day/month/year, for example 05/8/1990.")},
    )
    identity = forms.CharField(
        label=_("Personal identity number"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    is_main = forms.BooleanField(label=_("Main member of the team"), required=False)
    guardian_name = forms.CharField(
        label=_("Full name of a parent or guardian"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    guardian_agrees = forms.BooleanField(
        label=_("I am the parent or guardian and agree to all that is said below for this person"),
        required=False,
    )
    child_agrees = forms.BooleanField(
        label=_("I am under age, at least 7 years old, and agree myself too"), required=False
    )

    def __init__(self, *args, page, known: dict | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = known or {}  # members that are being edited, by number
        if not page.asks_identity:
            del self.fields["identity"]
        else:
            self.fields["identity"].help_text = page.identity_reason
        if "team" not in page.kinds:
            del self.fields["is_main"]
        if self._member is not None and "identity" in self.fields and self._member.identity_hash:
            self.fields["identity"].required = False
            self.fields["identity"].widget.attrs["placeholder"] = f"••••••••• {self._member.identity_last}"

    @property
    def _member(self):
        """Return the row that this form edits, if its number is one of those that it may edit."""
        value = self.data.get(self.add_prefix("member")) if self.is_bound else self.initial.get("member")
        return self.known.get(int(value)) if str(value or "").isdigit() else None

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """Return the fields that everybody fills in."""
        return [
            self[name] for name in ("full_name", "birth_date", "identity", "is_main") if name in self.fields
        ]

    @property
    def guardian_fields(self) -> list[forms.BoundField]:
        """Return the fields for minors."""
        names = ("guardian_name", "guardian_agrees", "child_agrees")
        return [self[name] for name in names if name in self.fields]

    @property
    def shows_guardian(self) -> bool:
        """Say whether the fields for minors stand open: something is in them, or is missing there."""
        return any(bound.value() or bound.errors for bound in self.guardian_fields) or self.is_minor

    @property
    def is_minor(self) -> bool:
        """Say whether the birth date typed is that of a minor."""
        born = getattr(self, "cleaned_data", {}).get("birth_date")
        return born is not None and age_on(born, timezone.localdate()) < conf.get("GUARDIAN_BELOW_AGE")

    def clean_full_name(self) -> str:
        """Tidy the name; a single letter is a name."""
        return tidy_name(self.cleaned_data["full_name"])

    def clean_guardian_name(self) -> str:
        """Tidy the name."""
        return tidy_name(self.cleaned_data["guardian_name"])

    def clean_birth_date(self) -> datetime.date:
        """Refuse days that nobody alive was born on."""
        born = self.cleaned_data["birth_date"]
        today = timezone.localdate()
        if born >= today or born.year < today.year - 120:
            raise forms.ValidationError(_("Please check the year of birth."))
        return born

    def clean_identity(self) -> str:
        """Take the number with spaces; one left empty while editing stays as it is."""
        typed = self.cleaned_data["identity"]
        if not typed:
            return ""
        try:
            return tidy_identity(typed)
        except ValueError:
            raise forms.ValidationError(
                _("The number has 12 digits and begins with 0, as on the identity card or in VNeID.")
            ) from None

    def clean(self):
        """Notice a slip of the finger: the number tells the year of birth too."""
        data = super().clean()
        number, born = data.get("identity"), data.get("birth_date")
        if number and born and not identity_fits(number, born):
            self.add_error(
                "identity",
                _(
                    "Number and birth date do not belong together: digits 5 and 6 are the year of birth. Please check both."
                ),
            )
        return data

    def person(self) -> Person:
        """Return what was typed as the domain takes it."""
        data = self.cleaned_data
        number, member = data.get("identity", ""), self._member
        return Person(
            full_name=data["full_name"],
            birth_date=data.get("birth_date"),
            identity_hash=identity_hash(number) if number else getattr(member, "identity_hash", ""),
            identity_last=number[-_LAST_DIGITS:] if number else getattr(member, "identity_last", ""),
            is_main=data.get("is_main", False),
            guardian_name=data.get("guardian_name", ""),
            guardian_agrees=data.get("guardian_agrees", False),
            child_agrees=data.get("child_agrees", False),
            member_pk=member.pk if member is not None else None,
        )


class ContactForm(PersonForm):
    """A unit's contact, who takes no part: the name is all that is asked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {"member", "full_name"}:
            del self.fields[name]


class BasePeople(forms.BaseFormSet):
    """The people in the order in which they stand; rows marked as removed or left empty do not count."""

    def counted(self) -> list[PersonForm]:
        """Return the forms of the people who take part."""
        return [
            form
            for number, form in enumerate(self.forms)
            if not self._is_removed(form) and (number == 0 or not self._is_empty(form))
        ]

    def forget_errors(self) -> None:
        """Count nothing as wrong yet; what was typed stays."""
        for form in self.forms:
            form._errors, form.cleaned_data = ErrorDict(), {}
        self._errors, self._non_form_errors = [form._errors for form in self.forms], self.error_class()

    def _is_removed(self, form: PersonForm) -> bool:
        return bool(form.is_bound and form["DELETE"].data)

    def _is_empty(self, form: PersonForm) -> bool:
        return form.is_bound and form.empty_permitted and not form.has_changed()

    def shown(self) -> list[PersonForm]:
        """Return the forms to draw: all but those removed."""
        return [form for form in self.forms if not self._is_removed(form)]

    def add_fields(self, form, index):
        """Word the box that removes a row."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Remove this person")
        if form.initial.get("member"):
            form.empty_permitted = False  # a row left as it was is a person, not an empty row
        if form.empty_permitted:
            # Django marks them so that browsers stay quiet; ours says in words what is missing.
            form.use_required_attribute = False


_one_or_more = partial(
    forms.formset_factory,
    formset=BasePeople,
    extra=0,
    min_num=1,
    validate_min=False,
    can_delete=True,
    max_num=MOST_PEOPLE,
    absolute_max=MOST_PEOPLE,
)
PeopleFormSet = _one_or_more(PersonForm)
ContactFormSet = _one_or_more(ContactForm)
