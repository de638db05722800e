"""A stranger's settings, written from the README alone: nothing of ours but what it names."""

import os
import tempfile
from pathlib import Path

FILES = Path(tempfile.mkdtemp(prefix="stranger-"))
SECRET_KEY = "insecure-and-only-for-tests"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tests.hosts.stranger.urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("HOST_DATABASE", ":memory:"),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_CODE = "en"

AUTH_USER_MODEL = "stranger_users.Officer"
WAGTAILIMAGES_IMAGE_MODEL = "stranger.Photo"
WAGTAILDOCS_DOCUMENT_MODEL = "stranger.Paper"
WAGTAIL_SITE_NAME = "Stranger"
WAGTAILADMIN_BASE_URL = "http://localhost"

INSTALLED_APPS = [
    "tests.hosts.stranger_users",
    "tests.hosts.stranger",
    "contest_pages.api",
    "contest_pages.results",
    "contest_pages.question_bank",
    "contest_pages.quizzes",
    "contest_pages.judging",
    "contest_pages.review",
    "contest_pages.standings",
    "contest_pages.entries",
    "contest_pages.rosters",
    "contest_pages.data_requests",
    "contest_pages.registrations",
    "contest_pages.committees",
    "contest_pages.privacy",
    "contest_pages.activities",
    "contest_pages.ceremonies",
    "contest_pages.banners",
    "contest_pages.mailings",
    "contest_pages.notices",
    "contest_pages.contests",
    "contest_pages.screens",
    "contest_pages.units",
    "contest_pages",
    "wagtail_modeladmin",
    "django_recaptcha",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "django_tasks",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
# Sites differ in what they leave out of ours and add of their own.
LEFT_OUT = os.environ.get("HOST_WITHOUT", "").split()
INSTALLED_APPS = [
    *os.environ.get("HOST_WITH", "").split(),
    *(name for name in INSTALLED_APPS if name not in LEFT_OUT),
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "contest_pages.contests.middleware.ContestLimitMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_URL = "/static/"
MEDIA_ROOT = FILES / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "contest_private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES / "private"},
    },
}
SILENCED_SYSTEM_CHECKS = ["django_recaptcha.recaptcha_test_key_error", "contest_pages.W002"]
