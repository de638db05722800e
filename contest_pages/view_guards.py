"""Who may open a screen of the office: a policy asked before the view."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied


def only(allowed: Callable):
    """Return a decorator that refuses everybody whom the policy `allowed` (user in, yes or no out) does not let in."""

    def guard(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if not allowed(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return wrapped

    return guard
