"""The audit trail in Wagtail's log: registered verbs only, no personal data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from wagtail.log_actions import log, registry

#: Keys that must never reach the log, which is kept longer than personal data may be.
PERSONAL_KEYS = frozenset({"name", "full_name", "email", "phone", "birth_date", "identity", "address"})

#: Keys of texts that people typed, in which a person may be named.
TYPED_KEYS = frozenset({"reason", "words"})


def forget_texts(instances: Iterable[Model]) -> int:
    """Empty what people typed in the lines about these instances (`reason`, `words`); return how many had some.

    The lines stay: who did what, and when.
    """
    emptied = []
    for instance in instances:
        for line in registry.get_log_model_for_instance(instance).objects.for_instance(instance):
            if typed := TYPED_KEYS & line.data.keys():
                line.data |= dict.fromkeys(typed, "")
                emptied.append(line)
    for line in emptied:
        line.save(update_fields=["data"])
    return len(emptied)


def record(verb: str, instance: Model, *, actor=None, **data: Any) -> Any:
    """Write one line about `instance` into Wagtail's log, and return it.

    `verb` must have been registered in a `register_log_actions` hook; `actor` is the user, or None
    for a citizen or a task. Raises ValueError for an unknown verb or a personal key in `data`.
    """
    if not registry.action_exists(verb):
        raise ValueError(f"The audit verb {verb!r} is not registered.")
    if personal := PERSONAL_KEYS & data.keys():
        raise ValueError(f"Personal data must not be logged: {', '.join(sorted(personal))}.")
    return log(instance=instance, action=verb, user=actor, data=data or None)
