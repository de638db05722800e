"""What editors do in the admin with a contest's pages."""

from __future__ import annotations

import pytest
from django import forms
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry, PageViewRestriction

from contest_pages.contests.domain.usual_pages import create_usual_pages, missing_usual_pages
from contest_pages.contests.fields import LegalTimeFormField
from contest_pages.contests.models import ContestPage, ContestPlanPage, ContestRulesPage
from tests.contests.editors import press
from tests.factories import (
    ContestNewsPageFactory,
    ContestPageFactory,
    EntryFactory,
    PrizeFactory,
    RegistrationFactory,
)
from tests.factories.pages import hanoi

pytestmark = pytest.mark.django_db


def test_a_new_contest_is_offered_its_usual_pages_in_order(contest):
    assert [model.__name__ for model in missing_usual_pages(contest)] == [
        "ContestPlanPage",
        "ContestRulesPage",
        "ContestRegistrationPage",
        "EntryRoundPage",
        "QuizRoundPage",
        "JuryRoundPage",
        "ContestResultsPage",
    ]


def test_one_step_creates_the_ticked_pages_as_drafts(client, contest, roles):
    client.force_login(roles["editors"])
    url = reverse("contest_usual_pages", args=[contest.pk])
    assert "ContestRulesPage".lower() in client.get(url).content.decode()
    client.post(url, {"page_type": ["contest_contests.contestplanpage", "contest_contests.contestrulespage"]})
    contest.refresh_from_db()
    children = list(contest.get_children().specific())
    assert [(type(child), child.live, child.show_in_menus, child.slug) for child in children] == [
        (ContestPlanPage, False, True, "ke-hoach"),
        (ContestRulesPage, False, True, "the-le"),
    ]
    assert PageLogEntry.objects.filter(action="wagtail.create", page=children[0]).exists()


def test_the_same_click_twice_makes_each_page_once(contest, roles):
    models = missing_usual_pages(contest)
    create_usual_pages(contest=contest, models=models, actor=roles["editors"])
    assert create_usual_pages(contest=contest, models=models, actor=roles["editors"]) == []
    contest.refresh_from_db()
    assert contest.get_children().count() == 7


def test_a_moderator_may_not_create_pages(client, contest, roles):
    client.force_login(roles["moderators"])
    response = client.post(reverse("contest_usual_pages", args=[contest.pk]))
    assert response.status_code == 302  # Wagtail leads who lacks a right back to the dashboard
    contest.refresh_from_db()
    assert contest.get_children().count() == 0


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("31/07/2024 24:00", "2024-08-01 00:00"),
        ("2024-07-31 24:00", "2024-08-01 00:00"),
        ("31/12/2023 24:00", "2024-01-01 00:00"),
        ("31/07/2024 17:00", "2024-07-31 17:00"),
    ],
)
def test_24_00_is_a_legal_time(typed, means):
    assert LegalTimeFormField().clean(typed) == hanoi(means)


def test_25_00_is_not():
    with pytest.raises(forms.ValidationError):
        LegalTimeFormField().clean("31/07/2024 25:00")


def test_the_round_page_reads_24_00_in_the_admin(client, stage, roles):
    form_class = type(stage.round).get_edit_handler().get_form_class()
    assert isinstance(form_class.base_fields["closes_at"], LegalTimeFormField)


def test_limits_that_no_video_could_meet_are_refused(stage):
    stage.rules.minimum_seconds, stage.rules.maximum_seconds = 300, 240
    with pytest.raises(forms.ValidationError, match="không được nhỏ hơn"):
        stage.rules.full_clean()


def test_a_round_cannot_close_before_it_opens(stage):
    stage.round.closes_at = stage.round.opens_at
    with pytest.raises(forms.ValidationError, match="sau thời điểm mở"):
        stage.round.full_clean()


