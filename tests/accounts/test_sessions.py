"""Sessions of staff: how long they last, where they are listed, how they are ended."""

from __future__ import annotations

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contest_pages.accounts.logic import device_name
from contest_pages.accounts.models import SignIn
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db
MINUTE, HOUR = 60, 3600


@pytest.fixture
def clock():
    """Stop the clock; the test moves it."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


def test_a_session_ends_after_thirty_minutes_without_use(client, roles, sign_in, clock):
    sign_in("editors")
    for _ in range(3):
        clock.shift(29 * MINUTE)
        assert is_in(client)
    clock.shift(31 * MINUTE)
    answer = client.get("/admin/account/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert "next=/admin/account/" in answer.redirect_chain[-1][0].replace("%2F", "/")
    assert "hết thời gian của phiên làm việc" in answer.content.decode()
    assert SignIn.objects.filter(kind="timed_out", account="editors").exists()


def test_a_page_that_asks_by_itself_keeps_no_session_open(client, roles, sign_in, clock):
    sign_in("editors")
    for _ in range(4):
        clock.shift(10 * MINUTE)
        client.get("/admin/", headers={"Sec-Fetch-Dest": "empty"})
    assert not is_in(client)


def test_a_session_ends_after_twelve_hours_even_in_use(client, roles, sign_in, clock):
    sign_in("editors")
    for _ in range(12 * 3 - 1):
        clock.shift(20 * MINUTE)
        assert is_in(client)
    clock.shift(21 * MINUTE)
    assert not is_in(client)


def test_a_public_page_stays_open_after_the_end_of_a_session(client, home, roles, sign_in, clock):
    sign_in("editors")
    clock.shift(2 * HOUR)
    assert client.get(home.url).status_code == 200


def test_an_account_sees_its_own_sessions_with_a_fixed_number_of_queries(client, roles, sign_in):
    sign_in("editors")
    sign_in("organisers", on=Client(), REMOTE_ADDR="198.51.100.7")
    address = reverse("contest_account_security")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        assert "198.51.100.7" not in answer.content.decode()
        return len(captured)

    client.get(address)
    few = queries()
    for number in range(2):
        sign_in(
            "editors", on=Client(), REMOTE_ADDR=f"203.0.113.{number}", HTTP_USER_AGENT="Firefox/130 Windows"
        )
    assert queries() == few
    html = client.get(address).content.decode()
    assert "203.0.113.1" in html
    assert "Firefox, Windows" in html
    assert "thiết bị này" in html


def test_another_device_is_signed_out(client, roles, sign_in):
    phone = Client()
    sign_in("editors", on=phone)
    sign_in("editors")
    session = UserSession.objects.get(session_key=phone.session.session_key)
    client.post(reverse("contest_end_session"), {"session": session.pk})
    assert not is_in(phone)
    assert is_in(client)


def test_the_session_of_a_colleague_is_out_of_reach(client, roles, sign_in):
    colleague = Client()
    sign_in("organisers", on=colleague)
    sign_in("editors")
    session = UserSession.objects.get(session_key=colleague.session.session_key)
    assert client.post(reverse("contest_end_session"), {"session": session.pk}).status_code == 404
    assert is_in(colleague)


def test_sign_out_everywhere_ends_all_sessions(client, roles, sign_in):
    phone = Client()
    sign_in("editors", on=phone)
    sign_in("editors")
    client.post(reverse("contest_end_all_sessions"))
    assert not is_in(phone)
    assert not is_in(client)


def test_a_new_password_ends_the_other_sessions(client, roles, sign_in):
    phone = Client()
    sign_in("editors", on=phone)
    sign_in("editors")
    new = "mot-mat-khau-moi-9"
    data = {"oldpassword": "mat-khau-thu", "password1": new, "password2": new}
    assert client.post(reverse("account_change_password"), data).status_code == 302
    assert not is_in(phone)
    assert is_in(client)
    assert UserSession.objects.filter(user=roles["editors"]).count() == 1


def test_what_is_under_the_account_is_stored_nowhere(client, roles, sign_in):
    sign_in("editors")
    for name in (
        "contest_account_security",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_change_password",
    ):
        assert client.get(reverse(name))["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("curl/8", ""),
    ],
)
def test_devices_have_names_for_people(user_agent, name):
    assert device_name(user_agent) == name
