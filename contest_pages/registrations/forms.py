"""The registration form: typed core fields, the editor's extra fields, consent."""

from __future__ import annotations

import datetime

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_recaptcha.fields import ReCaptchaField
from django_recaptcha.widgets import ReCaptchaV2Checkbox
from wagtail.contrib.forms.forms import FormBuilder

from contest_pages.contests.sentences import eligibility_declaration
from contest_pages.registrations import logic
from contest_pages.registrations.domain.registering import Applicant, consent_version
from contest_pages.registrations.models import ContestRegistrationPage
from contest_pages.units.models import Unit
from contest_pages.vietnamese import tidy

_EXTRA = "extra_"
_BIRTH_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


class UnitField(forms.ModelChoiceField):
    """A plain list of today's units, communes indented below their province."""

    def label_from_instance(self, unit):
        """Return the unit's name, indented by its depth."""
        return f"{' ' * 4 * (unit.depth - 1)}{unit.name}"


class RegistrationForm(forms.Form):
    """What an individual types. Bound to a page, whose extra fields follow the core ones."""

    full_name = forms.CharField(
        label=_("Full name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    birth_date = forms.DateField(
        label=_("Birth date"),
        help_text=_("Day/month/year, for example 05/8/1990."),
        input_formats=_BIRTH_FORMATS,
        widget=forms.DateInput(
            attrs={"autocomplete": "bday", "inputmode": "numeric", "placeholder": "dd/mm/yyyy"}
        ),
        error_messages={"invalid": _("Write the date as day/month/year, for example 05/8/1990.")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We send your code and your personal link to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is not an e-mail address. An example: ten@example.vn.")},
    )
    unit = UnitField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Choose where you live, study or work"),
    )
    # Which wording stood beside the box: only what was read can be agreed to.
    consent_version = forms.CharField(widget=forms.HiddenInput)
    consent = forms.BooleanField(
        label=_("I agree"),
        error_messages={"required": _("Without your agreement we may not process your registration.")},
    )
    publish_name = forms.BooleanField(
        label=_("My full name may be published with my entry (you may leave this open)"), required=False
    )

    def __init__(self, *args, page: ContestRegistrationPage, **kwargs):
        super().__init__(*args, prefix="registration", **kwargs)
        self.page = page
        self.fields["unit"].queryset = Unit.objects.valid_on(timezone.localdate())
        self.consent_text = page.consent_text
        self.fields["consent_version"].initial = consent_version(page.consent_text)
        self.declaration = eligibility_declaration(self._excluded_committees())
        closing_fields = {name: self.fields.pop(name) for name in ("publish_name", "consent")}
        self.extra_fields = list(page.extra_fields.all())
        for name, field in FormBuilder(self.extra_fields).formfields.items():
            self.fields[f"{_EXTRA}{name}"] = field
        if self.declaration:
            self.fields["eligible"] = forms.BooleanField(
                label=self.declaration,
                error_messages={"required": _("The rules exclude members of these bodies from taking part.")},
            )
        self.fields.update(closing_fields)
        if getattr(settings, "RECAPTCHA_PUBLIC_KEY", ""):
            self.fields["captcha"] = ReCaptchaField(label="", widget=ReCaptchaV2Checkbox)
        for bound in self:
            _style(bound)

    def _excluded_committees(self) -> list[str]:
        rules = self.page.contest.live_rules
        return rules.excluded_committees if rules else []

    def clean_full_name(self) -> str:
        """Tidy the name; a single letter is a name."""
        return tidy(self.cleaned_data["full_name"])

    def clean_email(self) -> str:
        """Keep addresses in lower case."""
        return self.cleaned_data["email"].lower()

    def clean_phone(self) -> str:
        """Keep phone numbers as 0…, however they were typed."""
        try:
            return logic.tidy_phone(self.cleaned_data["phone"])
        except ValueError:
            raise forms.ValidationError(
                _("Write a Vietnamese phone number, for example 0912 345 678.")
            ) from None

    def clean_birth_date(self) -> datetime.date:
        """Refuse days that nobody alive was born on."""
        born = self.cleaned_data["birth_date"]
        today = timezone.localdate()
        if born >= today or born.year < today.year - 120:
            raise forms.ValidationError(_("Please check the year of birth."))
        return born

    def clean(self):
        """Ask again if another wording of the consent was published since the form was shown."""
        data = super().clean()
        if data.get("consent_version") != consent_version(self.consent_text):
            self.add_error(
                "consent", _("The text about personal data has changed. Please read it again and confirm.")
            )
            self.data = self.data.copy()
            self.data[self.add_prefix("consent_version")] = consent_version(self.consent_text)
            self.data.pop(self.add_prefix("consent"), None)
        return data

    def core_fields(self):
        """Return the fields above the consent."""
        return [
            bound
            for bound in self.visible_fields()
            if bound.name not in ("consent", "publish_name", "captcha")
        ]

    def applicant(self) -> Applicant:
        """Return what was typed as the domain takes it."""
        data = self.cleaned_data
        return Applicant(
            full_name=data["full_name"],
            birth_date=data["birth_date"],
            email=data["email"],
            phone=data["phone"],
            unit=data["unit"],
            publish_name=data["publish_name"],
            answers=[
                {
                    "name": field.clean_name,
                    "label": field.label,
                    "value": _plain(data.get(f"{_EXTRA}{field.clean_name}")),
                }
                for field in self.extra_fields
            ]
            + ([{"name": "eligible", "label": self.declaration, "value": True}] if self.declaration else []),
        )


class CodeForm(forms.Form):
    """Code and e-mail, for those who have registered and do not have their link at hand."""

    code = forms.CharField(
        label=_("Registration code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="door", **kwargs)
        for bound in self:
            _style(bound)

    def clean_code(self) -> str:
        """Take the code with spaces, dashes and small letters too."""
        return logic.tidy_code(self.cleaned_data["code"])


def _plain(value):
    """Return an answer as JSON keeps it."""
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return value


def _style(bound: forms.BoundField) -> None:
    """Give a widget the classes and the links to its help and errors."""
    widget = bound.field.widget
    if isinstance(widget, forms.Select) and not isinstance(widget, forms.RadioSelect):
        widget.attrs.setdefault("class", "form-select")
    elif isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        widget.attrs.setdefault("class", "form-check-input")
    elif not isinstance(widget, ReCaptchaV2Checkbox):
        widget.attrs.setdefault("class", "form-control")
    if bound.errors:
        widget.attrs["class"] = f"{widget.attrs.get('class', '')} is-invalid"
