"""Kinds of letters: each is a function that composes one, registered by the feature that has it.

A feature declares its letters in a module `letters`, found once all apps are ready:

    @letter("registrations.welcome", _("Registration code"))
    def welcome(registration):
        return Letter(place=registration.email, subject=…, template="…/letters/welcome.txt", context={…})

The function gets the recipient and the ids with which `notify` was called, loads the rows that it needs and returns plain
values, or None where the letter is no longer wanted. It is called in the site's language, at each attempt, and by previews:
it changes nothing. What must happen once a letter has left is `on_sent`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string

from .enums import Channel
from .errors import UnknownKind
from .wordings import Words

#: Texts among the ids: keys and parts of addresses, never words of people.
_KEY = re.compile(r"[a-z0-9_./-]{0,100}")


@dataclass(frozen=True)
class Letter:
    """A composed letter: the place it goes to, and a wording with its values, or its own subject with a template or text."""

    place: str
    subject: str = ""
    template: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    channel: Channel = Channel.EMAIL
    #: The key of a wording that editors may change, and what its placeholders stand for.
    wording: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    #: Texts of this letter's own in place of those of a wording.
    own_words: Words | None = None

    def words(self, in_force: Mapping[str, Words]) -> tuple[str, str]:
        """Return the subject and the text that are sent, with the wordings in force by their keys."""
        if not self.wording and self.own_words is None:
            body = render_to_string(self.template, self.context) if self.template else self.text
            return str(self.subject), body
        words = self.own_words or in_force[self.wording]
        if self.channel == Channel.SMS:
            return "", words.text_message(self.values)
        return words.letter(self.values)


@dataclass(frozen=True)
class Kind:
    """A registered kind of letter."""

    key: str
    name: Any  # a lazy translation, for screens of the staff
    compose: Callable[..., Letter | None]
    #: Which way a letter to a recipient takes.
    channel: Callable[[Any], Channel] | None = None
    #: Relations of the recipient that are read with it.
    select_related: tuple[str, ...] = ()
    #: From the ids, as columns of the letters ("ids__…"), to what lists show in place of its name: an expression.
    title: Callable[[], Any] | None = None
    #: Called with the recipient, `now` and the ids when the letter has left, in the transaction that records it.
    on_sent: Callable[..., None] | None = None

    @property
    def needs_address(self) -> bool:
        """Say whether it goes to an address that its row alone knows, until it has left or is given up."""
        return "address" in inspect.signature(self.compose).parameters

    def channel_to(self, recipient, address: str) -> Channel:
        """Return the way that a letter takes: an address decides, else the recipient."""
        if address:
            return Channel.EMAIL if "@" in address else Channel.SMS
        return self.channel(recipient) if self.channel is not None else Channel.EMAIL


@dataclass(frozen=True)
class Recipients:
    """How the staff's screens of letters name recipients of a model (hook `letter_recipients`)."""

    #: The rows with what `words` reads.
    rows: Callable[[], Any]
    #: What stands for a recipient; no address.
    words: Callable[[Any], str]
    #: From words as they were typed to the rows that they name exactly.
    search: Callable[[str], Any]
    #: The name of the address of the recipient's own screen, and the right that it asks for.
    screen: str = ""
    permission: str = ""


def channel_to(recipient) -> Channel:
    """Return which way a message to a recipient takes: a text message where there is a phone only."""
    return Channel.EMAIL if recipient.email else Channel.SMS


_kinds: dict[str, Kind] = {}


def letter(key: str, name, **more) -> Callable[[Callable[..., Letter | None]], Callable[..., Letter | None]]:
    """Return a decorator that registers a function as the kind `key`; `more` are the fields of Kind.

    Raises ImproperlyConfigured for a second function of one key.
    """

    def decorate(compose: Callable[..., Letter | None]) -> Callable[..., Letter | None]:
        if key in _kinds and _kinds[key].compose.__qualname__ != compose.__qualname__:
            raise ImproperlyConfigured(f"There are two letters {key!r}.")
        _kinds[key] = Kind(key, name, compose, **more)
        return compose

    return decorate


def kind_of(key: str) -> Kind:
    """Return a registered kind; raises UnknownKind."""
    try:
        return _kinds[key]
    except KeyError:
        raise UnknownKind(key) from None


def name_of(key: str) -> str:
    """Return how the staff reads a kind; of one that no installed feature declares any more the key."""
    return str(_kinds[key].name) if key in _kinds else key


def kinds() -> list[Kind]:
    """Return all registered kinds in the order of their keys."""
    return [_kinds[key] for key in sorted(_kinds)]


def is_key(value: Any) -> bool:
    """Say whether a value is a short key, or a part of an address without signs that people type."""
    return isinstance(value, str) and bool(_KEY.fullmatch(value))


def checked_ids(ids: dict[str, Any]) -> dict[str, Any]:
    """Return the ids of a letter as they are stored: whole numbers, lists of them, short keys.

    Raises ValueError for anything else: a row of a letter holds no text of a person.
    """
    for name, value in ids.items():
        values = value if isinstance(value, list | tuple) else [value]
        if any(not isinstance(one, int) for one in values) and not is_key(value):
            raise ValueError(f"{name} is neither a number nor a short key.")
    return {name: list(value) if isinstance(value, tuple) else value for name, value in ids.items()}
