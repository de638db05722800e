"""The public pages: what they show, how many queries they cost, and that they stay cacheable."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_factories import ImageFactory

from contest_pages.contests.models import (
    Banner,
    Contact,
    ContestNewsPage,
    ContestPage,
    ContestPlanPage,
    ContestRulesPage,
)
from contest_pages.publishing import page_cache
from home.models import StandardPage
from tests.contests.editors import press
from tests.factories import (
    ContestNewsPageFactory,
    ContestPageFactory,
    ContestPlanPageFactory,
    ContestResultsPageFactory,
    ContestRulesPageFactory,
    EntryFactory,
    EntryRoundPageFactory,
    MilestoneFactory,
    PrizeFactory,
    QuizRoundPageFactory,
    RegistrationFactory,
    give,
)
from tests.factories.pages import NOW, hanoi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


def with_everything(stage, rows: int = 1) -> None:
    """Fill a contest as an editor would: pictures, milestones, prizes, news, banners, entries, winners."""
    stage.contest.hero_image = ImageFactory()
    stage.contest.save()
    ContestPlanPageFactory(parent=stage.contest)
    ContestResultsPageFactory(parent=stage.contest)
    for number in range(rows):
        MilestoneFactory(contest=stage.contest, starts_at=NOW + datetime.timedelta(days=number))
        ContestNewsPageFactory(parent=stage.contest)
        Banner.objects.create(contest=stage.contest, image=ImageFactory(), alternative_text="Biểu ngữ")
        Contact.objects.create(contest=stage.contest, name="Tổ Thư ký")
        entry = EntryFactory(
            registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True
        )
        give(PrizeFactory(contest=stage.contest), entry=entry)


def get(client, page: Page, **query):
    response = client.get(page.get_url(), query)
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("rows", [1, 3])
def test_the_home_page_costs_at_most_23_queries_whatever_it_shows(
    client, home, stage, rows, django_assert_max_num_queries
):
    for _ in range(rows - 1):
        ContestPageFactory(parent=stage.contest.get_parent(), hero_image=ImageFactory())
    with_everything(stage, rows)
    get(client, home)
    with django_assert_max_num_queries(23):
        html = get(client, home).content.decode()
    assert html.count("contest-award__prize") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_contests_costs_the_same_for_one_and_for_three(
    client, index, stage, rows, django_assert_num_queries
):
    with_everything(stage)
    for _ in range(rows - 1):
        EntryRoundPageFactory(parent=ContestPageFactory(parent=index, hero_image=ImageFactory()))
    get(client, index)
    with django_assert_num_queries(14):
        get(client, index)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_contest_page_costs_at_most_25_queries_after_each_publishing(
    client, stage, rows, django_assert_max_num_queries
):
    with_everything(stage, rows)
    get(client, stage.contest)
    with django_assert_max_num_queries(25):
        html = get(client, stage.contest).content.decode()
    assert html.count("contest-contact") == rows


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_gallery_costs_at_most_29_queries_whatever_the_number_of_entries(
    client, stage, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True)
    get(client, stage.round)
    with django_assert_max_num_queries(29):
        response = get(client, stage.round)
    assert response.content.count(b"contest-card__title") == min(rows, 24)


@pytest.mark.parametrize("name", ["contest", "rules", "form", "round"])
def test_public_pages_set_no_cookie_and_hold_no_token(client, stage, name):
    response = get(client, getattr(stage, name))
    assert not response.cookies
    assert b"csrfmiddlewaretoken" not in response.content
    assert "'unsafe-inline'" not in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["contest", "rules", "form", "round"])
def test_public_pages_hold_no_inline_script_or_style(client, stage, name):
    html = get(client, getattr(stage, name)).content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert "<script>" not in html


def test_the_contest_page_says_when_and_how_much(client, stage):
    MilestoneFactory(contest=stage.contest, label="Trao giải", starts_at=hanoi("2024-10-10"), tentative=True)
    PrizeFactory(contest=stage.contest, name="Giải Ba", amount=2_000_000)
    html = get(client, stage.contest).content.decode()
    assert "Đang nhận tác phẩm" in html
    assert "10/10/2024 (dự kiến)" in html
    assert "2.000.000 đồng" in html
    assert "Đến 24:00 ngày 31/7/2024" in html
    assert "từ 08:00 ngày 10/6/2024" in html


def test_the_rules_page_renders_its_fields_in_sentences(client, stage):
    html = get(client, stage.rules).content.decode()
    assert "Mỗi tác giả (nhóm tác giả) được nộp tối đa 3 tác phẩm." in html
    assert "Thời lượng video 4–5 phút." in html
    assert "Độ phân giải từ HD (1280 × 720) trở lên." in html
    assert (
        "Thành viên Ban Tổ chức, Ban Giám khảo, Tổ Thư ký và Tổ giúp việc cuộc thi không được dự thi." in html
    )


def test_a_draft_of_the_rules_enforces_nothing(stage):
    rules = ContestRulesPage.objects.get(pk=stage.rules.pk)
    rules.maximum_seconds = 60
    rules.minimum_seconds = 30
    rules.save_revision()
    assert stage.again().live_rules.maximum_seconds == 300
    rules.get_latest_revision().publish()
    assert stage.again().live_rules.maximum_seconds == 60


def test_unpublished_rules_enforce_nothing(stage):
    type(stage.rules).objects.update(live=False)
    assert stage.again().live_rules is None


def test_a_banner_is_shown_from_its_first_minute_until_its_last(contest):
    banner = Banner(shown_from=hanoi("2024-07-01 08:00"), shown_until=hanoi("2024-07-31 24:00"))
    minute = datetime.timedelta(minutes=1)
    shown = [
        banner.is_shown(moment)
        for moment in (
            banner.shown_from - minute,
            banner.shown_from,
            banner.shown_until - minute,
            banner.shown_until,
        )
    ]
    assert shown == [False, True, True, False]
    assert Banner().is_shown(timezone.now())


def test_open_contests_come_first_and_finished_ones_last(index, stage):
    finished = ContestPageFactory(parent=index, title="Đã xong")
    EntryRoundPageFactory(parent=finished, opens_at=hanoi("2023-01-01"), closes_at=hanoi("2023-02-01"))
    MilestoneFactory(contest=finished, kind="ceremony", starts_at=hanoi("2023-03-01"))
    announced = ContestPageFactory(parent=index, title="Sắp mở")
    cards = ContestPage.objects.child_of(index).cards(NOW)
    assert [card.contest.pk for card in cards] == [stage.contest.pk, announced.pk, finished.pk]
    assert [card.phase for card in cards] == ["open", "announced", "finished"]


def test_a_contest_has_one_rules_page_and_takes_no_foreign_pages(stage, home):
    assert not ContestRulesPage.can_create_at(stage.contest)
    assert type(home) not in ContestPage.allowed_subpage_models()
    assert {model.__name__ for model in ContestPage.allowed_subpage_models()} == {
        "ContestPlanPage",
        "ContestRulesPage",
        "ContestCeremonyPage",
        "ContestNewsPage",
        "ContestRegistrationPage",
        "EntryRoundPage",
        "JuryRoundPage",
        "QuizRoundPage",
        "ContestResultsPage",
        "ContestRoundPage",
    }


@pytest.mark.parametrize(
    ("name", "queries"),
    [("plan", 25), ("rules", 29), ("form", 29), ("news", 23), ("entry", 30), ("page", 12)],
)
def test_every_other_public_page_costs_no_more_after_a_publishing(
    client, home, stage, name, queries, django_assert_max_num_queries
):
    with_everything(stage, 3)
    entry = stage.round.entries.first()
    page = StandardPage(title="Hướng dẫn", slug="huong-dan", body=[("text", "<p>Ba bước.</p>")])
    home.add_child(instance=page)
    addresses = {
        "plan": stage.contest.get_children().type(ContestPlanPage).first().url,
        "rules": stage.rules.url,
        "form": stage.form.url,
        "news": stage.contest.get_children().type(ContestNewsPage).first().url,
        "entry": stage.round.entry_path(entry.number),
        "page": page.url,
    }
    assert client.get(addresses[name]).status_code == 200
    with django_assert_max_num_queries(queries):
        client.get(addresses[name])


def test_a_visitor_after_the_first_costs_the_contest_page_no_query(
    client, stage, settings, django_assert_num_queries
):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "PAGE_CACHE": "pages", "PAGE_CACHE_SECONDS": 0}
    page_cache.forget()
    with_everything(stage, 3)
    get(client, stage.contest)
    with django_assert_num_queries(0):
        get(client, stage.contest)
    page_cache.forget()


def test_a_quiz_contest_says_nothing_of_videos_and_asks_nothing_about_them(client, roles, index):
    contest = ContestPageFactory(parent=index, kinds=["quiz"])
    rules = ContestRulesPageFactory(parent=contest, slug="the-le")
    QuizRoundPageFactory(parent=contest, slug="tuan-1")
    page = get(client, rules).content.decode()
    for part in ("MP4", "HD (", "4–5 phút", "Mỗi tác giả", "cam kết", "phúc tra", "sơ loại"):
        assert part.lower() not in page.lower(), part
    client.force_login(roles["editors"])
    form = client.get(reverse("wagtailadmin_pages:edit", args=[rules.pk])).context["form"]
    assert not {"maximum_megabytes", "originality_declaration", "blind_review"} & form.fields.keys()
    assert "minimum_age" in form.fields
    press(client, rules, "action-publish", who_may_take_part="Công dân trong tỉnh.")
    rules.refresh_from_db()
    assert (rules.who_may_take_part, rules.maximum_megabytes) == ("Công dân trong tỉnh.", 500)


@pytest.mark.parametrize("live", [True, False])
def test_a_round_for_works_brings_their_rules_also_as_a_draft(client, index, live):
    contest = ContestPageFactory(parent=index, kinds=["quiz"])
    rules = ContestRulesPageFactory(parent=contest, slug="the-le")
    EntryRoundPageFactory(parent=contest, slug="tac-pham", live=live)
    assert "4–5 phút" in get(client, rules).content.decode()
