"""Letters and reminders of the review: recipients, times, each once."""

from __future__ import annotations

import datetime

import pytest
from django.utils import translation

from contest_pages.background import housekeeping
from contest_pages.review.domain import reminding
from contest_pages.review.domain.appeals import submit_appeal
from contest_pages.review.domain.claiming import claim
from contest_pages.review.domain.desk_notes import save_desk_notes
from contest_pages.review.domain.disqualifying import disqualify
from contest_pages.review.domain.planning import plan_of
from contest_pages.review.enums import Decision
from contest_pages.review.models import ReviewCase, ReviewStep
from tests.factories.pages import NOW
from tests.letters import words_of

from .helpers import REASON, case_of, say, steps_of, waiting_entry

pytestmark = pytest.mark.django_db
NOTIFIED = NOW + datetime.timedelta(minutes=10)


@pytest.fixture
def post(mailoutbox, django_capture_on_commit_callbacks):
    """Return a function that runs the housekeeping at a moment and returns the letters that this sent."""

    def run(now) -> list:
        before = len(mailoutbox)
        with django_capture_on_commit_callbacks(execute=True):
            housekeeping.run(now)
        return mailoutbox[before:]

    return run


@pytest.mark.parametrize(
    ("decision", "subject", "words"),
    [
        (Decision.ACCEPT, "đã qua vòng sơ loại", "vào vòng chung kết"),
        (Decision.REJECT, "Kết quả vòng sơ loại", f"Lý do: Không đúng chủ đề. {REASON}"),
        (Decision.CHANGES, "Đề nghị chỉnh sửa", "trước 12:00 ngày 15/7/2024"),
    ],
)
def test_the_contestant_is_notified_after_the_time_for_undoing_with_the_next_step(
    entry, mai, post, decision, subject, words
):
    until = NOW + datetime.timedelta(days=5) if decision == Decision.CHANGES else None
    say(entry, mai, decision, REASON, until=until)
    assert post(NOTIFIED - datetime.timedelta(seconds=1)) == []
    (letter,) = post(NOTIFIED)
    assert letter.to == [entry.registration.email]
    assert subject in letter.subject
    assert words in words_of(letter)
    assert "/thi-sinh/" in words_of(letter)
    assert post(NOTIFIED) == []


def test_a_rejection_names_the_term_of_an_appeal(entry, mai, post):
    say(entry, mai, Decision.REJECT, REASON)
    assert "trước 24:00 ngày 13/7/2024" in words_of(post(NOTIFIED)[0])


def test_the_letter_has_the_reasons_of_both_moderators(stage, roles, mai, nam, post):
    steps_of(stage, {"moderators": 2})
    entry = waiting_entry(stage)
    say(entry, mai, Decision.REJECT, REASON)
    say(entry, nam, Decision.REJECT, "Âm thanh bị ngắt quãng từ phút thứ hai.")
    body = words_of(post(NOTIFIED)[0])
    assert REASON in body
    assert "Âm thanh bị ngắt quãng" in body


def test_the_result_of_an_appeal_offers_no_second_appeal(entry, mai, nam, post):
    say(entry, mai, Decision.REJECT, REASON)
    post(NOTIFIED)
    submit_appeal(entry=entry, words="Xin xem lại phần âm thanh.", now=NOTIFIED)
    say(entry, nam, Decision.REJECT, "Đã xem lại, âm thanh không đạt.", now=NOTIFIED)
    (letter,) = post(NOTIFIED + datetime.timedelta(minutes=10))
    assert "âm thanh không đạt" in words_of(letter)
    assert "xem lại một lần" not in words_of(letter)


def test_the_letter_of_a_disqualification_has_its_reason(entry, mai, organiser, post):
    say(entry, mai)
    post(NOTIFIED)
    disqualify(entry=entry, actor=organiser, reason="Tác phẩm đã đăng từ năm 2023.", now=NOTIFIED)
    (letter,) = post(NOTIFIED + datetime.timedelta(minutes=10))
    assert "đã bị loại" in letter.subject
    assert "Tác phẩm đã đăng từ năm 2023." in words_of(letter)


