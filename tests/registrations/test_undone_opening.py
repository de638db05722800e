"""Registrations made in the seconds of a mistaken opening: those that only it brought do not count."""

from __future__ import annotations

import datetime

import pytest

from contest_pages.registrations.domain.undone_opening import discard_registrations
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.models import Registration
from tests.factories import RegistrationFactory, UserFactory
from tests.factories.pages import NOW, hanoi

pytestmark = pytest.mark.django_db

SECOND = datetime.timedelta(seconds=1)


def discard(stage):
    return discard_registrations(
        round_page=stage.round, since=NOW, until=NOW + 20 * SECOND, actor=UserFactory()
    )


def made(stage, at):
    registration = RegistrationFactory(page=stage.form)
    Registration.objects.filter(pk=registration.pk).update(created_at=at)
    return registration


def test_a_registration_that_only_the_mistake_brought_is_cancelled_with_the_reason(stage):
    stage.form.opens_at, stage.form.follows_milestone = None, False
    stage.form.save()
    within, after = made(stage, NOW + SECOND), made(stage, NOW + 60 * SECOND)
    (sentence,) = discard(stage)
    assert sentence.startswith("Trong thời gian đó có 1 lượt đăng ký")
    within.refresh_from_db()
    after.refresh_from_db()
    assert within.status == RegistrationStatus.CANCELLED
    assert "mở nhầm" in within.ended_because
    assert after.status == RegistrationStatus.ACTIVE
    assert discard(stage) == [sentence], "idempotent"


@pytest.mark.parametrize("how", ["by its own time", "people had registered before"])
def test_a_form_that_was_open_before_owes_nothing_to_the_mistake(stage, how):
    stage.form.follows_milestone = False
    stage.form.opens_at = hanoi("2024-07-01") if how == "by its own time" else None
    stage.form.save()
    if how != "by its own time":
        made(stage, NOW - SECOND)
    within = made(stage, NOW + SECOND)
    (sentence,) = discard(stage)
    assert "vẫn được tính" in sentence
    within.refresh_from_db()
    assert within.status == RegistrationStatus.ACTIVE
