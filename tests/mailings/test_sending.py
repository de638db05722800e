"""Sending of mailings: to whom, once, all or nothing, and only as many as were confirmed."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from contest_pages import hooks
from contest_pages.contests.models import ContestPage
from contest_pages.mailings.domain import (
    Draft,
    change_draft,
    copy_mailing,
    discard_draft,
    write_letters,
)
from contest_pages.mailings.errors import MailingRefused, NumberChanged
from contest_pages.mailings.letters import message
from contest_pages.mailings.models import Mailing
from contest_pages.mailings.queries import counts_of, letters_of, progress_of, recipients_of
from contest_pages.notices.models import Notice
from contest_pages.registrations.models import Registration
from tests.conftest import build_stage
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.factories.pages import NOW
from tests.letters import words_of
from tests.races import at_once

from .helpers import TEXT, draft, send

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


def addresses(mailing: Mailing) -> list[str]:
    return sorted(row.email or row.phone for row in recipients_of(mailing))


def test_a_mailing_reaches_its_contestants_in_the_background(stage, django_capture_on_commit_callbacks):
    for number in range(3):
        RegistrationFactory(page=stage.form, email=f"ts{number}@vidu.example")
    with django_capture_on_commit_callbacks(execute=True):
        mailing = send(draft(stage.contest))
    mailing.refresh_from_db()
    assert sorted(letter.to[0] for letter in mail.outbox) == [f"ts{n}@vidu.example" for n in range(3)]
    assert {letter.subject for letter in mail.outbox} == {"Thư mời"}
    assert "Lễ trao giải lúc 8 giờ" in words_of(mail.outbox[0])
    assert (mailing.letters, mailing.text_messages, mailing.written_at is not None) == (3, 0, True)
    assert progress_of(mailing) == {"sent": 3, "waiting": 0, "failed": 0, "dropped": 0}


def test_those_who_wait_withdrew_were_cancelled_or_erased_get_nothing(stage):
    RegistrationFactory(page=stage.form, email="con@vidu.example")
    RegistrationFactory(page=stage.form, pending=True)
    for status in ("withdrawn", "cancelled"):
        row = RegistrationFactory(page=stage.form)
        Registration.objects.filter(pk=row.pk).update(status=status)
    erased = RegistrationFactory(page=stage.form)
    Registration.objects.filter(pk=erased.pk).update(erased_at=NOW, email="", phone="")
    assert addresses(draft(stage.contest)) == ["con@vidu.example"]


def test_another_contests_contestants_get_nothing(stage, index):
    other = ContestPageFactory(parent=index, slug="khac")
    RegistrationFactory(page=ContestRegistrationPageFactory(parent=other, slug="dang-ky"))
    assert addresses(draft(stage.contest)) == []


def test_a_teacher_with_three_groups_gets_one_letter_unless_the_letters_differ(stage):
    for number, name in enumerate(["co", "Co", "co", "em"]):
        RegistrationFactory(page=stage.form, email=f"{name}@vidu.example", full_name=f"Lò Thị {number}")
    same = counts_of(draft(stage.contest, text="Xin mời. {contest}"))
    assert (same.letters, same.same_address, same.is_once_per_address) == (2, 2, True)
    own = counts_of(draft(stage.contest, text="Mã của bạn: {code}"))
    assert (own.letters, own.same_address, own.is_once_per_address) == (4, 2, False)
    assert len(recipients_of(draft(stage.contest, text="Xin mời."))) == 2
    assert len(recipients_of(draft(stage.contest, text="{code}"))) == 4


def test_contestants_with_a_phone_only_get_the_text_message_if_there_is_one(
    stage, django_capture_on_commit_callbacks
):
    for name in ("Lò Thị Một", "Lò Thị Hai"):
        RegistrationFactory(page=stage.form, email="", phone="0912000001", full_name=name)
    RegistrationFactory(page=stage.form)
    without = counts_of(draft(stage.contest))
    assert (without.letters, without.text_messages, without.unreachable) == (1, 0, 2)
    with django_capture_on_commit_callbacks(execute=True):
        mailing = send(draft(stage.contest, message="Moi ban du le"))
    mailing.refresh_from_db()
    assert (mailing.letters, mailing.text_messages, mailing.same_address) == (1, 1, 1)


def test_no_letter_goes_to_an_address_from_which_letters_came_back(stage):
    row = RegistrationFactory(page=stage.form)
    Registration.objects.filter(pk=row.pk).update(email_bounced_at=NOW)
    assert (counts_of(draft(stage.contest)).total, counts_of(draft(stage.contest)).unreachable) == (0, 1)


def test_a_second_click_and_a_second_job_write_nothing_more(stage, kept):
    RegistrationFactory(page=stage.form)
    mailing = draft(stage.contest)
    first = send(mailing)
    assert send(mailing, now=NOW + MINUTE).queued_at == first.queued_at
    assert write_letters(mailing_pk=mailing.pk, now=NOW) == 1
    assert write_letters(mailing_pk=mailing.pk, now=NOW) == 0
    assert letters_of(mailing).count() == 1


def test_a_job_that_dies_leaves_no_letter_and_its_mailing_is_queued_again(stage, kept, monkeypatch):
    for _number in range(3):
        RegistrationFactory(page=stage.form)
    mailing = send(draft(stage.contest))

    def killed(*args, **kwargs):
        raise SystemExit

    monkeypatch.setattr(Mailing, "save", killed)
    with pytest.raises(SystemExit):
        write_letters(mailing_pk=mailing.pk, now=NOW)
    monkeypatch.undo()
    assert not Notice.objects.exists()
    run = next(one for one in hooks.functions("housekeeping") if "mailings" in one.__module__)
    assert run(now=NOW + MINUTE) == []
    assert run(now=NOW + 3 * MINUTE) == ["1 mailing(s) queued again."]
    assert write_letters(mailing_pk=mailing.pk, now=NOW) == 3


def test_a_number_that_has_changed_is_confirmed_again(stage, kept):
    RegistrationFactory(page=stage.form)
    mailing = draft(stage.contest)
    RegistrationFactory(page=stage.form)
    with pytest.raises(NumberChanged, match="2"):
        send(mailing, confirmed=1)
    mailing.refresh_from_db()
    assert mailing.is_draft


def test_a_mailing_to_nobody_and_one_that_was_changed_meanwhile_are_refused(stage, kept):
    mailing = draft(stage.contest)
    with pytest.raises(MailingRefused, match="Không có người nhận"):
        send(mailing)
    RegistrationFactory(page=stage.form)
    with pytest.raises(MailingRefused, match="vừa được người khác sửa"):
        send(mailing, seen_at=NOW - MINUTE)


def test_one_mailing_of_a_contest_is_written_at_a_time(stage, kept):
    RegistrationFactory(page=stage.form)
    first, second = draft(stage.contest), draft(stage.contest)
    send(first)
    with pytest.raises(MailingRefused):
        send(second)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.filter(pk=second.pk).update(queued_at=NOW)
    write_letters(mailing_pk=first.pk, now=NOW)
    assert send(second).queued_at == NOW


def test_what_was_sent_off_is_neither_changed_nor_deleted_and_can_be_a_draft_again(stage, kept):
    RegistrationFactory(page=stage.form)
    mailing = send(draft(stage.contest))
    changed = Draft("registrations", {}, "", "Khác", "Khác")
    with pytest.raises(MailingRefused):
        change_draft(mailing=mailing, draft=changed, now=NOW)
    with pytest.raises(MailingRefused):
        discard_draft(mailing=mailing, actor=UserFactory())
    again = copy_mailing(mailing=mailing, actor=UserFactory(), now=NOW)
    assert (again.is_draft, again.subject, again.text) == (True, "Thư mời", TEXT)
    assert change_draft(mailing=again, draft=changed, now=NOW).subject == "Khác"
    discard_draft(mailing=again, actor=UserFactory())
    discard_draft(mailing=again, actor=UserFactory())
    assert Mailing.objects.get() == mailing


def test_a_letter_is_dropped_once_its_contestant_has_withdrawn(stage, kept):
    row = RegistrationFactory(page=stage.form)
    mailing = send(draft(stage.contest))
    assert message(row, mailing=mailing.pk).place == row.email
    row.status = "withdrawn"
    assert message(row, mailing=mailing.pk) is None
    assert message(row, mailing=mailing.pk + 1) is None


def test_the_database_holds_that_a_written_mailing_is_counted(stage, kept):
    RegistrationFactory(page=stage.form)
    mailing = send(draft(stage.contest))
    with pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.filter(pk=mailing.pk).update(written_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.filter(pk=mailing.pk).update(letters=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.filter(pk=mailing.pk).update(subject="")


def test_a_thousand_letters_cost_as_many_reads_as_three(stage, kept):
    def statements(count: int) -> int:
        for _number in range(count):
            RegistrationFactory(page=stage.form)
        mailing = send(draft(stage.contest, text="{code}"))
        with CaptureQueriesContext(
            connection,
        ) as found:
            write_letters(mailing_pk=mailing.pk, now=NOW)
        return len(found)

    statements(1)
    assert statements(2) == statements(30)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_organisers_one_sends_at_a_time(index, kept):
    from tests.factories import ContestPageFactory

    stage = build_stage({"contest": ContestPageFactory(parent=index)})
    RegistrationFactory(page=stage.form)
    mailings = [draft(stage.contest), draft(stage.contest)]
    user = UserFactory()
    outcomes = at_once(*(lambda m=m: send(m, actor=user) for m in mailings))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Mailing", "MailingRefused"]
    same = Mailing.objects.drafts().get()
    write_letters(mailing_pk=Mailing.objects.waiting().get().pk, now=NOW)
    outcomes = at_once(*(lambda: send(same, actor=user) for _ in range(2)))
    assert [type(outcome).__name__ for outcome in outcomes] == ["Mailing", "Mailing"]
    jobs = at_once(*(lambda: write_letters(mailing_pk=same.pk, now=NOW) for _ in range(2)))
    assert sorted(jobs) == [0, 1]
    assert ContestPage.objects.filter(pk=stage.contest.pk).exists()
