"""System checks of the installation."""

from __future__ import annotations

import datetime
import ipaddress
import zoneinfo
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import InvalidStorageError, storages
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from . import conf
from .background.sandbox import runner
from .files.originals import is_public, public_originals
from .http import counters, rate_limits

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
    """E004: the alias that should run our jobs does not exist."""
    alias = conf.get("TASK_BACKEND")
    if alias in getattr(settings, "TASKS", {"default": {}}):
        return []
    return [
        Error(
            f"TASKS has no alias {alias!r}, which CONTEST_PAGES['TASK_BACKEND'] names.",
            hint="Name an alias of TASKS, for example one on django_tasks_db with a worker.",
            id="contest_pages.E004",
        )
    ]


@register(Tags.security, deploy=True)
def check_originals(app_configs, **kwargs):
    """W011: documents or original pictures lie, or are put, where everybody can fetch them."""
    fields = [(get_document_model(), "file"), (get_image_model(), "file")]
    public = [model.__name__ for model, name in fields if is_public(model._meta.get_field(name).storage)]
    places = [f"MEDIA_ROOT/{name}" for name in public_originals()]
    if not public and not places:
        return []
    return [
        Warning(
            f"Files that only some may see lie where everybody can fetch them: {', '.join(public + places)}.",
            hint="Let STORAGES['default'] lie outside MEDIA_ROOT and WAGTAILIMAGES_RENDITION_STORAGE name a public one, "
            "then run contest_move_originals.",
            id="contest_pages.W011",
        )
    ]


@register(Tags.security, deploy=True)
def check_shared_counters(app_configs, **kwargs):
    """W010: rates are counted in a cache that each process has for itself, or that loses counts."""
    alias = conf.get("COUNTER_CACHE")
    if not alias or counters.is_shared(caches[alias]):
        return []
    return [
        Warning(
            f"Rates are counted in the cache {alias!r}, which processes do not share or which loses counts.",
            hint="Name a Redis or Memcached in CONTEST_PAGES['COUNTER_CACHE'], or leave it empty: a table counts then.",
            id="contest_pages.W010",
        )
    ]


@register(Tags.security)
def check_rates(app_configs, **kwargs):
    """E010: a setting that should be a rate is none; E011: a proxy is neither an address nor a network."""
    errors = []
    for name in sorted(conf.defaults()):
        try:
            if name.startswith("RATE_") and conf.get(name) is not None:
                rate_limits.read_rate(conf.get(name))
        except ImproperlyConfigured as error:
            errors.append(Error(f"CONTEST_PAGES[{name!r}]: {error}", id="contest_pages.E010"))
    for text in filter(None, conf.get("TRUSTED_PROXIES")):
        try:
            ipaddress.ip_network(text, strict=False)
        except ValueError as error:
            errors.append(
                Error(f"CONTEST_PAGES['TRUSTED_PROXIES']: {error}", id="contest_pages.E011"),
            )
    return errors


#: Vietnam's offset; the year has no change of the clock.
_OFFSET = datetime.timedelta(hours=7)


@register(Tags.translation)
def check_time_and_language(app_configs, **kwargs):
    """W001: times are not those of Vietnam; W002: the site's own language is not Vietnamese."""
    warnings = []
    offsets = {
        datetime.datetime(2024, month, 1, tzinfo=zoneinfo.ZoneInfo(settings.TIME_ZONE)).utcoffset()
        for month in (1, 7)
    }
    if not settings.USE_TZ or offsets != {_OFFSET}:
        warnings.append(
            Warning(
                f"Times are kept for TIME_ZONE {settings.TIME_ZONE!r}, USE_TZ {settings.USE_TZ}.",
                hint="A closing time of 24:00 would be another moment than in Vietnam: set TIME_ZONE to "
                "“Asia/Ho_Chi_Minh” and USE_TZ to True.",
                id="contest_pages.W001",
            )
        )
    if settings.LANGUAGE_CODE.partition("-")[0].lower() != "vi":
        warnings.append(
            Warning(
                f"The site's language is {settings.LANGUAGE_CODE!r}.",
                hint="Letters, minutes and pages without a language of their own would be in it: set LANGUAGE_CODE to “vi”.",
                id="contest_pages.W002",
            )
        )
    return warnings


@register(Tags.security, deploy=True)
def check_sandbox(app_configs, **kwargs):
    """W007: this machine lacks a wall around the scripts that read uploaded files."""
    script = Path(runner.__file__).with_name("report.py")
    walls = runner.run(script, {}, seconds=20).get("facts", {})
    missing = [name for name in ("network", "files") if not walls.get(name)]
    if not missing:
        return []
    return [
        Warning(
            f"Scripts that read uploaded files are not cut off from: {', '.join(missing)}.",
            hint="The network needs unprivileged user namespaces, the files Landlock (Linux 5.13): see docs/operators.md.",
            id="contest_pages.W007",
        )
    ]
