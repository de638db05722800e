"""A decorator that checks a policy before a staff view."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied


def only(allowed: Callable):
    """Return a decorator that raises PermissionDenied unless the policy `allowed` accepts the user."""

    def guard(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if not allowed(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return wrapped

    return guard
