"""Forms of allauth with our own handling."""

from __future__ import annotations

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.http import HttpRequest

from contest_pages.http import rate_limits
from contest_pages.http.rate_limits import TooManyRequests, visitor_network

from . import throttling
from .domain import record
from .enums import SignInKind
from .signals import reset_requested


class LoginForm(account.LoginForm):
    """The sign-in form. Its page leads to a new password below the fields: between them it would take the Tab key."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class ResetPasswordForm(account.ResetPasswordForm):
    """Asks for a link to a new password: the same answer, after the same work, whether the address is known or not."""

    def clean(self):
        """Count the request; refuse it beyond the rates, for any address alike."""
        cleaned = super().clean()
        request, email = account.context.request, self.cleaned_data.get("email")
        if email:
            try:
                rate_limits.count(
                    request,
                    what="password-reset-network",
                    who=visitor_network(request),
                    rate="RATE_PASSWORD_RESET_NETWORK",
                )
                rate_limits.count(
                    request, what="password-reset", who=email.casefold(), rate="RATE_PASSWORD_RESET"
                )
            except TooManyRequests as error:
                raise forms.ValidationError(error.message, code=error.code) from error
        return cleaned

    def save(self, request: HttpRequest, **kwargs) -> str:
        """Announce the request; for an unknown address there is no letter to send."""
        reset_requested.send(type(self), request=request, users=list(self.users))
        return self.cleaned_data["email"]


class CountedCodeMixin:
    """Counts codes where all processes count together; allauth's own counter may be one of each process."""

    def clean_code(self) -> str:
        """Return the code; SignInRefused beyond the rate, right or wrong."""
        request = account.context.request
        try:
            throttling.check_code(request, self.user)
        except throttling.SignInRefused:
            if throttling.is_recorded_refusal(request, self.user.get_username()):
                record(request, self.user, SignInKind.TOO_MANY, succeeded=False)
            raise
        return super().clean_code()


class AuthenticateForm(CountedCodeMixin, codes.AuthenticateForm):
    """The code as second factor."""


class ReauthenticateForm(CountedCodeMixin, codes.ReauthenticateForm):
    """The code before what cannot be undone."""


class RecordedPasskeyMixin:
    """Records a passkey that does not fit; allauth announces only wrong codes."""

    def clean_credential(self):
        """Return the passkey."""
        try:
            return super().clean_credential()
        except forms.ValidationError:
            record(account.context.request, self.user, SignInKind.PASSKEY, succeeded=False)
            raise


class AuthenticateWebAuthnForm(RecordedPasskeyMixin, webauthn.AuthenticateWebAuthnForm):
    """The passkey as second factor."""


class ReauthenticateWebAuthnForm(RecordedPasskeyMixin, webauthn.ReauthenticateWebAuthnForm):
    """The passkey before what cannot be undone."""


class LoginWebAuthnForm(RecordedPasskeyMixin, webauthn.LoginWebAuthnForm):
    """The passkey instead of name and password."""
