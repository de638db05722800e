"""Signing in: who gets in, who is refused before a password is hashed, what is recorded."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from contest_pages.accounts import throttling
from contest_pages.accounts.domain import forget_old
from contest_pages.accounts.models import SignIn
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db

OTHER_NETWORK = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def hashed(monkeypatch):
    """Return the passwords that were hashed."""
    passwords: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, password, salt: passwords.append(password) or encode(self, password, salt),
    )
    return passwords


def recorded() -> list[tuple[str, str, bool, str]]:
    return list(SignIn.objects.order_by("pk").values_list("account", "kind", "succeeded", "address"))


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/?next=/admin/account/"])
def test_the_admin_leads_to_the_sign_in_and_back(client, roles, address, sign_in):
    answer = client.get(address, follow=True)
    form = answer.redirect_chain[-1][0]
    assert form.startswith(reverse("account_login"))
    back = client.post(form, {"login": "administrators", "password": "mat-khau-thu"})
    assert back.url == re.search(r"next=([^&]+)", form)[1].replace("%2F", "/")


def test_success_and_failure_are_recorded_with_account_and_address(roles, sign_in):
    sign_in("editors", "sai")
    sign_in("editors")
    assert recorded() == [
        ("editors", "password", False, "127.0.0.1"),
        ("editors", "password", True, "127.0.0.1"),
        ("editors", "signed_in", True, "127.0.0.1"),
    ]


def test_a_name_that_belongs_to_no_account_is_not_stored(roles, sign_in):
    sign_in("mat-khau-go-nham-o", "x")
    assert recorded() == [("", "password", False, "127.0.0.1")]


def test_beyond_the_limit_of_an_account_no_password_is_hashed_not_even_the_right_one(roles, sign_in, hashed):
    for number in range(3):
        assert sign_in("editors", "sai", REMOTE_ADDR=f"203.0.113.{number}").status_code == 200
    hashed.clear()
    refused = sign_in("editors")
    assert (refused.status_code, refused["Retry-After"], hashed) == (429, "900", [])
    assert "thử lại sau 15 phút" in refused.content.decode()
    assert sign_in("organisers").status_code == 302


def test_many_accounts_from_one_network_are_refused_too(roles, sign_in, hashed):
    for number in range(6):
        sign_in(f"khong-co-{number}", "sai")
    hashed.clear()
    assert sign_in("khong-co-7", "sai").status_code == 429
    assert hashed == []
    assert sign_in("editors", **OTHER_NETWORK).status_code == 302


def test_names_that_do_not_exist_are_refused_like_those_that_do(roles, sign_in):
    for name in ("editors", "khong-co"):
        answers = [sign_in(name, "sai", REMOTE_ADDR=f"198.51.100.{n}").status_code for n in range(4)]
        assert answers == [200, 200, 200, 429]


def test_a_device_that_has_signed_in_before_is_not_kept_out_by_guesses_from_elsewhere(roles, sign_in, client):
    sign_in("editors")
    client.post(reverse("account_logout"))
    for number in range(4):
        sign_in("editors", "sai", on=Client(), REMOTE_ADDR=f"203.0.113.{number}")
    assert sign_in("editors", on=Client()).status_code == 429
    assert sign_in("editors").status_code == 302


def test_a_known_device_may_guess_no_more_often_than_others(roles, sign_in, client):
    sign_in("editors")
    client.post(reverse("account_logout"))
    assert [sign_in("editors", "sai").status_code for _ in range(4)] == [200, 200, 200, 429]


def test_the_cookie_of_a_device_opens_no_other_account(roles, sign_in, client):
    sign_in("editors")
    client.post(reverse("account_logout"))
    for number in range(4):
        sign_in("organisers", "sai", on=Client(), REMOTE_ADDR=f"203.0.113.{number}")
    assert sign_in("organisers").status_code == 429


def test_the_account_is_open_again_after_a_quarter_of_an_hour(roles, sign_in, time_machine_at_noon):
    for _ in range(4):
        sign_in("editors", "sai")
    throttling.forget_refusals()
    time_machine_at_noon.shift(16 * 60)
    assert sign_in("editors").status_code == 302


@pytest.fixture
def time_machine_at_noon():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_a_flood_of_refused_attempts_leaves_one_line_in_the_record(roles, sign_in):
    for _ in range(12):
        sign_in("editors", "sai")
    kinds = [kind for _account, kind, _ok, _address in recorded()]
    assert (kinds.count("password"), kinds.count("too_many")) == (3, 1)


def test_no_place_for_a_hash_is_answered_at_once(roles, sign_in, monkeypatch):
    monkeypatch.setattr(throttling, "_WAIT_SECONDS", 0)
    with throttling.place_for_hash():
        busy = sign_in("editors")
    assert (busy.status_code, busy["Retry-After"]) == (503, "5")
    assert sign_in("editors").status_code == 302


def test_nobody_makes_an_account(client):
    assert client.get("/tai-khoan/signup/").status_code == 404


# --- forgotten passwords ------------------------------------------------------------------------------


@time_machine.travel(NOW, tick=False)  # a page ends with the minute at which it was written
def test_a_forgotten_password_is_answered_alike_for_any_address(
    client, roles, django_user_model, django_capture_on_commit_callbacks
):
    django_user_model.objects.filter(username="editors").update(email="bien-tap@tinh.gov.vn")
    address = reverse("account_reset_password")
    with django_capture_on_commit_callbacks(execute=True):
        known = client.post(address, {"email": "bien-tap@tinh.gov.vn"}, follow=True)
    unknown = client.post(address, {"email": "ai-do@example.vn"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content
    assert [letter.to for letter in mail.outbox] == [["bien-tap@tinh.gov.vn"]]


def test_the_link_in_the_letter_sets_a_new_password_once(
    client, roles, django_user_model, django_capture_on_commit_callbacks, sign_in
):
    django_user_model.objects.filter(username="editors").update(email="bien-tap@tinh.gov.vn")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": "bien-tap@tinh.gov.vn"})
    link = re.search(r"https?://[^/]+(/tai-khoan/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    new = "mot-mat-khau-moi-9"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert sign_in("editors", new, on=Client()).status_code == 302
    assert Client().get(link).context["token_fail"]


def test_letters_are_counted_by_address(client, roles, django_user_model, django_capture_on_commit_callbacks):
    django_user_model.objects.filter(username="editors").update(email="bien-tap@tinh.gov.vn")
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(5):
            answer = client.post(reverse("account_reset_password"), {"email": "bien-tap@tinh.gov.vn"})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert len(mail.outbox) == 3


def test_wagtails_own_form_of_a_forgotten_password_leads_to_ours(client):
    assert client.get("/admin/password_reset/").url == reverse("account_reset_password")


# --- passwords of pages -------------------------------------------------------------------------------


def test_the_password_of_a_page_cannot_be_guessed_at_will(client, contest):
    restriction = PageViewRestriction.objects.create(
        page=contest, restriction_type="password", password="mo-ra"
    )
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, contest.pk])
    data = {"password": "sai", "return_url": contest.url}
    assert [client.post(address, data).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert client.post(address, {**data, "password": "mo-ra"}).status_code == 429
    assert client.post(address, {**data, "password": "mo-ra"}, **OTHER_NETWORK).status_code == 302
    assert {kind for _account, kind, _ok, _address in recorded()} == {"page_password"}


# --- the record ---------------------------------------------------------------------------------------


def test_administrators_read_the_record_with_a_fixed_number_of_queries(
    client, roles, django_assert_num_queries
):
    client.force_login(roles["administrators"])
    client.get(reverse("contest_sign_ins"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("contest_sign_ins")).status_code == 200
        return len(captured)

    few = queries()
    SignIn.objects.bulk_create(
        SignIn(account=f"can-bo-{n}", kind="password", succeeded=bool(n % 2), address="::") for n in range(40)
    )
    assert queries() == few
    html = client.get(reverse("contest_sign_ins"), {"account": "can-bo-7"}).content.decode()
    assert "can-bo-7" in html
    assert "can-bo-8" not in html


def test_old_lines_are_forgotten(roles):
    SignIn.objects.create(kind="password", succeeded=False, address="::", at=NOW.replace(year=2020))
    new = SignIn.objects.create(kind="password", succeeded=False, address="::", at=NOW)
    assert forget_old(NOW) == 1
    assert list(SignIn.objects.all()) == [new]
