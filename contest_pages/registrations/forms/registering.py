"""The form by which somebody registers, and the small ones around it."""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.enums import ContestKind
from contest_pages.registrations.domain.application import Agreement, Application
from contest_pages.registrations.domain.consenting import PUBLISH
from contest_pages.registrations.enums import Publishing, RegistrationKind
from contest_pages.registrations.logic.people import tidy_phone
from contest_pages.registrations.models import ContestRegistrationPage, digest_of

from .details import DetailsForm
from .guard import GuardMixin
from .style import StyledForm

PUBLISHING_WORDS = {
    Publishing.NAME: _("Our full names may be published with what we hand in"),
    Publishing.UNIT: _("Our unit may be published with it"),
    Publishing.PICTURE: _("A still of our video or our picture may be shown in lists and news"),
}
_SINGULAR = {
    Publishing.NAME: _("My full name may be published with my entry"),
    Publishing.UNIT: _("My unit may be published with it"),
    Publishing.PICTURE: _("A still of my video or my picture may be shown in lists and news"),
}

_OF_RESULTS = {
    Publishing.NAME: _("Our full names may be published with our result"),
    Publishing.UNIT: _("Our unit may be published with our result"),
    Publishing.PICTURE: _("Our picture may be shown in lists and news"),
}
_OF_MY_RESULT = {
    Publishing.NAME: _("My full name may be published with my result"),
    Publishing.UNIT: _("My unit may be published with my result"),
    Publishing.PICTURE: _("My picture may be shown in lists and news"),
}


def publishing_words(page: ContestRegistrationPage) -> dict[str, str]:
    """Return the words beside the box for each thing that may be published with works, or with results."""
    is_one = list(page.kinds) == [RegistrationKind.INDIVIDUAL]
    if page.contest.kinds and not {ContestKind.VIDEO, ContestKind.WORKS} & set(page.contest.kinds):
        return _OF_MY_RESULT if is_one else _OF_RESULTS
    return _SINGULAR if is_one else PUBLISHING_WORDS


class RegistrationForm(GuardMixin, DetailsForm):
    """All that registering asks: the details, the declaration, a box for each purpose, the guard."""

    # Which wording stood beside the boxes: only what was read can be agreed to.
    consent_version = forms.CharField(widget=forms.HiddenInput)
    # What the page that holds the form wants to find again with the registration: see `registration_brings`.
    brings = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, confirmed: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.notice = self.page.consent_notice
        self.wording = self.notice.wording()
        self.fields["consent_version"].initial = digest_of(self.wording)
        if self.declaration:
            self.fields["eligible"] = forms.BooleanField(
                label=self.declaration,
                error_messages={"required": _("The rules exclude members of these bodies from taking part.")},
            )
        self.purposes = {f"purpose_{purpose.pk}": purpose for purpose in self.notice.purpose_list}
        for name, purpose in self.purposes.items():
            self.fields[name] = forms.BooleanField(
                label=purpose.text,
                required=purpose.required,
                error_messages={
                    "required": _("Without your agreement we may not process your registration.")
                },
            )
        words = publishing_words(self.page)
        # Of a unit's contact nothing is published.
        self.publishing = [] if self.page.takes_rosters else list(self.page.publishing_choices)
        for what in self.publishing:
            self.fields[f"publish_{what}"] = forms.BooleanField(label=words[what], required=False)
        self.add_guard(confirmed=confirmed)

    def clean(self):
        """Ask again if another wording was published since the form was shown; ask the guard."""
        data = super().clean()
        if data.get("consent_version") != digest_of(self.wording):
            self.data = self.data.copy()
            for name in self.purposes:
                self.data.pop(self.add_prefix(name), None)
                self.errors.pop(name, None)
                self.add_error(
                    name, _("The text about personal data has changed. Please read it again and confirm.")
                )
            self.data[self.add_prefix("consent_version")] = digest_of(self.wording)
        self.check_guard()
        return data

    @property
    def purpose_fields(self) -> list[forms.BoundField]:
        """Return a box for each purpose."""
        return [self[name] for name in self.purposes]

    @property
    def publishing_fields(self) -> list[forms.BoundField]:
        """Return a box for each thing that may be published."""
        return [self[f"publish_{what}"] for what in self.publishing]

    def application(self) -> Application:
        """Return what was typed and agreed to, as the domain takes it."""
        data = self.cleaned_data
        declared = (
            [{"name": "eligible", "label": self.declaration, "value": True}] if self.declaration else []
        )
        details = super().application()
        return replace(
            details,
            answers=[*details.answers, *declared],
            publish=frozenset(what for what in self.publishing if data[f"publish_{what}"]),
            agreements=tuple(self._agreements(details)),
            robot_check=self.robot_check,
        )

    def _agreements(self, details: Application):
        for name, purpose in self.purposes.items():
            yield Agreement(purpose.key, purpose.text, self.cleaned_data[name])
        for what in self.publishing:
            bound = self[f"publish_{what}"]
            yield Agreement(f"{PUBLISH}{what}", str(bound.label), self.cleaned_data[f"publish_{what}"])
        yield from self.guardian_agreements(details.people)


class AddressForm(GuardMixin):
    """An e-mail address or a phone number, for those who want their link sent again."""

    least_seconds = 0  # a browser fills in one address by itself

    address = forms.CharField(
        label=_("E-mail or phone with which you registered"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, confirmed: bool = True, **kwargs):
        super().__init__(*args, prefix="door", **kwargs)
        self.add_guard(confirmed=confirmed)

    def clean(self):
        """Ask the guard."""
        data = super().clean()
        self.check_guard()
        return data

    def clean_address(self) -> str:
        """Return an e-mail address in lower case or a phone number as 0…."""
        typed = self.cleaned_data["address"].strip()
        if "@" in typed:
            return forms.EmailField().clean(typed.lower())
        try:
            return tidy_phone(typed)
        except ValueError:
            raise forms.ValidationError(
                _("Write an e-mail address or a Vietnamese phone number, for example 0912 345 678.")
            ) from None


class CodeForm(StyledForm):
    """The six digits from a text message."""

    code = forms.CharField(
        label=_("Code from the text message"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "pattern": "[0-9 ]*"}
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="sms", **kwargs)


class ReasonForm(StyledForm):
    """A reason or an answer in words that somebody will read."""

    words = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, strip=True
    )

    def __init__(self, *args, label: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label or gettext("Reason")
