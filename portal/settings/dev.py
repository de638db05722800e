"""A developer's machine and the demo: SQLite, e-mail in an outbox, no secrets."""

from __future__ import annotations

import os

from .base import *  # noqa: F403
from .base import VAR_DIR

DEBUG = os.environ.get("DEBUG", "1") == "1"
SECRET_KEY = "insecure-and-only-for-development"  # noqa: S105
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = ["127.0.0.1"]

EMAIL_BACKEND = "home.outbox.OutboxBackend"
SMS_BACKEND = "home.outbox.OutboxSms"
OUTBOX_DIR = VAR_DIR / "outbox"
WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_links": {"()": "contest_pages.http.log_filters.SecretUrlFilter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["hide_links"]}},
    "loggers": {
        "contest_pages": {"handlers": ["console"], "level": "INFO"},
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
