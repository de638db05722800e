"""Protection against robots: a honeypot field, a minimum time, and a captcha where keys are set."""

from __future__ import annotations

import http.client
import logging

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_recaptcha import client
from django_recaptcha.fields import ReCaptchaField
from django_recaptcha.widgets import ReCaptchaV2Checkbox, ReCaptchaV3

from contest_pages import conf
from contest_pages.http.cacheable_forms import seconds_since, started_now
from contest_pages.registrations.enums import RobotCheck

from .style import StyledForm

logger = logging.getLogger(__name__)

#: Error codes about our own keys: visitors are not refused for them.
_OUR_FAULT = {"missing-input-secret", "invalid-input-secret", "bad-request"}
_ACTION = "register"


class CheckboxWidget(ReCaptchaV2Checkbox):
    """The checkbox, without inline scripts."""

    template_name = "contest_registrations/captcha_v2.html"


class ScoreWidget(ReCaptchaV3):
    """The invisible check, without inline scripts."""

    template_name = "contest_registrations/captcha_v3.html"


class CaptchaField(ReCaptchaField):
    """Cleans to a RobotCheck. A service that is slow, unreachable or answers nonsense refuses nobody."""

    optional = False
    #: Not asked: the request only leads to another step of the form.
    waits = False

    def __init__(self):
        version3 = conf.get("CAPTCHA") == "v3"
        super().__init__(
            label="",
            widget=ScoreWidget(action=_ACTION) if version3 else CheckboxWidget(),
            error_messages={
                "required": _("Tick the box that says that you are no robot."),
                "captcha_invalid": _("The check against robots did not succeed. Please try it once more."),
            },
        )

    def clean(self, value) -> str:
        """Verify the answer with the service; ValidationError only for a clear no."""
        if self.waits:
            return RobotCheck.NOT_ASKED
        if not value and self.optional:
            return RobotCheck.NO_SCRIPT
        if not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        try:
            answer = client.submit(recaptcha_response=value, private_key=self.private_key, remoteip="")
            passed, errors = answer.is_valid is True, set(answer.error_codes)
            score = float(answer.extra_data.get("score", 0))
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError, AttributeError) as error:
            logger.error("The captcha service did not answer sensibly: %s", type(error).__name__)
            return RobotCheck.UNREACHABLE
        if errors & _OUR_FAULT:
            logger.error("The captcha service refuses our keys: %s", ", ".join(sorted(errors & _OUR_FAULT)))
            return RobotCheck.UNREACHABLE
        needed = float(getattr(self.widget, "required_score", None) or 0)
        wrong_action = isinstance(self.widget, ReCaptchaV3) and answer.action != _ACTION
        if not passed or wrong_action or score < needed:
            raise forms.ValidationError(self.error_messages["captcha_invalid"], code="captcha_invalid")
        return RobotCheck.PASSED


class GuardMixin(StyledForm):
    """Fields and checks against robots. `confirmed`: the form was sent with a CSRF token."""

    website = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    started = forms.CharField(required=False, widget=forms.HiddenInput)
    scripted = forms.CharField(required=False, widget=forms.HiddenInput)

    robot_check = RobotCheck.NOT_ASKED
    #: Whether the request only leads to another step of the form.
    moves = False

    @property
    def least_seconds(self) -> float:
        """Return the minimum time for a person to fill this form."""
        return conf.get("FORM_SECONDS")

    def add_guard(self, *, confirmed: bool) -> None:
        """Add the captcha where there are keys; call it last, so that it is the last field."""
        self.confirmed = confirmed
        if getattr(settings, "RECAPTCHA_PUBLIC_KEY", ""):
            self.fields["captcha"] = CaptchaField()
            # Without scripts there is no captcha: the confirmation by e-mail has to do.
            if self.is_bound and not self.data.get(self.add_prefix("scripted")):
                self.fields["captcha"].optional = True
            self.fields["captcha"].waits = self.moves

    def check_guard(self) -> None:
        """Add the errors of robots; a field filled by accident is accepted the second time."""
        if not self.confirmed or self.moves:
            return
        if self.cleaned_data.get("website"):
            self.add_error(
                None,
                _("A field that people do not see was filled in. If you are a person, please send again."),
            )
        elif seconds_since(self.cleaned_data.get("started", "")) < self.least_seconds:
            self.add_error(
                None, _("That went faster than anybody types. Please look once more and send again.")
            )
        if check := self.cleaned_data.get("captcha"):
            self.robot_check = check

    def restart(self) -> None:
        """Empty the hidden fields for the next try; call it before showing the form again."""
        self.data = self.data.copy()
        self.data[self.add_prefix("website")] = ""
        # The start of a form that is being corrected is kept; other forms start now.
        if not self.confirmed or seconds_since(self.cleaned_data.get("started", "")) == 0:
            self.data[self.add_prefix("started")] = started_now()
