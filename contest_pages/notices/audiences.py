"""Audiences: whom organisers can write to in a mailing, declared by the features that have the recipients.

    Audience(
        "registrations",
        _("Contestants"),
        rows=lambda about: Registration.objects.filter(contest=about.contest, unit=about.filters["unit"] or None),
        form=RegistrationFilters,
        placeholders={"code": Placeholder(NAMES["code"], lambda registration, about: registration.code)},
    )

A feature returns its own from the hook `mailing_audiences`. The rows are of one model with the columns `email` and, where
text messages reach them, `phone`; each is there once, whatever leads to it: conditions are subqueries, no joins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contest_pages import hooks
from contest_pages.http.whole_texts import WholeTextForm

from .errors import UnknownAudience

#: What the placeholders of mailings are called; one name for one thing in all audiences and templates.
NAMES = {
    "name": pgettext_lazy("of a recipient", "name"),
    "contest": _("contest's name"),
    "code": _("registration code"),
    "link": _("link"),
    "entries": _("entry codes"),
    "prizes": _("prizes"),
    "deadline": _("deadline"),
    "committee": _("committee"),
    "form": _("address of the form"),
}
#: The choice of a filter that leaves none out.
ALL = ("", _("All"))


class AudienceFilters(WholeTextForm):
    """The filters of an audience, bound to a contest: a value that the contest does not offer is refused."""

    def __init__(self, *args, contest, **kwargs):
        super().__init__(*args, **kwargs)
        self.contest = contest
        for name, choices in self.choices().items():
            self.fields[name].choices = choices

    def choices(self) -> dict[str, list[tuple[Any, Any]]]:
        """Return the choices of fields that offer what the contest has."""
        return {}

    def in_words(self) -> list[tuple[str, str]]:
        """Return (label, chosen words) of each filter that is set; the form is bound."""
        self.is_valid()
        words = []
        for name, chosen in self.cleaned_data.items():
            labels = {str(value): str(label) for value, label in getattr(self.fields[name], "choices", ())}
            values = [str(value) for value in (chosen if isinstance(chosen, list) else [chosen]) if value]
            if values:
                words.append((str(self.fields[name].label), ", ".join(labels.get(v, v) for v in values)))
        return words


@dataclass(frozen=True)
class About:
    """What a mailing is about: its contest, and the chosen filters by name, plain values."""

    contest: Any
    filters: Mapping[str, Any]


@dataclass(frozen=True)
class Placeholder:
    """A placeholder that the words of a mailing may have, and its value for a recipient; "" leaves its line out."""

    name: Any  # a lazy translation, which editors read and type
    value: Callable[[Any, About], str]
    #: Whether the value differs from recipient to recipient, so that each has a letter of its own.
    is_personal: bool = True


@dataclass(frozen=True)
class Audience:
    """Recipients of mailings who are chosen by filters."""

    key: str
    name: Any  # a lazy translation, for screens of the staff
    #: The recipients, each once, those who may be written to at all.
    rows: Callable[[About], QuerySet]
    form: type[AudienceFilters] = AudienceFilters
    placeholders: Mapping[str, Placeholder] = field(default_factory=dict)
    #: Whether the model has numbers for text messages, in `phone`.
    has_phones: bool = False
    #: The condition of those whose address works, as far as it is known.
    reachable: Q = field(default_factory=Q)
    #: Whether a recipient may still be written to when the letter leaves.
    is_wanted: Callable[[Any], bool] = lambda recipient: True
    #: (key, words) of the purposes to which recipients may agree or not; empty: their consent is not asked for.
    purposes: Callable[[Any], list[tuple[str, str]]] = lambda contest: []
    #: The rows whose latest answer about a purpose is a yes.
    consenting: Callable[[QuerySet, str], QuerySet] = lambda rows, purpose: rows

    def words_of(self) -> dict[str, str]:
        """Return what editors read for each placeholder, in the current language."""
        names = {"contest": NAMES["contest"], **{key: found.name for key, found in self.placeholders.items()}}
        return {key: str(name) for key, name in names.items()}

    def is_personal(self, key: str) -> bool:
        """Say whether the value of a placeholder differs from recipient to recipient."""
        return key in self.placeholders and self.placeholders[key].is_personal


def audiences() -> dict[str, Audience]:
    """Return the audiences of all features by their keys (hook `mailing_audiences`).

    Raises ImproperlyConfigured where two have one key.
    """
    found: dict[str, Audience] = {}
    for declared in hooks.call("mailing_audiences"):
        for audience in declared:
            if audience.key in found:
                raise ImproperlyConfigured(f"There are two audiences {audience.key!r}.")
            found[audience.key] = audience
    return found


def audience_of(key: str) -> Audience:
    """Return an audience; raises UnknownAudience where no installed feature declares it."""
    try:
        return audiences()[key]
    except KeyError:
        raise UnknownAudience(key) from None
