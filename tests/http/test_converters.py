"""A number larger than a database counts is the number of nothing."""

from __future__ import annotations

import pytest
from django.urls import get_resolver

pytestmark = pytest.mark.django_db
HUGE = 10**25


def addresses() -> list[str]:
    """Return every public address of ours that holds one number and nothing else to fill in."""
    found = []
    for pattern in get_resolver().url_patterns:
        for inner in getattr(pattern, "url_patterns", [pattern]):
            for last in getattr(inner, "url_patterns", [inner]):
                route = str(last.pattern)
                if str(pattern.pattern) == "" and route.count("<") == 1 and "<number:" in route:
                    begin, _, end = route.partition("<")
                    found.append(f"/{begin}{HUGE}{end.partition('>')[2]}")
    return sorted(set(found))


def test_the_addresses_are_found():
    assert len(addresses()) > 8


@pytest.mark.parametrize("address", addresses())
def test_no_address_breaks(client, home, address):
    assert client.get(address).status_code in (302, 404, 405)
