"""Settings that all installations of the portal share.

Nothing here is secret and nothing here depends on the machine; see production.py for what the
environment must give.
"""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .databases import sqlite
from .files import private_files

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"

INSTALLED_APPS = [
    "portal",
    "home",
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
    "contest_pages.staff",
    "contest_pages.accounts",
    "contest_pages.mailings",
    "contest_pages.notices",
    "contest_pages.contests",
    "contest_pages.screens",
    "contest_pages.units",
    "contest_pages",
    "wagtail_modeladmin",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.locales",
    "wagtail.sites",
    "contest_pages.staff.apps.AccountsConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "django_recaptcha",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "portal.health.HealthMiddleware",
    "contest_pages.publishing.page_cache.middleware.PageCacheMiddleware",
    "portal.content_security.BrowserHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.content_security.ContentSecurityMiddleware",
    "portal.languages.PathLanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "contest_pages.accounts.middleware.StaffAccountMiddleware",
    "contest_pages.contests.middleware.ContestLimitMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "portal.errors.ErrorPagesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


DATABASES = {"default": sqlite(VAR_DIR / "db.sqlite3")}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "portal.passwords.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"

# Sign-in of staff: contest_pages.accounts on top of django-allauth.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
AUTHENTICATION_BACKENDS = ["contest_pages.accounts.backends.ThrottledBackend"]
ACCOUNT_ADAPTER = "contest_pages.accounts.adapters.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# A session ends with the browser at the latest.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_FORMS = {
    "login": "contest_pages.accounts.forms.LoginForm",
    "reset_password": "contest_pages.accounts.forms.ResetPasswordForm",
}
# Passwords and letters are counted by contest_pages.accounts, codes of second factors by allauth.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key",
    "reset_password": None,
    "reauthenticate": None,
}
MFA_ADAPTER = "contest_pages.accounts.adapters.StaffMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A code of half a minute ago, from a phone whose clock is slow.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "contest_pages.accounts.forms.AuthenticateForm",
    "reauthenticate": "contest_pages.accounts.forms.ReauthenticateForm",
    "authenticate_webauthn": "contest_pages.accounts.forms.AuthenticateWebAuthnForm",
    "reauthenticate_webauthn": "contest_pages.accounts.forms.ReauthenticateWebAuthnForm",
    "login_webauthn": "contest_pages.accounts.forms.LoginWebAuthnForm",
}
SOCIALACCOUNT_ADAPTER = "contest_pages.accounts.adapters.StaffSocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = {}
# Origins of sign-on providers, to which the form of the sign-in leads.
SIGN_IN_ORIGINS = []
SESSION_COOKIE_AGE = 12 * 3600
PASSWORD_RESET_TIMEOUT = 3600
# Both are on the account's own page, behind the counters and the renewed proof of identity.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [
    BASE_DIR / "portal" / "locale",
    # Wagtail's own Vietnamese is a sixth of its words; here are most of the others.
    BASE_DIR / "portal" / "wagtail_words",
    # django-allauth has no Vietnamese.
    BASE_DIR / "portal" / "allauth_words",
]
FORMAT_MODULE_PATH = ["portal.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"

STORAGES = {
    # Documents, original pictures, uploads of the admin: sent after a check, never under MEDIA_URL.
    "default": private_files(VAR_DIR),
    # Pictures as pages show them, without what cameras write into them: the only files under MEDIA_URL.
    "renditions": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    # Videos and whatever else only some may see.
    "contest_private": private_files(VAR_DIR),
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # The version of all that is published: files, which every process of the server sees.
    "pages": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache",
    },
}

# A citizen's upload goes to disk while it arrives, whatever its size.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a contest page with all its rows is one form

TASKS = {
    # Wagtail's own small tasks run at once; without a worker they would never run.
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "letters", "video"]},
}

WAGTAIL_SITE_NAME = "Cổng Chuyển đổi số"
PORTAL_PROVINCE = "Tỉnh Sơn La"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Pages may have an English sister below /en/; forms and rounds stay in the main language.
WAGTAIL_I18N_ENABLED = True
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "contest_pages/password_required.html"  # noqa: S105  (a template)
WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["csv", "doc", "docx", "odt", "pdf", "pptx", "txt", "xls", "xlsx", "zip"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_RENDITION_STORAGE = "renditions"

DEFAULT_FROM_EMAIL = "Ban Tổ chức <khong-tra-loi@localhost>"

CONTEST_PAGES = {
    "TASK_BACKEND": "jobs",
    "LETTER_QUEUE": "letters",
    "VIDEO_QUEUE": "video",
    "PAGE_CACHE": "pages",
}
# Seconds that a citizen waits for the captcha's service at most.
RECAPTCHA_VERIFY_REQUEST_TIMEOUT = 4
SMS_BACKEND = ""
# The gateway that contest_pages.notices.backends.HttpBackend speaks to; docs/operators.md.
SMS_GATEWAY = None
SILENCED_SYSTEM_CHECKS = ["django_recaptcha.recaptcha_test_key_error"]

# Hosts that an editor's embedded video may come from.
EMBED_HOSTS = ["https://www.youtube.com", "https://www.youtube-nocookie.com", "https://www.facebook.com"]
# Where videos are fetched from and sent to, if that is an object storage with an address of its own.
VIDEO_ORIGINS = []
# Broadcasters whose own streams (HLS, .m3u8) play in the page: "https://truyenhinh.tinh.vn".
STREAM_ORIGINS = []
