"""System checks of kinds of rounds, of lists of records, and of the limits of users to contests."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from .models import ContestRoundPage
from .record_admin import ContestRecordsAdmin

_MIDDLEWARE = "contest_pages.contests.middleware.ContestLimitMiddleware"

#: What a kind of round must say of itself; the base leaves each empty.
_PARTS = {
    "call_words": "what the contest's button says that leads to the open round",
    "time_label": "what its time is called",
    "usual_title": "the title under which a new contest is offered it",
    "usual_for": "the kinds of contests that are offered it",
}


@register(Tags.compatibility)
def check_rounds(app_configs, **kwargs):
    """E007: a kind of round lacks a part; E008: it has no template."""
    errors = []
    for model in apps.get_models():
        if model is ContestRoundPage or not issubclass(model, ContestRoundPage):
            continue
        errors += [
            Error(
                f"{model._meta.label} does not say {words}.",
                hint=f"Set {part} on the class; docs/architecture.md, “A new kind of round”.",
                obj=model,
                id="contest_pages.E007",
            )
            for part, words in _PARTS.items()
            if not getattr(model, part)
        ]
        try:
            get_template(model.template)
        except TemplateDoesNotExist:
            errors.append(
                Error(
                    f"{model._meta.label} has no template {model.template}.",
                    obj=model,
                    id="contest_pages.E008",
                )
            )
    return errors


@register(Tags.security)
def check_limits(app_configs, **kwargs):
    """E009: nothing limits users to contests; E010: a list's model does not say how its rows lead to a contest."""
    errors = []
    if _MIDDLEWARE not in settings.MIDDLEWARE:
        errors.append(
            Error(
                f"contest_pages needs {_MIDDLEWARE} in MIDDLEWARE.",
                hint="Add it after AuthenticationMiddleware: it closes other contests to users who are limited to some.",
                id="contest_pages.E009",
            )
        )
    return errors + [
        Error(
            f"{admin.__name__} lists {admin.model._meta.label}, which does not say by contest_path how its rows lead to their contest.",
            hint="Set contest_path on the model; contest_pages/contests/permissions.py.",
            obj=admin,
            id="contest_pages.E010",
        )
        for admin in _subclasses(ContestRecordsAdmin)
        if admin.model is not None and not hasattr(admin.model, "contest_path")
    ]


def _subclasses(base: type) -> list[type]:
    return [found for direct in base.__subclasses__() for found in (direct, *_subclasses(direct))]
