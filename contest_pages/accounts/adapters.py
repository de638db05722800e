"""What allauth asks of a site: no public sign-up, our addresses of visitors, secrets encrypted at rest."""

from __future__ import annotations

import base64
import ipaddress

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from contest_pages.http.rate_limits import visitor_network

from . import identity


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators only; passwords are throttled by `ThrottledBackend`."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials) -> None:
        """Count nothing here: the backend counts, whichever way a password comes."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's address as our proxy names it; of IPv6 the network."""
        try:
            return str(ipaddress.ip_network(visitor_network(request)).network_address)
        except ValueError:
            return "::"

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the first screen of the admin."""
        return reverse("wagtailadmin_home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Return the sign-in."""
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return the page of the account's own security."""
        return reverse("contest_account_security")

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Ask nobody for the password twice who signed in minutes ago and now adds a second factor."""
        return not (app == "allauth.mfa" and identity.has_signed_in_recently(self.request))


class StaffSocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens accounts that exist; it makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin) -> bool:
        """Return False."""
        return False


class StaffMFAAdapter(DefaultMFAAdapter):
    """Keys of authenticator apps and recovery codes are encrypted with a key derived from SECRET_KEY."""

    def encrypt(self, text: str) -> str:
        """Return the text encrypted with the site's present key."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text; SECRET_KEY_FALLBACKS are tried too."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        """Return the site's name, which authenticator apps show."""
        return str(getattr(settings, "WAGTAIL_SITE_NAME", "")) or super()._get_site_name()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (
        salted_hmac("contest_pages.accounts.factors", "key", secret=key, algorithm="sha256") for key in keys
    )
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest.digest())) for digest in digests])
