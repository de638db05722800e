"""Fixtures of the tests of the review."""

from __future__ import annotations

import pytest

from tests.review import helpers


@pytest.fixture
def entry(stage, roles):
    """Return an entry that waits for a moderator, in a round with one step."""
    return helpers.waiting_entry(stage)


@pytest.fixture
def mai(roles):
    """Return a moderator."""
    return helpers.moderator(roles, "Mai Lan", username="mai", email="mai@coquan.example")


@pytest.fixture
def nam(roles):
    """Return another moderator."""
    return helpers.moderator(roles, "Nam Sơn", username="nam", email="nam@coquan.example")


@pytest.fixture
def hoa(roles):
    """Return a third moderator."""
    return helpers.moderator(roles, "Hoa Ban", username="hoa", email="hoa@coquan.example")


@pytest.fixture
def organiser(roles):
    """Return an organiser, with an address."""
    user = roles["organisers"]
    user.email = "bantochuc@coquan.example"
    user.save()
    return user
