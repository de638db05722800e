"""Thousands of posts to the forms of one site, and what came of them."""

from __future__ import annotations

from collections import Counter

from django.test import Client
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as configured

from .forms import find_forms, posts, send

#: Where the site sends those who are not signed in.
_SIGN_IN = "/tai-khoan/"


def no_post_fails(clients: dict[str, Client], starts: dict[str, list[str]], *, count: int, pages: int) -> str:
    """Send `count` posts to the forms that each account finds on `pages` pages; return a line about the answers.

    Raises AssertionError with each kind of failure and a post that leads to it.
    """
    forms = find_forms(clients, starts, most=pages)
    statuses: Counter[int] = Counter()
    failures: dict[str, str] = {}
    signed_out: set[str] = set()

    @configured(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=count < 1000,  # the usual run sends the same each time
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(posts(forms))
    def run(drawn):
        form, request = drawn
        status, raised, location = send(clients[form.account], request)
        statuses[status] += 1
        if _SIGN_IN in location and _SIGN_IN not in form.page:
            signed_out.add(repr(form))
        if status >= 500 or raised:
            failures.setdefault(raised or str(status), f"{form!r} with {str(request.get('data', ''))[:2000]}")

    run()
    assert not failures, "\n\n".join(f"{raised}\n{post}" for raised, post in failures.items())
    assert not signed_out, "these forms were not reached"
    return f"{len(forms)} forms, {sum(statuses.values())} posts, answers {dict(sorted(statuses.items()))}"
