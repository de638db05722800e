"""The list of a round is closed, the gallery opens, and numbers stay."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import AdvanceRow, Entry, EntryRoundPage
from contest_pages.review.domain.closing import close_list, reopen_list
from contest_pages.review.domain.disqualifying import disqualify
from contest_pages.review.domain.undoing import undo
from contest_pages.review.enums import Decision
from contest_pages.review.errors import ListNotReady, NotAllowed, NotAwaitingReview, ReasonMissing, TooLate
from contest_pages.review.models import ReviewChain
from tests.factories.pages import hanoi

from .helpers import REASON, case_of, say, waiting_entry

pytestmark = pytest.mark.django_db
REVIEWED = hanoi("2024-08-09 15:00")
CLOSED = hanoi("2024-08-10 16:00")


@pytest.fixture
def reviewed(stage, roles, mai):
    """Return three entries of a round whose gallery waits for the list: two accepted, one rejected."""
    stage.round.gallery_waits_for_list = True
    stage.round.save()
    entries = [waiting_entry(stage, slot=1, number=number) for number in (7, 8, 9)]
    for entry in entries:
        entry.registration.refresh_from_db()
    say(entries[0], mai, now=REVIEWED)
    say(entries[1], mai, Decision.REJECT, REASON, now=REVIEWED)
    say(entries[2], mai, now=REVIEWED)
    return entries


def again(stage) -> EntryRoundPage:
    return EntryRoundPage.objects.get(pk=stage.round.pk)


def shown(stage, now) -> list[int]:
    return [entry.number for entry in again(stage).public_entries(now)]


def test_the_gallery_opens_with_the_list(stage, reviewed, organiser):
    assert shown(stage, CLOSED) == []
    closed = close_list(round_page=again(stage), actor=organiser, now=CLOSED)
    assert (closed.count, closed.closed_by) == (2, organiser)
    assert shown(stage, CLOSED) == [7, 9]
    log = PageLogEntry.objects.get(action="contest.close_list")
    assert log.data["last_hash"] == ReviewChain.objects.get().last_hash


def test_a_round_may_open_its_gallery_later(stage, reviewed, organiser):
    EntryRoundPage.objects.filter(pk=stage.round.pk).update(gallery_opens_at=hanoi("2024-08-11 08:00"))
    close_list(round_page=again(stage), actor=organiser, now=CLOSED)
    assert shown(stage, hanoi("2024-08-11 07:59")) == []
    assert shown(stage, hanoi("2024-08-11 08:00")) == [7, 9]


def test_a_video_is_not_watched_before_its_list_is_closed(client, stage, reviewed, organiser):
    def status() -> int:
        with time_machine.travel(CLOSED + datetime.timedelta(minutes=1), tick=False):
            return client.get(reviewed[0].get_video_path()).status_code

    assert status() == 404
    close_list(round_page=again(stage), actor=organiser, now=CLOSED)
    assert status() == 200


def test_each_accepted_entry_has_a_row_of_its_own(stage, reviewed, organiser):
    closed = close_list(round_page=again(stage), actor=organiser, now=CLOSED)
    rows = list(closed.rows.values_list("entry__number", "registration", "because", "declined_at"))
    assert rows == [(7, None, "accepted", None), (9, None, "accepted", None)]
    assert (closed.from_round_id, closed.to_round) == (stage.round.pk, None)


def test_the_list_of_many_entries_is_closed_in_few_queries(
    stage, reviewed, mai, organiser, django_assert_max_num_queries
):
    for number in range(10, 30):
        say(waiting_entry(stage, slot=1, number=number), mai, now=REVIEWED)
    page = again(stage)
    with django_assert_max_num_queries(21):
        assert close_list(round_page=page, actor=organiser, now=CLOSED).count == 22


def test_a_row_is_that_of_a_work_or_of_a_contestant_once(stage, reviewed, organiser):
    closed = close_list(round_page=again(stage), actor=organiser, now=CLOSED)
    registration = reviewed[1].registration
    AdvanceRow.objects.create(list=closed, registration=registration, because="wild_card")
    for wrong in (
        {"entry": reviewed[0]},
        {"registration": registration},
        {"entry": reviewed[1], "registration": registration},
        {},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AdvanceRow.objects.create(list=closed, because="decision", **wrong)


def test_nobody_is_replaced_who_has_not_declined(stage, reviewed, organiser):
    closed = close_list(round_page=again(stage), actor=organiser, now=CLOSED)
    first, second = closed.rows.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        AdvanceRow.objects.filter(pk=first.pk).update(replaced_by=second)
    AdvanceRow.objects.filter(pk=first.pk).update(declined_at=CLOSED, replaced_by=second)


def test_the_list_closes_once(stage, reviewed, organiser):
    first = close_list(round_page=again(stage), actor=organiser, now=CLOSED)
    assert close_list(round_page=again(stage), actor=organiser, now=CLOSED) == first
    assert PageLogEntry.objects.filter(action="contest.close_list").count() == 1


def test_the_list_does_not_close_while_the_round_accepts_entries(stage, reviewed, organiser):
    with pytest.raises(ListNotReady, match="vẫn đang nhận bài"):
        close_list(round_page=again(stage), actor=organiser, now=hanoi("2024-07-31 23:59"))


@pytest.mark.parametrize("state", ["submitted", "checking", "changes"])
def test_it_does_not_close_while_an_entry_is_undecided(stage, reviewed, organiser, state):
    Entry.objects.filter(pk=reviewed[2].pk).update(state=state, changes_until=CLOSED)
    with pytest.raises(ListNotReady, match="Còn 1 tác phẩm"):
        close_list(round_page=again(stage), actor=organiser, now=CLOSED)


def test_after_closing_no_decision_is_taken_back(stage, reviewed, mai, organiser):
    close_list(round_page=again(stage), actor=organiser, now=REVIEWED)
    with pytest.raises(TooLate):
        undo(review=reviewed[2].reviews.get(), moderator=mai, now=REVIEWED)


def test_a_closed_list_opens_again_with_a_reason(stage, reviewed, organiser):
    close_list(round_page=again(stage), actor=organiser, now=CLOSED)
    with pytest.raises(ReasonMissing):
        reopen_list(round_page=again(stage), actor=organiser, reason="")
    reopen_list(round_page=again(stage), actor=organiser, reason="Bổ sung tác phẩm xem lại.")
    assert shown(stage, CLOSED) == []
    assert not AdvanceRow.objects.exists()
    assert PageLogEntry.objects.filter(action="contest.reopen_list").count() == 1


def test_publishing_the_page_again_leaves_the_closed_list_alone(stage, reviewed, organiser):
    draft = again(stage).save_revision()
    close_list(round_page=again(stage), actor=organiser, now=CLOSED)
    draft.publish()
    assert shown(stage, CLOSED) == [7, 9]


# ---- disqualified later


@pytest.fixture
def disqualified(stage, reviewed, organiser):
    """Return a disqualified entry of a closed list."""
    close_list(round_page=again(stage), actor=organiser, now=CLOSED)
    disqualify(entry=reviewed[0], actor=organiser, reason="Tác phẩm đã đăng từ năm 2023.", now=CLOSED)
    return reviewed[0]


def test_a_disqualified_entry_keeps_its_number_and_shows_nothing_else(client, stage, disqualified):
    assert shown(stage, CLOSED) == [7, 9]
    with time_machine.travel(CLOSED + datetime.timedelta(minutes=1), tick=False):
        gallery = client.get(stage.round.url).content.decode()
        page = client.get(stage.round.entry_path(7)).content.decode()
        neighbour = client.get(stage.round.entry_path(9)).content.decode()
        assert client.get(disqualified.get_video_path()).status_code == 404
    for html in (gallery, page, neighbour):
        assert disqualified.title not in html
    author = disqualified.registration.public_author
    assert (
        author not in page.partition('aria-labelledby="tac-pham-tiep-theo"')[0]
    )  # the works beside it have authors
    assert "Ban Tổ chức đã loại tác phẩm này" in gallery
    assert "TP-0007: đã bị loại" in page
    assert "<video" not in page
    assert "Tác phẩm đã đăng từ năm 2023" not in page  # the reason is the contestant's to read


def test_before_a_list_is_published_a_disqualified_entry_has_no_place(stage, reviewed, organiser):
    disqualify(entry=reviewed[0], actor=organiser, reason="Tác phẩm đã đăng từ năm 2023.", now=CLOSED)
    EntryRoundPage.objects.filter(pk=stage.round.pk).update(gallery_waits_for_list=False)
    assert shown(stage, CLOSED) == [9]


def test_only_organisers_disqualify_and_only_what_was_accepted(stage, reviewed, mai, organiser):
    words = "Tác phẩm đã đăng từ năm 2023."
    with pytest.raises(NotAllowed):
        disqualify(entry=reviewed[0], actor=mai, reason=words, now=CLOSED)
    with pytest.raises(ReasonMissing):
        disqualify(entry=reviewed[0], actor=organiser, reason="", now=CLOSED)
    with pytest.raises(NotAwaitingReview):
        disqualify(entry=reviewed[1], actor=organiser, reason=words, now=CLOSED)


def test_the_organiser_does_it_all_in_the_admin(client, stage, reviewed, organiser):
    client.force_login(organiser)
    page = reverse("contest_review_close", args=[stage.round.pk])
    with time_machine.travel(CLOSED, tick=False):
        html = client.get(page).content.decode()
        assert "Nhật ký toàn vẹn: 3 quyết định" in html
        assert "Chốt danh sách với 2 tác phẩm" in html
        assert (
            "Đã chốt danh sách với 2 tác phẩm"
            in client.post(page, {"close": "1"}, follow=True).content.decode()
        )
        address = reverse("contest_review_disqualify", args=[reviewed[0].pk])
        empty = client.post(address, {"reason": ""})
        assert (empty.status_code, "ít nhất 10 ký tự" in empty.content.decode()) == (422, True)
        done = client.post(address, {"reason": "Tác phẩm đã đăng từ năm 2023."}, follow=True).content.decode()
        assert "Thu hồi: TP-0007, Loại tác phẩm" in done
        wrong = client.post(page, {"reopen": "1", "reason": ""})
        assert wrong.status_code == 422
        client.post(page, {"reopen": "1", "reason": "Bổ sung tác phẩm xem lại."})
        assert again(stage).list_closed_at is None
    assert ModelLogEntry.objects.filter(action="contest.disqualify").count() == 1
    assert case_of(reviewed[0]).entry.state == EntryState.DISQUALIFIED
