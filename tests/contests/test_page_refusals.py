"""What people need stays: rules in force, open rounds, pages that keep what was handed in."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Page

from contest_pages.background import housekeeping
from contest_pages.contests.models import ContestPage
from contest_pages.entries.domain.guards import open_rules as rules_for_entries
from contest_pages.entries.errors import RoundClosed
from contest_pages.publishing.page_actions import PageAction, PageActionRefused, reasons_against
from contest_pages.quizzes.queries.snapshots import snapshot_of
from contest_pages.registrations.queries.open_form import page_with_form
from tests.factories import (
    ContestNewsPageFactory,
    ContestPageFactory,
    EntryFactory,
    EntryRoundPageFactory,
    QuizRoundPageFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


@pytest.fixture
def taken_part(stage):
    """Return the stage with two registrations and an entry in its open round."""
    registration = RegistrationFactory(page=stage.form)
    RegistrationFactory(page=stage.form)
    EntryFactory(registration=registration, round=stage.round)
    return stage


def bulk(client, action: str, *pages, **data) -> str:
    """Do something with pages at once and return what the next screen says."""
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    keys = "&".join(f"id={page.pk}" for page in pages)
    answer = client.post(f"{address}?{keys}&next=/admin/", data)
    return client.get(answer.url).content.decode()


def are_live(*pages) -> list[bool]:
    return [Page.objects.get(pk=page.pk).live for page in pages]


def test_a_contest_is_not_taken_down_with_its_open_round_and_the_rules_in_force(client, roles, taken_part):
    client.force_login(roles["editors"])
    address = reverse("wagtailadmin_pages:unpublish", args=[taken_part.contest.pk])
    words = client.post(address, {"include_descendants": "on"}, follow=True).content.decode()
    for part in ("Thể lệ", "Tác phẩm", "1 tác phẩm"):
        assert part in words, part
    assert all(are_live(taken_part.contest, taken_part.rules, taken_part.round, taken_part.form))


def test_nor_among_others(client, roles, taken_part):
    news = ContestNewsPageFactory(parent=taken_part.contest)
    client.force_login(roles["editors"])
    words = bulk(client, "unpublish", news, taken_part.contest, include_descendants="on")
    assert "Chưa ngừng xuất bản trang nào" in words
    assert all(are_live(news, taken_part.contest, taken_part.rules, taken_part.round))


def test_nor_by_the_api(client, roles, taken_part):
    client.force_login(roles["editors"])
    for page in (taken_part.rules, taken_part.round):
        answer = client.post(reverse("wagtailadmin_api:pages:action", args=[page.pk, "unpublish"]))
        assert answer.status_code == 400
        assert page.title in answer.content.decode()
        assert client.delete(reverse("wagtailadmin_api:pages:detail", args=[page.pk])).status_code != 204
    assert all(are_live(taken_part.rules, taken_part.round))


def test_nor_by_a_schedule_whose_author_is_written_to_once(
    roles, taken_part, django_capture_on_commit_callbacks
):
    roles["editors"].email = "bien-tap@vidu.example"
    roles["editors"].save()
    for page in (taken_part.contest, taken_part.rules, taken_part.round):
        page.save_revision(user=roles["editors"])
        type(page).objects.filter(pk=page.pk).update(expire_at=NOW - HOUR)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        for minute in range(3):
            housekeeping.run(NOW + minute * datetime.timedelta(minutes=1))
    assert all(are_live(taken_part.contest, taken_part.rules, taken_part.round))
    assert sorted(letter.subject for letter in mail.outbox) == sorted(
        f"Vẫn đang công bố: {page.title}" for page in (taken_part.contest, taken_part.rules, taken_part.round)
    )
    with time_machine.travel(taken_part.round.closes_at + HOUR, tick=False):
        housekeeping.run(taken_part.round.closes_at + HOUR)
    assert not any(are_live(taken_part.contest, taken_part.rules, taken_part.round))


def test_an_open_round_in_which_nobody_takes_part_yet_may_be_taken_down(client, roles, stage):
    client.force_login(roles["editors"])
    client.post(reverse("wagtailadmin_pages:unpublish", args=[stage.round.pk]))
    assert are_live(stage.round) == [False]


@pytest.mark.parametrize("name", ["contest", "round", "rules", "form"])
def test_what_is_kept_or_needed_is_not_deleted_and_what_it_is_is_counted(client, taken_part, name):
    page = getattr(taken_part, name)
    client.force_login(UserFactory(superuser=True))
    words = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True).content.decode()
    expected = {
        "contest": "2 lượt đăng ký, 1 tác phẩm",
        "round": "1 tác phẩm",
        "rules": "“Tác phẩm” đang mở",
        "form": "2 lượt đăng ký",
    }
    assert expected[name] in words
    assert expected[name] in bulk(client, "delete", page)
    with pytest.raises((PageActionRefused, ProtectedError)), transaction.atomic():
        type(page).objects.get(pk=page.pk).delete()
    assert Page.objects.filter(pk=page.pk).exists()


def test_what_people_handed_in_is_not_moved_to_another_contest(client, roles, taken_part):
    other = ContestPageFactory(parent=taken_part.contest.get_parent())
    client.force_login(roles["editors"])
    for page in (taken_part.form, taken_part.round):
        address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, other.pk])
        assert "không thể chuyển" in client.post(address, follow=True).content.decode()
        assert "không thể chuyển" in bulk(client, "move", page, chooser=other.pk)
        with pytest.raises(PageActionRefused):
            page.move(other, pos="last-child")
        assert Page.objects.get(pk=page.pk).get_parent().pk == taken_part.contest.pk


def test_pages_may_change_their_order_and_news_their_contest(client, roles, taken_part):
    other = ContestPageFactory(parent=taken_part.contest.get_parent())
    news = ContestNewsPageFactory(parent=taken_part.contest)
    client.force_login(roles["editors"])
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[news.pk, other.pk]))
    assert Page.objects.get(pk=news.pk).get_parent().pk == other.pk
    address = reverse("wagtailadmin_pages:set_page_position", args=[taken_part.round.pk])
    client.post(f"{address}?position=0")
    assert taken_part.contest.get_children().first().pk == taken_part.round.pk


def test_below_a_contest_that_was_taken_down_nothing_is_public_and_nothing_taken(client, roles, quiz, stage):
    client.force_login(roles["editors"])
    client.post(reverse("wagtailadmin_pages:unpublish", args=[stage.contest.pk]))
    client.logout()
    assert are_live(stage.contest, stage.form, stage.round, quiz.round) == [False, True, True, True]
    for page in (stage.form, stage.round, stage.rules, quiz.round):
        assert client.get(page.get_url()).status_code == 404
    assert page_with_form(stage.form.pk) is None
    assert snapshot_of(quiz.round.pk) is None
    assert snapshot_of(quiz.round.pk, live=False) is not None
    with pytest.raises(RoundClosed):
        rules_for_entries(type(stage.round).objects.get(pk=stage.round.pk), NOW)
    ContestPage.objects.get(pk=stage.contest.pk).save_revision().publish()
    assert client.get(stage.round.get_url()).status_code == 200
    assert snapshot_of(quiz.round.pk) is not None


def test_a_copied_contest_refers_to_its_own_pages(client, roles, stage):
    QuizRoundPageFactory(parent=stage.contest, slug="trac-nghiem")
    stage.form.for_round = stage.round
    stage.form.introduction = f'<p><a linktype="page" id="{stage.rules.pk}">Thể lệ</a></p>'
    stage.form.save()
    stage.form.save_revision()
    news = ContestNewsPageFactory(parent=stage.contest, slug="tin")
    news.body = [
        ("form", {"page": stage.form}),
        ("text", f'<a linktype="page" id="{stage.round.pk}">Nộp</a>'),
    ]
    news.save()
    client.force_login(roles["editors"])
    data = {
        "new_title": "Cuộc thi khác",
        "new_slug": "cuoc-thi-khac",
        "new_parent_page": stage.contest.get_parent().pk,
        "copy_subpages": "on",
    }
    client.post(reverse("wagtailadmin_pages:copy", args=[stage.contest.pk]), data)
    copy = ContestPage.objects.get(slug="cuoc-thi-khac")
    own = {page.slug: page for page in copy.get_children().specific()}
    form, round_page = own["dang-ky"], own["tac-pham"]
    for state in (form, form.get_latest_revision_as_object()):
        assert state.for_round_id == round_page.pk
        assert f'id="{own["the-le"].pk}"' in state.introduction
    body = own["tin"].body
    assert body[0].value["page"].pk == form.pk
    assert f'id="{round_page.pk}"' in str(body.raw_data)
    assert not any(page.live for page in own.values())


def test_a_form_copied_to_another_contest_lets_go_of_the_old_round(client, roles, stage):
    other = ContestPageFactory(parent=stage.contest.get_parent())
    stage.form.for_round = stage.round
    stage.form.save()
    client.force_login(roles["editors"])
    data = {"new_title": "Đăng ký", "new_slug": "dang-ky", "new_parent_page": other.pk}
    words = client.post(reverse("wagtailadmin_pages:copy", args=[stage.form.pk]), data, follow=True)
    assert "Hãy chọn lại" in words.content.decode()
    copy = Page.objects.child_of(other).get().specific
    assert copy.for_round_id is None
    assert copy.get_latest_revision_as_object().for_round_id is None


def test_who_copies_is_told_before_what_stays_behind(client, roles, taken_part):
    client.force_login(roles["editors"])
    words = client.get(reverse("wagtailadmin_pages:copy", args=[taken_part.contest.pk])).content.decode()
    assert "2 lượt đăng ký, 1 tác phẩm" in words


@pytest.mark.parametrize("name", ["round", "form", "rules", "contest"])
def test_what_people_take_part_in_has_no_alias(client, roles, stage, name):
    page = getattr(stage, name)
    parent = (
        stage.contest.get_parent()
        if name == "contest"
        else ContestPageFactory(parent=stage.contest.get_parent())
    )
    client.force_login(roles["editors"])
    data = {
        "new_title": page.title,
        "new_slug": "bi-danh",
        "new_parent_page": parent.pk,
        "alias": "on",
        "copy_subpages": "on",
    }
    words = client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]), data, follow=True
    ).content.decode()
    assert "đặt liên kết" in words
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_pages_published_at_once_are_counted_once_and_named(client, roles, stage):
    draft = EntryRoundPageFactory(parent=stage.contest, slug="nhap", title="Vòng nháp", live=False)
    later = ContestNewsPageFactory(parent=stage.contest, title="Tin hẹn giờ", live=False)
    later.go_live_at = NOW + DAY
    later.save_revision()
    client.force_login(roles["editors"])
    words = bulk(client, "publish", draft, later, stage.contest, include_descendants="on")
    assert "2 trang" in words
    assert "“Vòng nháp”" in words
    assert "1 trang chưa công khai" in words
    assert "“Tin hẹn giờ”" in words
    assert are_live(draft, later) == [True, False]


def test_reasons_are_given_once(taken_part):
    reasons = reasons_against(PageAction.DELETE, taken_part.contest)
    assert len(reasons) == len(set(reasons)) == 3


def test_what_closes_with_a_contest_is_told_before(client, roles, taken_part):
    client.force_login(roles["editors"])
    words = client.get(reverse("wagtailadmin_pages:unpublish", args=[taken_part.contest.pk])).content.decode()
    assert "“Tác phẩm” đang mở (1 tác phẩm)." in words
    rules = client.get(reverse("wagtailadmin_pages:unpublish", args=[taken_part.rules.pk])).content.decode()
    assert "“Thể lệ” vẫn phải được công bố" in rules
