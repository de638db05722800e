"""Letters that the staff has sent again: those with trouble for two more days, those that were sent as a copy."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from wagtail.models import ModelLogEntry

from contest_pages.notices.domain.claiming import claim
from contest_pages.notices.domain.resending import RESEND, RESEND_SEVERAL
from contest_pages.notices.models import Notice
from contest_pages.notices.notifying import notify, send_again
from contest_pages.notices.tasks import send_notice
from contest_pages.registrations.models import Registration
from tests.factories import RegistrationFactory, UserFactory
from tests.factories.pages import NOW
from tests.races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

MINUTE, HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)
LATER = NOW + 50 * HOUR


@pytest.fixture
def organiser(roles):
    return roles["organisers"]


@pytest.fixture
def given_up(written):
    """Return a letter that was given up after eight attempts."""
    [notice] = written()
    Notice.objects.update(state="given_up", reason="ConnectionRefusedError", attempts=8)
    return notice


def everything():
    return Notice.objects.all()


def test_a_letter_that_was_given_up_is_due_at_once_and_tried_for_two_more_days(
    queue, given_up, organiser, server
):
    server.to_recipient = lambda address: b"450 4.2.1 later"
    queue.all().delete()
    assert send_again(everything(), actor=organiser, now=LATER) == 1
    assert queue.get().args_kwargs["args"] == [given_up.pk]
    with time_machine.travel(LATER, tick=False):
        send_notice.call(given_up.pk)
    given_up.refresh_from_db()
    assert (given_up.state, given_up.attempts, given_up.reason) == ("failed", 9, "450 4.2.1")
    assert given_up.due_at == LATER + MINUTE
    for hours, state in ((47, "failed"), (49, "given_up")):
        Notice.objects.update(due_at=NOW)
        with time_machine.travel(LATER + hours * HOUR, tick=False):
            send_notice.call(given_up.pk)
        given_up.refresh_from_db()
        assert given_up.state == state


def test_a_second_click_sends_nothing_more(given_up, organiser, queue):
    queue.all().delete()
    assert send_again(everything(), actor=organiser, now=LATER) == 1
    assert send_again(everything(), actor=organiser, now=LATER) == 0
    claim(notice_pk=given_up.pk, now=LATER)
    assert send_again(everything(), actor=organiser, now=LATER) == 0
    assert queue.count() == 1


def test_the_log_says_who_had_it_sent_again_and_how_it_stood(given_up, organiser):
    send_again(everything(), actor=organiser, now=LATER)
    line = ModelLogEntry.objects.get(action=RESEND)
    assert (line.user, line.object_id) == (organiser, str(given_up.pk))
    assert line.data == {"state": "given_up", "attempts": 8}


def test_many_are_one_line_of_the_log_and_a_job_for_fifty(written, organiser, queue):
    written(70)
    Notice.objects.update(state="failed", reason="450", attempts=1, due_at=LATER + HOUR)
    queue.all().delete()
    assert send_again(everything(), actor=organiser, now=LATER) == 70
    assert queue.count() == 2
    assert ModelLogEntry.objects.get(action=RESEND_SEVERAL).data == {"count": 70}
    assert not Notice.objects.exclude(state="waiting", due_at=LATER).exists()


def test_letters_that_were_put_back_because_the_server_was_away_are_sent_again_too(written, organiser):
    away, fresh = written(2)
    Notice.objects.filter(pk=away.pk).update(reason="TimeoutError", due_at=LATER + HOUR)
    assert send_again(everything(), actor=organiser, now=LATER) == 1
    away.refresh_from_db(), fresh.refresh_from_db()
    assert (away.due_at, fresh.due_at) == (LATER, NOW)


def test_of_a_letter_that_was_sent_a_copy_goes_out_and_the_first_stays_as_it_was(written, organiser, server):
    [notice] = written()
    send_notice.call(notice.pk)
    with time_machine.travel(LATER, tick=False):
        assert send_again(everything(), actor=organiser, now=LATER) == 1
        assert send_again(everything(), actor=organiser, now=LATER) == 0
        send_notice.call(Notice.objects.get(state="waiting").pk)
    first, copy = Notice.objects.order_by("pk")
    assert (first.sent_at, copy.sent_at, copy.created_at) == (NOW, LATER, LATER)
    assert (copy.recipient, copy.contest_id) == (first.recipient, first.contest_id)
    assert len({letter["message-id"] for letter in server.letters}) == 2


def test_a_letter_that_has_just_left_is_not_sent_again(written, organiser, server):
    [notice] = written()
    send_notice.call(notice.pk)
    assert send_again(everything(), actor=organiser, now=NOW + 9 * MINUTE) == 0
    assert Notice.objects.count() == 1


def test_a_letter_that_is_no_longer_wanted_is_dropped(given_up, organiser, server):
    notify("registrations.link", given_up.recipient)
    Notice.objects.update(state="given_up", reason="550")
    Registration.objects.update(status="cancelled", ended_because="Trùng")
    link = Notice.objects.filter(kind="registrations.link")
    send_again(link, actor=organiser, now=LATER)
    with time_machine.travel(LATER, tick=False):
        send_notice.call(link.get().pk)
    assert link.get().state == "dropped"
    assert server.letters == []


def test_a_letter_whose_address_was_emptied_cannot_be_sent_again(stage, organiser, queue):
    registration = RegistrationFactory(page=stage.form)
    notify("registrations.contact_changed", registration, address="cu@vidu.example")
    Notice.objects.update(state="failed", reason="450", attempts=1, due_at=LATER + HOUR)
    assert send_again(everything(), actor=organiser, now=LATER) == 1
    Notice.objects.update(state="given_up", reason="550", address="")
    assert send_again(everything(), actor=organiser, now=LATER) == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_organisers_at_once_send_one_copy(index):
    user = UserFactory()
    notice = notify("staff.welcome", user)
    Notice.objects.update(state="sent", sent_at=NOW - HOUR)
    results = at_once(*[lambda: send_again(everything(), actor=user, now=LATER)] * 2)
    assert sorted(results) == [0, 1]
    assert Notice.objects.exclude(pk=notice.pk).count() == 1
