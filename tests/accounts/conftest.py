"""Limits as a site has them; other tests run without."""

from __future__ import annotations

import pytest

from contest_pages.accounts import throttling

#: Of every user that the factories make.
PASSWORD = "mat-khau-thu"


@pytest.fixture(autouse=True)
def _limits(settings):
    """Set the limits of a site, and forget what was refused in the test before."""
    settings.CONTEST_PAGES = {
        **settings.CONTEST_PAGES,
        "SESSION_IDLE_MINUTES": 30,
        "SESSION_HOURS": 12,
        "IDENTITY_MINUTES": 10,
        "RATE_SIGN_IN_ACCOUNT": "3/15m",
        "RATE_SIGN_IN_NETWORK": "6/15m",
        "RATE_PAGE_PASSWORD_NETWORK": "3/15m",
    }
    throttling.forget_refusals()


@pytest.fixture
def require_factor(settings):
    """Require a second factor, as production does."""
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "REQUIRE_SECOND_FACTOR": True}


@pytest.fixture
def sign_in(client):
    """Return a function that signs in with the password, on the test's client or another."""

    def sign_in(username: str, password: str = PASSWORD, *, on=client, **kwargs):
        return on.post("/tai-khoan/dang-nhap/", {"login": username, "password": password}, **kwargs)

    return sign_in
