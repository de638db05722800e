"""The forms around a roster: the file and the contact's declaration."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages import conf
from contest_pages.lists.fields import ListFileField
from contest_pages.registrations.forms.style import StyledForm
from contest_pages.registrations.logic.people import CHILD_CONSENTS_FROM

_DECLARATION = _(
    "Each person on this list knows that they are on it and agrees to the processing of their data as described; for those under %(age)d a parent or guardian agrees, and a child from %(child)d years too."
)


def declaration() -> str:
    """Return the contact's declaration for each person on the roster; it is stored with the consents."""
    return str(_DECLARATION) % {"age": conf.get("GUARDIAN_BELOW_AGE"), "child": CHILD_CONSENTS_FROM}


class ListForm(StyledForm):
    """A file with people."""

    file = ListFileField(label=_("Filled list (.xlsx)"))


class DeclarationForm(StyledForm):
    """The contact's declaration before an import."""

    agreed = forms.BooleanField(
        error_messages={"required": _("Tick to declare for the persons on the list.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = declaration()
