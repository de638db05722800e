"""Posts by the thousand to every form of the demo: `FORM_POSTS=10000 python -m pytest -s tests/fuzz/demo_forms.py`.

Its name keeps it out of the usual run, of which it would be a fifth; `tests/portal/test_form_posts.py` is the small one.
"""

from __future__ import annotations

import os

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.models import Registration
from tests.home.conftest import development  # noqa: F401  (the fixture)

from .forms_run import no_post_fails

pytestmark = pytest.mark.django_db

COUNT = int(os.environ.get("FORM_POSTS", "10000"))


def test_no_post_to_a_form_of_the_demo_ends_in_an_error_of_the_server(development, settings):  # noqa: F811
    development()
    settings.DEBUG = False
    starts = {"": ["/", "/thi-sinh/"], "kythuat": ["/admin/"]}
    of_page: dict[int, Registration] = {}
    for registration in Registration.objects.filter(status="active").order_by("-pk"):
        of_page[registration.page_id] = registration
    for registration in of_page.values():
        starts[f"contestant {registration.code}"] = [personal_path(registration)]
    clients = {name: Client(raise_request_exception=False) for name in starts}
    clients["kythuat"].force_login(
        get_user_model().objects.create_superuser("kythuat", "k@example.vn", "mat-khau-rat-dai")
    )
    print(no_post_fails(clients, starts, count=COUNT, pages=400))
