"""Decisions: who wins, what is kept, who is told."""

from __future__ import annotations

import threading

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from wagtail.models import ModelLogEntry

from contest_pages.entries.domain.handing_in import withdraw
from contest_pages.entries.enums import EntryState
from contest_pages.review.domain.deciding import decide
from contest_pages.review.enums import Decision
from contest_pages.review.errors import AlreadyDecided, NotAwaitingReview, ReasonMissing
from contest_pages.review.models import Review
from tests.factories import EntryFactory, RegistrationFactory, UserFactory, VideoAssetFactory
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db
REASON = "Hình quá mờ, không xem được nội dung."


@pytest.fixture
def entry(stage):
    return EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, submitted=True)


@pytest.fixture
def moderator():
    return UserFactory(first_name="Kiểm", last_name="Duyệt")


def say(entry, moderator, decision=Decision.ACCEPT, reason="", video_id=None):
    return decide(
        entry=entry,
        moderator=moderator,
        decision=decision,
        reason=reason,
        video_id=video_id or entry.video_id,
        now=NOW,
    )


def test_an_accepted_entry_keeps_who_when_and_which_file(entry, moderator):
    review = say(entry, moderator)
    entry.refresh_from_db()
    assert entry.state == EntryState.ACCEPTED
    assert (review.moderator, review.decided_at, review.video_sha256) == (moderator, NOW, entry.video.sha256)
    log = ModelLogEntry.objects.get(action="contest.accept")
    assert (log.user, log.object_id, log.label) == (moderator, str(entry.pk), entry.code)


def test_a_rejection_without_a_reason_is_refused_and_changes_nothing(entry, moderator):
    for reason in ("", "   ", "mờ"):
        with pytest.raises(ReasonMissing):
            say(entry, moderator, Decision.REJECT, reason)
    entry.refresh_from_db()
    assert entry.state == EntryState.SUBMITTED
    assert not Review.objects.exists()


def test_the_second_moderator_is_told_who_was_faster(entry, moderator):
    say(entry, moderator)
    with pytest.raises(AlreadyDecided, match="Kiểm Duyệt đã quyết định trước: Đạt"):
        say(entry, UserFactory(), Decision.REJECT, REASON)
    assert Review.objects.count() == 1


def test_the_same_click_twice_is_one_decision(entry, moderator):
    assert say(entry, moderator).pk == say(entry, moderator).pk
    assert ModelLogEntry.objects.filter(action="contest.accept").count() == 1


def test_nobody_changes_the_own_decision_afterwards(entry, moderator):
    say(entry, moderator)
    with pytest.raises(AlreadyDecided):
        say(entry, moderator, Decision.REJECT, REASON)


def test_a_withdrawn_entry_takes_no_decision(entry, moderator):
    withdraw(entry=entry, now=NOW)
    with pytest.raises(NotAwaitingReview):
        say(entry, moderator)


def test_a_decision_about_a_video_that_was_replaced_is_not_recorded(entry, moderator):
    seen = entry.video_id
    entry.video = VideoAssetFactory(ready=True)
    entry.save()
    with pytest.raises(NotAwaitingReview, match="thay video"):
        say(entry, moderator, video_id=seen)


def test_the_contestant_reads_the_reason(entry, moderator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        say(entry, moderator, Decision.REJECT, REASON)
    letter = mail.outbox[0]
    assert letter.to == [entry.registration.email]
    assert f"Lý do: {REASON}" in letter.body


def test_a_letter_waits_for_the_commit(entry, moderator):
    say(entry, moderator)
    assert mail.outbox == []


def test_decisions_are_never_changed_or_deleted(entry, moderator):
    review = say(entry, moderator)
    with pytest.raises(TypeError):
        review.save()
    with pytest.raises(TypeError):
        review.delete()


def test_the_database_refuses_a_second_decision_and_a_rejection_without_reason(entry, moderator):
    say(entry, moderator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(entry=entry, moderator=moderator, decision="accept", decided_at=NOW)
    other = EntryFactory(registration=entry.registration, round=entry.round, submitted=True, slot=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(entry=other, moderator=moderator, decision="reject", reason="", decided_at=NOW)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_moderators_at_once_one_wins_and_the_other_is_told(entry):
    outcomes: list[str] = []
    together = threading.Barrier(2)

    def click(moderator, decision, reason):
        together.wait()
        try:
            say(entry, moderator, decision, reason)
            outcomes.append("won")
        except AlreadyDecided:
            outcomes.append("told")
        finally:
            connection.close()

    clicks = [
        threading.Thread(target=click, args=(UserFactory(), Decision.ACCEPT, "")),
        threading.Thread(target=click, args=(UserFactory(), Decision.REJECT, REASON)),
    ]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert sorted(outcomes) == ["told", "won"]
    assert Review.objects.filter(entry=entry).count() == 1
