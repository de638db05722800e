"""Addresses of the admin that name a record of a contest, closed to users who are limited to other contests.

Views decide by roles; which contests a user works on is decided here, before any view, by the arguments of the
address: a feature declares by the hook `address_records` which model each of its arguments names.
"""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.auth import permission_denied
from wagtail.models import Page

from contest_pages import hooks
from contest_pages.data.numbers import KEY_DIGITS, read_number

from .models import ContestPage
from .permissions import ContestLimit, limit_of, within

#: Screens of Wagtail's that show the actions of all contests together.
_OF_ALL_CONTESTS = frozenset(
    {"wagtailadmin_reports:site_history", "wagtailadmin_reports:site_history_results"}
)

#: How Wagtail's generic views name the object of their `model`.
_KEYS = ("pk", "object_id")


class ContestLimitMiddleware:
    """Answers as Wagtail does where a right is missing, if an address names a record of another contest."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Do nothing before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """Refuse a record of another contest, and what shows all contests together."""
        is_of_all = request.resolver_match.view_name in _OF_ALL_CONTESTS
        if not (kwargs or is_of_all) or not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        limit = limit_of(request.user)
        if limit is None:
            return None
        named = _named_records(view, kwargs)
        if is_of_all or not all(_may_open(request.user, limit, model, value) for model, value in named):
            return permission_denied(request)
        return None


def address_records() -> dict[str, type[Model] | None]:
    """Return the model that each argument of an address names; None for records of no contest.

    Raises ImproperlyConfigured where two features mean different models by one argument.
    """
    found: dict[str, type[Model] | None] = {}
    for declared in hooks.call("address_records"):
        for name, model in declared.items():
            if found.setdefault(name, model) is not model:
                raise ImproperlyConfigured(f"Two features mean different records by {name!r} in addresses.")
    return found


def _named_records(view, kwargs: dict) -> list[tuple[type[Model], object]]:
    records = address_records()
    named = [(records[name], value) for name, value in kwargs.items() if records.get(name) is not None]
    model = getattr(view, "view_initkwargs", {}).get("model")
    if hasattr(model, "contest_path"):
        named += [(model, kwargs[name]) for name in _KEYS if name in kwargs]
    return named


def _may_open(user, limit: ContestLimit, model: type[Model], value) -> bool:
    key = read_number(str(value), KEY_DIGITS)
    if key is None:
        return False
    if issubclass(model, Page):
        return _may_open_page(limit, key)
    return within(model._default_manager.filter(pk=key), user).exists()


def _may_open_page(limit: ContestLimit, key: int) -> bool:
    """Leave pages outside of all contests to Wagtail's rights: the way to a contest leads over them."""
    path = Page.objects.filter(pk=key).values_list("path", flat=True).first()
    if path is None or (limit.paths and path.startswith(limit.paths)):
        return True
    above = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    return not ContestPage.objects.filter(path__in=above).exists()
