"""A job that is about new rows is there if and only if they are."""

from __future__ import annotations

import pytest
from django.db import transaction

from contest_pages.background.enqueue import enqueue
from contest_pages.notices.notifying import notify
from contest_pages.registrations.domain.leaving import cancel
from contest_pages.registrations.models import Registration
from contest_pages.registrations.tasks import send_links
from tests.factories import RegistrationFactory
from tests.factories.pages import hanoi
from tests.registrations.helpers import typed

pytestmark = pytest.mark.django_db


class Dies(Exception):
    """The process dies before the commit."""


def test_a_registration_has_its_letter_waiting_before_anything_is_committed(
    queue, client, stage, in_july, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=False) as later:
        answer = client.post(f"/dang-ky/{stage.form.pk}/", typed(stage.form))
    assert answer.status_code == 302
    registration = Registration.objects.get()
    letter = registration.notices.get()
    job = queue.get(task_path="contest_pages.notices.tasks.send_notice")
    assert job.args_kwargs == {"args": [letter.pk], "kwargs": {}}
    assert not later, "nothing is left for after the commit, where a dying process would lose it"


def test_who_is_cancelled_has_a_letter_waiting_in_the_same_transaction(
    queue, stage, roles, in_july, django_capture_on_commit_callbacks
):
    registration = RegistrationFactory(page=stage.form)
    with django_capture_on_commit_callbacks(execute=False):
        cancel(
            registration=registration,
            reason="Đăng ký hai lần",
            actor=roles["organisers"],
            now=hanoi("2024-07-10 12:00"),
        )
    letter = registration.notices.get()
    assert letter.kind == "registrations.cancelled"
    assert queue.get().args_kwargs["args"] == [letter.pk]


def test_a_job_goes_with_the_rows_that_are_taken_back(queue):
    @transaction.atomic
    def take_back():
        enqueue(send_links, [1])
        assert queue.count() == 1
        raise Dies

    with pytest.raises(Dies):
        take_back()
    assert not queue.exists()


def test_a_job_waits_in_the_queue_that_was_named(queue):
    enqueue(send_links, [1], queue_name="video")
    assert queue.get().queue_name == "video"


def test_a_queue_elsewhere_is_told_after_the_commit(
    stage, mailoutbox, in_july, django_capture_on_commit_callbacks
):
    registration = RegistrationFactory(page=stage.form)
    with django_capture_on_commit_callbacks() as later:
        notify("registrations.link", registration)
        assert not mailoutbox, "the rows might still be taken back"
    assert len(later) == 1
    later[0]()
    assert len(mailoutbox) == 1