@pytest.mark.parametrize("page", ["form", "round", "contest"])
def test_a_page_that_holds_records_is_not_deleted_and_says_why(client, stage, page):
    from tests.factories import UserFactory

    EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round)
    client.force_login(UserFactory(superuser=True))
    target = getattr(stage, page)
    response = client.post(reverse("wagtailadmin_pages:delete", args=[target.pk]), follow=True)
    assert type(target).objects.filter(pk=target.pk).exists()
    assert "không thể xóa" in response.content.decode()


def test_a_page_without_records_is_deleted(client, stage):
    from tests.factories import UserFactory

    client.force_login(UserFactory(superuser=True))
    client.post(reverse("wagtailadmin_pages:delete", args=[stage.rules.pk]))
    assert not ContestRulesPage.objects.filter(pk=stage.rules.pk).exists()
    assert not ModelLogEntry.objects.exists()


def test_rounds_get_the_times_of_the_plan(client, roles, index):
    contest = ContestPageFactory(parent=index, kinds=["video"])
    client.force_login(roles["editors"])
    address = reverse("contest_usual_pages", args=[contest.pk])
    data = {"page_type": "contest_entries.entryroundpage", "opens_at": "10/06/2030 08:00"}
    refused = client.post(address, data | {"closes_at": "01/06/2030 08:00"})
    assert "phải sau thời điểm mở" in refused.content.decode()
    client.post(address, data | {"closes_at": "31/07/2030 24:00"})
    contest.refresh_from_db()
    page = contest.get_children().get().specific
    assert (page.opens_at, page.closes_at) == (hanoi("2030-06-10 08:00"), hanoi("2030-08-01 00:00"))
    assert page.get_latest_revision_as_object().closes_at == page.closes_at


@pytest.mark.parametrize(
    ("weeks", "closes_at", "titles", "ends"),
    [
        ("04 tuần", "", ["Tuần 1", "Tuần 2", "Tuần 3", "Tuần 4"], ["10", "17", "24", "31"]),
        ("2", "07/10/2030 17:00", ["Tuần 1", "Tuần 2"], ["07 17:00", "14 17:00"]),
        ("02 (hai) đợt", "20/10/2030 24:00", ["Tuần 1", "Tuần 2"], ["10", "21"]),
        ("1", "20/10/2030 24:00", ["Trắc nghiệm"], ["21"]),
    ],
)
def test_the_weeks_of_the_plan_become_rounds_with_their_dates(
    client, roles, index, weeks, closes_at, titles, ends
):
    contest = ContestPageFactory(parent=index, kinds=["quiz"])
    client.force_login(roles["editors"])
    data = {"page_type": "contest_quizzes.quizroundpage", "opens_at": "03/10/2030 00:00"}
    client.post(
        reverse("contest_usual_pages", args=[contest.pk]), data | {"weeks": weeks, "closes_at": closes_at}
    )
    rounds = [page.specific for page in ContestPage.objects.get(pk=contest.pk).get_children()]
    assert [page.title for page in rounds] == titles
    assert [page.closes_at for page in rounds] == [hanoi(f"2030-10-{end}") for end in ends]


@pytest.mark.parametrize("weeks", ["0", "bốn", "31", "-2", "4 tháng"])
def test_weeks_that_are_no_number_are_asked_about(client, roles, index, weeks):
    contest = ContestPageFactory(parent=index, kinds=["quiz"])
    client.force_login(roles["editors"])
    data = {"page_type": "contest_quizzes.quizroundpage", "opens_at": "03/10/2030 00:00", "weeks": weeks}
    answer = client.post(reverse("contest_usual_pages", args=[contest.pk]), data)
    assert "weeks" in answer.context["times"].errors
    assert not ContestPage.objects.get(pk=contest.pk).get_children().exists()


def test_the_usual_pages_are_offered_also_where_autosave_made_the_contest(client, roles, index):
    contest = ContestPageFactory(parent=index, live=False)
    client.force_login(roles["editors"])
    offer = reverse("contest_usual_pages", args=[contest.pk])
    assert press(client, contest, "action-save").url == offer
    assert press(client, contest, "action-save").url != offer


