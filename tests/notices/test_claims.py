"""A letter is in the hands of one worker at most, also when several reach for it at the same moment."""

from __future__ import annotations

import datetime
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from contest_pages.notices.domain import results
from contest_pages.notices.domain.claiming import BATCH, begin, claim
from contest_pages.notices.domain.retrying import free_dead_claims
from contest_pages.notices.models import Notice
from contest_pages.notices.tasks import send_notice
from tests.factories.pages import NOW
from tests.races import at_once

MINUTE = datetime.timedelta(minutes=1)


@pytest.mark.django_db
def test_a_claim_takes_the_letter_of_the_job_first_and_then_those_that_wait_longest(written):
    notices = written(BATCH + 2)
    Notice.objects.filter(pk=notices[-1].pk).update(due_at=timezone.now() - 9 * MINUTE)
    claimed = [notice.pk for notice in claim(notice_pk=notices[5].pk, now=timezone.now())]
    assert claimed[:3] == [notices[5].pk, notices[-1].pk, notices[0].pk]
    assert len(claimed) == BATCH


@pytest.mark.django_db
def test_what_is_claimed_or_not_due_or_sent_is_not_claimed(written):
    first, second = written(2)
    Notice.objects.filter(pk=second.pk).update(due_at=timezone.now() + MINUTE)
    assert [notice.pk for notice in claim(notice_pk=first.pk, now=timezone.now())] == [first.pk]
    assert claim(notice_pk=first.pk, now=timezone.now()) == []
    assert claim(notice_pk=second.pk, now=timezone.now()) == []


@pytest.mark.django_db
def test_a_job_whose_letter_another_one_sends_takes_others_that_are_due(written):
    first, *_further = written(BATCH + 3)
    claim(notice_pk=first.pk, now=timezone.now())
    assert len(claim(notice_pk=first.pk, now=timezone.now())) == 3


@pytest.mark.django_db
def test_letters_and_text_messages_are_claimed_apart(written):
    letter, message = written(2)
    Notice.objects.filter(pk=message.pk).update(channel="sms")
    assert [notice.pk for notice in claim(notice_pk=letter.pk, now=timezone.now())] == [letter.pk]


@pytest.mark.django_db
def test_a_worker_that_was_taken_for_dead_sends_nothing_more_of_its_batch(written, server):
    [notice] = written()
    [held] = claim(notice_pk=notice.pk, now=timezone.now())
    Notice.objects.update(claimed_at=NOW)
    assert free_dead_claims(timezone.now()) == 1
    assert not begin(held, timezone.now())
    results.failed(held, reason="late", now=timezone.now())
    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == ("waiting", 0)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.postgres
def test_jobs_of_the_same_letter_at_the_same_moment_claim_it_once(written, queue):
    [notice] = written()
    claims = at_once(*[lambda: claim(notice_pk=notice.pk, now=timezone.now())] * 4)
    assert sorted(len(claimed) for claimed in claims) == [0, 0, 0, 1]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.postgres
def test_workers_at_the_same_moment_share_the_letters_and_none_is_sent_twice(written, server, queue):
    notices = written(120)

    def work(start: int):
        def run() -> None:
            for notice in notices[start:] + notices[:start]:
                send_notice.call(notice.pk)

        return run

    assert at_once(*(work(start) for start in (0, 30, 60, 90))) == [None] * 4
    assert len(server.letters) == 120
    assert len(set(server.recipients())) == 120
    assert set(Notice.objects.values_list("state", "attempts", "unclear")) == {("sent", 1, 0)}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.postgres
def test_a_claim_does_not_wait_for_another_that_is_being_made_and_takes_the_rest(written, queue):
    notices = written(60)
    locked, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            list(Notice.objects.select_for_update().filter(pk__in=[n.pk for n in notices[:10]]))
            locked.set()
            go_on.wait(10)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    locked.wait(10)
    try:
        claimed = {notice.pk for notice in claim(notice_pk=notices[0].pk, now=timezone.now())}
    finally:
        go_on.set()
        thread.join()
    assert claimed == {notice.pk for notice in notices[10:]}
