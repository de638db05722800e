"""The desk: its content, saved notes, decisions, redirects."""

from __future__ import annotations

import datetime
import re

import pytest
import time_machine
from django.urls import reverse

from contest_pages.entries.enums import EntryState
from contest_pages.registrations.models import ConflictOfInterest
from contest_pages.review.domain.claiming import claim, release
from contest_pages.review.enums import Decision
from contest_pages.review.models import DeskNotes, Review
from tests.factories import EntryFactory, UserFactory
from tests.factories.pages import NOW

from .helpers import REASON, case_of, desk_data, say, steps_of, waiting_entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture(autouse=True)
def at_the_desk(client, mai):
    client.force_login(mai)


def desk(entry) -> str:
    return reverse("contest_review_desk", args=[entry.pk])


def read(client, entry) -> str:
    return client.get(desk(entry)).content.decode()


def test_the_desk_shows_player_facts_rules_and_declarations_read_only(client, entry):
    entry.declarations = ["Tôi cam kết như vậy."]
    entry.save()
    entry.video.verdict = [
        {"rule": "Length", "actual": "4 phút 10 giây", "required": "4–5 phút", "passed": True}
    ]
    entry.video.save()
    html = read(client, entry)
    for words in (
        entry.get_video_path(),
        "4 phút 10 giây",
        "4–5 phút",
        "Tôi cam kết như vậy.",
        "Nội dung có đúng chủ đề",
    ):
        assert words in html
    assert 'name="title"' not in html


def test_who_made_it_is_shown_unless_the_rules_hide_it(client, stage, entry):
    other = EntryFactory(registration=entry.registration, round=stage.round, submitted=True, slot=2)
    name = entry.registration.members.get().full_name
    html = read(client, entry)
    assert name in html
    assert other.title in html
    stage.rules.blind_review = True
    stage.rules.save()
    html = read(client, entry)
    for hidden in (name, entry.registration.code, other.title):
        assert hidden not in html
    assert "người sơ loại không biết tác phẩm của ai" in html
    queue = client.get(reverse("contest_review_queue", args=[stage.round.pk])).content.decode()
    assert "Tất cả đơn vị" not in queue


def test_accepting_claims_the_next_entry_and_redirects_to_it(client, stage, entry, mai):
    second = waiting_entry(stage)
    response = client.post(desk(entry), desk_data(entry))
    assert response.url == desk(second)
    assert case_of(second).claimed_by == mai
    entry.refresh_from_db()
    assert entry.state == EntryState.ACCEPTED
    queue = reverse("contest_review_queue", args=[stage.round.pk])
    assert client.post(desk(second), desk_data(second)).url == queue


