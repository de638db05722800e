"""Hooks: extension points between features that do not import each other.

An installed app, ours or a host's own, may have a module `contest_hooks`, found as Wagtail finds
`wagtail_hooks`. Its functions register under the names of HOOKS; docs/hooks.md documents when each hook is
called, its arguments and its return value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.exceptions import AppRegistryNotReady, ImproperlyConfigured
from django.utils.module_loading import autodiscover_modules

#: Every hook with its arguments, as callers name them.
HOOKS: dict[str, tuple[str, ...]] = {
    # Declared by features
    "default_settings": (),
    "url_patterns": (),
    "secret_url_prefixes": (),
    "role_permissions": (),
    "confidential_permissions": (),
    "address_records": (),
    "screen_sources": (),
    "letter_recipients": (),
    "mailing_audiences": (),
    "roles_assigned": ("groups", "pages"),
    "demo": ("index", "editor", "now"),
    # Published pages
    "check_page": ("page", "context"),
    "page_refusals": ("page", "action", "to", "together"),
    "records_below": ("page",),
    "next_page_change": ("now",),
    "calendar_events": ("contests",),
    "contest_card_notes": ("contests",),
    "followed_states": ("contest", "now"),
    "announced_openings": ("rounds", "now"),
    "contest_events": ("contest", "now"),
    "winners": ("contests", "limit"),
    "prizes_of_entries": ("entries",),
    # Rounds
    "planned_openings": ("contest",),
    "contest_carried_over": ("contest", "copy", "actor"),
    "round_notes": ("round_page",),
    "contestant_round_notes": ("registration", "round_page", "now"),
    "opening_undone": ("round_page", "since", "until", "actor"),
    "round_is_frozen": ("round_page",),
    "key_correction_effects": ("version", "accepted", "user", "now"),
    "results_are_published": ("round_page",),
    # Rankings of whole contests, and who took part
    "contest_rankings": (),
    "participation": ("contest",),
    # Contestants
    "notify_registrants": ("contest", "document"),
    "contestants_menu": (),
    "undecided_matches": ("contest",),
    "personal_data": ("registration",),
    "personal_messages": ("registration",),
    "personal_links": ("registration", "token"),
    "erase_personal_data": ("registration", "because"),
    "erase_expired": ("contests", "now", "dry_run"),
    "personal_sections": ("registration", "now"),
    "entry_notes": ("entries", "now"),
    # Letters
    "address_bounced": ("address", "recipient", "now"),
    # Staff
    "identity_check": ("request",),
    # Letters
    "letter_look": ("contest",),
    # Background work
    "housekeeping": ("now",),
    "search_texts": (),
}

_functions: dict[str, dict[str, tuple[int, Callable]]] = {name: {} for name in HOOKS}
_is_discovered = False


def register(hook: str, *, order: int = 0) -> Callable[[Callable], Callable]:
    """Return a decorator that registers a function for a hook; functions of a lower `order` are called first.

    Raises ImproperlyConfigured for a hook that does not exist, and where the same app has registered another
    function for it.
    """

    def decorate(function: Callable) -> Callable:
        _add(hook, _app_of(function), function, order)
        return function

    return decorate


def _add(hook: str, app: str, function: Callable, order: int) -> None:
    if hook not in _functions:
        raise ImproperlyConfigured(f"{app} registers {function.__name__} for {hook!r}, which is no hook.")
    _before, present = _functions[hook].get(app, (0, function))
    if present is not function:
        raise ImproperlyConfigured(
            f"{app} registers {function.__name__} for {hook!r}, which has its {present.__name__} already."
        )
    _functions[hook][app] = (order, function)


def _app_of(function: Callable) -> str:
    config = apps.get_containing_app_config(function.__module__)
    return config.label if config is not None else function.__module__


def discover() -> None:
    """Import the module `contest_hooks` of every installed app that has one."""
    global _is_discovered
    autodiscover_modules("contest_hooks")
    _is_discovered = True


def is_discovered() -> bool:
    """Say whether all apps are ready and the functions of every hook are known."""
    return _is_discovered


def functions(hook: str) -> list[Callable]:
    """Return the functions of a hook in their order; apps of the same order as INSTALLED_APPS has them.

    Raises AppRegistryNotReady before all apps are ready: an early caller would miss some.
    """
    if not _is_discovered:
        raise AppRegistryNotReady(f"The functions of the hook {hook!r} are not known yet.")
    return [function for _order, function in sorted(_functions[hook].values(), key=lambda found: found[0])]


def call(hook: str, **arguments: Any) -> list[Any]:
    """Call the functions of a hook and return what they return, without None."""
    results = (function(**arguments) for function in functions(hook))
    return [result for result in results if result is not None]


def apps_of(hook: str) -> list[str]:
    """Return the labels of the apps that registered a function for a hook."""
    return list(_functions[hook])


@contextmanager
def register_temporarily(
    hook: str, function: Callable, *, app: str = "tests", order: int = 0
) -> Iterator[None]:
    """Register a function for the duration of a test."""
    _add(hook, app, function, order)
    try:
        yield
    finally:
        del _functions[hook][app]
