"""Appeals: once, in time, decided by another moderator."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.urls import reverse

from contest_pages.entries.enums import EntryState
from contest_pages.privacy.enums import ErasedBecause
from contest_pages.privacy.queries import personal_data
from contest_pages.registrations.domain.erasing import erase
from contest_pages.registrations.models import ConflictOfInterest
from contest_pages.review.domain.appeals import submit_appeal
from contest_pages.review.domain.conflicts import declare_conflict_with_contestant
from contest_pages.review.domain.recording import verify
from contest_pages.review.enums import Decision, Look
from contest_pages.review.errors import NotAllowed, ReasonMissing, TooLate
from contest_pages.review.models import Complaint
from tests.factories.pages import NOW, hanoi

from .helpers import REASON, case_of, say, steps_of, token_of, waiting_entry

pytestmark = pytest.mark.django_db
WORDS = "Đoạn đầu có phụ đề, xin xem lại."
END = hanoi("2024-07-13 24:00")  # three days after NOW, 10 July


@pytest.fixture
def rejected(entry, mai):
    say(entry, mai, Decision.REJECT, REASON)
    entry.refresh_from_db()
    return entry


def test_an_appeal_reopens_the_entry_for_other_moderators(
    rejected, nam, mailoutbox, organiser, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        submit_appeal(entry=rejected, words=WORDS, now=NOW)
    rejected.refresh_from_db()
    case = case_of(rejected)
    assert (rejected.state, case.look, case.waits) == (EntryState.SUBMITTED, Look.SECOND, True)
    assert mailoutbox[-1].to == ["bantochuc@coquan.example"]
    say(rejected, nam)
    rejected.refresh_from_db()
    assert rejected.state == EntryState.ACCEPTED


def test_submitting_an_appeal_is_idempotent(rejected):
    first = submit_appeal(entry=rejected, words=WORDS, now=NOW)
    assert submit_appeal(entry=rejected, words="Xin xem lại lần nữa.", now=NOW) == first


def test_there_is_no_second_appeal(rejected, nam):
    submit_appeal(entry=rejected, words=WORDS, now=NOW)
    say(rejected, nam, Decision.REJECT, REASON)
    submit_appeal(entry=rejected, words=WORDS, now=NOW)
    rejected.refresh_from_db()
    assert (rejected.state, Complaint.objects.count()) == (EntryState.REJECTED, 1)


def test_the_window_ends_with_its_last_day(rejected):
    with pytest.raises(TooLate):
        submit_appeal(entry=rejected, words=WORDS, now=END)
    submit_appeal(entry=rejected, words=WORDS, now=END - datetime.timedelta(seconds=1))


def test_where_the_rules_give_no_days_the_review_is_final(stage, rejected):
    stage.rules.complaint_days = 0
    stage.rules.save()
    with pytest.raises(NotAllowed):
        submit_appeal(entry=rejected, words=WORDS, now=NOW)


def test_an_accepted_entry_has_no_appeal(entry, mai):
    say(entry, mai)
    with pytest.raises(NotAllowed):
        submit_appeal(entry=entry, words=WORDS, now=NOW)


def test_an_appeal_needs_words(rejected):
    with pytest.raises(ReasonMissing):
        submit_appeal(entry=rejected, words="  ", now=NOW)


def test_an_appeal_begins_at_the_step_that_rejected_and_goes_on(stage, roles, mai, nam, hoa):
    _first, second, third = steps_of(stage, {}, {}, {})
    entry = waiting_entry(stage)
    say(entry, mai)
    say(entry, nam, Decision.REJECT, REASON)
    submit_appeal(entry=entry, words=WORDS, now=NOW)
    assert case_of(entry).step == second
    say(entry, hoa)
    assert case_of(entry).step == third


def test_the_contestant_appeals_on_the_own_page(client, rejected, nam):
    token = token_of(rejected.registration)
    home, ask = (
        reverse(name, args=args)
        for name, args in (("contest_personal", [token]), ("contest_second_look", [token, rejected.pk]))
    )
    with time_machine.travel(NOW + datetime.timedelta(hours=1), tick=False):
        page = client.get(home).content.decode()
        assert REASON in page
        assert "trước 24:00 ngày 13/7/2024" in page
        assert ask in page
        empty = client.post(ask, {"words": ""})
        assert (empty.status_code, "nêu ngắn gọn" in empty.content.decode()) == (422, True)
        done = client.post(ask, {"words": WORDS}, follow=True).content.decode()
        assert "Đã ghi nhận đề nghị" in done
        assert "không tham gia lần xem đầu" in done
        assert ask not in done
    say(rejected, nam, Decision.REJECT, REASON, now=NOW + datetime.timedelta(hours=2))
    with time_machine.travel(NOW + datetime.timedelta(days=1), tick=False):
        final = client.get(home).content.decode()
    assert "Đây là quyết định cuối cùng" in final
    assert ask not in final


def test_another_contestant_cannot_appeal(client, stage, rejected):
    from tests.factories import RegistrationFactory

    token = token_of(RegistrationFactory(page=stage.form))
    assert (
        client.post(reverse("contest_second_look", args=[token, rejected.pk]), {"words": WORDS}).status_code
        == 404
    )


def test_the_contestant_downloads_decisions_and_reasons(rejected):
    submit_appeal(entry=rejected, words=WORDS, now=NOW)
    (part,) = [part for part in personal_data(rejected.registration) if part.key == "reviews"]
    text = " ".join(value for row in part.rows for value in row.values())
    assert REASON in text
    assert WORDS in text
    assert "Mai Lan" not in text  # names of moderators are not the contestant's data


def test_a_vote_of_an_undecided_step_is_hidden_from_the_contestant(stage, roles, mai):
    steps_of(stage, {"moderators": 2})
    entry = waiting_entry(stage)
    say(entry, mai, Decision.REJECT, REASON)
    (part,) = [part for part in personal_data(entry.registration) if part.key == "reviews"]
    assert part.rows == []


def test_erasing_removes_the_contestants_words_and_keeps_the_record_sound(rejected, mai):
    submit_appeal(entry=rejected, words=WORDS, now=NOW)
    declare_conflict_with_contestant(
        case=case_of(rejected), moderator=mai, nature="em họ của thí sinh", now=NOW
    )
    erase(registration=rejected.registration, because=ErasedBecause.REQUESTED, actor=None, now=NOW)
    assert Complaint.objects.get().words == ""
    assert ConflictOfInterest.objects.get().nature == ""
    assert verify(rejected.round_id).is_sound
