"""No form fails over what is sent to it: each answers with a page or a refusal. The long run is `tests/fuzz/demo_forms.py`."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from contest_pages.registrations.access.links import personal_path
from tests.factories import EntryFactory, RegistrationFactory
from tests.fuzz.forms_run import no_post_fails

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


def test_no_post_to_a_form_ends_in_an_error_of_the_server(stage):
    registration = RegistrationFactory(page=stage.form)
    EntryFactory(registration=registration, round=stage.round, submitted=True)
    superuser = get_user_model().objects.create_superuser("kythuat", "k@example.vn", "mat-khau-rat-dai")
    clients = {name: Client(raise_request_exception=False) for name in ("", "contestant", "kythuat")}
    clients["kythuat"].force_login(superuser)
    starts = {"": [stage.contest.url], "contestant": [personal_path(registration)], "kythuat": ["/admin/"]}
    no_post_fails(clients, starts, count=150, pages=60)
