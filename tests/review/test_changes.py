"""Changes that a moderator asks for: once, in time, back to whoever asked."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse

from contest_pages.entries.domain import probing
from contest_pages.entries.domain.drafts import Words, save_words
from contest_pages.entries.domain.handing_in import hand_back, withdraw
from contest_pages.entries.domain.videos import take_file
from contest_pages.entries.enums import EntryState, VideoState
from contest_pages.entries.errors import Incomplete, MoveNotAllowed, RoundClosed
from contest_pages.entries.models import Upload, VideoAsset
from contest_pages.review.domain.changes import return_overdue
from contest_pages.review.domain.deciding import seen_now
from contest_pages.review.enums import Decision
from contest_pages.review.errors import ClaimedByOther, NotAwaitingReview
from tests.factories import VideoAssetFactory
from tests.factories.pages import NOW, hanoi

from .helpers import case_of, say, steps_of, token_of, waiting_entry

pytestmark = pytest.mark.django_db

WISH = "Xin thay đoạn nhạc nền từ phút thứ hai."
CLOSED = hanoi("2024-08-05 09:00")  # the round closed on 31 July
UNTIL = hanoi("2024-08-08 24:00")


@pytest.fixture
def asked(entry, mai):
    """Return an entry whose contestant is asked for changes after the round closed."""
    say(entry, mai, Decision.CHANGES, WISH, until=UNTIL, now=CLOSED)
    entry.refresh_from_db()
    return entry


def looked_at(video: VideoAsset, *, passed: bool, now) -> None:
    """End the look at a video as the worker does, without a real film."""
    VideoAsset.objects.filter(pk=video.pk).update(
        state=VideoState.READY if passed else VideoState.BROKEN, sha256="f" * 64
    )
    entry = probing.Entry.objects.select_related("video", "replacement").get(replacement=video.pk)
    probing._settle_replacement(entry, VideoAsset.objects.get(pk=video.pk), now)


def test_the_contestant_reads_what_to_change_and_until_when(asked):
    assert asked.state == EntryState.CHANGES_ASKED
    assert (asked.changes_wanted, asked.changes_until) == (WISH, UNTIL)
    assert not case_of(asked).waits


def test_words_may_be_changed_after_the_round_closed_and_come_back_to_who_asked(
    asked, mai, nam, mailoutbox, django_capture_on_commit_callbacks
):
    save_words(entry=asked, words=Words(title="Nhạc đã thay", unit=asked.unit), now=CLOSED)
    with django_capture_on_commit_callbacks(execute=True):
        hand_back(entry=asked, now=CLOSED)
    asked.refresh_from_db()
    assert (asked.state, asked.revision, asked.changes_wanted, asked.changes_until) == (
        EntryState.SUBMITTED,
        2,
        "",
        None,
    )
    assert mailoutbox[-1].to == ["mai@coquan.example"]
    with pytest.raises(ClaimedByOther, match="chờ Mai Lan"):
        say(asked, nam)
    assert say(asked, mai, now=CLOSED).revision == 2


def test_what_was_handed_back_cannot_be_changed_once_more(asked):
    hand_back(entry=asked, now=CLOSED)
    with pytest.raises(RoundClosed):
        save_words(entry=asked, words=Words(title="Lần nữa"), now=CLOSED)
    assert hand_back(entry=asked, now=CLOSED).state == EntryState.SUBMITTED  # twice is once


def test_another_entry_of_the_same_contestant_stays_closed(stage, asked):
    from tests.factories import EntryFactory

    other = EntryFactory(registration=asked.registration, round=stage.round, submitted=True, slot=2)
    with pytest.raises(RoundClosed):
        save_words(entry=other, words=Words(title="Tên khác"), now=CLOSED)


def test_after_the_term_nothing_is_taken(asked):
    with pytest.raises(RoundClosed, match="24:00 ngày 08/8/2024"):
        save_words(entry=asked, words=Words(title="Muộn"), now=UNTIL)
    with pytest.raises(RoundClosed):
        hand_back(entry=asked, now=UNTIL)


def test_a_new_video_goes_to_the_moderator_when_the_look_at_it_is_over(asked, mai):
    take_file(entry=asked, file=ContentFile(b"a film", name="x.mp4"), now=CLOSED)
    asked.refresh_from_db()
    old, new = asked.video, asked.replacement
    hand_back(entry=asked, now=CLOSED)
    asked.refresh_from_db()
    assert asked.state == EntryState.CHECKING
    assert not case_of(asked).waits
    looked_at(new, passed=True, now=CLOSED)
    asked.refresh_from_db()
    assert (asked.state, asked.video_id, asked.revision) == (EntryState.SUBMITTED, new.pk, 2)
    assert not VideoAsset.objects.filter(pk=old.pk).exists()
    assert case_of(asked).expects == mai
    assert say(asked, mai, now=CLOSED).video_sha256 == "f" * 64


def test_a_new_video_that_breaks_a_rule_comes_back_to_its_contestant(
    asked, mailoutbox, django_capture_on_commit_callbacks
):
    take_file(entry=asked, file=ContentFile(b"a film", name="x.mp4"), now=CLOSED)
    asked.refresh_from_db()
    hand_back(entry=asked, now=CLOSED)
    with django_capture_on_commit_callbacks(execute=True):
        looked_at(asked.replacement, passed=False, now=CLOSED)
    asked.refresh_from_db()
    assert (asked.state, asked.changes_until) == (EntryState.CHANGES_ASKED, UNTIL)
    assert "24:00 ngày 08/8/2024" in mailoutbox[-1].body
    with pytest.raises(Incomplete):
        hand_back(entry=asked, now=CLOSED)


def test_an_unfinished_upload_is_not_handed_back(asked):
    Upload.begin(entry=asked, length=9, now=CLOSED, lasts=datetime.timedelta(days=1)).save()
    with pytest.raises(Incomplete):
        hand_back(entry=asked, now=CLOSED)


def test_when_the_term_is_over_the_entry_is_decided_as_it_is(asked, mai):
    assert return_overdue(UNTIL - datetime.timedelta(seconds=1)) == 0
    assert return_overdue(UNTIL) == 1
    assert return_overdue(UNTIL) == 0
    asked.refresh_from_db()
    assert (asked.state, asked.revision) == (EntryState.SUBMITTED, 1)
    say(asked, mai, now=UNTIL)


def test_an_upload_on_its_way_has_the_grace_time_of_the_rules(asked):
    Upload.begin(entry=asked, length=9, now=CLOSED, lasts=datetime.timedelta(days=9)).save()
    assert return_overdue(UNTIL + datetime.timedelta(minutes=59)) == 0
    assert return_overdue(UNTIL + datetime.timedelta(minutes=60)) == 1


def test_an_entry_with_changes_asked_for_may_be_withdrawn(asked):
    withdraw(entry=asked, now=CLOSED)
    asked.refresh_from_db()
    assert (asked.state, asked.changes_until) == (EntryState.WITHDRAWN, None)


def test_a_moderator_may_reject_what_comes_back(asked, mai):
    hand_back(entry=asked, now=CLOSED)
    say(asked, mai, Decision.REJECT, "Nhạc vẫn chưa được thay.", now=CLOSED)
    with pytest.raises(MoveNotAllowed):
        withdraw(entry=asked, now=CLOSED)


def test_the_contestant_does_it_all_on_the_own_page(client, asked):
    token = token_of(asked.registration)
    own = reverse("contest_own_entry", args=[token, asked.pk])
    with time_machine.travel(CLOSED, tick=False):
        page = client.get(reverse("contest_personal", args=[token])).content.decode()
        assert WISH in page
        assert "Vui lòng nộp bản sửa trước 24:00 ngày 08/8/2024" in page
        form = client.get(own).content.decode()
        assert WISH in form
        assert "Nộp bản sửa" in form
        kept = client.post(own, {"title": "Bản sửa", "summary": "", "keep": "1"}, follow=True)
        assert "chưa được nộp" in kept.content.decode()
        done = client.post(own, {"title": "Bản sửa", "summary": "", "hand_in": "1"}, follow=True)
        assert "Đã nộp bản sửa" in done.content.decode()
        closed = client.get(own, follow=True)
        assert "Đã hết hạn nhận tác phẩm" in closed.content.decode()
    asked.refresh_from_db()
    assert (asked.title, asked.state) == ("Bản sửa", EntryState.SUBMITTED)


def test_a_file_that_was_taken_before_cannot_come_as_a_change(asked):
    VideoAssetFactory(ready=True, sha256="f" * 64, place=f"{asked.contest_id}:{'f' * 64}")
    assert not probing.claim_place(VideoAsset(pk=asked.video_id, sha256="f" * 64), asked)


def test_a_video_that_is_replaced_before_the_closing_begins_the_review_again(stage, roles, mai):
    first, second = steps_of(stage, {}, {})
    entry = waiting_entry(stage)
    say(entry, mai)
    seen = seen_now(case_of(entry))
    take_file(entry=entry, file=ContentFile(b"a better film", name="x.mp4"), now=NOW)
    assert case_of(entry).step == second  # the earlier film counts until the new one meets the rules
    entry.refresh_from_db()
    looked_at(entry.replacement, passed=True, now=NOW)
    assert case_of(entry).step == first
    with pytest.raises(NotAwaitingReview, match="thay đổi tác phẩm"):
        say(entry, mai, seen=seen)
    assert say(entry, mai).video_sha256 == "f" * 64