def test_without_a_time_for_undoing_the_letter_is_sent_at_once(
    stage, entry, mai, mailoutbox, django_capture_on_commit_callbacks
):
    plan = plan_of(stage.round)
    plan.undo_minutes = 0
    plan.save()
    with django_capture_on_commit_callbacks(execute=True):
        say(entry, mai)
    assert len(mailoutbox) == 1


# ---- reminders


def quiet(entry) -> None:
    """Set the time of an entry to now, so that nothing is stuck."""
    ReviewCase.objects.filter(entry=entry).update(since=NOW)


def test_moderators_are_reminded_of_a_near_deadline_once_a_day(stage, roles, mai, nam, post):
    (step,) = steps_of(stage, {"group": mai.groups.get(), "due_at": NOW + datetime.timedelta(hours=60)})
    quiet(waiting_entry(stage))
    assert post(NOW) == []
    near = NOW + datetime.timedelta(hours=13)
    letters = post(near)
    assert sorted(letter.to[0] for letter in letters) == ["mai@coquan.example", "nam@coquan.example"]
    assert "phải xong trước 24:00 ngày 12/7/2024" in words_of(letters[0])
    assert f"/contest/review/round/{step.plan.round_id}/" in words_of(letters[0])
    assert post(near) == []
    assert len(post(near + datetime.timedelta(days=1))) == 2


def test_organisers_are_reminded_of_entries_that_wait_too_long(entry, mai, organiser, post):
    quiet(entry)
    assert post(NOW + datetime.timedelta(days=2, hours=23)) == []
    letters = post(NOW + datetime.timedelta(days=3))
    assert "bantochuc@coquan.example" in {letter.to[0] for letter in letters}
    assert "đã chờ từ 3 ngày trở lên" in words_of(letters[0])


def test_a_decided_queue_reminds_nobody(entry, mai, post):
    say(entry, mai)
    post(NOTIFIED)
    assert post(NOW + datetime.timedelta(days=9)) == []


def test_a_moderator_is_notified_of_an_ended_claim_and_the_entry_is_free(entry, mai, post):
    quiet(entry)
    claim(case=case_of(entry), moderator=mai, now=NOW)
    save_desk_notes(case=case_of(entry), moderator=mai, fields={"reason": "chưa xong"}, now=NOW)
    assert post(NOW + datetime.timedelta(minutes=59)) == []
    (letter,) = post(NOW + datetime.timedelta(hours=1))
    assert (letter.to, entry.code in words_of(letter)) == (["mai@coquan.example"], True)
    assert case_of(entry).claimed_by is None
    assert post(NOW + datetime.timedelta(hours=1)) == []


def test_a_claim_without_notes_ends_without_a_letter(entry, mai, post):
    quiet(entry)
    claim(case=case_of(entry), moderator=mai, now=NOW)
    assert post(NOW + datetime.timedelta(hours=1)) == []
    assert case_of(entry).claimed_by is None


def test_a_contestant_is_reminded_on_the_last_day_for_changes(entry, mai, post):
    until = NOW + datetime.timedelta(days=3)
    say(entry, mai, Decision.CHANGES, "Xin thay đoạn nhạc nền.", until=until)
    post(NOTIFIED)
    assert post(until - datetime.timedelta(hours=25)) == []
    (letter,) = post(until - datetime.timedelta(hours=24))
    assert letter.to == [entry.registration.email]
    assert "Sắp hết hạn" in letter.subject
    assert post(until - datetime.timedelta(hours=1)) == []


def test_letters_are_in_the_sites_language_for_any_user(
    entry, mai, nam, mailoutbox, django_capture_on_commit_callbacks
):
    with translation.override("en"), django_capture_on_commit_callbacks(execute=True):
        say(entry, mai, Decision.PASS_ON, "Bạn xem giúp tôi nhé?", colleague=nam)
    assert mailoutbox[0].subject == f"Đồng nghiệp nhờ bạn xem {entry.code}"


def test_a_moderator_without_an_address_is_no_reason_to_fail(
    entry, mai, nam, mailoutbox, django_capture_on_commit_callbacks
):
    mai.email = ""
    mai.save()
    with django_capture_on_commit_callbacks(execute=True):
        reminding.remind_of_step(ReviewStep.objects.get(), waiting=1, kind="due")
    assert [letter.to for letter in mailoutbox] == [["nam@coquan.example"]]
