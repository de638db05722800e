"""Addresses of sign-in and of an account's own security: those of allauth that staff need, and ours."""

from __future__ import annotations

from allauth import app_settings as allauth_settings
from allauth.account import views as account
from allauth.urls import build_provider_urlpatterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from .views import security

_PREFIX = "tai-khoan/"
#: The next part of these addresses is a secret.
RESET_PREFIX = f"/{_PREFIX}mat-khau/moi/"

_to_security = RedirectView.as_view(pattern_name="contest_account_security")

_screens = [
    path("", security.overview, name="contest_account_security"),
    path("phien/", security.end_session, name="contest_end_session"),
    path("phien/tat-ca/", security.end_all_sessions, name="contest_end_all_sessions"),
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("ngung-hoat-dong/", account.account_inactive, name="account_inactive"),
    path("xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("mat-khau/dat/", _to_security, name="account_set_password"),
    path("mat-khau/quen/", account.password_reset, name="account_reset_password"),
    path("mat-khau/quen/da-gui/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "mat-khau/moi/xong/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^mat-khau/moi/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    # Our page shows what allauth's overview of factors does.
    path("xac-thuc/", _to_security, name="mfa_index"),
    path("xac-thuc/", include("allauth.mfa.urls")),
]
if allauth_settings.SOCIALACCOUNT_ENABLED:
    _screens += [path("ket-noi/", include("allauth.socialaccount.urls")), *build_provider_urlpatterns()]

urlpatterns = [path(_PREFIX, include(_screens))]
