"""Tests: SQLite in memory, or the database that DATABASE_URL names; tasks run at once."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import STORAGES
from .databases import database
from .files import private_files
from .logs import logging_to_console

DEBUG = False
SECRET_KEY = "insecure-and-only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]

DATABASE_URL = os.environ.get("TEST_DATABASE_URL", "sqlite://:memory:")
# No connection outlives its request: tests take the database away.
DATABASES = {"default": {**database(DATABASE_URL), "CONN_MAX_AGE": 0}}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if port := os.environ.get("TEST_MAIL_PORT"):  # a mail server of the tests, for workers that are killed
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = "127.0.0.1", int(port), 60

SMS_BACKEND = "sms.backends.locmem.SmsBackend"

# A server process that a test starts shares the test's folder.
FILES_DIR = Path(os.environ.get("TEST_FILES_DIR") or tempfile.mkdtemp(prefix="contest-tests-"))
MEDIA_ROOT = FILES_DIR / "media"
STATIC_ROOT = FILES_DIR / "static"
STORAGES = {
    **STORAGES,
    "default": private_files(FILES_DIR),
    "contest_private": private_files(FILES_DIR),
}
# Passkeys on http://localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# A server process writes its log as production does.
LOGGING = logging_to_console("WARNING")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"},
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}
# Only Wagtail's own page search reads its index, and keeping it takes a fifth of the time of a test with pages.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if os.environ.get("TEST_TASKS") == "database":  # real workers, for the tests that kill them
    TASKS = {**TASKS, "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
# Tests type faster than people.
CONTEST_PAGES = {
    "TASK_BACKEND": "jobs" if "jobs" in TASKS else "default",
    "LETTER_QUEUE": "default",
    "VIDEO_QUEUE": "default",
    "ACCEL_PREFIX": os.environ.get("TEST_ACCEL_PREFIX", ""),
    **({"RENDITION_LINES": ()} if os.environ.get("TEST_COPIES") == "0" else {}),
    "BANNER_BATCH_SECONDS": 0,
    "FREE_BYTES": 0,
    "FORM_SECONDS": 0,
    "RULES_CACHE_SECONDS": 0,
    # Tests travel in time and send forms at once; tests of the accounts switch these on.
    "SESSION_IDLE_MINUTES": 0,
    "SESSION_HOURS": 0,
    "IDENTITY_MINUTES": 0,
    "RATE_SIGN_IN_ACCOUNT": "1000/m",
    "RATE_SIGN_IN_NETWORK": "1000/m",
    "RATE_SECOND_FACTOR": "1000/m",
    # What a factory writes must show at once; tests of the cache switch it on.
    "PAGE_CACHE": os.environ.get("TEST_PAGE_CACHE", ""),
}

if endpoint := os.environ.get("TEST_S3"):  # a local object storage, for the browser that sends there itself
    STORAGES["contest_private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": "videos",
            "endpoint_url": endpoint,
            "region_name": "us-east-1",
            "access_key": "test",
            "secret_key": "test",
            "default_acl": None,
            "file_overwrite": False,
        },
    }
    VIDEO_ORIGINS = [endpoint]
