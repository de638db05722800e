"""Single sign-on: accounts that exist are opened by the province's own server, none is made."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
import responses
from django.contrib.auth import get_user_model

from contest_pages.accounts.models import SignIn

pytestmark = pytest.mark.django_db

SERVER = "https://sso.tinh.example"
LOGIN = "/tai-khoan/oidc/sso/login/"


@pytest.fixture
def server(settings):
    """Answer as a sign-on server does; return who it says is there."""
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "EMAIL_AUTHENTICATION": True,
            "APPS": [
                {
                    "provider_id": "sso",
                    "name": "SSO của tỉnh",
                    "client_id": "cuoc-thi",
                    "secret": "bi-mat",
                    "settings": {"server_url": SERVER},
                }
            ],
        }
    }
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
    settings.SIGN_IN_ORIGINS = [SERVER]
    person = {"sub": "7", "email": "bien-tap@tinh.gov.vn", "email_verified": True}
    with responses.RequestsMock(assert_all_requests_are_fired=False) as answers:
        answers.get(
            f"{SERVER}/.well-known/openid-configuration",
            json={
                "issuer": SERVER,
                "authorization_endpoint": f"{SERVER}/authorize",
                "token_endpoint": f"{SERVER}/token",
                "userinfo_endpoint": f"{SERVER}/userinfo",
            },
        )
        answers.post(f"{SERVER}/token", json={"access_token": "t", "token_type": "Bearer"})
        answers.add_callback("GET", f"{SERVER}/userinfo", lambda _request: (200, {}, json.dumps(person)))
        yield person


def come_back(client) -> object:
    """Go to the server and come back from it, as a browser does."""
    there = urlsplit(client.post(LOGIN).url)
    assert f"{there.scheme}://{there.netloc}" == SERVER
    query = parse_qs(there.query)
    assert query["code_challenge_method"] == ["S256"]
    return client.get(f"{LOGIN}callback/", {"code": "c", "state": query["state"][0]}, follow=True)


def test_the_sign_in_offers_the_server_and_lets_the_form_lead_there(client, server):
    page = client.get("/tai-khoan/dang-nhap/")
    assert "SSO của tỉnh" in page.content.decode()
    assert f"form-action 'self' {SERVER}" in page["Content-Security-Policy"]


def test_an_account_is_found_by_its_verified_address(client, roles, server):
    get_user_model().objects.filter(username="editors").update(email="bien-tap@tinh.gov.vn")
    come_back(client)
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/").wsgi_request.user == roles["editors"]
    assert SignIn.objects.filter(kind="socialaccount", account="editors", succeeded=True).exists()


@pytest.mark.parametrize("change", [{"email": "nguoi-la@example.vn"}, {"email_verified": False}])
def test_strangers_and_unverified_addresses_open_nothing_and_make_nothing(client, roles, server, change):
    get_user_model().objects.filter(username="editors").update(email="bien-tap@tinh.gov.vn")
    before = get_user_model().objects.count()
    server.update(change)
    come_back(client)
    assert client.get("/admin/").status_code == 302
    assert get_user_model().objects.count() == before
