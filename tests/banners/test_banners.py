"""Banners on partners' sites: always the current picture, closing by themselves, counted without knowing anybody."""

from __future__ import annotations

import io

import pytest
import time_machine
from django.core.files.images import ImageFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction

from contest_pages.background import housekeeping
from contest_pages.banners.domain import counters
from contest_pages.banners.domain.counters import count
from contest_pages.banners.models import BannerCount, BannerSalt, BannerVisit, Partner
from contest_pages.banners.queries import by_day, by_partner
from contest_pages.contests.models import Banner
from contest_pages.publishing.page_actions import PageAction, reasons_against, records_below
from tests.factories import MilestoneFactory
from tests.factories.pages import NOW, hanoi
from tests.races import at_once
from tests.rosters.sheets import opened

SIZE = "300x250"


def image(colour: str):
    file = io.BytesIO()
    Picture.new("RGB", (1000, 800), colour).save(file, "PNG")
    file.seek(0)
    return get_image_model().objects.create(title=colour, file=ImageFile(file, name=f"{colour}.png"))


@pytest.fixture
def client():
    return Client(headers={"user-agent": "Mozilla/5.0"})


@pytest.fixture
def shown(stage):
    """Return the stage with a banner of one size and a partner."""
    Banner.objects.create(
        contest=stage.contest, image=image("red"), alternative_text="Cuộc thi <số>", size=SIZE, sort_order=0
    )
    stage.partner = Partner.objects.create(name="Báo Đường Xa", email="bao@vidu.example")
    return stage


def address(name: str, shown, size=SIZE) -> str:
    return reverse(f"contest_banner_{name}", args=[shown.contest.pk, shown.partner.key, size])


def see(shown, now, *, partner=None, what="views", network="198.51.100.7/32", browser="Mozilla/5.0") -> None:
    count(
        contest=shown.contest,
        partner=partner or shown.partner,
        size=SIZE,
        what=what,
        network=network,
        browser=browser,
        now=now,
    )


def counted(shown, now=None) -> tuple[int, int]:
    counts = BannerCount.objects.filter(partner=shown.partner)
    row = counts.filter(**({"day": timezone.localdate(now)} if now else {})).first()
    return (row.views, row.clicks) if row else (0, 0)


def test_a_picture_is_handed_out_in_its_size_and_counted(client, shown, in_july):
    answer = client.get(address("picture", shown))
    assert answer["Content-Type"] == "image/jpeg"
    assert Picture.open(io.BytesIO(answer.content)).size == (300, 250)
    assert counted(shown) == (1, 0)
    again = client.get(
        address("picture", shown), headers={"if-none-match": answer["ETag"], "accept-language": "en"}
    )
    assert (again.status_code, again.content) == (304, b""), "another browser sees it, and does not load it"
    assert counted(shown) == (2, 0)
    client.head(address("picture", shown), headers={"accept-language": "fr"})
    assert counted(shown) == (2, 0)


