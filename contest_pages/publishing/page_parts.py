"""Parts of a page that are made above its models: what its template shows, its form, a contestant's section.

A page serves itself, but views and queries stand above models and know them, not the other way round. They
register here what they make for which page type; the page asks for it by name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from wagtail.models import Page

_makers: dict[tuple[type[Page], str], Callable[..., Any]] = {}


def makes(model: type[Page], part: str) -> Callable[[Callable], Callable]:
    """Return a decorator that registers a function as what makes a part of pages of a type.

    The function is called with the page and what `make` is called with. Raises ImproperlyConfigured for a
    second function.
    """

    def decorate(function: Callable) -> Callable:
        known = _makers.setdefault((model, part), function)
        if known is not function:
            raise ImproperlyConfigured(
                f"{model.__name__} has a maker of {part!r} already: {known.__module__}."
            )
        return function

    return decorate


def make(page: Page, part: str, *args: Any, **kwargs: Any) -> Any:
    """Return a part of a page, made by what is registered for its type or the nearest type above.

    Raises LookupError where nothing is.
    """
    for model in type(page).__mro__:
        if (maker := _makers.get((model, part))) is not None:
            return maker(page, *args, **kwargs)
    raise LookupError(f"Nothing makes {part!r} of {type(page).__name__}.")
