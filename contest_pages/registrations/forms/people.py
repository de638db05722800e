"""The people of a registration: a formset with addable and removable rows."""

from __future__ import annotations

import math
from functools import partial

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contest_pages import conf
from contest_pages.data.identity import identity_fits, identity_hash, tidy_identity
from contest_pages.data.numbers import KEY_DIGITS, read_number
from contest_pages.http.birth_field import BirthField
from contest_pages.http.name_field import NameField
from contest_pages.registrations.logic.people import CHILD_CONSENTS_FROM, Person

from .style import StyledForm

_LAST_DIGITS = 3
MOST_PEOPLE = 100


class PersonForm(StyledForm):
    """A person. Fields that the registration page does not use are removed."""

    member = forms.IntegerField(widget=forms.HiddenInput, required=False)
    full_name = NameField(
        label=_("Full name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    birth_date = BirthField(label=_("Birth date"), help_text=_("Day/month/year, for example 05/8/1990."))
    identity = forms.CharField(
        label=_("Personal identity number"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    is_main = forms.BooleanField(label=_("Main member of the team"), required=False)
    guardian_name = NameField(
        label=_("Full name of a parent or guardian"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    guardian_agrees = forms.BooleanField(
        label=_("I am the parent or guardian and agree to all that is said below for this person"),
        required=False,
    )
    child_agrees = forms.BooleanField(required=False)

    def __init__(self, *args, page, known: dict | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = known or {}  # members that are being edited, by number
        self.fields["child_agrees"].label = gettext(
            "I am under %(age)d, at least %(child)d years old, and agree myself too"
        ) % {"age": conf.get("GUARDIAN_BELOW_AGE"), "child": CHILD_CONSENTS_FROM}
        if page.takes_birth_year:
            self.fields["birth_date"].take_year()
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
        """Return the member that this form edits, if the form may edit it."""
        value = self.data.get(self.add_prefix("member")) if self.is_bound else self.initial.get("member")
        return self.known.get(read_number(str(value or ""), KEY_DIGITS))

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """Return the fields for everybody."""
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
        """Return whether the fields for minors are shown: they have values or errors."""
        return any(bound.value() or bound.errors for bound in self.guardian_fields) or self.is_minor

    @property
    def is_minor(self) -> bool:
        """Return whether the birth typed may be that of a minor."""
        return self._age < conf.get("GUARDIAN_BELOW_AGE")

    @property
    def _age(self) -> float:
        """Return the least age of the birth typed; endless without one."""
        birth = getattr(self, "cleaned_data", {}).get("birth_date")
        return birth.least_age(timezone.localdate()) if birth is not None else math.inf

    def clean_identity(self) -> str:
        """Accept the number with spaces; an empty field while editing keeps the stored number."""
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
        """Detect typing errors: the identity number contains the year of birth; ask a minor's guardian to agree.

        Law 91/2025/QH15, article 24: from seven the child and the guardian both agree.
        """
        data = super().clean()
        if "guardian_agrees" in self.fields and self.is_minor:
            self._check_guardian(data)
        number, birth = data.get("identity"), data.get("birth_date")
        if number and birth and not identity_fits(number, birth.year):
            self.add_error(
                "identity",
                _(
                    "Number and birth date do not belong together: digits 5 and 6 are the year of birth. Please check both."
                ),
            )
        return data

    def _check_guardian(self, data: dict) -> None:
        age = {"age": conf.get("GUARDIAN_BELOW_AGE")}
        if not data.get("guardian_name") and "guardian_name" not in self.errors:
            words = _("Enter the full name of a parent or guardian of a person under %(age)d.") % age
            self.add_error("guardian_name", words)
        if not data.get("guardian_agrees"):
            self.add_error("guardian_agrees", _("Tick for the parent or guardian to agree."))
        if self._age >= CHILD_CONSENTS_FROM and not data.get("child_agrees"):
            self.add_error("child_agrees", _("Tick for the person under %(age)d to agree as well.") % age)

    def forget_guardian_errors(self) -> None:
        """Remove what is asked of the guardian of a person whom the rules refuse for the age."""
        for bound in self.guardian_fields:
            self.errors.pop(bound.name, None)

    def person(self) -> Person:
        """Return the person that the form describes."""
        data = self.cleaned_data
        number, member = data.get("identity", ""), self._member
        birth = data.get("birth_date")
        return Person(
            full_name=data["full_name"],
            birth_date=birth and birth.day,
            birth_year=birth.year if birth and birth.day is None else None,
            identity_hash=identity_hash(number) if number else getattr(member, "identity_hash", ""),
            identity_last=number[-_LAST_DIGITS:] if number else getattr(member, "identity_last", ""),
            is_main=data.get("is_main", False),
            guardian_name=data.get("guardian_name", ""),
            guardian_agrees=data.get("guardian_agrees", False),
            child_agrees=data.get("child_agrees", False),
            member_pk=member.pk if member is not None else None,
        )


class ContactForm(PersonForm):
    """A unit's contact, who does not take part: only the name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {"member", "full_name"}:
            del self.fields[name]


class BasePeople(forms.BaseFormSet):
    """The people in their order; removed and empty rows do not count."""

    def counted(self) -> list[PersonForm]:
        """Return the forms of the people who take part."""
        return [
            form
            for number, form in enumerate(self.forms)
            if not self._is_removed(form) and (number == 0 or not self._is_empty(form))
        ]

    def forget_errors(self) -> None:
        """Clear the errors and keep the values."""
        for form in self.forms:
            form.full_clean()
            form._errors = ErrorDict()
        self._errors, self._non_form_errors = [form._errors for form in self.forms], self.error_class()

    def _is_removed(self, form: PersonForm) -> bool:
        return bool(form.is_bound and form["DELETE"].data)

    def _is_empty(self, form: PersonForm) -> bool:
        return form.is_bound and form.empty_permitted and not form.has_changed()

    def shown(self) -> list[PersonForm]:
        """Return the forms to render: all but those removed."""
        return [form for form in self.forms if not self._is_removed(form)]

    def add_fields(self, form, index):
        """Label the checkbox that removes a row."""
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
