"""The portal as in production, with rate limits that allow measurements from a single client."""

import os

from portal.settings.base import *  # noqa: F403
from portal.settings.databases import database

SECRET_KEY = "only for measuring"
DEBUG = False
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": database(os.environ["BENCH_DATABASE"])}
CONTEST_PAGES = {
    "TASK_BACKEND": "jobs",
    "PAGE_CACHE": os.environ.get("BENCH_PAGE_CACHE", "default"),
    "PAGE_CACHE_SECONDS": int(os.environ.get("BENCH_KEEP", "600")),
    "FORM_SECONDS": 0,
    "CLIENT_ADDRESS_HEADER": os.environ.get("BENCH_ADDRESS_HEADER", ""),
    "RATE_REGISTER_ADDRESS": "100000000/h",
    "RATE_REGISTER_CONTACT": "100000000/h",
}
WHITENOISE_AUTOREFRESH = False
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405  (nginx serves files)
