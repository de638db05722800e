"""Addresses of the admin that name a record of a contest, closed to users who are limited to other contests.

Views decide by roles; which contests a user works on is decided here, before any view, by the arguments of the
address: a feature declares by the hook `address_records` which model each of its arguments names.
"""

from __future__ import annotations

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.auth import permission_denied
from wagtail.documents import permissions as document_rights
from wagtail.images import permissions as image_rights
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy, workflow_permission_policy

from contest_pages import hooks
from contest_pages.data.numbers import KEY_DIGITS, read_number

from .models import ContestPage
from .permissions import ContestLimit, limit_of, within
from .references import models_chosen_in_pages

#: Screens of Wagtail's that show the actions of all contests together.
_OF_ALL_CONTESTS = frozenset(
    {"wagtailadmin_reports:site_history", "wagtailadmin_reports:site_history_results"}
)

#: Screens of Wagtail's that ask for no right: for those who have a right on what is chosen, or edit pages in whose
#: forms it is chosen.
_CHOOSERS = "wagtailsnippetchoosers"
_UNCHECKED = frozenset(
    {
        *_OF_ALL_CONTESTS,
        "wagtail_bulk_action",
        "wagtailadmin_block_preview",
        "wagtailadmin_choose_page",
        "wagtailadmin_choose_page_child",
        "wagtailadmin_choose_page_search",
        "wagtailadmin_choose_page_chosen_multiple",
        "wagtailadmin_pages:choose_parent",
        "wagtailadmin_pages:confirm_workflow_cancellation",
        "wagtailadmin_workflows:task_chooser",
        "wagtailadmin_workflows:task_chooser_results",
        "wagtailadmin_workflows:task_chooser_create",
        "wagtailadmin_workflows:task_chosen",
    }
)
#: How the addresses of Wagtail's images and documents name one.
_FILES = ("image_id", "document_id", "doc_id", "pk")
_ANY = {"add", "change", "delete", "view"}

#: The screen of actions on several records, which names those on which the user may not act.
_BULK_ACTION = "wagtail_bulk_action"

#: The screen that names chosen pages, whichever keys it is asked for.
_CHOSEN_PAGES = "wagtailadmin_choose_page_chosen_multiple"

#: How Wagtail's generic views name the object of their `model`.
_KEYS = ("pk", "object_id")


class ContestLimitMiddleware:
    """Answers as Wagtail does where a right is missing: to an address of another contest's record, and to choosers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Do nothing before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """Refuse a record of another contest, and what shows all contests together."""
        name = request.resolver_match.view_name
        is_of_all = name in _OF_ALL_CONTESTS
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        if _lacks_right(request, view) or _lacks_file(request, kwargs):
            return permission_denied(request)
        if not (kwargs or is_of_all or name == _CHOSEN_PAGES):
            return None
        limit = limit_of(request.user)
        if limit is None:
            return None
        named = _named_records(view, kwargs)
        if name == _BULK_ACTION:
            named += _bulk_records(request, kwargs)
        if name == _CHOSEN_PAGES:
            named += [(Page, key) for key in request.GET.getlist("id")]
        if is_of_all or not all(_may_open(request.user, limit, model, value) for model, value in named):
            return permission_denied(request)
        return None


def _lacks_right(request: HttpRequest, view) -> bool:
    """Say whether one of the screens of Wagtail's that ask for no right is asked for by a user without business there."""
    user, match = request.user, request.resolver_match
    if not user.is_authenticated or (
        match.view_name not in _UNCHECKED and not match.namespace.startswith(_CHOOSERS)
    ):
        return False
    if match.view_name == _BULK_ACTION:
        return _lacks_pages(user, match.kwargs)
    if match.view_name.startswith("wagtailadmin_workflows:"):
        return not workflow_permission_policy.user_has_any_permission(user, {"add", "change"})
    model = getattr(view, "view_initkwargs", {}).get("model")
    if model is not None and ModelPermissionPolicy(model).user_has_any_permission(user, _ANY):
        return False
    is_of_pages = model is None or model in models_chosen_in_pages()
    return not (
        is_of_pages and page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"})
    )


def _lacks_pages(user, kwargs: dict) -> bool:
    is_of_pages = (kwargs["app_label"], kwargs["model_name"]) == ("wagtailcore", "page")
    return is_of_pages and not page_permission_policy.user_has_any_permission(
        user, {"add", "change", "publish"}
    )


def _lacks_file(request: HttpRequest, kwargs: dict) -> bool:
    """Say whether an address of Wagtail's images or documents is none of this user's: not each of its screens asks."""
    namespace, user = request.resolver_match.namespace, request.user
    policies = {"wagtailimages": image_rights, "wagtaildocs": document_rights}
    is_bulk = request.resolver_match.view_name == _BULK_ACTION
    rights = policies.get(kwargs["app_label"] if is_bulk else namespace.removesuffix("_chooser"))
    if rights is None or not user.is_authenticated:
        return False
    policy = rights.permission_policy
    if not policy.user_has_any_permission(user, {"add", "change", "choose"}):
        return True
    named = {str(kwargs[name]) for name in _FILES if name in kwargs} | set(request.GET.getlist("id"))
    keys = {read_number(value, KEY_DIGITS) for value in named} - {None}
    allowed = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
    return bool(keys) and allowed.filter(pk__in=keys).count() < len(keys)


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


def _bulk_records(request: HttpRequest, kwargs: dict) -> list[tuple[type[Model], object]]:
    """Return the pages that a bulk action names one by one, or by the page below which all are meant."""
    try:
        model = apps.get_model(kwargs["app_label"], kwargs["model_name"])
    except LookupError:
        return []
    if not issubclass(model, Page):
        return [(model, key) for key in request.GET.getlist("id")] if hasattr(model, "contest_path") else []
    named = set(request.GET.getlist("id"))
    if "all" in named:
        key = read_number(request.GET.get("childOf", ""), KEY_DIGITS)
        parent = Page.objects.filter(pk=key).first()
        # Below the list of contests lie those of others.
        is_inside = parent is not None and ContestPage.objects.ancestor_of(parent, inclusive=True).exists()
        named = (named - {"all"}) | {str(parent.pk) if is_inside else ""}
    return [(model, key) for key in named]


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
