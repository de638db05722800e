"""The cached page of the form: closing times and publications are still enforced."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from contest_pages.registrations.models import Registration
from contest_pages.registrations.queries import open_form
from tests.names import letters

from .helpers import token, typed, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def cached(settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RULES_CACHE_SECONDS": 1}
    open_form._kept.clear()
    yield
    open_form._kept.clear()


def post(stage, n):
    client = Client()
    row = {"full_name": f"Người {letters(n)}", "birth_date": "1/2/1990"}
    return client.post(url(stage), typed(stage.form, row, email=f"n{n}@vidu.example") | token(client))


def test_the_closing_minute_is_enforced_with_a_cached_page(stage, cached):
    with time_machine.travel("2024-07-31T23:59:59.500+07:00", tick=False) as clock:
        assert post(stage, 1).status_code == 302
        clock.shift(0.6)
        assert post(stage, 2).status_code == 422
    assert Registration.objects.count() == 1


def test_a_publication_is_enforced_after_a_second_at_most(stage, cached, in_july, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(open_form.time, "monotonic", lambda: now[0])
    assert post(stage, 1).status_code == 302
    stage.rules.minimum_age = 90
    stage.rules.save_revision().publish()
    assert post(stage, 2).status_code == 302
    now[0] += 1
    assert post(stage, 3).status_code == 422


def test_an_unpublished_form_is_gone_after_a_second_at_most(stage, cached, in_july, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(open_form.time, "monotonic", lambda: now[0])
    assert post(stage, 1).status_code == 302
    stage.form.unpublish()
    now[0] += 1
    assert post(stage, 2).status_code == 404
