"""The extension's settings: one dict, CONTEST_PAGES, read at call time.

The defaults below are those of the root packages; each feature declares its own by the hook `default_settings`.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from . import hooks

DEFAULTS: dict[str, Any] = {
    # Alias in TASKS that runs our jobs. "default" is immediate in a plain Wagtail site.
    "TASK_BACKEND": "default",
    # Alias in STORAGES for files that only some may see. Must not be reachable under MEDIA_URL.
    "PRIVATE_STORAGE": "contest_private",
    # Internal location of nginx for the private storage, "/_private/"; empty: the site sends the bytes itself.
    "ACCEL_PREFIX": "",
    # Alias in CACHES for the version of all that is published; processes and servers must share it.
    # Empty: public pages are not cached.
    "PAGE_CACHE": "default",
    # Seconds for which a public page is cached at most where nothing changes; 0: none is cached.
    "PAGE_CACHE_SECONDS": 600,
    # Key of the hashes by which persons are recognised; empty: derived from SECRET_KEY.
    "IDENTITY_KEY": "",
    # Header in request.META with the visitor's address, set by our own proxy; empty: REMOTE_ADDR.
    "CLIENT_ADDRESS_HEADER": "",
    # Addresses and networks whose header is believed; "" is a Unix socket, which has no address.
    "TRUSTED_PROXIES": ("127.0.0.0/8", "::1", ""),
    # Alias in CACHES of a shared cache that counts in one step, as Redis does; empty: a table of the database.
    "COUNTER_CACHE": "",
}


def get(name: str) -> Any:
    """Return the host's value of a setting, or its default; KeyError for one that no installed feature declares."""
    default = DEFAULTS[name] if name in DEFAULTS else _defaults_of_features()[name]
    return getattr(settings, "CONTEST_PAGES", {}).get(name, default)


def defaults() -> dict[str, Any]:
    """Return the defaults of the root packages and of all installed features."""
    return DEFAULTS | _defaults_of_features()


@cache
def _defaults_of_features() -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for declared in hooks.call("default_settings"):
        if twice := (merged | DEFAULTS).keys() & declared.keys():
            raise ImproperlyConfigured(f"Two features declare the setting {', '.join(sorted(twice))}.")
        merged |= declared
    return merged
