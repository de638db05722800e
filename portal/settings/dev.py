"""A developer's machine and the demo: SQLite, e-mail in an outbox, no secrets."""

from __future__ import annotations

import os

from .base import *  # noqa: F403
from .base import VAR_DIR
from .logs import logging_to_console

DEBUG = os.environ.get("DEBUG", "1") == "1"
SECRET_KEY = "insecure-and-only-for-development"  # noqa: S105
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = ["127.0.0.1"]

EMAIL_BACKEND = "home.outbox.OutboxBackend"
SMS_BACKEND = "home.outbox.OutboxSms"
OUTBOX_DIR = VAR_DIR / "outbox"
WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"

# Passkeys on http://localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

LOGGING = logging_to_console("INFO")
