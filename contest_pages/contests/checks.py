"""System checks of kinds of rounds."""

from __future__ import annotations

from django.apps import apps
from django.core.checks import Error, Tags, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from .models import ContestRoundPage

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