def test_each_kind_of_decision_can_be_made(client, stage, entry, nam):
    decisions = {
        "reject": {},
        "changes": {"until": "2024-07-20"},
        "pass_on": {"colleague": nam.pk},
    }
    for decision, more in decisions.items():
        work = waiting_entry(stage)
        done = client.post(desk(work), desk_data(work, decision, reason=REASON, **more))
        assert done.status_code == 302, decision
        assert Review.objects.get(entry=work).decision == decision
    assert Review.objects.get(decision="changes").until.isoformat() == "2024-07-20T17:00:00+00:00"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"decision": "reject", "reason": "mờ", "reason_title": "Không đúng chủ đề"}, "ít nhất 10 ký tự"),
        ({"decision": "reject", "reason": REASON, "reason_title": ""}, "Hãy chọn một lý do"),
        ({"decision": "accept", "answer_0": ""}, "Chưa trả lời: Nội dung có đúng chủ đề"),
        ({"decision": "accept", "answer_0": "no"}, "giải trình"),
        ({"decision": "changes", "reason": REASON, "until": "2024-07-01"}, "phía trước"),
        ({"decision": "changes", "reason": REASON, "until": ""}, "phía trước"),
        ({"decision": ""}, "bắt buộc"),
    ],
)
def test_missing_parts_are_named_and_nothing_typed_is_lost(client, entry, more, sentence):
    data = desk_data(entry) | {"note_1": "bố cục hơi rối", "reason": "mờ"} | more
    response = client.post(desk(entry), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert "bố cục hơi rối" in html
    assert not Review.objects.exists()


def test_notes_at_a_place_of_the_video_are_kept_with_the_decision(client, entry, nam):
    client.post(desk(entry), desk_data(entry) | {"note_2": "tiếng gió", "second_2": "75"})
    answer = Review.objects.get().answers[2]
    assert (answer.note, answer.second) == ("tiếng gió", 75)
    assert ">1:15</a>" in read(client, entry)


def test_the_slower_moderator_reads_who_has_decided_and_keeps_the_words(client, entry, nam):
    data = desk_data(entry, "reject", reason=REASON)
    say(entry, nam)
    html = client.post(desk(entry), data, follow=True).content.decode()
    assert "Nam Sơn đã quyết định trước: Đạt" in html
    assert 'name="decision"' not in html
    assert DeskNotes.objects.get().fields["reason"] == REASON


def test_notes_are_saved_and_prolong_the_claim(client, entry, mai, nam):
    notes = reverse("contest_review_notes", args=[entry.pk])
    kept = client.post(notes, {"note_0": "xem lại phút 2", "reason": "chưa xong", "seen": "x"})
    assert kept.json()["message"].startswith("Đã lưu lúc 12:00")
    assert case_of(entry).claimed_by == mai
    html = read(client, entry)
    assert "xem lại phút 2" in html
    assert "chưa xong" in html
    client.force_login(nam)
    assert "xem lại phút 2" not in read(client, entry)
    refused = client.post(notes, {"reason": "tôi cũng xem"})
    assert (refused.status_code, "Mai Lan đang xem" in refused.json()["message"]) == (409, True)
    client.force_login(mai)
    client.post(desk(entry), desk_data(entry))
    assert not DeskNotes.objects.filter(moderator=mai).exists()


def test_more_than_a_field_may_hold_is_not_saved(client, entry):
    client.post(reverse("contest_review_notes", args=[entry.pk]), {"reason": "a" * 9000, "other": "b"})
    fields = DeskNotes.objects.get().fields
    assert (fields["reason"], "other" in fields) == ("a" * 2000, False)


def test_saved_answers_of_a_step_are_not_answers_at_the_next(client, stage, roles, mai, nam):
    steps_of(stage, {"checklist": "Phát được không?"}, {"checklist": "Đúng chủ đề?"})
    entry = waiting_entry(stage)
    notes = reverse("contest_review_notes", args=[entry.pk])
    client.post(notes, {"answer_0": "yes", "reason": "xem lại phút 2"})
    assert re.search(r'value="yes"[^>]*checked', read(client, entry))
    release(case=case_of(entry), moderator=mai)
    say(entry, nam)
    html = read(client, entry)
    assert "Đúng chủ đề?" in html
    assert not re.search(r'value="yes"[^>]*checked', html)
    assert "xem lại phút 2" in html


def test_claiming_releasing_skipping_and_freeing(client, stage, entry, mai, nam, organiser):
    second = waiting_entry(stage)
    address = reverse("contest_review_claim", args=[entry.pk])
    client.post(address, {"action": "take"})
    assert case_of(entry).claimed_by == mai
    assert client.post(address, {"action": "aside"}).url == desk(second)
    assert case_of(entry).claimed_by is None
    client.post(address, {"action": "take"})
    assert client.post(address, {"action": "release"}).url == reverse(
        "contest_review_queue", args=[stage.round.pk]
    )
    claim(case=case_of(entry), moderator=nam, now=NOW)
    html = read(client, entry)
    assert "Nam Sơn đang xem tác phẩm này" in html
    assert 'name="decision"' not in html
    client.post(address, {"action": "free"})  # a moderator cannot
    assert case_of(entry).claimed_by == nam
    client.force_login(organiser)
    assert "Giải phóng cho người khác" in read(client, entry)
    client.post(address, {"action": "free"})
    assert case_of(entry).claimed_by is None


def test_the_last_decision_can_be_undone_from_the_next_desk(client, stage, entry):
    waiting_entry(stage)
    html = client.post(desk(entry), desk_data(entry) | {"note_0": "đẹp"}, follow=True).content.decode()
    assert f"Thu hồi: {entry.code}, Đạt" in html
    undo = reverse("contest_review_undo", args=[Review.objects.get().pk])
    again = client.post(undo, follow=True)
    assert again.redirect_chain[-1][0] == desk(entry)
    html = again.content.decode()
    assert "Đã thu hồi quyết định" in html
    assert 'value="đẹp"' in html  # nothing has to be typed again
    assert len(re.findall(r'value="yes"[^>]*checked', html)) == 5


def test_an_own_decision_can_be_undone_on_its_own_desk_too(client, stage, entry, mai):
    say(entry, mai)
    say(waiting_entry(stage), mai)
    assert re.search(r">\s*Thu hồi: Đạt\s*</button>", read(client, entry))


def test_after_the_time_undoing_is_not_offered(client, stage, entry):
    waiting_entry(stage)
    client.post(desk(entry), desk_data(entry))
    with time_machine.travel(NOW + datetime.timedelta(minutes=11), tick=False):
        assert "Thu hồi" not in client.get(desk(entry)).content.decode()


def test_a_conflict_of_interest_is_declared_at_the_desk(client, stage, entry, mai):
    second = waiting_entry(stage)
    address = reverse("contest_review_conflict", args=[entry.pk])
    assert "Mối quan hệ" in client.get(address).content.decode()
    assert client.post(address, {"nature": "em họ"}).url == desk(second)
    assert ConflictOfInterest.objects.get().registration == entry.registration
    html = read(client, entry)
    assert "Bạn có quan hệ với thí sinh này" in html
    assert 'name="decision"' not in html


def test_the_second_moderator_does_not_see_the_first_vote(client, stage, roles, mai, nam, hoa):
    steps_of(stage, {"moderators": 2})
    entry = waiting_entry(stage)
    say(entry, nam, Decision.REJECT, REASON)
    html = read(client, entry)
    assert "Đã có người xét ở bước này" in html
    assert REASON not in html
    assert "Nam Sơn" not in html.partition('class="contest-desk"')[2].partition('name="colleague"')[0]
    say(entry, mai)
    client.force_login(hoa)
    html = read(client, entry)
    assert "Hai người xét khác ý kiến" in html
    assert REASON in html


def test_an_organiser_views_every_desk_and_decides_only_at_own_steps(client, stage, roles, organiser, mai):
    client.force_login(organiser)
    steps_of(stage, {"group": mai.groups.get()}, {"group": organiser.groups.get()})
    entry = waiting_entry(stage)
    assert "nhóm khác" in read(client, entry)
    client.post(desk(entry), desk_data(entry))
    assert not Review.objects.exists()
    say(entry, mai)
    assert client.post(desk(entry), desk_data(entry)).status_code == 302
    entry.refresh_from_db()
    assert entry.state == EntryState.ACCEPTED


def test_a_form_without_the_seen_state_is_refused(client, entry):
    response = client.post(desk(entry), desk_data(entry) | {"seen": "mọi thứ"})
    assert response.status_code == 422
    assert not Review.objects.exists()


def test_object_history_and_site_history_show_the_decision(client, entry):
    client.post(desk(entry), desk_data(entry))
    history = client.get(
        reverse("contest_entries_entry_modeladmin_history", args=[entry.pk])
    ).content.decode()
    assert "Đạt vòng sơ loại" in history
    client.force_login(UserFactory(superuser=True))
    report = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert "Đạt vòng sơ loại" in report
    assert entry.code in report


def test_the_desk_and_a_decision_cost_the_same_whatever_waits(
    client, stage, entry, django_assert_max_num_queries
):
    for _ in range(12):
        waiting_entry(stage)
    client.get(desk(entry))
    with django_assert_max_num_queries(31):
        client.get(desk(entry))
    with django_assert_max_num_queries(36):
        client.post(desk(entry), desk_data(entry))
