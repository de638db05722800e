"""The contests to which a user is limited, the one rule that lists, records, pages and files ask.

A user with a ContestAssignment works on the assigned contests only; a user without one, and a superuser, on all.
A model says by `contest_path` how its rows lead to their contest: "contest" or "entry__contest"; a path may also
end at a page below the contest ("round"), and there may be several. None: the rows belong to no contest.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, Q, QuerySet
from wagtail.models import Page

from .models import ContestAssignment, ContestPage

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {"administrators": ("contest_contests.change_contestassignment",)}

_MEMO = "_contest_limit"


@dataclass(frozen=True)
class ContestLimit:
    """The contests to which a user is limited: their keys, and their paths in the page tree."""

    keys: frozenset[int]
    paths: tuple[str, ...]

    def holds(self, page: Page) -> bool:
        """Say whether a page is one of the contests or lies below one."""
        return page.path.startswith(self.paths) if self.paths else False


def limit_of(user) -> ContestLimit | None:
    """Return to which contests a user is limited, None: to none; read once per request, in one query.

    The translations of a contest belong to it.
    """
    if user.is_superuser or not user.is_authenticated:
        return None
    if not hasattr(user, _MEMO):
        setattr(user, _MEMO, _read_limit(user))
    return getattr(user, _MEMO)


def forget_limit(user) -> None:
    """Drop what was read for a user."""
    for name in (
        _MEMO,
        "_page_permission_cache",
        "_explorable_root_page_cache",
        "_collection_permission_cache",
    ):
        if hasattr(user, name):
            delattr(user, name)


def _read_limit(user) -> ContestLimit | None:
    assigned = ContestAssignment.objects.filter(user=user.pk)
    translations = ContestPage.objects.order_by().filter(
        translation_key__in=assigned.values("contest__translation_key")
    )
    rows = set(assigned.values_list("contest", "contest__path").union(translations.values_list("pk", "path")))
    if not rows:
        return None
    # A row without a contest is left of one that was deleted.
    contests = [(key, path) for key, path in rows if key is not None]
    return ContestLimit(frozenset(key for key, _path in contests), tuple(path for _key, path in contests))


def is_limited(user) -> bool:
    """Say whether a user works on some contests only."""
    return limit_of(user) is not None


def may_work_on(user, page: Page) -> bool:
    """Say whether a user may work on a contest, or on a page below one."""
    limit = limit_of(user)
    return limit is None or limit.holds(page)


def may_work_for(user, contest_key: int | None) -> bool:
    """Say whether a user may work on the contest with this key."""
    limit = limit_of(user)
    return limit is None or contest_key in limit.keys


def within(queryset: QuerySet, user) -> QuerySet:
    """Return the rows of contests on which a user may work.

    Raises ImproperlyConfigured for a model that does not say by `contest_path` how its rows lead to a contest.
    """
    limit = limit_of(user)
    return queryset if limit is None else queryset.filter(_condition(queryset.model, limit))


def pages_to_choose(pages: QuerySet[Page], user) -> QuerySet[Page]:
    """Return the pages without those of other contests, of which a limited user chooses none."""
    limit = limit_of(user)
    if limit is None:
        return pages
    for path in ContestPage.objects.exclude(pk__in=limit.keys).values_list("path", flat=True):
        pages = pages.exclude(path__startswith=path)
    return pages


def owns(user, obj: Model) -> bool:
    """Say whether a row belongs to a contest on which a user may work."""
    limit = limit_of(user)
    if limit is None or not contest_path_of(type(obj)):
        return True
    return type(obj)._default_manager.filter(_condition(type(obj), limit), pk=obj.pk).exists()


def contest_path_of(model: type[Model]) -> tuple[str, ...]:
    """Return how rows of a model lead to their contest: an empty text for pages; nothing for rows of no contest."""
    if issubclass(model, Page):
        return ("",)
    try:
        path = model.contest_path
    except AttributeError:
        raise ImproperlyConfigured(
            f"{model._meta.label} does not say how its rows lead to their contest: set contest_path."
        ) from None
    return (path,) if isinstance(path, str) else path or ()


def _condition(model: type[Model], limit: ContestLimit) -> Q:
    paths = contest_path_of(model)
    condition = Q() if not paths else Q(pk__in=[])
    for path in paths:
        condition |= _path_condition(path, limit)
    # A row that leads to several contests is listed once.
    if any(_leads_to_many(model, path) for path in paths):
        return Q(pk__in=model._default_manager.filter(condition).order_by().values("pk"))
    return condition


def _path_condition(path: str, limit: ContestLimit) -> Q:
    if path.rpartition("__")[2] == "contest":
        return Q(**{f"{path}__in": limit.keys})
    lookup = f"{path}__path__startswith" if path else "path__startswith"
    condition = Q(pk__in=[])
    for start in limit.paths:
        condition |= Q(**{lookup: start})
    return condition


def _leads_to_many(model: type[Model], path: str) -> bool:
    for name in filter(None, path.split("__")):
        field = model._meta.get_field(name)
        if field.many_to_many or field.one_to_many:
            return True
        model = field.related_model
    return False


def may_assign(user) -> bool:
    """Say whether a user may say who works on which contest: not those who are limited themselves."""
    return (
        user.is_active and user.has_perm("contest_contests.change_contestassignment") and not is_limited(user)
    )