def test_another_picture_is_shown_at_once(client, shown, in_july):
    before = client.get(address("picture", shown))
    Banner.objects.update(image=image("blue"))
    after = client.get(address("picture", shown), headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert after.content != before.content


def test_who_follows_the_banner_is_counted_and_gets_to_the_contest(client, shown, in_july):
    answer = client.get(address("follow", shown))
    assert (answer.status_code, answer["Location"]) == (302, shown.contest.full_url)
    assert answer["Cache-Control"] == "no-store"
    Banner.objects.update(link="https://vidu.example/rieng")
    assert client.get(address("follow", shown))["Location"] == "https://vidu.example/rieng"
    assert counted(shown) == (0, 1), "the same browser followed it twice"


def test_any_site_may_frame_it_and_nothing_in_it_runs(client, shown, in_july):
    answer = client.get(address("frame", shown))
    page = answer.content.decode()
    assert "X-Frame-Options" not in answer
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "<script" not in page
    assert 'target="_top"' in page
    assert "Cuộc thi &lt;số&gt;" in page
    assert counted(shown) == (0, 0), "the picture in it counts, not the frame"


def test_it_closes_by_itself_when_the_contest_is_over(client, shown):
    MilestoneFactory(contest=shown.contest, kind="ceremony", starts_at=hanoi("2024-09-01"))
    with time_machine.travel(hanoi("2024-10-01"), tick=False):
        answer = client.get(address("picture", shown))
        assert answer["Content-Type"] == "image/gif"
        assert len(answer.content) < 100
        assert "<img" not in client.get(address("frame", shown)).content.decode()
        assert client.get(address("follow", shown))["Location"] == shown.contest.full_url
    assert counted(shown)[0] == 0


def test_it_is_shown_between_its_dates_only_and_to_active_partners(client, shown, in_july):
    Banner.objects.update(shown_from=hanoi("2024-08-01"))
    assert client.get(address("picture", shown))["Content-Type"] == "image/gif"
    Banner.objects.update(shown_from=None)
    Partner.objects.update(is_active=False)
    assert client.get(address("picture", shown))["Content-Type"] == "image/gif"


@pytest.mark.parametrize("size", ["1x1", "9999x9999", "abc"])
def test_only_sizes_that_partners_use_are_made(client, shown, in_july, size):
    assert client.get(address("picture", shown, size)).status_code == 404


def test_strangers_get_nothing(client, shown, in_july):
    wrong = reverse("contest_banner_picture", args=[shown.contest.pk, "khongco", SIZE])
    assert client.get(wrong).status_code == 404


@pytest.mark.parametrize("hidden", ["draft", "private"])
def test_of_a_contest_that_visitors_may_not_see_partners_show_a_transparent_dot(
    client, shown, in_july, hidden
):
    if hidden == "draft":
        shown.contest.unpublish()
    else:
        PageViewRestriction.objects.create(page=shown.contest, restriction_type="login")
    answer = client.get(address("picture", shown))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/gif")
    frame = client.get(address("frame", shown)).content.decode()
    assert shown.contest.title not in frame
    assert "<img" not in frame
    assert client.get(address("follow", shown)).url == "/"
    assert counted(shown) == (0, 0)


def test_nothing_is_kept_of_who_saw_it(client, shown, in_july):
    answer = client.get(
        address("picture", shown), headers={"user-agent": "Ai đó", "referer": "https://bao.example/"}
    )
    assert not answer.cookies
    assert {field.name for field in BannerCount._meta.get_fields()} == {
        "id", "partner", "contest", "size", "day", "views", "clicks",
    }  # fmt: skip


def test_counts_are_told_by_partner_and_day(client, shown, roles):
    other = Partner.objects.create(name="Cổng sở")
    quiet = Partner.objects.create(name="=Im lặng")
    Partner.objects.create(name="Đã thôi", is_active=False)
    for day, partner, what, times in (
        ("2024-07-01 23:59", shown.partner, "views", 3),
        ("2024-07-02 00:00", shown.partner, "views", 1),
        ("2024-07-02 09:00", shown.partner, "clicks", 1),
        ("2024-07-02 09:00", other, "views", 10),
    ):
        for number in range(times):
            see(shown, hanoi(day), partner=partner, what=what, browser=f"Mozilla/5.0 ({number})")
    rows = [(row.partner.name, row.views, row.clicks, row.rate) for row in by_partner(shown.contest)]
    assert rows == [("Cổng sở", 10, 0, 0.0), ("Báo Đường Xa", 4, 1, 25.0), (quiet.name, 0, 0, None)]
    assert [(f"{row.day:%d/%m}", row.views, row.clicks) for row in by_day(shown.contest)] == [
        ("01/07", 3, 0),
        ("02/07", 11, 1),
    ]
    client.force_login(roles["organisers"])
    where = reverse("contest_banner_partners", args=[shown.contest.pk])
    assert "Báo Đường Xa" in client.get(where).content.decode()
    cells = [
        cell.value for row in opened(client.get(where, {"as": "xlsx"})).active.iter_rows() for cell in row
    ]
    assert "'=Im lặng" in cells


def test_a_partner_gets_lines_to_copy_and_a_letter(client, shown, roles):
    client.force_login(roles["editors"])
    page = client.get(
        reverse("contest_banner_copy", args=[shown.contest.pk, shown.partner.pk])
    ).content.decode()
    root = shown.contest.get_site().root_url
    assert f"&lt;a href=&quot;{root}{address('follow', shown)}" in page
    assert f"&lt;iframe src=&quot;{root}{address('frame', shown)}" in page
    assert "Kính gửi: Báo Đường Xa" in page
    assert "script" not in page.partition("<textarea")[2].rpartition("</textarea>")[0]
    assert client.get(reverse("contest_banners")).status_code == 200


def test_a_contest_whose_banners_were_seen_cannot_be_deleted(shown, index):
    assert records_below(index) == ""
    see(shown, NOW)
    assert reasons_against(PageAction.DELETE, index)
    assert records_below(shown.form) == ""


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("editors", True),
        ("organisers", True),
        ("moderators", False),
        ("jurors", False),
        ("question_writers", False),
        ("nobody", False),
    ],
)
def test_editors_and_organisers_see_the_counts(client, shown, roles, role, allowed):
    client.force_login(roles[role])
    for where in (
        reverse("contest_banners"),
        reverse("contest_banner_partners", args=[shown.contest.pk]),
        reverse("contest_banner_copy", args=[shown.contest.pk, shown.partner.pk]),
    ):
        assert (client.get(where).status_code == 200) == allowed


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.postgres
def test_of_many_who_see_it_at_once_each_is_counted_once(shown):
    def act(number: int):
        def visit():
            see(shown, NOW, browser=f"Mozilla/5.0 ({number // 2})")
            connection.close()

        return visit

    counters.forget()
    at_once(*[act(number) for number in range(8)])
    assert counted(shown) == (4, 0)


