"""A letter is written with what it tells: both are there, or neither; a row holds no text of a person."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from contest_pages.notices.errors import UnknownKind
from contest_pages.notices.models import Notice
from contest_pages.notices.notifying import notify, notify_many
from contest_pages.registrations.domain.leaving import cancel
from contest_pages.registrations.models import Registration
from tests.factories import RegistrationFactory, UserFactory
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db


class Dies(Exception):
    """The process dies before the commit."""


def test_a_letter_goes_with_the_rows_that_are_taken_back(stage, roles, queue, mailoutbox):
    registration = RegistrationFactory(page=stage.form)

    @transaction.atomic
    def cancel_and_die():
        cancel(registration=registration, reason="Trùng", actor=roles["organisers"], now=NOW)
        assert Notice.objects.count() == queue.count() == 1
        raise Dies

    with pytest.raises(Dies):
        cancel_and_die()
    assert Notice.objects.count() == queue.count() == 0
    registration.refresh_from_db()
    assert registration.status == "active"


def test_a_row_says_what_it_is_about_and_holds_no_word_of_a_person(stage):
    registration = RegistrationFactory(page=stage.form, email="suoi@vidu.example", full_name="Quàng Văn Suối")
    notice = notify("registrations.link", registration, onward="tac-pham/12/")
    assert (notice.recipient, notice.contest_id) == (registration, stage.contest.pk)
    assert (notice.ids, notice.state, notice.channel) == ({"onward": "tac-pham/12/"}, "waiting", "email")
    row = str(Notice.objects.values().get())
    assert "suoi" not in row.lower()
    assert notice.message_id.startswith("<")
    assert notice.message_id.endswith("@localhost>")


@pytest.mark.parametrize("value", ["Quàng Văn Suối", "a@b.vn", "X", None, 1.5, ["a"], {"a": 1}, "a" * 101])
def test_what_may_be_text_of_a_person_is_refused(stage, value):
    registration = RegistrationFactory(page=stage.form)
    with pytest.raises(ValueError, match="onward is neither"):
        notify("registrations.link", registration, onward=value)
    assert not Notice.objects.exists()


def test_a_kind_that_nobody_declares_is_refused(stage):
    with pytest.raises(UnknownKind):
        notify("registrations.lnik", RegistrationFactory(page=stage.form))


def test_letters_to_users_belong_to_no_contest_unless_they_say_so(stage):
    user = UserFactory()
    assert notify("staff.welcome", user).contest is None
    assert notify("review.appeal", user, contest=stage.contest, entry=1).contest == stage.contest


def test_letters_to_many_have_a_job_for_each_fifty_of_a_channel(stage, queue, django_assert_max_num_queries):
    people = [RegistrationFactory(page=stage.form, email=f"ts{n}@vidu.example") for n in range(101)]
    by_phone = RegistrationFactory(page=stage.form, email="", phone="0912345678")
    with django_assert_max_num_queries(20):
        assert notify_many("registrations.welcome", [*people, by_phone]) == 102
    pks = list(Notice.objects.order_by("pk").values_list("pk", flat=True))
    jobs = sorted(job.args_kwargs["args"][0] for job in queue.all())
    assert jobs == [pks[0], pks[50], pks[100], pks[101]]


def test_the_letter_of_one_person_does_not_wait_behind_letters_to_many(stage, queue):
    person = RegistrationFactory(page=stage.form)
    notify_many("registrations.welcome", [person] * 120)
    own = notify("registrations.link", person)
    assert queue.ready().first().args_kwargs["args"] == [own.pk]


def test_letters_to_nobody_are_no_letters(queue):
    assert notify_many("registrations.welcome", []) == 0
    assert not queue.exists()


def test_jobs_wait_in_the_queue_that_the_setting_names(stage, queue, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "LETTER_QUEUE": "letters"}
    notify("registrations.welcome", RegistrationFactory(page=stage.form))
    assert queue.get().queue_name == "letters"


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("sent_has_its_time", {"state": "sent"}),
        ("sent_has_its_time", {"sent_at": NOW}),
        ("sending_is_claimed", {"state": "sending"}),
        ("sending_is_claimed", {"state": "sending", "claim": uuid.uuid4()}),
        ("sending_is_claimed", {"claim": uuid.uuid4()}),
        ("sending_is_claimed", {"begun_at": NOW}),
        ("ended_has_no_address", {"state": "dropped", "address": "a@b.vn"}),
        ("ended_has_no_address", {"state": "sent", "sent_at": NOW, "address": "a@b.vn"}),
        ("failed_has_reason", {"state": "failed"}),
        ("failed_has_reason", {"state": "given_up"}),
        ("known_state", {"state": "lost"}),
        ("unclear_was_tried", {"unclear": 1}),
    ],
)
def test_the_database_refuses_states_that_cannot_be(written, constraint, changes):
    written()
    with pytest.raises(IntegrityError, match=f"contest_notice_{constraint}"), transaction.atomic():
        Notice.objects.update(**changes)


def test_letters_go_with_their_recipient(written):
    first, second = written(2)
    Registration.objects.get(pk=first.recipient_id).delete()
    assert list(Notice.objects.all()) == [second]
    assert second.due_at <= timezone.now()
