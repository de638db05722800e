"""The editor's form of the registration page."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from contest_pages.contests.admin_forms import VietnamesePageForm
from contest_pages.registrations.logic.questions import CHOICE_TYPES, choice_texts, label_key

#: Fields that define identity and scope; they cannot change after the first registration.
FIXED_BY_REGISTRATIONS = ("asks_identity", "for_round")


def labels_of_the_form() -> list[str]:
    """Return the labels of what every form asks and every list has a column for."""
    return [
        _("Full name"),
        _("Birth date"),
        _("Personal identity number"),
        _("Phone"),
        _("E-mail"),
        _("Unit"),
        _("Division"),
        _("Team name"),
        _("Registration code"),
        _("Running no."),
        _("Full name of a parent or guardian"),
    ]


class RegistrationPageForm(VietnamesePageForm):
    """Offers the contest's own rounds, and refuses changes of fields on which registrations depend."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_own_rounds("for_round")

    def clean(self):
        """Refuse a change that would allow a person to register twice, or change rosters to other kinds."""
        data = super().clean()
        if self.instance.pk and self.instance.registrations.exists():
            live = type(self.instance).objects.get(pk=self.instance.pk)
            if ("roster" in data.get("kinds", [])) != live.takes_rosters:
                self.add_error(
                    "kinds", _("Somebody has registered here. Create another registration page instead.")
                )
            for name in FIXED_BY_REGISTRATIONS:
                if name in self.fields and data.get(name) != getattr(live, name):
                    self.add_error(
                        name,
                        _(
                            "People have registered under this setting, so it cannot change any more. Create another registration page instead."
                        ),
                    )
        self._check_questions()
        return data

    def _check_questions(self) -> None:
        """Refuse questions that read like another, or like what the form asks anyway, and choices without any."""
        fixed = {label_key(label): label for label in labels_of_the_form()}
        first: dict[str, str] = {}
        for form in self._questions():
            label = form.cleaned_data.get("label") or ""
            key = label_key(label)
            if not key:
                continue
            if key in fixed:
                form.add_error(
                    "label",
                    _(
                        "The form asks for “%(label)s” already. Please remove this question or write another label."
                    )
                    % {"label": fixed[key]},
                )
            elif key in first:
                form.add_error(
                    "label",
                    _(
                        "“%(label)s” is asked already. Please write another label, so that answers are told apart."
                    )
                    % {"label": first[key]},
                )
            first.setdefault(key, label)
            if not self.is_deferred_validation:
                _check_choices(form)

    def _questions(self) -> Iterator:
        formset = self.formsets.get("extra_fields")
        for form in formset.forms if formset is not None else ():
            if form.is_valid() and not form.cleaned_data.get("DELETE"):
                yield form


def _check_choices(form) -> None:
    data = form.cleaned_data
    if data.get("field_type") not in CHOICE_TYPES:
        return
    choices = choice_texts(data.get("choices", ""))
    if not choices:
        form.add_error("choices", _("Write the choices, one in each line."))
        return
    several = data["field_type"] in ("checkboxes", "multiselect")
    default = data.get("default_value", "").strip()
    unknown = [
        text for text in (choice_texts(default) if several else [default]) if text and text not in choices
    ]
    if unknown:
        form.add_error("default_value", _("“%(value)s” is none of the choices.") % {"value": unknown[0]})
