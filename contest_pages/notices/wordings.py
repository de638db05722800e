"""Wordings of letters that editors may change: the default, its placeholders, and those that have to stay.

A feature declares one beside the letter that it words, and composes the letter as its values:

    WELCOME = wording(
        "registrations.welcome",
        _("Registration code after the confirmation"),
        kind="registrations.welcome",
        subject=_("Your registration code: %(contest)s"),
        template="contest_registrations/letters/welcome.txt",
        message=_("You are registered. Code: %(code)s."),
        placeholders={"name": _("name"), "contest": _("contest"), "code": _("code"), "link": _("link")},
        required=("code", "link"),
    )

In `subject`, `message` and the template each placeholder is a variable of its key and nothing else decides what stands
there: what differs from letter to letter is a value, and a line whose value is empty is left out (`logic.placeholders`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string

from .errors import UnknownWording
from .logic.placeholders import fill, in_keys, in_words, unfilled
from .logic.wording_text import CLEANED, cleaned, cleaned_message, cleaned_subject, refusals


@dataclass(frozen=True)
class Words:
    """The texts of a wording with their placeholders: of a letter its subject and text, and of a text message."""

    subject: str = ""
    text: str = ""
    message: str = ""

    def letter(self, values: Mapping[str, Any]) -> tuple[str, str]:
        """Return the subject and the text of a letter with these values."""
        return " ".join(fill(self.subject, values).split()), fill(self.text, values)

    def text_message(self, values: Mapping[str, Any]) -> str:
        """Return a text message with these values: its lines in one."""
        return " ".join(fill(self.message, values).split())

    def cleaned(self) -> Words:
        """Return the texts without what pasting leaves in them."""
        return Words(**{name: CLEANED[name](text) for name, text in asdict(self).items()})

    def in_words(self, words: Mapping[str, str]) -> Words:
        """Return the texts as editors read them."""
        return Words(**{name: in_words(text, words) for name, text in asdict(self).items()})


@dataclass(frozen=True)
class Placeholder:
    """What stands for a placeholder where not every letter has a value for it; its words alone are enough for others."""

    label: Any
    in_letter: bool = True
    in_message: bool = True
    #: Letters, or text messages, some of which have nothing for it: the line in which it stands is left out.
    optional_in_letter: bool = False
    optional_in_message: bool = False

    def __str__(self) -> str:
        return str(self.label)


def optional(label) -> Placeholder:
    """Return a placeholder for which some letters and text messages have nothing."""
    return Placeholder(label, optional_in_letter=True, optional_in_message=True)


@dataclass(frozen=True)
class Wording:
    """A declared wording. One of letters alone has no `message`, one of text messages alone no `template`."""

    key: str
    name: Any  # a lazy translation, for screens of the staff
    #: The kind of letter that has it; a kind may have several.
    kind: str
    #: What each placeholder stands for, by its key: lazy translations, which editors read and type, or a Placeholder.
    placeholders: Mapping[str, Any]
    subject: Any = ""
    template: str = ""
    message: Any = ""
    #: Placeholders without which a letter, or a text message, would be of no use.
    required: tuple[str, ...] = ()
    required_in_message: tuple[str, ...] = ()

    def default(self) -> Words:
        """Return the texts in the current language, cleaned as those that editors save: only their own changes differ."""
        values = unfilled(self.placeholders)
        text = render_to_string(self.template, values) if self.template else ""
        return Words(
            cleaned_subject(str(self.subject) % values),
            cleaned(text),
            cleaned_message(str(self.message) % values),
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the names of the texts that it has: subject and letter, text message, or all three."""
        letter = ("subject", "text") if self.subject or self.template else ()
        return (*letter, "message") if self.message else letter

    def required_of(self, field: str) -> tuple[str, ...]:
        """Return the keys of the placeholders that this text has to have."""
        return {"text": self.required, "message": self.required_in_message}.get(field, ())

    def refusals(self, words: Words) -> dict[str, list[str]]:
        """Return the sentences for which texts are refused, by the name of the text; empty: they may be sent."""
        found = {
            name: refusals(
                name,
                getattr(words, name),
                words=self.words_in(name),
                required=self.required_of(name),
                optional=self.optional_of(name),
            )
            for name in self.fields
        }
        return {name: sentences for name, sentences in found.items() if sentences}

    def in_keys(self, typed: Words) -> Words:
        """Return texts that editors typed as they are stored; what a text does not have stays as it is typed."""
        return Words(**{name: in_keys(getattr(typed, name), self.words_in(name)) for name in self.fields})

    def words_in(self, field: str) -> dict[str, str]:
        """Return what editors read for each placeholder that letters, or text messages, have."""
        has = "in_message" if field == "message" else "in_letter"
        return {key: str(label) for key, label in self.placeholders.items() if getattr(label, has, True)}

    def optional_of(self, field: str) -> frozenset[str]:
        """Return the keys of the placeholders for which some letters, or text messages, have nothing."""
        may_lack = "optional_in_message" if field == "message" else "optional_in_letter"
        return frozenset(key for key, label in self.placeholders.items() if getattr(label, may_lack, False))

    def completed(self, words: Words) -> Words:
        """Return texts with those of the default where there are none: a wording may have got a text message since."""
        if all(getattr(words, name) for name in self.fields):
            return words
        default = self.default()
        return Words(**{name: getattr(words, name) or getattr(default, name) for name in self.fields})

    def words_of(self) -> dict[str, str]:
        """Return what editors read for each placeholder, in the current language."""
        return {key: str(label) for key, label in self.placeholders.items()}


_wordings: dict[str, Wording] = {}


def wording(key: str, name, *, kind: str, placeholders: Mapping[str, Any], **more) -> Wording:
    """Declare a wording; `more` are the other fields of Wording.

    Raises ImproperlyConfigured for a second one of one key, and where a required placeholder is none of its own.
    """
    declared = Wording(key, name, kind, placeholders, **more)
    if _wordings.setdefault(key, declared) != declared:
        raise ImproperlyConfigured(f"There are two wordings {key!r}.")
    if unknown := {*declared.required, *declared.required_in_message} - set(placeholders):
        raise ImproperlyConfigured(f"The wording {key!r} has no placeholder {', '.join(sorted(unknown))}.")
    return declared


def wording_of(key: str) -> Wording:
    """Return a declared wording; raises UnknownWording."""
    try:
        return _wordings[key]
    except KeyError:
        raise UnknownWording(key) from None


def wordings() -> list[Wording]:
    """Return all declared wordings: those of a feature in the order in which its module `letters` has them."""
    return list(_wordings.values())
