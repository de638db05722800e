"""Changes that a moderator asks for: once, in time, back to that moderator."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse

from contest_pages.entries.domain import probing
from contest_pages.entries.domain.drafts import EntryText, save_text
from contest_pages.entries.domain.submission import resubmit_entry
from contest_pages.entries.domain.videos import attach_file
from contest_pages.entries.domain.withdrawal import withdraw
from contest_pages.entries.enums import EntryState, VideoState
from contest_pages.entries.errors import Incomplete, RoundClosed, TransitionNotAllowed
from contest_pages.entries.models import Upload, VideoAsset
from contest_pages.review.domain.changes import return_overdue
from contest_pages.review.domain.deciding import seen_now
from contest_pages.review.enums import Decision
from contest_pages.review.errors import ClaimedByOther, NotAwaitingReview
from tests.factories import VideoAssetFactory
from tests.factories.pages import NOW, hanoi
from tests.letters import words_of

from .helpers import case_of, say, steps_of, token_of, waiting_entry

pytestmark = pytest.mark.django_db

CHANGES = "Xin thay đoạn nhạc nền từ phút thứ hai."
CLOSED = hanoi("2024-08-05 09:00")  # the round closed on 31 July
UNTIL = hanoi("2024-08-08 24:00")


@pytest.fixture
def sent_back(entry, mai):
    """Return an entry with changes requested after the round closed."""
    say(entry, mai, Decision.CHANGES, CHANGES, until=UNTIL, now=CLOSED)
    entry.refresh_from_db()
    return entry


def end_probe(video: VideoAsset, *, passed: bool, now) -> None:
    """End the probe of a video as the worker does, without a real film."""
    VideoAsset.objects.filter(pk=video.pk).update(
        state=VideoState.READY if passed else VideoState.BROKEN, sha256="f" * 64
    )
    entry = probing.Entry.objects.select_related("video", "replacement").get(replacement=video.pk)
    probing._settle_replacement(entry, VideoAsset.objects.get(pk=video.pk), now)


def test_the_contestant_reads_what_to_change_and_until_when(sent_back):
    assert sent_back.state == EntryState.CHANGES_ASKED
    assert (sent_back.changes_wanted, sent_back.changes_until) == (CHANGES, UNTIL)
    assert not case_of(sent_back).waits


def test_words_may_be_changed_after_the_round_closed_and_return_to_the_moderator(
    sent_back, mai, nam, mailoutbox, django_capture_on_commit_callbacks
):
    save_text(entry=sent_back, text=EntryText(title="Nhạc đã thay", unit=sent_back.unit), now=CLOSED)
    with django_capture_on_commit_callbacks(execute=True):
        resubmit_entry(entry=sent_back, now=CLOSED)
    sent_back.refresh_from_db()
    assert (sent_back.state, sent_back.revision, sent_back.changes_wanted, sent_back.changes_until) == (
        EntryState.SUBMITTED,
        2,
        "",
        None,
    )
    assert mailoutbox[-1].to == ["mai@coquan.example"]
    with pytest.raises(ClaimedByOther, match="chờ Mai Lan"):
        say(sent_back, nam)
    assert say(sent_back, mai, now=CLOSED).revision == 2


def test_a_resubmitted_entry_cannot_be_changed_again(sent_back):
    resubmit_entry(entry=sent_back, now=CLOSED)
    with pytest.raises(RoundClosed):
        save_text(entry=sent_back, text=EntryText(title="Lần nữa"), now=CLOSED)
    assert resubmit_entry(entry=sent_back, now=CLOSED).state == EntryState.SUBMITTED  # idempotent


def test_another_entry_of_the_same_contestant_stays_closed(stage, sent_back):
    from tests.factories import EntryFactory

    other = EntryFactory(registration=sent_back.registration, round=stage.round, submitted=True, slot=2)
    with pytest.raises(RoundClosed):
        save_text(entry=other, text=EntryText(title="Tên khác"), now=CLOSED)


def test_after_the_term_nothing_is_accepted(sent_back):
    with pytest.raises(RoundClosed, match="24:00 ngày 08/8/2024"):
        save_text(entry=sent_back, text=EntryText(title="Muộn"), now=UNTIL)
    with pytest.raises(RoundClosed):
        resubmit_entry(entry=sent_back, now=UNTIL)


def test_a_new_video_goes_to_the_moderator_after_its_probe(sent_back, mai):
    attach_file(entry=sent_back, file=ContentFile(b"a film", name="x.mp4"), now=CLOSED)
    sent_back.refresh_from_db()
    old, new = sent_back.video, sent_back.replacement
    resubmit_entry(entry=sent_back, now=CLOSED)
    sent_back.refresh_from_db()
    assert sent_back.state == EntryState.CHECKING
    assert not case_of(sent_back).waits
    end_probe(new, passed=True, now=CLOSED)
    sent_back.refresh_from_db()
    assert (sent_back.state, sent_back.video_id, sent_back.revision) == (EntryState.SUBMITTED, new.pk, 2)
    assert not VideoAsset.objects.filter(pk=old.pk).exists()
    assert case_of(sent_back).expects == mai
    assert say(sent_back, mai, now=CLOSED).video_sha256 == "f" * 64


def test_a_new_video_that_breaks_a_rule_comes_back_to_its_contestant(
    sent_back, mailoutbox, django_capture_on_commit_callbacks
):
    attach_file(entry=sent_back, file=ContentFile(b"a film", name="x.mp4"), now=CLOSED)
    sent_back.refresh_from_db()
    resubmit_entry(entry=sent_back, now=CLOSED)
    with django_capture_on_commit_callbacks(execute=True):
        end_probe(sent_back.replacement, passed=False, now=CLOSED)
    sent_back.refresh_from_db()
    assert (sent_back.state, sent_back.changes_until) == (EntryState.CHANGES_ASKED, UNTIL)
    assert "24:00 ngày 08/8/2024" in words_of(mailoutbox[-1])
    with pytest.raises(Incomplete):
        resubmit_entry(entry=sent_back, now=CLOSED)


def test_an_unfinished_upload_is_not_resubmitted(sent_back):
    Upload.begin(entry=sent_back, length=9, now=CLOSED, lasts=datetime.timedelta(days=1)).save()
    with pytest.raises(Incomplete):
        resubmit_entry(entry=sent_back, now=CLOSED)


def test_when_the_term_is_over_the_entry_is_decided_as_it_is(sent_back, mai):
    assert return_overdue(UNTIL - datetime.timedelta(seconds=1)) == 0
    assert return_overdue(UNTIL) == 1
    assert return_overdue(UNTIL) == 0
    sent_back.refresh_from_db()
    assert (sent_back.state, sent_back.revision) == (EntryState.SUBMITTED, 1)
    say(sent_back, mai, now=UNTIL)


def test_an_upload_on_its_way_has_the_grace_time_of_the_rules(sent_back):
    Upload.begin(entry=sent_back, length=9, now=CLOSED, lasts=datetime.timedelta(days=9)).save()
    assert return_overdue(UNTIL + datetime.timedelta(minutes=59)) == 0
    assert return_overdue(UNTIL + datetime.timedelta(minutes=60)) == 1


def test_an_entry_with_changes_asked_for_may_be_withdrawn(sent_back):
    withdraw(entry=sent_back, now=CLOSED)
    sent_back.refresh_from_db()
    assert (sent_back.state, sent_back.changes_until) == (EntryState.WITHDRAWN, None)


def test_a_moderator_may_reject_what_comes_back(sent_back, mai):
    resubmit_entry(entry=sent_back, now=CLOSED)
    say(sent_back, mai, Decision.REJECT, "Nhạc vẫn chưa được thay.", now=CLOSED)
    with pytest.raises(TransitionNotAllowed):
        withdraw(entry=sent_back, now=CLOSED)


def test_the_contestant_does_it_all_on_the_own_page(client, sent_back):
    token = token_of(sent_back.registration)
    own = reverse("contest_own_entry", args=[token, sent_back.pk])
    with time_machine.travel(CLOSED, tick=False):
        page = client.get(reverse("contest_personal", args=[token])).content.decode()
        assert CHANGES in page
        assert "Vui lòng nộp bản sửa trước 24:00 ngày 08/8/2024" in page
        form = client.get(own).content.decode()
        assert CHANGES in form
        assert "Nộp bản sửa" in form
        kept = client.post(own, {"title": "Bản sửa", "summary": "", "keep": "1"}, follow=True)
        assert "chưa được nộp" in kept.content.decode()
        done = client.post(own, {"title": "Bản sửa", "summary": "", "hand_in": "1"}, follow=True)
        assert "Đã nộp bản sửa" in done.content.decode()
        closed = client.get(own, follow=True)
        assert "Đã hết hạn nhận tác phẩm" in closed.content.decode()
    sent_back.refresh_from_db()
    assert (sent_back.title, sent_back.state) == ("Bản sửa", EntryState.SUBMITTED)


def test_a_file_that_was_taken_before_cannot_come_as_a_change(sent_back):
    VideoAssetFactory(ready=True, sha256="f" * 64, place=f"{sent_back.contest_id}:{'f' * 64}")
    assert not probing.claim_file(VideoAsset(pk=sent_back.video_id, sha256="f" * 64), sent_back)


def test_a_video_that_is_replaced_before_the_closing_begins_the_review_again(stage, roles, mai):
    first, second = steps_of(stage, {}, {})
    entry = waiting_entry(stage)
    say(entry, mai)
    seen = seen_now(case_of(entry))
    attach_file(entry=entry, file=ContentFile(b"a better film", name="x.mp4"), now=NOW)
    assert case_of(entry).step == second  # the earlier film counts until the new one meets the rules
    entry.refresh_from_db()
    end_probe(entry.replacement, passed=True, now=NOW)
    assert case_of(entry).step == first
    with pytest.raises(NotAwaitingReview, match="thay đổi tác phẩm"):
        say(entry, mai, seen=seen)
    assert say(entry, mai).video_sha256 == "f" * 64
