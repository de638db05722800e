"""The second factor: required before the admin, asked for at each sign-in, reset by a colleague."""

from __future__ import annotations

import io

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from contest_pages.accounts.models import SignIn
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"


def code(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def give_app(user) -> None:
    TOTP.activate(user, SECRET)


def test_without_a_factor_the_first_screen_is_the_one_that_adds_it(client, roles, sign_in, require_factor):
    first = sign_in("editors", follow=True)
    assert first.redirect_chain[-1][0].startswith(reverse("contest_account_security"))
    assert "trước khi vào trang quản trị" in first.content.decode().lower()
    for address in ("/admin/", "/admin/account/", "/"):
        assert client.get(address).url.startswith(reverse("contest_account_security"))


def test_an_app_is_added_with_the_codes_for_paper_and_opens_the_admin(
    client, roles, sign_in, require_factor, monkeypatch
):
    # The test's own transaction never ends.
    monkeypatch.setattr("django.db.transaction.on_commit", lambda function, *_args, **_kwargs: function())
    sign_in("editors")
    form = client.get(reverse("mfa_activate_totp"))
    added = client.post(reverse("mfa_activate_totp"), {"code": code(form.context["form"].secret)})
    assert added.url == reverse("mfa_view_recovery_codes")
    assert len(client.get(added.url).context["unused_codes"]) == 10
    assert client.get("/admin/").status_code == 200


def test_the_password_alone_opens_nothing_any_more(client, roles, sign_in):
    give_app(roles["editors"])
    assert sign_in("editors").url == reverse("mfa_authenticate")
    assert client.get("/admin/").status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Mã chưa đúng" in wrong.content.decode()
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert client.get("/admin/").status_code == 200
    steps = list(SignIn.objects.order_by("pk").values_list("kind", "succeeded"))
    assert steps == [("password", True), ("totp", False), ("totp", True), ("signed_in", True)]


def test_a_recovery_code_replaces_the_phone_once(client, roles, sign_in):
    give_app(roles["editors"])
    spare = RecoveryCodes.activate(roles["editors"]).get_unused_codes()[0]
    sign_in("editors")
    client.post(reverse("mfa_authenticate"), {"code": spare})
    assert client.get("/admin/").status_code == 200
    other = Client()
    sign_in("editors", on=other)
    assert other.post(reverse("mfa_authenticate"), {"code": spare}).status_code == 200
    assert other.get("/admin/").status_code == 302


def test_codes_are_guessed_five_times_at_most(client, roles, sign_in):
    give_app(roles["editors"])
    sign_in("editors")
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    late = client.post(reverse("mfa_authenticate"), {"code": code()})
    assert "nhập sai nhiều lần" in late.content.decode()


def test_guessed_codes_are_counted_for_all_processes_together(client, roles, sign_in, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RATE_SECOND_FACTOR": "3/15m"}
    give_app(roles["editors"])
    sign_in("editors")
    for _ in range(3):
        cache.clear()  # as in another process, which has a memory of its own
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    cache.clear()
    late = client.post(reverse("mfa_authenticate"), {"code": code()})
    assert (late.status_code, late["Retry-After"]) == (429, "900")
    assert client.get("/admin/").status_code == 302
    assert SignIn.objects.filter(kind="too_many", account="editors").count() == 1


def test_a_session_that_never_proved_the_factor_is_asked_for_it(client, roles, require_factor):
    client.force_login(roles["editors"])
    give_app(roles["editors"])
    asked = client.get("/admin/account/")
    assert asked.url == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2Faccount%2F"
    assert client.post(asked.url, {"code": code()}).url == "/admin/account/"
    assert client.get("/admin/account/").status_code == 200


def test_citizens_pages_are_open_to_who_has_no_rights_in_the_admin(client, roles, require_factor):
    client.force_login(roles["nobody"])
    assert client.get("/").status_code == 200


def test_a_provider_that_asks_for_a_factor_itself_is_trusted_by_name(client, roles, require_factor, settings):
    from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY

    client.force_login(roles["editors"])
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "socialaccount", "at": 1.0, "provider": "sso"}]
    session["account_authentication_methods_user"] = str(roles["editors"].pk)
    session.save()
    assert client.get("/admin/").status_code == 302
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "PROVIDERS_WITH_SECOND_FACTOR": ("sso",)}
    assert client.get("/admin/").status_code == 200


def test_keys_of_apps_are_encrypted_in_the_database(roles):
    give_app(roles["editors"])
    stored = str(Authenticator.objects.get(user=roles["editors"]).data)
    assert SECRET not in stored


def test_the_key_of_an_app_survives_a_new_secret_key(roles, settings):
    give_app(roles["editors"])
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-insecure-key-only-for-tests-another-insecure-key"
    assert Authenticator.objects.get(user=roles["editors"]).wrap().validate_code(code())


# --- a lost phone -------------------------------------------------------------------------------------


@pytest.fixture
def _asked_already(settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "IDENTITY_MINUTES": 0}


@pytest.mark.usefixtures("_asked_already")
def test_an_administrator_resets_a_colleagues_factor_and_it_is_logged(client, roles, sign_in):
    give_app(roles["editors"])
    phone = Client()
    sign_in("editors", on=phone)
    phone.post(reverse("mfa_authenticate"), {"code": code()})
    client.force_login(roles["administrators"])
    client.post(reverse("contest_reset_factor", args=[roles["editors"].pk]))
    assert not Authenticator.objects.filter(user=roles["editors"]).exists()
    assert phone.get("/admin/").status_code == 302
    entry = ModelLogEntry.objects.get(action="contest.reset_second_factor")
    assert (entry.user, entry.object_id) == (roles["administrators"], str(roles["editors"].pk))
    assert SignIn.objects.filter(kind="factors_reset", account="editors").exists()


@pytest.mark.usefixtures("_asked_already")
def test_nobody_resets_the_own_factor_or_a_superusers_without_being_one(client, roles):
    client.force_login(roles["administrators"])
    for account in (roles["administrators"], UserFactory(superuser=True)):
        assert client.post(reverse("contest_reset_factor", args=[account.pk])).status_code == 302
        give_app(account)
        client.post(reverse("contest_reset_factor", args=[account.pk]))
        assert Authenticator.objects.filter(user=account).exists()


def test_the_command_resets_the_factor_of_the_last_superuser():
    account = UserFactory(superuser=True, username="quan-tri")
    give_app(account)
    output = io.StringIO()
    call_command("contest_reset_second_factor", "quan-tri", stdout=output)
    assert "1 factors of quan-tri removed" in output.getvalue()
    assert not Authenticator.objects.filter(user=account).exists()
    with pytest.raises(CommandError):
        call_command("contest_reset_second_factor", "khong-co")
