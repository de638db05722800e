"""Letters of workers that died, letters whose job was lost, and letters of long ago."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone, translation

from contest_pages.background import housekeeping
from contest_pages.notices import checks
from contest_pages.notices.domain.claiming import begin, claim
from contest_pages.notices.domain.retrying import forget_old, free_dead_claims
from contest_pages.notices.domain.sending import compose
from contest_pages.notices.letter_form import LetterForms
from contest_pages.notices.models import Notice
from contest_pages.notices.notifying import enqueue_due, notify
from contest_pages.notices.queries import are_being_sent
from contest_pages.notices.tasks import send_notice
from contest_pages.registrations.queries.letters import unconfirmed_before
from tests.factories import RegistrationFactory, UserFactory
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

MINUTE, HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)


@pytest.fixture
def dead(written):
    """Return three letters of a worker that died with the second one in hand, after the first had left."""
    notices = written(3)
    claimed = claim(notice_pk=notices[0].pk, now=NOW)
    Notice.objects.filter(pk=notices[0].pk).update(state="sent", sent_at=NOW, claim=None, claimed_at=None)
    assert begin(claimed[1], NOW)
    return notices


def states() -> list[tuple]:
    return list(Notice.objects.order_by("pk").values_list("state", "attempts", "unclear", "claim"))


def test_letters_of_a_dead_worker_are_sent_by_another_under_the_same_message_id(dead, server):
    assert free_dead_claims(NOW + 10 * MINUTE) == 0
    assert free_dead_claims(NOW + 11 * MINUTE) == 2
    assert states() == [("sent", 0, 0, None), ("waiting", 1, 1, None), ("waiting", 0, 0, None)]
    assert free_dead_claims(NOW + 11 * MINUTE) == 0
    Notice.objects.update(due_at=NOW)
    send_notice.call(dead[1].pk)
    assert [state[0] for state in states()] == ["sent"] * 3
    assert {letter["message-id"] for letter in server.letters} == {n.message_id for n in dead[1:]}


def test_a_letter_of_which_workers_die_holds_up_no_other_and_is_given_up(dead):
    free_dead_claims(NOW + 11 * MINUTE)
    dues = dict(Notice.objects.values_list("pk", "due_at"))
    assert dues[dead[2].pk] == NOW + 11 * MINUTE
    assert dues[dead[1].pk] == NOW + 12 * MINUTE
    [again] = claim(notice_pk=dead[1].pk, now=NOW + 12 * MINUTE)[:1]
    begin(again, NOW + 12 * MINUTE)
    free_dead_claims(NOW + 49 * HOUR)
    dead[1].refresh_from_db()
    assert (dead[1].state, dead[1].reason, dead[1].unclear) == ("given_up", "worker-died", 2)


def test_a_letter_whose_job_was_lost_is_queued_again_after_two_minutes(queue, written):
    [notice] = written()
    queue.all().delete()
    assert enqueue_due(NOW + MINUTE) == 0
    assert enqueue_due(NOW + 2 * MINUTE) == 1
    assert queue.get().args_kwargs["args"] == [notice.pk]


def test_retries_are_queued_when_they_are_due_one_job_for_fifty(queue, written):
    notices = written(70)
    queue.all().delete()
    Notice.objects.update(state="failed", reason="450", attempts=1, due_at=NOW + MINUTE)
    assert enqueue_due(NOW) == 0
    assert enqueue_due(NOW + MINUTE) == 2
    assert sorted(job.args_kwargs["args"][0] for job in queue.all()) == [notices[0].pk, notices[50].pk]


def test_jobs_do_not_pile_up_for_a_dead_worker(queue, written):
    written(3)
    queue.all().delete()
    for minute in range(2, 40):
        enqueue_due(NOW + minute * MINUTE)
    assert queue.count() == 20


def test_the_housekeeping_says_what_it_did(dead, queue):
    words = " ".join(housekeeping.run(NOW + 11 * MINUTE))
    assert "2 letter(s) of dead workers freed, 1 job(s) for letters queued" in words


def test_letters_to_users_are_forgotten_after_a_year_and_those_to_contestants_are_not(written):
    written()
    notify("staff.welcome", UserFactory())
    assert forget_old(NOW + 364 * 24 * HOUR) == 0
    assert forget_old(NOW + 366 * 24 * HOUR) == 1
    assert Notice.objects.get().kind == "registrations.welcome"


def test_nobody_loses_a_registration_by_a_letter_that_has_not_left(stage, server):
    waiting, reached, reached_late, without = (
        RegistrationFactory(page=stage.form, pending=True, created_at=NOW) for _number in range(4)
    )
    for registration in (waiting, reached, reached_late):
        notify("registrations.link", registration)
    reached.notices.update(state="sent", sent_at=NOW)
    reached_late.notices.update(state="sent", sent_at=NOW + 47 * HOUR)

    def dropped(hours: int) -> set[int]:
        return set(unconfirmed_before(NOW + hours * HOUR).values_list("pk", flat=True))

    assert dropped(47) == set()
    assert dropped(49) == {reached.pk, without.pk}
    for state in ({"state": "failed", "reason": "450"}, {"state": "given_up", "reason": "550"}):
        waiting.notices.update(**state)
        assert (waiting.pk in dropped(49)) is (state["state"] == "given_up")
    assert reached_late.pk in dropped(96)


def test_the_letter_says_until_when_it_can_be_confirmed(stage, in_july):
    registration = RegistrationFactory(page=stage.form, pending=True, created_at=NOW)
    notice = notify("registrations.link", registration)
    with translation.override("vi"):
        assert "trước 12:00 ngày 12/7/2024" in LetterForms().of(compose(notice)[1]).text
        registration.notices.update(state="sent", sent_at=NOW + 5 * HOUR)
        again = notify("registrations.link", registration)
        assert "trước 17:00 ngày 12/7/2024" in LetterForms().of(compose(again)[1]).text


def test_a_later_request_for_the_link_does_not_prolong_the_time(stage):
    registration = RegistrationFactory(page=stage.form, pending=True, created_at=NOW)
    notify("registrations.link", registration)
    registration.notices.update(state="sent", sent_at=NOW)
    again = notify("registrations.link", registration)
    Notice.objects.filter(pk=again.pk).update(state="sent", sent_at=NOW + 40 * HOUR)
    assert registration in unconfirmed_before(NOW + 49 * HOUR)


def test_a_worker_that_sends_is_alive(written, server):
    [notice] = written()
    assert not are_being_sent(NOW - MINUTE)
    send_notice.call(notice.pk)
    assert are_being_sent(timezone.now() - MINUTE)
    assert not are_being_sent(timezone.now())


def test_the_checks_name_a_missing_queue_and_a_missing_time_out(settings):
    settings.TASKS = {"jobs": {"BACKEND": "x", "QUEUES": ["default"]}}
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "TASK_BACKEND": "jobs", "LETTER_QUEUE": "letters"}
    assert [problem.id for problem in checks.check_letter_queue(None)] == ["contest_pages.E013"]
    settings.TASKS["jobs"]["QUEUES"] = ["default", "letters"]
    assert checks.check_letter_queue(None) == []
    settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT = "django.core.mail.backends.smtp.EmailBackend", None
    assert [problem.id for problem in checks.check_mail_timeout(None)] == ["contest_pages.W013"]
    settings.EMAIL_TIMEOUT = 10
    assert checks.check_mail_timeout(None) == []
