"""Signing in: who gets in, who is refused before a password is hashed, what is recorded."""

from __future__ import annotations

import pytest
from django.urls import reverse

PASSWORD = "mat-khau-thu"

pytestmark = pytest.mark.django_db


def test_the_admin_leads_to_the_sign_in_and_back(client, roles):
    answer = client.get("/admin/contest/sign-ins/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))
    answer = client.post(
        answer.redirect_chain[-1][0], {"login": "administrators", "password": PASSWORD}, follow=True
    )
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == "/admin/contest/sign-ins/"
