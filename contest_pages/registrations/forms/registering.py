"""The registration form and the form of the code by text message."""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages.privacy.models import digest_of
from contest_pages.registrations.domain.application import Agreement, Application
from contest_pages.registrations.domain.consenting import PUBLISH
from contest_pages.registrations.enums import Publishing, RegistrationKind
from contest_pages.registrations.logic.questions import DECLARATION, Question, answer_to
from contest_pages.registrations.models import ContestRegistrationPage

from .guard import GuardMixin
from .steps import SteppedForm
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


def publishing_words(page: ContestRegistrationPage, kind: str) -> dict[str, str]:
    """Return the label of the checkbox for each value of Publishing, for works or for results, of one person or several."""
    is_one = kind == RegistrationKind.INDIVIDUAL
    if not page.contest.takes_works:
        return _OF_MY_RESULT if is_one else _OF_RESULTS
    return _SINGULAR if is_one else PUBLISHING_WORDS


class RegistrationForm(GuardMixin, SteppedForm):
    """The registration form: details, declaration, a checkbox for each purpose, the guard."""

    # The digest of the wording that was shown: only that wording can be agreed to.
    consent_version = forms.CharField(widget=forms.HiddenInput)
    # A token of the page that embeds the form: see the signal `attached_token_received`.
    attached_token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, confirmed: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.notice = self.page.consent_notice
        self.wording = self.notice.wording()
        self.fields["consent_version"].initial = digest_of(self.wording)
        if self.declaration:
            self.fields[DECLARATION] = forms.BooleanField(
                label=self.declaration,
                error_messages={"required": _("Tick to declare that you are not a member of these bodies.")},
            )
        self.purposes = {f"purpose_{purpose.pk}": purpose for purpose in self.notice.purpose_list}
        for name, purpose in self.purposes.items():
            self.fields[name] = forms.BooleanField(
                label=purpose.text,
                required=purpose.required,
                error_messages={
                    "required": _(
                        "Tick to agree: without it the organisers may not process your registration."
                    )
                },
            )
        words = publishing_words(self.page, self.chosen_kind)
        # Nothing is published about a unit's contact.
        self.publishing = [] if self.page.takes_rosters else list(self.page.publishing_choices)
        for what in self.publishing:
            self.fields[f"publish_{what}"] = forms.BooleanField(label=words[what], required=False)
        self.add_guard(confirmed=confirmed)

    def clean(self):
        """Require the consents again if the wording has changed since the form was shown; check the guard."""
        data = super().clean()
        if data.get("consent_version") != digest_of(self.wording):
            self.data = self.data.copy()
            for name in self.purposes:
                self.data.pop(self.add_prefix(name), None)
                self.errors.pop(name, None)
                self.add_error(
                    name, _("The text about personal data has changed. Please read it again and confirm.")
                )
            if self.purposes:
                self.errors.pop("consent_version", None)
            self.data[self.add_prefix("consent_version")] = digest_of(self.wording)
        self.check_guard()
        return data

    @property
    def declaration_fields(self) -> list[forms.BoundField]:
        """Return the checkboxes of declarations and agreements, those that are required first."""
        names = [*self.purposes, *([DECLARATION] if self.declaration else [])]
        names += [f"publish_{what}" for what in self.publishing]
        return sorted((self[name] for name in names), key=lambda bound: not bound.field.required)

    def application(self) -> Application:
        """Return the application with the agreements."""
        data = self.cleaned_data
        declared = (
            [answer_to(Question(DECLARATION, self.declaration, "checkbox"), True)] if self.declaration else []
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
