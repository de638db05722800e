"""A server: everything that differs between two servers comes from the environment.

`deploy/environment.example` lists each name with what it is for. A name that is missing stops the
start with a sentence, so that no server runs with a guessed value.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from contest_pages.data.sms_gateway import read_gateway
from contest_pages.data.text_messages import HTTP_BACKEND, SENDING_NOTHING
from contest_pages.http.log_filters import hide_in_uncaught_exceptions

from .base import *  # noqa: F403
from .base import CACHES, CONTEST_PAGES, STORAGES
from .databases import database
from .files import private_files
from .keys import is_known, key_problem
from .logs import logging_to_console


def required(name: str, meaning: str) -> str:
    """Return the environment's value of `name`, or stop with a sentence that says what is missing."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(
            f"The environment lacks {name}: {meaning}. deploy/environment.example shows all names."
        )
    return value


def required_key(name: str, meaning: str) -> str:
    """Return a key that signs or hashes; stop with a sentence if it is an example, short or monotonous."""
    value = required(name, meaning)
    if problem := key_problem(value):
        raise ImproperlyConfigured(f"{name} {problem}. `manage.py make_keys` prints new keys.")
    return value


def not_known(name: str, value: str) -> str:
    """Return a password or a key of another service; stop with a sentence if everybody knows it."""
    if value and is_known(value):
        raise ImproperlyConfigured(f"{name} is an example or a password that everybody knows.")
    return value


def sms_gateway(value: str) -> dict | None:
    """Return the gateway that the environment describes, in JSON or in a file of it; stop with a sentence where it is none.

    No sentence repeats a value: there are keys among them.
    """
    if not value:
        return None
    try:
        text = value if value.startswith("{") else Path(value).read_text(encoding="utf-8")
        given = json.loads(text)
        read_gateway(given, allows_loopback=False)
    except OSError as error:
        reason = f"the file that it names cannot be read ({type(error).__name__})."
    except json.JSONDecodeError as error:
        reason = f"it is no JSON (line {error.lineno}, column {error.colno})."
    except ValueError as error:
        reason = str(error) if type(error) is ValueError else "its file is no text in UTF-8."
    else:
        for key, word in [*given.get("headers", {}).items(), *given["body"].items()]:
            not_known(f"SMS_GATEWAY: the value of {key}", word if isinstance(word, str) else "")
        return given
    raise ImproperlyConfigured(f"SMS_GATEWAY describes no gateway: {reason}") from None


DEBUG = False
SECRET_KEY = required_key("SECRET_KEY", "a random text of at least 50 letters that signs links and sessions")
# Earlier keys, the newest first, each removed when what it signed has ended; none that has leaked.
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key]
if problem := next(filter(None, map(key_problem, SECRET_KEY_FALLBACKS)), ""):
    raise ImproperlyConfigured(f"A key in SECRET_KEY_FALLBACKS {problem}.")
ALLOWED_HOSTS = required("ALLOWED_HOSTS", "the site's host names, separated by commas").split(",")
DATABASES = {
    "default": {
        **database(
            required("DATABASE_URL", "the database, as postgres://user:password@host/name"),
            prepared=os.environ.get("DATABASE_PREPARED", "1") != "0",
        ),
        "CONN_HEALTH_CHECKS": True,
    }
}
WAGTAILADMIN_BASE_URL = required("BASE_URL", "the site's address as citizens see it, https://…")
not_known("The password in DATABASE_URL", DATABASES["default"].get("PASSWORD") or "")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

RECAPTCHA_PUBLIC_KEY = not_known(
    "RECAPTCHA_PUBLIC_KEY", required("RECAPTCHA_PUBLIC_KEY", "the site key of reCAPTCHA")
)
RECAPTCHA_PRIVATE_KEY = not_known(
    "RECAPTCHA_PRIVATE_KEY", required("RECAPTCHA_PRIVATE_KEY", "the secret key of reCAPTCHA")
)
RECAPTCHA_DOMAIN = os.environ.get("RECAPTCHA_DOMAIN", "www.google.com")
RECAPTCHA_REQUIRED_SCORE = float(os.environ.get("RECAPTCHA_REQUIRED_SCORE", "0.5"))
CONTEST_PAGES = {
    **CONTEST_PAGES,
    "CAPTCHA": os.environ.get("CAPTCHA", "v2"),
    "IDENTITY_KEY": required_key(
        "IDENTITY_KEY", "a random text that persons are recognised by; it never changes"
    ),
    "REQUIRE_SECOND_FACTOR": os.environ.get("REQUIRE_SECOND_FACTOR", "1") == "1",
    # Outside DATA_DIR: a backup that is restored must not take the erasures since then with it.
    "ERASURE_LEDGER": required(
        "ERASURE_LEDGER", "the file that each erasure is written to, outside DATA_DIR"
    ),
    # nginx sets it; deploy/nginx.conf overwrites whatever a visitor sends.
    "CLIENT_ADDRESS_HEADER": "HTTP_X_FORWARDED_FOR",
}
if (
    Path(CONTEST_PAGES["ERASURE_LEDGER"])
    .resolve()
    .is_relative_to(Path(os.environ.get("DATA_DIR", "-")).resolve())
):
    raise ImproperlyConfigured("ERASURE_LEDGER lies in DATA_DIR: a restored backup would overwrite it.")
