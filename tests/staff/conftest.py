"""Accounts with names and addresses, which the screens of accounts ask for."""

from __future__ import annotations

import pytest

from tests.factories import UserFactory


@pytest.fixture
def roles(roles):
    """Return an account of each role that has a name and an address."""
    for key, user in roles.items():
        user.email, user.first_name, user.last_name = f"{key}@example.vn", "Thử", key
        user.save()
    return roles


@pytest.fixture
def person(db):
    """Return an account without groups."""
    return UserFactory(first_name="Bình", last_name="Lò", email="binh@example.vn")
