"""Who has just registered is told what comes next; who comes back later, or by an old link, is not."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.queries.next_steps import ARRIVED, next_steps
from tests.factories import EntryFactory, RegistrationFactory
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def registration(stage):
    return RegistrationFactory(page=stage.form, confirmed_at=NOW)


def test_the_steps_are_the_registration_and_the_rounds_that_are_open(registration):
    steps = next_steps(registration, NOW)
    assert [(step.words, step.is_done, step.is_next) for step in steps[:2]] == [
        ("Đã đăng ký", True, False),
        ("Nộp tác phẩm", False, True),
    ]
    assert steps[1].when == "Đến 24:00 ngày 31/7/2024"


def test_what_is_handed_in_is_no_longer_to_be_done(client, registration, stage):
    EntryFactory(registration=registration, round=stage.round, submitted=True)
    page = client.get(personal_path(registration))
    steps = [(step.words, step.is_done) for step in page.context["next_steps"]]
    assert ("Đã nộp tác phẩm", True) in steps
    assert "Nộp tác phẩm" not in [words for words, _is_done in steps]


@pytest.mark.parametrize("state", [{"draft": True}, {"submitted": True, "state": "failed"}])
def test_what_waits_for_the_contestant_is_still_to_be_done(client, registration, stage, state):
    EntryFactory(registration=registration, round=stage.round, **state)
    page = client.get(personal_path(registration))
    assert "Nộp tác phẩm" in [step.words for step in page.context["next_steps"]]


def test_the_page_greets_once_with_code_and_link(client, registration):
    path = personal_path(registration)
    page = client.get(f"{path}?{ARRIVED}=1").content.decode()
    assert "Đăng ký thành công" in page
    assert "<svg" in page
    assert "Đăng ký thành công" not in client.get(path).content.decode()


def test_an_hour_later_the_same_address_greets_nobody(client, registration):
    path = personal_path(registration)
    with time_machine.travel(NOW + datetime.timedelta(hours=1), tick=False):
        assert "Đăng ký thành công" not in client.get(f"{path}?{ARRIVED}=1").content.decode()
