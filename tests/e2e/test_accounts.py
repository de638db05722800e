"""Staff sign in with a second factor, on a phone, with the keyboard and with a passkey."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from contest_pages.accounts import session_limits
from contest_pages.data_requests.domain import submit_request
from contest_pages.registrations.models import ContestRegistrationPage
from tests.factories import RegistrationFactory

from .accessibility import APPEARANCES, barriers
from .conftest import PASSWORD, PHONE


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.CONTEST_PAGES = {
        **settings.CONTEST_PAGES,
        "REQUIRE_SECOND_FACTOR": True,
        "SESSION_IDLE_MINUTES": 30,
        "SESSION_HOURS": 12,
        "IDENTITY_MINUTES": 10,
    }


@pytest.fixture
def sign_in(new_context, portal):
    """Return a function that signs in on a new device and returns its tab."""

    def sign_in(role: str, *, phone: bool = False):
        tab = new_context().new_page()
        if phone:
            tab.set_viewport_size(PHONE)
        troubles = []
        tab.on("console", lambda m: troubles.append(m.text) if "Content Security Policy" in m.text else None)
        tab.troubles = troubles
        tab.goto("/admin/")
        tab.fill("#id_login", role)
        tab.keyboard.press("Tab")
        tab.keyboard.type(PASSWORD)
        tab.keyboard.press("Enter")
        return tab

    return sign_in


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def add_app(tab) -> tuple[str, list[str]]:
    """Add an authenticator app at the first screen; return its key and the recovery codes."""
    tab.get_by_role("link", name="Bật ứng dụng xác thực").click()
    secret = tab.input_value("#authenticator_secret")
    expect(tab.locator("img[alt='" + secret + "']")).to_be_visible()
    tab.fill("#id_code", code(secret))
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    return secret, tab.input_value("#recovery_codes").split()


def in_admin(tab) -> None:
    tab.goto("/admin/")
    expect(tab.locator("#wagtail-sidebar")).to_be_attached()


def test_the_first_screen_adds_an_app_and_a_recovery_code_replaces_the_phone(sign_in, shots):
    tab = sign_in("editors", phone=True)
    expect(tab.get_by_role("alert")).to_contain_text("Trước khi vào trang quản trị")
    tab.screenshot(path=shots / "security-phone.png", full_page=True)
    _secret, codes = add_app(tab)
    tab.screenshot(path=shots / "codes-phone.png", full_page=True)
    in_admin(tab)
    other = sign_in("editors")
    expect(other.get_by_role("heading", name="Xác thực hai lớp")).to_be_visible()
    other.screenshot(path=shots / "code.png", full_page=True)
    other.fill("#id_code", codes[0])
    other.keyboard.press("Enter")
    other.wait_for_url("**/admin/")
    assert tab.troubles == other.troubles == []


def test_a_passkey_is_added_and_signs_in_without_a_password(sign_in, shots):
    tab = sign_in("editors")
    devices = tab.context.new_cdp_session(tab)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    tab.get_by_role("link", name="Thêm khóa truy cập").click()
    tab.check("#id_passwordless")
    tab.screenshot(path=shots / "passkey.png", full_page=True)
    tab.click("#mfa_webauthn_add")
    expect(tab.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    in_admin(tab)
    tab.goto("/tai-khoan/dang-xuat/")
    tab.get_by_role("button", name="Đăng xuất").click()
    expect(tab.get_by_role("heading", name="Đăng nhập dành cho cán bộ")).to_be_visible()
    tab.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    tab.wait_for_url("**/admin/")
    assert tab.troubles == []


def test_a_session_that_nobody_used_asks_to_sign_in_again(sign_in, shots):
    tab = sign_in("editors")
    add_app(tab)
    in_admin(tab)
    session = Session.objects.get(
        session_key=next(c["value"] for c in tab.context.cookies() if c["name"] == "sessionid")
    )
    store = session.get_session_store_class()(session.session_key)
    store[session_limits._USED] = store[session_limits._USED] - 31 * 60
    store.save()
    tab.goto("/admin/account/")
    expect(tab.get_by_role("heading", name="Đăng nhập dành cho cán bộ")).to_be_visible()
    expect(tab.get_by_text("hết thời gian của phiên làm việc")).to_be_visible()
    tab.screenshot(path=shots / "login.png", full_page=True)


def test_sign_out_everywhere_reaches_the_other_device(sign_in, shots):
    phone = sign_in("editors", phone=True)
    _secret, codes = add_app(phone)
    desk = sign_in("editors")
    desk.fill("#id_code", codes[0])
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/admin/")
    desk.goto("/tai-khoan/")
    expect(desk.get_by_role("button", name="Đăng xuất thiết bị này")).to_have_count(1)
    desk.screenshot(path=shots / "sessions.png", full_page=True)
    desk.get_by_role("button", name="Đăng xuất mọi nơi").click()
    expect(desk.get_by_text("Bạn đã đăng xuất trên mọi thiết bị")).to_be_visible()
    phone.goto("/admin/")
    expect(phone.get_by_role("heading", name="Đăng nhập dành cho cán bộ")).to_be_visible()


def test_what_cannot_be_undone_asks_again_and_keeps_what_was_typed(sign_in, quiz, shots):
    form = ContestRegistrationPage.objects.first()
    request = submit_request(registration=RegistrationFactory(page=form), kind="erase", now=timezone.now())
    tab = sign_in("organisers")
    add_app(tab)
    tab.goto(f"/admin/contest/requests/{request.pk}/")
    tab.locator("button[name=finish]").click()
    expect(tab.get_by_role("heading", name="Xác nhận chính bạn")).to_be_visible()
    tab.screenshot(path=shots / "identity.png", full_page=True)
    tab.fill("#id_password", PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/admin/**")
    request.refresh_from_db()
    assert request.done_at is not None


@pytest.mark.parametrize("appearance", APPEARANCES)
def test_the_sign_in_has_no_barriers_in_any_appearance(portal, phone, appearance, shots):
    phone.emulate_media(**APPEARANCES[appearance])
    phone.goto("/tai-khoan/dang-nhap/")
    expect(phone.get_by_role("button", name="Đăng nhập bằng khóa")).to_be_visible()
    phone.screenshot(path=shots / f"sign-in-{appearance}.png")
    assert barriers(phone) == []
