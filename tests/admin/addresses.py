"""All addresses of the project, and what each role is answered there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest import mock

from django.db import transaction
from django.http import HttpResponse
from django.template.base import Template
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from django.utils.safestring import SafeString

_CONVERTED = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>")


@dataclass(frozen=True)
class Address:
    """A pattern of the project's addresses: its name with namespaces, its route, the names of its arguments."""

    name: str
    route: str
    arguments: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return what tables call it: the name, with the arguments where several patterns have the name."""
        if not self.name:
            return self.route
        return f"{self.name}({', '.join(self.arguments)})" if self.arguments else self.name

    @property
    def is_admin(self) -> bool:
        """Say whether it lies in the admin."""
        return self.route.startswith("admin/")


def addresses() -> list[Address]:
    """Return every pattern once, in the order in which Django tries them."""
    found = {address.key: address for address in reversed(list(_walk(get_resolver().url_patterns, (), "")))}
    return list(reversed(found.values()))


def _walk(patterns, namespaces: tuple[str, ...], prefix: str) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, inner, route)
        elif isinstance(pattern, URLPattern):
            arguments = tuple(first or second for first, second in _CONVERTED.findall(route))
            name = ":".join([*namespaces, pattern.name]) if pattern.name else ""
            yield Address(name, route, arguments)


@contextmanager
def without_rendering() -> Iterator[None]:
    """Leave all templates empty: who gets in is decided before, and rendering takes most of the time."""
    with mock.patch.object(Template, "render", return_value=SafeString("")):
        yield


def answer(client: Client, url: str) -> HttpResponse:
    """Ask for an address, by an empty POST where it takes no GET; what that changes is taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.get(url)
        if response.status_code == 405:
            response = client.post(url)
        transaction.set_rollback(True)
    client.cookies = cookies  # one of the addresses logs out
    return response


def lets_in(response: HttpResponse) -> bool:
    """Say whether an answer is anything but a refusal: neither 403 nor 404, nor the way to the login or the home page."""
    if response.status_code in (403, 404):
        return False
    target = response.headers.get("Location", "").partition("?")[0]
    return target not in (reverse("wagtailadmin_home"), reverse("wagtailadmin_login"))
