"""The moderators' screens."""

from __future__ import annotations

import pytest
from django.urls import reverse

from contest_pages.entries.enums import EntryState
from tests.factories import EntryFactory, RegistrationFactory, UserFactory
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(stage):
    """Return a function that makes entries that wait for a decision."""

    def make(count: int):
        return [
            EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, submitted=True)
            for _ in range(count)
        ]

    return make


@pytest.fixture
def moderator(client, roles):
    client.force_login(roles["moderators"])
    return roles["moderators"]


def desk(entry) -> str:
    return reverse("contest_review_desk", args=[entry.pk])


def test_the_dashboard_says_how_many_wait(client, moderator, waiting):
    waiting(2)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "<strong>2</strong> tác phẩm chờ quyết định." in html


def test_who_may_not_decide_sees_no_count(client, roles, waiting):
    waiting(2)
    client.force_login(roles["editors"])
    assert "chờ quyết định" not in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_queue_costs_the_same_whatever_waits(client, moderator, waiting, rows, django_assert_num_queries):
    waiting(rows)
    url = reverse("contest_review_queue")
    client.get(url)
    with django_assert_num_queries(11):
        html = client.get(url).content.decode()
    assert f"{rows} tác phẩm chờ quyết định" in html


def test_an_empty_queue_says_so(client, moderator, stage):
    assert "Đã quyết định xong tất cả" in client.get(reverse("contest_review_queue")).content.decode()


def test_the_desk_shows_player_facts_rules_and_declarations_read_only(client, moderator, waiting):
    entry = waiting(1)[0]
    entry.declarations = ["Tôi cam kết như vậy."]
    entry.save()
    entry.video.verdict = [
        {"rule": "Length", "found": "4 phút 10 giây", "asked": "từ 4 phút đến 5 phút", "passed": True}
    ]
    entry.video.save()
    html = client.get(desk(entry)).content.decode()
    assert entry.get_video_path() in html
    assert "4 phút 10 giây" in html
    assert "từ 4 phút đến 5 phút" in html
    assert "Tôi cam kết như vậy." in html
    assert 'name="title"' not in html
    assert "Lò Thị Mây" not in html  # the desk knows the contestant by code


def test_accepting_leads_to_the_next_that_waits(client, moderator, waiting):
    first, second = waiting(2)
    response = client.post(desk(first), {"decision": "accept", "video": first.video_id, "reason": ""})
    assert response.url == desk(second)
    first.refresh_from_db()
    assert first.state == EntryState.ACCEPTED
    assert client.post(desk(second), {"decision": "accept", "video": second.video_id}).url == reverse(
        "contest_review_queue"
    )


def test_rejecting_without_a_reason_keeps_the_form_and_says_what_to_do(client, moderator, waiting):
    entry = waiting(1)[0]
    response = client.post(desk(entry), {"decision": "reject", "video": entry.video_id, "reason": "mờ"})
    assert response.status_code == 422
    html = response.content.decode()
    assert "ít nhất 10 ký tự" in html
    assert "\nmờ</textarea>" in html
    entry.refresh_from_db()
    assert entry.state == EntryState.SUBMITTED


def test_the_slower_moderator_reads_who_was_faster(client, moderator, waiting):
    entry = waiting(1)[0]
    from contest_pages.review.domain.deciding import decide

    faster = UserFactory(first_name="Nhanh", last_name="Tay")
    decide(entry=entry, moderator=faster, decision="accept", reason="", video_id=entry.video_id, now=NOW)
    response = client.post(
        desk(entry),
        {"decision": "reject", "video": entry.video_id, "reason": "Không đúng chủ đề."},
        follow=True,
    )
    html = response.content.decode()
    assert "Nhanh Tay đã quyết định trước: Đạt" in html
    assert 'name="decision"' not in html


def test_object_history_and_site_history_show_the_decision(client, waiting, roles, moderator):
    entry = waiting(1)[0]
    client.post(desk(entry), {"decision": "accept", "video": entry.video_id})
    history = client.get(
        reverse("contest_entries_entry_modeladmin_history", args=[entry.pk])
    ).content.decode()
    assert "Đạt vòng sơ loại" in history
    client.force_login(UserFactory(superuser=True))
    report = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert "Đạt vòng sơ loại" in report
    assert entry.code in report
