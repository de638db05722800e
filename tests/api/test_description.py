"""Every answer of the open data conforms to their OpenAPI description."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from contest_pages.contests.models import Milestone, Prize
from portal.wsgi import application
from tests.factories import ContestResultsPageFactory, EntryFactory, RegistrationFactory, give
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def kept_connection():
    """Requests through the bare WSGI application keep the test's own connection, as Django's client sees to."""
    signals = [request_started, request_finished]
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def described(stage, kept_connection):
    stage.round.gallery_waits_for_list = False
    stage.round.save()
    Milestone.objects.create(contest=stage.contest, label="Phát động", starts_at=NOW)
    prize = Prize.objects.create(contest=stage.contest, name="Giải Nhất", amount=5_000_000)
    entry = EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True)
    ContestResultsPageFactory(parent=stage.contest, slug="ket-qua")
    give(prize, entry=entry)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.mark.parametrize(
    "path",
    [f"/{name}/{end}" for name in ("contests", "rounds", "entries", "results") for end in ("", "{id}/")],
)
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_as_described(described, path, mode):
    @given(case=described[path]["GET"].as_strategy(generation_mode=mode))
    @settings(max_examples=50, derandomize=True, suppress_health_check=list(HealthCheck))
    def request(case):
        case.call_and_validate()

    request()
