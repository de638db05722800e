"""What a wrong installation is told before a citizen finds it."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.files.storage import InvalidStorageError, storages

from . import conf

REQUIRED_APPS = (
    "wagtail_modeladmin",
    "wagtail.contrib.forms",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.typed_table_block",
    "django_recaptcha",
    "contest_pages.units",
    "contest_pages.contests",
)


@register(Tags.compatibility)
def check_required_apps(app_configs, **kwargs):
    """E001: an app that the extension needs is not installed."""
    return [
        Error(
            f"contest_pages needs {name} in INSTALLED_APPS.",
            hint="README, “Install it in another Wagtail site”, lists all of them in order.",
            id="contest_pages.E001",
        )
        for name in REQUIRED_APPS
        if not apps.is_installed(name)
    ]


@register(Tags.files)
def check_private_storage(app_configs, **kwargs):
    """E002: there is no private storage; E003: it lies where everybody can fetch from it."""
    alias = conf.get("PRIVATE_STORAGE")
    try:
        storage = storages[alias]
    except InvalidStorageError:
        return [
            Error(
                f"STORAGES has no alias {alias!r} for videos that are not public.",
                hint="Add one whose location lies outside MEDIA_ROOT.",
                id="contest_pages.E002",
            )
        ]
    location = str(getattr(storage, "location", ""))
    if (
        location
        and settings.MEDIA_ROOT
        and (location + "/").startswith(str(settings.MEDIA_ROOT).rstrip("/") + "/")
    ):
        return [
            Error(
                f"The private storage {alias!r} lies below MEDIA_ROOT.",
                hint="Every visitor could fetch entries before they are reviewed. Move it elsewhere.",
                id="contest_pages.E003",
            )
        ]
    return []


@register(Tags.compatibility)
def check_task_backend(app_configs, **kwargs):
    """E004: the alias that should run the video jobs does not exist."""
    alias = conf.get("TASK_BACKEND")
    backends = getattr(settings, "TASKS", {"default": {}})
    if alias in backends:
        queues = backends[alias].get("QUEUES", ["default"])
        return _unknown_queue(alias) if queues and conf.get("VIDEO_QUEUE") not in queues else []
    return [
        Error(
            f"TASKS has no alias {alias!r}, which CONTEST_PAGES['TASK_BACKEND'] names.",
            hint="Name an alias of TASKS, for example one on django_tasks_db with a worker.",
            id="contest_pages.E004",
        )
    ]


def _unknown_queue(alias: str) -> list:
    """E006: copies of videos are ordered in a queue that the task backend does not have."""
    return [
        Error(
            f"TASKS[{alias!r}] has no queue {conf.get('VIDEO_QUEUE')!r}, which CONTEST_PAGES['VIDEO_QUEUE'] names.",
            hint="Add it to QUEUES, and start a worker for it.",
            id="contest_pages.E006",
        )
    ]


@register(Tags.security, deploy=True)
def check_captcha_keys(app_configs, **kwargs):
    """W005: forms are open to bots in production."""
    if getattr(settings, "RECAPTCHA_PUBLIC_KEY", "") and getattr(settings, "RECAPTCHA_PRIVATE_KEY", ""):
        return []
    return [
        Warning(
            "Registration forms carry no captcha.",
            hint="Set RECAPTCHA_PUBLIC_KEY and RECAPTCHA_PRIVATE_KEY.",
            id="contest_pages.W005",
        )
    ]
