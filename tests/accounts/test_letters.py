"""Letters to the owner of an account about each change of how it is proved."""

from __future__ import annotations

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.urls import reverse

from contest_pages.accounts.domain import record, reset_second_factor
from contest_pages.accounts.enums import SignInKind
from contest_pages.notices.models import Notice
from tests.accounts.conftest import PASSWORD
from tests.accounts.test_second_factor import SECRET, code

pytestmark = pytest.mark.django_db

NEW = "mot-mat-khau-moi-9"


@pytest.fixture
def editor(roles):
    user = roles["editors"]
    user.email = "bien-tap@tinh.gov.vn"
    user.save()
    return user


@pytest.fixture
def sent(editor, django_capture_on_commit_callbacks):
    """Return a function that runs another one and returns the letters that it caused, as lines of their texts."""

    def run(function) -> list[list[str]]:
        with django_capture_on_commit_callbacks(execute=True):
            function()
        assert all(letter.to == [editor.email] for letter in mail.outbox)
        return [letter.body.splitlines() for letter in mail.outbox]

    return run


def test_a_changed_password_is_told_once(client, editor, sign_in, sent):
    sign_in("editors")
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    (letter,) = sent(lambda: client.post(reverse("account_change_password"), data))
    assert "Đổi mật khẩu" in letter
    assert "đã thay đổi" in mail.outbox[0].subject


def test_a_password_chosen_by_a_link_is_told_once(client, editor, sent):
    key = {"uidb36": user_pk_to_url_str(editor), "key": default_token_generator.make_token(editor)}
    form = client.get(reverse("account_reset_password_from_key", kwargs=key), follow=True)
    address = form.redirect_chain[-1][0]
    (letter,) = sent(lambda: client.post(address, {"password1": NEW, "password2": NEW}))
    assert "Đổi mật khẩu" in letter


def test_a_second_factor_is_told_when_it_comes_and_when_it_goes(client, editor, sign_in, sent):
    sign_in("editors")
    form = client.get(reverse("mfa_activate_totp")).context["form"]
    (added,) = sent(lambda: client.post(reverse("mfa_activate_totp"), {"code": code(form.secret)}))
    assert "Bật xác thực hai lớp" in added
    mail.outbox.clear()
    (removed,) = sent(lambda: client.post(reverse("mfa_deactivate_totp")))
    assert not Authenticator.objects.filter(user=editor).exists()
    assert "Tắt xác thực hai lớp" in removed


def test_a_reset_second_factor_is_told_once_also_from_the_servers_command_line(editor, sent):
    TOTP.activate(editor, SECRET)
    (letter,) = sent(lambda: reset_second_factor(account=editor))
    assert any("đặt lại" in line for line in letter)
    assert len(sent(lambda: reset_second_factor(account=editor))) == 1


def test_an_account_without_an_address_or_a_closed_one_gets_no_letter(
    roles, editor, django_capture_on_commit_callbacks
):
    for changes in ({"email": ""}, {"email": "a@tinh.gov.vn", "is_active": False}):
        type(editor).objects.filter(pk=editor.pk).update(**changes)
        with django_capture_on_commit_callbacks(execute=True):
            record(None, editor, SignInKind.PASSWORD_CHANGED)
    assert mail.outbox == []
    assert {notice.state for notice in Notice.objects.all()} == {"dropped"}
