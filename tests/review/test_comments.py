"""Moderators write to each other about an entry; contestants and the public never read it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from contest_pages.privacy.enums import ErasedBecause
from contest_pages.privacy.queries import personal_data
from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.domain.erasing import erase
from contest_pages.review.domain.commenting import write_comment
from contest_pages.review.domain.conflicts import declare_conflict_with_contestant
from contest_pages.review.domain.desk_notes import save_desk_notes
from contest_pages.review.enums import Decision
from contest_pages.review.errors import NotAllowed, ReasonMissing
from contest_pages.review.models import CaseComment, DeskNotes
from tests.factories.pages import NOW

from .helpers import case_of, say, steps_of, waiting_entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
WORDS = "Xem lại phút 2: nhạc <của ai>?"


def desk(entry):
    return reverse("contest_review_desk", args=[entry.pk])


def comment(client, entry, words=WORDS):
    return client.post(reverse("contest_review_comment", args=[entry.pk]), {"words": words}, follow=True)


def test_a_comment_is_read_by_colleagues_with_its_author_and_counted_in_the_queue(
    client, stage, entry, mai, nam
):
    client.force_login(mai)
    comment(client, entry)
    client.force_login(nam)
    html = client.get(desk(entry)).content.decode()
    assert "nhạc &lt;của ai&gt;?" in html
    assert "<strong>Mai Lan</strong>" in html
    assert "12:00 ngày 10/7/2024" in html
    comment(client, entry, "Nhạc nền đã được phép.")
    assert "2 trao đổi" in client.get(reverse("contest_review_queue", args=[stage.round.pk])).content.decode()


def test_comments_of_a_colleague_whose_vote_is_hidden_are_hidden_with_it(client, stage, mai, nam):
    steps_of(stage, {"moderators": 2})
    entry = waiting_entry(stage)
    write_comment(case=case_of(entry), author=mai, words="Tôi thấy nên loại.", now=NOW)
    client.force_login(nam)
    assert "Tôi thấy nên loại." in client.get(desk(entry)).content.decode()
    say(entry, mai, Decision.REJECT, "Nội dung không đúng chủ đề.")
    assert "Tôi thấy nên loại." not in client.get(desk(entry)).content.decode()
    say(entry, nam)  # they disagree: the third reads both
    assert "Tôi thấy nên loại." in client.get(desk(entry)).content.decode()


def test_the_same_click_twice_is_one_comment(client, entry, mai):
    client.force_login(mai)
    comment(client, entry)
    comment(client, entry)
    assert CaseComment.objects.count() == 1


@pytest.mark.parametrize("words", ["", "   ", "x" * 2001])
def test_no_words_or_too_many_are_refused_with_a_sentence(client, entry, mai, words):
    client.force_login(mai)
    assert "messages" in comment(client, entry, words).content.decode()
    assert not CaseComment.objects.exists()


def test_who_has_a_conflict_of_interest_or_no_right_writes_nothing(entry, mai, roles):
    declare_conflict_with_contestant(case=case_of(entry), moderator=mai, nature="", now=NOW)
    with pytest.raises(NotAllowed, match="có quan hệ"):
        write_comment(case=case_of(entry), author=mai, words=WORDS, now=NOW)
    with pytest.raises(NotAllowed):
        write_comment(case=case_of(entry), author=roles["editors"], words=WORDS, now=NOW)
    with pytest.raises(ReasonMissing):
        write_comment(case=case_of(entry), author=roles["organisers"], words=" ", now=NOW)


def test_after_the_decision_a_comment_may_still_be_written(entry, mai, nam):
    say(entry, mai)
    assert write_comment(case=case_of(entry), author=nam, words=WORDS, now=NOW).words == WORDS


def test_contestants_read_nothing_of_it_on_their_page_and_in_their_data(client, entry, mai):
    write_comment(case=case_of(entry), author=mai, words="chuyện nội bộ", now=NOW)
    say(entry, mai)
    for page in (personal_path(entry.registration), entry.round.entry_path(entry.number)):
        assert "chuyện nội bộ" not in client.get(page).content.decode()
    assert "chuyện nội bộ" not in str(personal_data(entry.registration))


def test_erasing_a_contestants_data_erases_the_words_about_the_works(client, entry, mai, stage):
    other = waiting_entry(stage)
    for about in (entry, other):
        write_comment(case=case_of(about), author=mai, words="Bạn An ở Mường La", now=NOW)
        save_desk_notes(case=case_of(about), moderator=mai, fields={"reason": "An"}, now=NOW)
    erase(registration=entry.registration, because=ErasedBecause.REQUESTED, actor=None, now=NOW)
    assert CaseComment.objects.get(case=case_of(entry)).words == ""
    assert CaseComment.objects.get(case=case_of(other)).words == "Bạn An ở Mường La"
    assert DeskNotes.objects.get().case == case_of(other)
    client.force_login(mai)
    assert "Đã xóa cùng dữ liệu cá nhân" in client.get(desk(entry)).content.decode()


def test_a_deleted_account_leaves_its_comments(client, entry, mai, nam):
    write_comment(case=case_of(entry), author=mai, words=WORDS, now=NOW)
    mai.delete()
    client.force_login(nam)
    assert "Tài khoản đã xóa" in client.get(desk(entry)).content.decode()


@pytest.mark.parametrize("comments", [1, 6])
def test_the_desk_costs_the_same_for_any_number_of_comments(
    client, entry, mai, nam, comments, django_assert_max_num_queries
):
    for number in range(comments):
        write_comment(case=case_of(entry), author=(mai, nam)[number % 2], words=f"Ý {number}", now=NOW)
    client.force_login(mai)
    client.get(desk(entry))
    with django_assert_max_num_queries(31):
        client.get(desk(entry))