if CONTEST_PAGES["IDENTITY_KEY"] == SECRET_KEY:
    raise ImproperlyConfigured("IDENTITY_KEY is SECRET_KEY: a leak of one would be a leak of both.")
if proxies := os.environ.get("TRUSTED_PROXIES", ""):
    CONTEST_PAGES["TRUSTED_PROXIES"] = tuple(text.strip() for text in proxies.split(","))
if redis := os.environ.get("REDIS_URL", ""):
    shared = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis}
    CACHES = {"default": shared, "pages": shared}
    CONTEST_PAGES["COUNTER_CACHE"] = "default"
# Without a gateway no text message is sent, and forms ask for an e-mail address.
SMS_BACKEND = os.environ.get("SMS_BACKEND", "").strip()
if SMS_BACKEND in SENDING_NOTHING:
    raise ImproperlyConfigured(
        f"SMS_BACKEND={SMS_BACKEND} sends nothing and writes codes where others read them. "
        "Name your gateway's class, or leave it empty."
    )
SMS_GATEWAY = sms_gateway(os.environ.get("SMS_GATEWAY", "").strip())
if SMS_GATEWAY and not SMS_BACKEND:
    SMS_BACKEND = HTTP_BACKEND
if bool(SMS_GATEWAY) != (SMS_BACKEND == HTTP_BACKEND):
    raise ImproperlyConfigured(f"SMS_GATEWAY describes the gateway of {HTTP_BACKEND}: set both, or neither.")
CONTEST_PAGES["BOUNCE_MAILBOX"] = os.environ.get("BOUNCE_MAILBOX", "").strip()
if os.environ.get("BOUNCE_WEBHOOK_KEY", "").strip():
    CONTEST_PAGES["BOUNCE_WEBHOOK_KEY"] = required_key(
        "BOUNCE_WEBHOOK_KEY", "a random text with which the mail service signs its reports"
    )
SILENCED_SYSTEM_CHECKS = []

ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
if oidc_server := os.environ.get("OIDC_SERVER", ""):
    # Staff sign in at the province's own server; accounts are found by the address of their letters.
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "EMAIL_AUTHENTICATION": True,
            "APPS": [
                {
                    "provider_id": "sso",
                    "name": os.environ.get("OIDC_NAME", "SSO"),
                    "client_id": required("OIDC_CLIENT_ID", "the name of this site at the sign-on server"),
                    "secret": required("OIDC_SECRET", "the secret of this site at the sign-on server"),
                    "settings": {"server_url": oidc_server},
                }
            ],
        }
    }
    SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
    SIGN_IN_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(oidc_server))]
    if os.environ.get("OIDC_HAS_SECOND_FACTOR", "0") == "1":
        CONTEST_PAGES["PROVIDERS_WITH_SECOND_FACTOR"] = ("sso",)

DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL", "the sender of letters to contestants")
EMAIL_HOST = required("EMAIL_HOST", "the mail server")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = not_known("EMAIL_HOST_PASSWORD", os.environ.get("EMAIL_HOST_PASSWORD", ""))
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1") == "1"
EMAIL_TIMEOUT = 10

DATA_DIR = required("DATA_DIR", "the folder for uploaded files, outside the code")
if not redis:
    CACHES["pages"]["LOCATION"] = os.path.join(DATA_DIR, "cache")
MEDIA_ROOT = os.path.join(DATA_DIR, "media")
STATIC_ROOT = os.path.join(DATA_DIR, "static")
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "default": private_files(DATA_DIR),
    "contest_private": private_files(DATA_DIR),
}
if bucket := os.environ.get("S3_BUCKET", ""):
    # Videos go straight from the browser to an object storage, and come straight from there.
    STORAGES["contest_private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": required("S3_ENDPOINT", "the address of the object storage, https://…"),
            "region_name": os.environ.get("S3_REGION", "us-east-1"),
            "access_key": required("S3_ACCESS_KEY", "the key of the object storage"),
            "secret_key": not_known(
                "S3_SECRET_KEY", required("S3_SECRET_KEY", "the secret of the object storage")
            ),
            "default_acl": None,
            "file_overwrite": False,
            "signature_version": "s3v4",
            # One origin for all, which the Content Security Policy names.
            "addressing_style": "path",
        },
    }
    VIDEO_ORIGINS = [os.environ["S3_ENDPOINT"].rstrip("/")]
elif os.environ.get("ACCEL", "1") == "1":
    # nginx sends the bytes of videos; deploy/nginx.conf has the location of this name.
    CONTEST_PAGES["ACCEL_PREFIX"] = "/_private/"

STREAM_ORIGINS = [
    origin.strip() for origin in os.environ.get("STREAM_ORIGINS", "").split(",") if origin.strip()
]

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = int(os.environ.get("HSTS_SECONDS", str(365 * 24 * 3600)))
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# No other host of the domain can set cookies of these names.
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
SECURE_REFERRER_POLICY = "same-origin"

LOGGING = logging_to_console("INFO")
hide_in_uncaught_exceptions()
