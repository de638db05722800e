"""A film that was uploaded and not handed in: its contestant is reminded once, before the round closes."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core import mail

from contest_pages.entries.domain.reminding import remind_of_drafts
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.notices.models import Notice
from tests.factories import EntryFactory, RegistrationFactory, VideoAssetFactory
from tests.factories.pages import NOW
from tests.letters import words_of

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def draft_with_video(stage, **people) -> Entry:
    """Return a draft with a video that arrived three days before the round closes."""
    video = VideoAssetFactory(ready=True, uploaded_at=stage.round.closes_at - 72 * HOUR)
    registration = RegistrationFactory(page=stage.form, **people)
    return EntryFactory(registration=registration, round=stage.round, draft=True, video=video)


@pytest.fixture
def draft(stage) -> Entry:
    return draft_with_video(stage, full_name="Lò Thị Mai")


def before_closing(draft, hours: float) -> datetime.datetime:
    return draft.round.closes_at - hours * HOUR


def test_the_letter_names_the_deadline_and_comes_once(draft, django_capture_on_commit_callbacks):
    with time_machine.travel(before_closing(draft, 40), tick=False):
        with django_capture_on_commit_callbacks(execute=True):
            assert remind_of_drafts(before_closing(draft, 40)) == 1
        assert remind_of_drafts(before_closing(draft, 39)) == 0
    [letter] = mail.outbox
    assert "chưa nộp" in letter.subject
    assert "Lò Thị Mai" in words_of(letter)
    assert "31/7/2024" in words_of(letter)


@pytest.mark.parametrize("hours", [71, 49, 0, -1])
def test_nobody_is_reminded_long_before_or_after_the_closing(draft, hours):
    assert remind_of_drafts(before_closing(draft, hours)) == 0


def test_who_is_still_at_work_is_not_reminded(draft):
    draft.video.uploaded_at = before_closing(draft, 10)
    draft.video.save()
    assert remind_of_drafts(before_closing(draft, 9.5)) == 0
    assert remind_of_drafts(before_closing(draft, 8)) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"state": EntryState.SUBMITTED, "number": 7, "handed_in_at": NOW},
        {"video": None},
    ],
)
def test_without_a_video_or_once_handed_in_there_is_nothing_to_remind_of(draft, changes):
    Entry.objects.filter(pk=draft.pk).update(**changes)
    assert remind_of_drafts(before_closing(draft, 10)) == 0


def test_a_registration_that_has_ended_gets_no_reminder(draft):
    draft.registration.status = "withdrawn"
    draft.registration.save()
    assert remind_of_drafts(before_closing(draft, 10)) == 0


def test_a_reminder_that_waits_while_the_entry_is_handed_in_is_dropped(
    draft, django_capture_on_commit_callbacks
):
    with (
        time_machine.travel(before_closing(draft, 10), tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        assert remind_of_drafts(before_closing(draft, 10)) == 1
        Entry.objects.filter(pk=draft.pk).update(state=EntryState.SUBMITTED, number=7, handed_in_at=NOW)
    assert mail.outbox == []
    assert Notice.objects.get().state == "dropped"


def test_the_setting_ends_the_reminders(draft, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "DRAFT_REMINDER_HOURS": 0}
    assert remind_of_drafts(before_closing(draft, 0.5)) == 0


def test_drafts_cost_the_same_queries_however_many(draft, stage, django_assert_max_num_queries):
    for _ in range(5):
        draft_with_video(stage)
    assert remind_of_drafts(before_closing(draft, 10)) == 6
    with django_assert_max_num_queries(5):
        assert remind_of_drafts(before_closing(draft, 9)) == 0