def test_a_browser_counts_once_a_day(shown):
    for day, seen in (("2024-07-01 08:00", 1), ("2024-07-01 23:59", 1), ("2024-07-02 00:01", 1)):
        see(shown, hanoi(day))
        assert counted(shown, hanoi(day)) == (seen, 0)
    see(shown, hanoi("2024-07-02 09:00"), network="203.0.113.9/32")
    see(shown, hanoi("2024-07-02 09:00"), browser="Mozilla/5.0 (another)")
    see(shown, hanoi("2024-07-02 09:00"), what="clicks")
    assert counted(shown, hanoi("2024-07-02 09:00")) == (3, 1)


def test_it_counts_once_though_several_processes_saw_it(shown):
    see(shown, NOW)
    counters.forget()  # as another process, which remembers nothing
    see(shown, NOW)
    assert counted(shown) == (1, 0)
    assert BannerSalt.objects.count() == 1


@pytest.mark.parametrize(
    "browser", ["", "Googlebot/2.1", "facebookexternalhit bot", "curl/8.0", "python-requests/2"]
)
def test_robots_are_not_counted(shown, browser):
    see(shown, NOW, browser=browser)
    assert counted(shown) == (0, 0)


def test_after_the_day_nobody_can_be_recognised(shown):
    see(shown, hanoi("2024-07-01 08:00"))
    digest = BannerVisit.objects.get().digest
    assert "198.51.100.7" not in digest
    housekeeping.run(hanoi("2024-07-01 23:00"))
    assert BannerVisit.objects.exists()
    housekeeping.run(hanoi("2024-07-02 00:01"))
    assert not BannerVisit.objects.exists()
    assert not BannerSalt.objects.exists()
    assert counted(shown) == (1, 0)


def test_views_are_written_in_batches(shown, settings, django_assert_num_queries):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "BANNER_BATCH_SECONDS": 3600}
    see(shown, NOW)  # the first of a day makes the salt
    with django_assert_num_queries(0):
        for number in range(50):
            see(shown, NOW, browser=f"Mozilla/5.0 ({number})")
    assert counted(shown) == (0, 0)
    with django_assert_num_queries(9):
        counters._batch.flush()
    assert counted(shown) == (51, 0)
    with django_assert_num_queries(0):
        see(shown, NOW)
        counters._batch.flush()


def test_what_the_database_does_not_take_is_written_later(shown, settings, monkeypatch):
    def away(visits):
        raise OperationalError("away")

    with monkeypatch.context() as patch:
        patch.setattr(counters._batch, "_write", away)
        see(shown, NOW)
    assert counted(shown) == (0, 0)
    counters._batch.flush()
    assert counted(shown) == (1, 0)
