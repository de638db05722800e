"""The queue of a round: waiting entries, filters, progress."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from contest_pages.entries.models import NearDuplicate, VideoAsset
from contest_pages.registrations.models import ConflictOfInterest
from contest_pages.review.domain.appeals import submit_appeal
from contest_pages.review.domain.claiming import claim
from contest_pages.review.enums import Decision
from contest_pages.review.models import ReviewCase
from tests.factories import EntryRoundPageFactory, RegistrationFactory, UnitFactory
from tests.factories.entries import FACTS
from tests.factories.pages import NOW
from tests.letters import words_of

from .helpers import REASON, case_of, say, steps_of, waiting_entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def read_queue(client, stage, mai):
    """Return a function that reads the queue with filters and returns the numbers shown and the page."""
    client.force_login(mai)

    def read(**filters):
        response = client.get(reverse("contest_review_queue", args=[stage.round.pk]), filters)
        return [row.case.entry.number for row in response.context["page"]], response.content.decode()

    return read


def numbered(stage, number, minutes_ago=0, **fields):
    entry = waiting_entry(stage, number=number, **fields)
    ReviewCase.objects.filter(entry=entry).update(queued_at=NOW - datetime.timedelta(minutes=minutes_ago))
    return entry


def test_the_dashboard_counts_waiting_entries_for_moderators_only(client, stage, roles, mai):
    numbered(stage, 1), numbered(stage, 2)
    client.force_login(mai)
    assert (
        "<strong>2</strong> tác phẩm chờ quyết định."
        in client.get(reverse("wagtailadmin_home")).content.decode()
    )
    client.force_login(roles["editors"])
    assert "chờ quyết định" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_oldest_comes_first_with_the_progress_of_the_round(stage, roles, mai, read_queue):
    for number, minutes in ((1, 5), (2, 50), (3, 20)):
        numbered(stage, number, minutes)
    say(numbered(stage, 4), mai)
    shown, html = read_queue()
    assert shown == [2, 3, 1]
    assert "đã xét 1/4" in html
    assert '<progress value="1" max="4">' in html


def test_days_left_follow_the_last_deadline(stage, roles, read_queue):
    steps_of(stage, {}, {"due_at": NOW + datetime.timedelta(days=9)})
    assert "Còn 9 ngày, đến 12:00 ngày 19/7/2024" in read_queue()[1]
    steps_of(stage, {"due_at": NOW - datetime.timedelta(days=1)})
    assert "đã quá hạn" in read_queue()[1]


def test_an_empty_queue_says_so(stage, roles, read_queue):
    assert "Đã quyết định xong tất cả" in read_queue()[1]
    assert "Không có tác phẩm nào khớp bộ lọc" in read_queue(q="không có")[1]


def test_filters_show_their_entries(stage, roles, mai, nam, read_queue):
    unit = UnitFactory(name="Xã Mường La")
    numbered(stage, 1, 60, title="Bản làng số")
    numbered(stage, 2, 50, registration=RegistrationFactory(page=stage.form, unit=unit))
    silent = numbered(stage, 3, 40)
    VideoAsset.objects.filter(pk=silent.video_id).update(facts={**FACTS, "audio_codec": ""})
    like = numbered(stage, 4, 30)
    NearDuplicate.objects.create(video=like.video, other=silent.video, share=0.8)
    linked = numbered(stage, 5, 20)
    type(linked).objects.filter(pk=linked.pk).update(video=None, link="https://youtu.be/x")
    changing, rejected, accepted = (numbered(stage, number) for number in (6, 7, 8))
    say(changing, mai, Decision.CHANGES, "Xin thay đoạn nhạc nền.", until=NOW + datetime.timedelta(days=3))
    say(rejected, mai, Decision.REJECT, REASON)
    say(accepted, mai)
    again = numbered(stage, 9, 10)
    say(again, nam, Decision.REJECT, REASON)
    submit_appeal(entry=again, words="Xin xem lại giúp tôi.", now=NOW)
    claim(case=case_of(like), moderator=nam, now=NOW)
    claim(case=case_of(linked), moderator=mai, now=NOW)
    assert read_queue()[0] == [1, 2, 3, 4, 5, 9]
    assert read_queue(show="mine")[0] == [5]
    assert read_queue(show="free")[0] == [1, 2, 3, 9]
    assert read_queue(show="changes")[0] == [6]
    assert read_queue(show="accepted")[0] == [8]
    assert read_queue(show="rejected")[0] == [7]
    assert read_queue(unit=unit.pk)[0] == [2]
    assert read_queue(q="ban lang so")[0] == [1]
    assert read_queue(q="muong la")[0] == [2]
    assert read_queue(mark="silent")[0] == [3]
    VideoAsset.objects.filter(pk=silent.video_id).update(facts={**FACTS, "loudest": 0.0})
    assert read_queue(mark="silent")[0] == [3]
    assert read_queue(mark="like")[0] == [4]
    assert read_queue(mark="link")[0] == [5]
    assert read_queue(mark="second")[0] == [9]
    assert read_queue(mark="clean")[0] == [1, 2, 9]
    html = read_queue()[1]
    for words in ("Giống video khác", "Không nghe thấy gì", "Đường dẫn", "Xem lại", "Nam Sơn"):
        assert words in html
    assert read_queue(unit="9" * 30, step="٣", p="z", mark="nothing", show="nothing")[0] == [1, 2, 3, 4, 5, 9]


def test_in_a_blind_review_nothing_leads_to_who_made_a_work(client, stage, roles, mai, organiser, read_queue):
    unit = UnitFactory(name="Xã Mường La")
    registration = RegistrationFactory(page=stage.form, unit=unit)
    entry = numbered(stage, 7, title="Phim hay", registration=registration)
    numbered(stage, 8, title="Phim dở")
    stage.rules.blind_review = True
    stage.rules.save()
    shown, html = read_queue(unit=unit.pk)
    assert shown == [7, 8]  # the filter is not offered, and does nothing
    assert "Xã Mường La" not in html
    assert read_queue(q="muong la")[0] == []
    assert read_queue(q=registration.code)[0] == []
    assert read_queue(q="hay")[0] == [7]
    assert read_queue(q="TP-0008")[0] == [8]
    entries = reverse("contest_entries_entry_modeladmin_index")
    inspect = reverse("contest_entries_entry_modeladmin_inspect", args=[entry.pk])
    assert "Phim hay" not in client.get(entries).content.decode()
    assert client.get(inspect).status_code == 302
    client.force_login(organiser)
    assert "Phim hay" in client.get(entries).content.decode()
    assert client.get(inspect).status_code == 200


def test_steps_can_be_filtered(stage, roles, mai, read_queue):
    _first, second = steps_of(stage, {}, {})
    numbered(stage, 1, 9)
    say(numbered(stage, 2, 8), mai)
    assert read_queue(step=second.pk)[0] == [2]


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_queue_costs_the_same_for_any_number_of_entries(
    stage, roles, read_queue, rows, django_assert_num_queries
):
    for number in range(rows):
        numbered(stage, number + 1)
    read_queue()
    with django_assert_num_queries(23):
        shown, html = read_queue()
    assert len(shown) == min(rows, 25)
    assert f"Đang chờ <b>{rows}</b>" in html


@pytest.mark.parametrize("rounds", [2, 5])
def test_the_list_of_rounds_costs_the_same_for_any_number(
    client, stage, mai, rounds, django_assert_num_queries
):
    for number in range(rounds - 1):
        EntryRoundPageFactory(parent=stage.contest, slug=f"vong-{number}")
    client.force_login(mai)
    client.get(reverse("contest_review_rounds"))
    with django_assert_num_queries(12):
        client.get(reverse("contest_review_rounds"))


def test_one_round_opens_at_once_and_several_are_listed(client, stage, mai):
    client.force_login(mai)
    address = reverse("contest_review_rounds")
    assert client.get(address).url == reverse("contest_review_queue", args=[stage.round.pk])
    EntryRoundPageFactory(parent=stage.contest, slug="vong-hai", title="Vòng hai")
    numbered(stage, 1)
    html = client.get(address).content.decode()
    assert "Vòng hai" in html
    assert "<strong>1</strong>" in html


def test_claiming_the_next_opens_a_desk_or_shows_that_nothing_waits(client, stage, roles, mai):
    client.force_login(mai)
    take = reverse("contest_review_take", args=[stage.round.pk])
    assert "không có tác phẩm nào chờ bạn" in client.post(take, follow=True).content.decode()
    entry = numbered(stage, 1)
    assert client.post(take).url == reverse("contest_review_desk", args=[entry.pk])
    assert client.get(take).status_code == 405


def test_an_organiser_reminds_the_moderators_of_a_step(
    client, stage, mai, organiser, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(organiser)
    step = case_of(numbered(stage, 1)).step
    remind = reverse("contest_review_remind", args=[stage.round.pk, step.pk])
    with django_capture_on_commit_callbacks(execute=True):
        assert "Đang nhắc" in client.post(remind, follow=True).content.decode()
    assert mai.email in {letter.to[0] for letter in mailoutbox}
    assert "Ban Tổ chức đề nghị xem các tác phẩm" in words_of(mailoutbox[0])
    say(ReviewCase.objects.get().entry, mai)
    assert "không còn tác phẩm chờ" in client.post(remind, follow=True).content.decode()


def test_a_moderator_declares_and_withdraws_a_conflict_with_a_unit(client, stage, mai):
    unit = UnitFactory(name="Xã Mường La")
    client.force_login(mai)
    page = reverse("contest_review_conflicts")
    assert "chưa khai quan hệ nào" in client.get(page).content.decode()
    posted = {"contest": stage.contest.pk, "unit": unit.pk, "nature": "công tác tại xã"}
    html = client.post(page, posted, follow=True).content.decode()
    assert "công tác tại xã" in html
    assert client.post(page, {**posted, "unit": ""}).status_code == 422
    conflict = ConflictOfInterest.objects.of_user(mai).get()
    client.post(page, {"withdraw": conflict.pk})
    assert not ConflictOfInterest.objects.of_user(mai).exists()
    assert ConflictOfInterest.objects.get().withdrawn_at  # what was declared stays on record


@pytest.mark.parametrize("rows", [1, 8])
def test_the_list_of_decisions_costs_the_same_and_is_exported(
    client, stage, roles, mai, organiser, rows, django_assert_num_queries
):
    for number in range(rows):
        say(numbered(stage, number + 1), mai, Decision.REJECT, f"=cmd {REASON}")
    client.force_login(organiser)
    address = reverse("contest_review_review_modeladmin_index")
    client.get(address)
    with django_assert_num_queries(19):
        html = client.get(address, {"round": stage.round.pk}).content.decode()
    assert html.count("Mai Lan") == rows
    table = client.get(address, {"export": "csv"}).getvalue().decode()
    assert f"'=cmd {REASON}" in table
    assert case_of(ReviewCase.objects.first().entry).entry.reviews.get().record_hash in table
