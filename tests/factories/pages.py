"""Pages of a portal. Rounds are open at NOW, the time of the tests."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import factory
import wagtail_factories

from contest_pages.activities.models import ContestActivityPage, ContestCalendarPage
from contest_pages.ceremonies.models import ContestCeremonyPage
from contest_pages.contests.models import (
    ContestIndexPage,
    ContestNewsPage,
    ContestPage,
    ContestPlanPage,
    ContestRulesPage,
    Milestone,
    Prize,
)
from contest_pages.entries.models import EntryRoundPage
from contest_pages.privacy.models import ConsentNotice, ConsentPurpose
from contest_pages.registrations.models import ContestRegistrationPage
from contest_pages.results.models import ContestResultsPage
from home.models import HomePage

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def hanoi(text: str) -> datetime.datetime:
    """Return a local time; 24:00 is accepted: hanoi("2024-07-31 24:00")."""
    day, _, time = text.partition(" ")
    time = time or "00:00"
    next_day = time == "24:00"
    moment = datetime.datetime.fromisoformat(f"{day} {'00:00' if next_day else time}").replace(tzinfo=HANOI)
    return moment + datetime.timedelta(days=1) if next_day else moment


NOW = hanoi("2024-07-10 12:00")


class HomePageFactory(wagtail_factories.PageFactory):
    title = "Cổng thông tin"

    class Meta:
        model = HomePage


class ContestIndexPageFactory(wagtail_factories.PageFactory):
    title = "Cuộc thi"

    class Meta:
        model = ContestIndexPage


class ContestPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda n: f"Cuộc thi số {n}")
    slug = factory.Sequence(lambda n: f"cuoc-thi-{n}")
    summary = "Một cuộc thi thử."

    class Meta:
        model = ContestPage


class ContestPlanPageFactory(wagtail_factories.PageFactory):
    title = "Kế hoạch"
    show_in_menus = True

    class Meta:
        model = ContestPlanPage


class ContestRulesPageFactory(wagtail_factories.PageFactory):
    title = "Thể lệ"
    show_in_menus = True
    minimum_age = 14
    entries_per_contestant = 3
    minimum_seconds = 240
    maximum_seconds = 300

    class Meta:
        model = ContestRulesPage


CONSENT_WORDS = "Tôi đồng ý để Ban Tổ chức xử lý dữ liệu."


class ConsentNoticeFactory(factory.django.DjangoModelFactory):
    """A notice with one required purpose."""

    title = factory.Sequence(lambda n: f"Thông báo {n}")
    data = "Họ tên, ngày sinh."
    controller = "Ban Tổ chức."
    retention = "Đến hết năm 2025."
    rights = "Xem, sửa, xóa."

    class Meta:
        model = ConsentNotice

    @classmethod
    def _create(cls, model_class, *args, purposes=((CONSENT_WORDS, True),), **kwargs):
        notice = model_class(*args, **kwargs)
        notice.purposes = [
            ConsentPurpose(sort_order=n, text=text, required=required)
            for n, (text, required) in enumerate(purposes)
        ]
        notice.save()
        return model_class.objects.get(pk=notice.pk)


class ContestRegistrationPageFactory(wagtail_factories.PageFactory):
    title = "Đăng ký"
    show_in_menus = True
    consent_notice = factory.SubFactory(ConsentNoticeFactory)

    class Meta:
        model = ContestRegistrationPage


class EntryRoundPageFactory(wagtail_factories.PageFactory):
    title = "Tác phẩm"
    show_in_menus = True
    opens_at = hanoi("2024-06-10 08:00")
    closes_at = hanoi("2024-07-31 24:00")
    gallery_waits_for_list = False

    class Meta:
        model = EntryRoundPage


class ContestNewsPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda n: f"Tin số {n}")
    slug = factory.Sequence(lambda n: f"tin-{n}")

    class Meta:
        model = ContestNewsPage


class ContestCeremonyPageFactory(wagtail_factories.PageFactory):
    title = "Lễ phát động"
    slug = "le-phat-dong"
    starts_at = hanoi("2024-07-31 08:00")

    class Meta:
        model = ContestCeremonyPage


class ContestCalendarPageFactory(wagtail_factories.PageFactory):
    title = "Lịch hoạt động"
    slug = "lich-hoat-dong"

    class Meta:
        model = ContestCalendarPage


class ContestActivityPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda number: f"Hoạt động {number}")
    starts_at = hanoi("2024-07-10 08:00")

    class Meta:
        model = ContestActivityPage


class ContestResultsPageFactory(wagtail_factories.PageFactory):
    title = "Kết quả"
    show_in_menus = True

    class Meta:
        model = ContestResultsPage


class MilestoneFactory(factory.django.DjangoModelFactory):
    label = "Một mốc"
    kind = "other"
    precision = "day"

    class Meta:
        model = Milestone


class PrizeFactory(factory.django.DjangoModelFactory):
    name = "Giải Nhất"
    amount = 5_000_000

    class Meta:
        model = Prize