def test_a_page_whose_end_is_past_can_still_be_saved(client, roles, stage):
    news = ContestNewsPageFactory(parent=stage.contest, live=False, expire_at=hanoi("2024-01-01"))
    client.force_login(roles["editors"])
    answer = press(client, news, "action-publish", title="Tin sửa")
    assert answer.status_code == 302, answer.context["form"].errors
    news.refresh_from_db()
    assert (news.title, news.live, news.expire_at) == ("Tin sửa", True, None)


def test_the_contest_itself_can_be_scheduled(stage):
    fields = type(stage.contest).get_edit_handler().get_form_class().base_fields
    assert {"go_live_at", "expire_at"} <= fields.keys()


def test_a_page_without_a_written_address_gets_one_of_its_title(client, roles, stage):
    client.force_login(roles["editors"])
    for expected in ("dot-moi", "dot-moi-2"):
        page = ContestNewsPageFactory(parent=stage.contest)
        press(client, page, "action-publish", title="Đợt mới", slug="")
        assert type(page).objects.get(pk=page.pk).slug == expected


def test_a_title_without_letters_asks_for_an_address(client, roles, stage):
    page = ContestNewsPageFactory(parent=stage.contest, title="Tin")
    client.force_login(roles["editors"])
    answer = press(client, page, "action-publish", title="…", slug="")
    assert "slug" in answer.context["form"].errors
    assert type(page).objects.get(pk=page.pk).title == "Tin"


@pytest.mark.parametrize(("typed", "amount"), [("5.000.000", 5_000_000), ("5 triệu", 5_000_000), ("", None)])
def test_the_worth_of_a_prize_is_typed_as_the_plan_writes_it(client, contest, roles, typed, amount):
    prize = PrizeFactory(contest=contest, amount=1)
    client.force_login(roles["editors"])
    assert press(client, contest, "action-publish", **{"prizes-0-amount": typed}).status_code == 302
    prize.refresh_from_db()
    assert prize.amount == amount
    html = client.get(reverse("wagtailadmin_pages:edit", args=[contest.pk])).content.decode()
    assert ('value="5.000.000"' in html) is (amount is not None)


def test_an_amount_that_may_mean_two_things_is_asked_about(client, contest, roles):
    prize = PrizeFactory(contest=contest, amount=1)
    client.force_login(roles["editors"])
    html = press(client, contest, "action-publish", **{"prizes-0-amount": "5.00"}).content.decode()
    assert "Hãy ghi số tiền bằng đồng" in html
    prize.refresh_from_db()
    assert prize.amount == 1


def test_editors_lock_pages(client, roles, stage):
    client.force_login(roles["editors"])
    client.post(reverse("wagtailadmin_pages:lock", args=[stage.rules.pk]))
    stage.rules.refresh_from_db()
    assert stage.rules.locked


def test_a_page_that_code_made_has_a_revision_once_it_is_edited(client, roles, stage):
    assert stage.rules.latest_revision is None
    client.force_login(roles["editors"])
    for _editor in range(2):
        client.get(reverse("wagtailadmin_pages:edit", args=[stage.rules.pk]))
    stage.rules.refresh_from_db()
    assert stage.rules.revisions.count() == 1
    assert (stage.rules.live, stage.rules.has_unpublished_changes) == (True, False)


def test_a_page_with_a_password_bears_the_look_of_the_site(client, stage):
    PageViewRestriction.objects.create(page=stage.contest, restriction_type="password", password="bi-mat")
    for page in (stage.contest, stage.rules):
        html = client.get(page.get_url()).content.decode()
        assert "Trang này cần mật khẩu" in html
        assert 'class="portal' in html or "contest_pages/css" in html
        assert page.title not in html
