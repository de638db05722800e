"""The calendar of contests, ceremonies and activities, and honours."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from icalendar import Calendar

from contest_pages.activities.enums import ActivityKind, HonouredKind
from contest_pages.activities.models import ContestHonoursPage, Honoured
from contest_pages.activities.queries import calendar_items, next_begin_or_end
from contest_pages.contests.enums import MilestoneKind, Precision
from contest_pages.contests.models import Milestone
from tests.factories import (
    ContestActivityPageFactory,
    ContestCalendarPageFactory,
    ContestCeremonyPageFactory,
    UnitFactory,
)
from tests.factories.pages import NOW, hanoi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
DAY = datetime.timedelta(days=1)


@pytest.fixture
def calendar(stage):
    return ContestCalendarPageFactory(parent=stage.contest.get_parent())


def titles(page) -> list[str]:
    return [item.date.title for item in calendar_items(page)]


def shown(client, page, **query) -> str:
    html = client.get(page.url, query).content.decode()
    return html[html.index("<main") : html.index("</main>")]


def test_contests_ceremonies_and_activities_stand_in_one_calendar(client, calendar, stage):
    ContestCeremonyPageFactory(parent=stage.contest)
    ContestActivityPageFactory(parent=calendar, title="Tập huấn tổ công nghệ số")
    html = shown(client, calendar, thang="2024-07")
    for words in ("Tập huấn tổ công nghệ số", "Lễ phát động", f"Kết thúc {stage.round.title}"):
        assert words in html, words


def test_a_closing_at_midnight_stands_on_the_day_that_it_ends(calendar, stage):
    closing = next(t for t in calendar_items(calendar) if t.date.is_closing)
    assert closing.words.startswith("24:00")
    assert closing.last_day == datetime.date(2024, 7, 31)


def test_drafts_private_pages_and_other_sites_lists_are_not_in_it(calendar, stage):
    ContestActivityPageFactory(parent=calendar, title="Nháp", live=False)
    hidden = ContestActivityPageFactory(parent=calendar, title="Kín")
    hidden.view_restrictions.create(restriction_type="login")
    assert not {"Nháp", "Kín"} & set(titles(calendar))
    stage.contest.unpublish()
    assert titles(calendar) == []


def test_a_campaign_shows_what_is_held_in_it(client, calendar):
    campaign = ContestActivityPageFactory(
        parent=calendar, title="Tháng hưởng ứng", kind=ActivityKind.CAMPAIGN, ends_at=NOW + 20 * DAY
    )
    ContestActivityPageFactory(parent=campaign, title="Đi từng ngõ", place="Bản Hoa Ban")
    html = shown(client, campaign)
    assert "Đi từng ngõ" in html
    assert "Bản Hoa Ban" in html
    assert "Đang diễn ra" in html
    assert {"Tháng hưởng ứng", "Đi từng ngõ"} <= set(titles(calendar))


def test_a_visitor_narrows_to_a_kind_and_to_a_unit_with_those_below_it(client, calendar):
    province = UnitFactory(name="Tỉnh Thử")
    commune = province.add_child(name="Xã Thử", kind="commune", code="XT")
    ContestActivityPageFactory(parent=calendar, title="Ở xã", unit=commune, kind=ActivityKind.TRAINING)
    ContestActivityPageFactory(parent=calendar, title="Ở tỉnh", unit=province, kind=ActivityKind.SEMINAR)
    assert "Ở tỉnh" not in shown(client, calendar, **{"thang": "2024-07", "don-vi": commune.pk})
    both = shown(client, calendar, **{"thang": "2024-07", "don-vi": province.pk})
    assert "Ở xã" in both
    assert "Ở tỉnh" in both
    assert "Ở tỉnh" not in shown(client, calendar, thang="2024-07", loai="training")


@pytest.mark.parametrize("query", [{"thang": "9999-99"}, {"don-vi": "x" * 50}, {"loai": "<b>"}, {"xem": "?"}])
def test_what_is_not_understood_is_left_out(client, calendar, query):
    assert client.get(calendar.url, query).status_code == 200


def test_the_list_shows_what_goes_on_and_comes_and_the_month_what_was(client, calendar):
    ContestActivityPageFactory(parent=calendar, title="Hội thảo cũ", starts_at=NOW - 40 * DAY)
    ContestActivityPageFactory(parent=calendar, title="Sắp tới", starts_at=NOW + 40 * DAY)
    html = shown(client, calendar, xem="danh-sach")
    assert "Sắp tới" in html
    assert html.index("Sắp tới") < html.index("Đã qua (") < html.index("Hội thảo cũ"), "folded below"
    month = f"{NOW - 40 * DAY:%Y-%m}"
    assert "Hội thảo cũ" in shown(client, calendar, xem="danh-sach", thang=month)


def test_what_goes_on_for_days_stands_on_top_in_the_inks_of_its_contest(client, calendar, stage):
    ContestActivityPageFactory(
        parent=calendar, title="Tháng hưởng ứng", starts_at=NOW - 5 * DAY, ends_at=NOW + 5 * DAY,
        contest=stage.contest, precision=Precision.DAY,
    )  # fmt: skip
    ContestActivityPageFactory(parent=calendar, title="Ngày mai", starts_at=NOW + DAY)
    html = shown(client, calendar)
    bars = html[html.index("contest-running") : html.index("</ul>", html.index("contest-running"))]
    assert "Tháng hưởng ứng" in bars
    assert "còn 5 ngày" in bars
    assert stage.contest.kind_class in bars
    assert "Ngày mai" not in bars
    assert html.count(">Tháng hưởng ứng<") == 1


def test_months_before_the_first_and_after_the_last_that_holds_an_item_are_not_offered(client, calendar):
    """Else a search engine follows the links through all the years."""
    ContestActivityPageFactory(parent=calendar, starts_at=NOW - 40 * DAY)
    ContestActivityPageFactory(parent=calendar, starts_at=NOW + 40 * DAY)
    first, last = f"{NOW - 40 * DAY:%Y-%m}", f"{NOW + 40 * DAY:%Y-%m}"
    seen, waiting = set(), {f"{NOW:%Y-%m}", "2031-01", "2001-01"}
    while waiting:
        month = waiting.pop()
        seen.add(month)
        html = shown(client, calendar, thang=month)
        offered = set(re.findall(r'href="\?thang=([0-9-]+)" rel="nofollow"', html))
        assert all(first <= other <= last for other in offered)
        waiting |= offered - seen
    assert {first, last} <= seen
    assert len(seen) < 8


def test_an_empty_month_says_so(client, calendar):
    assert "Không có hoạt động nào" in shown(client, calendar, xem="danh-sach", thang="2031-01")


def test_a_phone_that_subscribes_gets_what_the_page_shows(client, calendar, stage):
    activity = ContestActivityPageFactory(
        parent=calendar, title="Quý III", starts_at=NOW, precision=Precision.QUARTER, place="Hội trường"
    )
    address = reverse("contest_activities_calendar", args=[calendar.pk])
    events = {
        str(event["summary"]): event
        for event in Calendar.from_ical(client.get(address).content).walk("VEVENT")
    }
    event = events["Quý III"]
    assert (event["dtstart"].dt, event["dtend"].dt) == (datetime.date(2024, 7, 1), datetime.date(2024, 10, 1))
    assert event["status"] == "TENTATIVE"
    assert str(event["uid"]).startswith(f"activity-{activity.pk}@")
    assert len(events) == len(titles(calendar))
    one = Calendar.from_ical(client.get(address, {"loai": "contest"}).content).walk("VEVENT")
    assert "Quý III" not in {str(event["summary"]) for event in one}


def test_the_next_change_by_the_clock_is_known(calendar):
    ContestActivityPageFactory(parent=calendar, starts_at=NOW + DAY, precision=Precision.MINUTE)
    assert next_begin_or_end(NOW) == NOW + DAY
    assert next_begin_or_end(NOW + 2 * DAY) is None


def test_a_quarter_goes_on_to_its_last_day(calendar):
    ContestActivityPageFactory(
        parent=calendar, starts_at=hanoi("2024-07-01 00:00"), precision=Precision.QUARTER
    )
    assert next_begin_or_end(hanoi("2024-09-30 12:00")) == hanoi("2024-10-01 00:00")
    assert next_begin_or_end(hanoi("2024-10-01 00:00")) is None


def test_an_activity_ends_after_it_starts(calendar):
    page = ContestActivityPageFactory(parent=calendar)
    page.ends_at = page.starts_at - DAY
    with pytest.raises(ValidationError):
        page.full_clean()


def test_honours_show_units_and_people_apart_with_reasons(client, calendar):
    unit = UnitFactory(name="Trường Ban Trắng")
    page = ContestHonoursPage(title="Tôn vinh", slug="ton-vinh", decision_number="12/QĐ-UBND")
    page.honoured = [
        Honoured(kind=HonouredKind.UNIT, unit=unit, reason="Số hoá toàn bộ học bạ.", form="Bằng khen"),
        Honoured(kind=HonouredKind.PERSON, name="Lò Thị Thử", reason="Dạy bà con dùng máy."),
    ]
    calendar.add_child(instance=page)
    html = shown(client, page)
    for words in ("Trường Ban Trắng", "Số hoá toàn bộ học bạ.", "Bằng khen", "Lò Thị Thử", "12/QĐ-UBND"):
        assert words in html, words
    assert html.index("Tập thể") < html.index("Cá nhân")
    assert [letters for letters in ("TT", "LT") if f"<span>{letters}</span>" in html] == ["TT", "LT"]
    assert "Tôn vinh" in shown(client, calendar)


@pytest.mark.parametrize("kind", list(HonouredKind))
def test_nobody_is_honoured_without_a_name(kind):
    with pytest.raises(ValidationError, match="tên"):
        Honoured(kind=kind, reason="x").clean()


def test_the_list_of_contests_leads_to_the_calendar(client, calendar):
    calendar.show_in_menus = True
    calendar.save()
    assert calendar.url in client.get(calendar.get_parent().url).content.decode()


def test_a_milestone_of_a_contest_keeps_its_words(calendar, stage):
    Milestone.objects.create(
        contest=stage.contest,
        label="Tổng kết",
        kind=MilestoneKind.AWARDS,
        starts_at=NOW,
        precision=Precision.MONTH,
        tentative=True,
    )
    item = next(t for t in calendar_items(calendar) if "Tổng kết" in t.date.title)
    assert item.date.tentative
    assert item.last_day == datetime.date(2024, 7, 31)


def test_the_calendar_costs_the_same_for_many_activities(client, calendar, django_assert_max_num_queries):
    unit = UnitFactory()
    for number in range(30):
        ContestActivityPageFactory(parent=calendar, slug=f"h{number}", unit=unit)
    client.get(calendar.url)
    with django_assert_max_num_queries(24):
        client.get(calendar.url)
