"""The public site as visitors meet it: every kind of page, in every phase, theme and width, with and without scripts."""

from __future__ import annotations

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from wagtail.rich_text import RichText
from wagtail_factories import ImageFactory

from contest_pages.contests.models import Contact, PlanAttachment
from home.demo.build import signed_plan
from home.models import StandardPage
from tests.factories import (
    ContestNewsPageFactory,
    ContestPageFactory,
    ContestPlanPageFactory,
    ContestRegistrationPageFactory,
    ContestResultsPageFactory,
    ContestRulesPageFactory,
    EntryFactory,
    EntryRoundPageFactory,
    MilestoneFactory,
    PrizeFactory,
    RegistrationFactory,
    give,
    put_rank,
)
from tests.factories.people import UnitFactory

from .accessibility import APPEARANCES, barriers

DAY = datetime.timedelta(days=1)
#: phase → how many days ago the round opened; it takes works for ten days, is reviewed for ten, judged for ten.
PHASES = {"announced": -5, "open": 5, "reviewing": 15, "judging": 25, "finished": 60}
PATHS = {
    "home": "/",
    "index": "/cuoc-thi/",
    "contest": "/cuoc-thi/mo/",
    "plan": "/cuoc-thi/mo/ke-hoach/",
    "rules": "/cuoc-thi/mo/the-le/",
    "registration": "/cuoc-thi/mo/dang-ky/",
    "gallery": "/cuoc-thi/mo/tac-pham/",
    "entry": "/cuoc-thi/mo/tac-pham/tac-pham/1/",
    "results": "/cuoc-thi/mo/ket-qua/",
    "news": "/cuoc-thi/mo/tin/",
    "page": "/huong-dan/",
    "missing": "/khong-co/",
    "nothing found": "/cuoc-thi/?tim=khongco",
}


@pytest.fixture
def show(portal):
    """Return a function that publishes one full contest as it stands in a phase."""

    def build(phase: str = "open"):
        now = timezone.now()
        opened = now - PHASES[phase] * DAY
        contest = ContestPageFactory(
            parent=portal.get_children().get(slug="cuoc-thi"),
            slug="mo",
            title="Cuộc thi video “Kể chuyện số ở bản làng”",
            theme="Mỗi người dân một kỹ năng số",
            organiser="Ban Chỉ đạo (thử nghiệm)",
            summary="Quay một video ngắn về việc bản của bạn đang làm với công nghệ số.",
            hero_image=ImageFactory(),
            kinds=["video"],
            body=[
                ("text", "<h2>Cách thi</h2><p>Quay, gửi, chờ thư.</p>"),
                ("video", "https://www.youtube.com/watch?v=abcdefghijk"),
            ],
            questions=[("question", {"question": "Ai thi được?", "answer": RichText("<p>Mọi người.</p>")})],
            partners=[("partner", {"name": "Đơn vị bạn", "logo": ImageFactory(), "address": ""})],
        )
        for label, kind, begin, end in (
            ("Phát động", "launch", 0, 0),
            ("Sơ loại", "review", 10, 19),
            ("Ban Giám khảo chấm", "judging", 20, 29),
            ("Trao giải", "ceremony", 35, 35),
        ):
            MilestoneFactory(
                contest=contest,
                label=label,
                kind=kind,
                starts_at=opened + begin * DAY,
                ends_at=opened + end * DAY,
            )
        prizes = [PrizeFactory(contest=contest, name=name) for name in ("Giải Nhất", "Giải Nhì")]
        Contact.objects.create(
            contest=contest, name="Tổ Thư ký", phone="0212 000 0000", email="a@vidu.example"
        )
        plan = ContestPlanPageFactory(
            parent=contest,
            slug="ke-hoach",
            number="01/KH",
            body=[("text", "<h2>I. Mục đích</h2><p>Để học nhau.</p><h2>II. Cách làm</h2><p>Qua mạng.</p>")],
        )
        PlanAttachment.objects.create(plan=plan, document=signed_plan())
        ContestRulesPageFactory(parent=contest, slug="the-le", who_may_take_part="Mọi người trong tỉnh.")
        form = ContestRegistrationPageFactory(parent=contest, slug="dang-ky", title="Đăng ký dự thi")
        round_page = EntryRoundPageFactory(
            parent=contest, slug="tac-pham", title="Tác phẩm", opens_at=opened, closes_at=opened + 10 * DAY
        )
        ContestNewsPageFactory(parent=contest, slug="tin", title="Tin phát động", summary="Lễ phát động.")
        works = [
            EntryFactory(
                registration=RegistrationFactory(page=form, unit=UnitFactory(), publish_unit=True),
                round=round_page,
                accepted=True,
                number=number,
                created_at=opened + DAY,
            )
            for number in (1, 2, 3)
        ]
        ContestResultsPageFactory(parent=contest, slug="ket-qua", live=phase == "finished")
        for rank, (prize, work) in enumerate(zip(prizes, works, strict=False), 1):
            give(prize, entry=work, published=phase == "finished")
            put_rank(round_page, rank, entry=work, score=(95 - rank) * 1000)
        portal.add_child(
            instance=StandardPage(
                title="Hướng dẫn", slug="huong-dan", show_in_menus=True, body=[("form", {"page": form})]
            )
        )
        return contest

    return build


def is_wide(tab: Tab) -> bool:
    return tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")


@pytest.mark.parametrize(
    ("appearance", "width"),
    [
        ("light", 320),
        ("light", 768),
        ("light", 1280),
        ("dark", 390),
        ("dark", 1280),
        ("high contrast", 390),
        ("forced colours", 1280),
    ],
)
def test_no_page_has_barriers_or_scrolls_sideways(show, phone, appearance, width, shots):
    show("finished")
    phone.emulate_media(**APPEARANCES[appearance], reduced_motion="reduce")
    phone.set_viewport_size({"width": width, "height": 900})
    troubles = {}
    for name, path in PATHS.items():
        phone.goto(path)
        if found := barriers(phone):
            troubles[name] = found
        if is_wide(phone):
            troubles[f"{name} is wide"] = True
        phone.screenshot(path=shots / f"public-{name}-{appearance}-{width}.png", full_page=True)
    assert troubles == {}


@pytest.mark.parametrize("appearance", APPEARANCES)
def test_a_form_has_no_barriers_in_any_of_its_states(show, phone, appearance, shots):
    show("open")
    phone.emulate_media(**APPEARANCES[appearance])
    phone.goto(PATHS["registration"])
    assert barriers(phone) == []
    phone.get_by_label("Họ và tên").fill("A")
    phone.get_by_role("textbox", name="Ngày sinh").fill("31/2/1990")
    phone.get_by_role("button", name="Tiếp tục").click()
    expect(phone.locator("[data-contest-errors]")).to_be_visible()
    phone.screenshot(path=shots / f"public-refused-{appearance}.png", full_page=True)
    assert barriers(phone) == []


@pytest.mark.parametrize("phase", PHASES)
def test_each_phase_shows_what_to_do_now(show, phone, phase, shots):
    show(phase)
    words = {
        "announced": "Sắp diễn ra",
        "open": "Đang nhận tác phẩm",
        "reviewing": "Sơ loại",
        "judging": "Đang chấm giải",
        "finished": "Đã kết thúc",
    }
    for width in (390, 768, 1280):
        phone.set_viewport_size({"width": width, "height": 844})
        for name in ("contest", "index", "registration", "gallery"):
            phone.goto(PATHS[name])
            phone.screenshot(path=shots / f"phase-{phase}-{name}-{width}.png", full_page=True)
        phone.goto(PATHS["contest"])
        expect(phone.locator(".contest-hero .contest-phase")).to_contain_text(words[phase])
    action = phone.locator("#contest-action .btn")
    expect(action).to_have_count(1)
    if phase == "open":
        expect(action).to_have_text("Đăng ký dự thi")
    else:
        expect(action).not_to_have_text("Đăng ký dự thi")
    expect(phone.locator(".contest-timeline [aria-current]")).to_have_count(1)
    phone.emulate_media(media="print")
    phone.screenshot(path=shots / f"phase-{phase}-print.png", full_page=True)


def test_nothing_is_asked_of_others_before_a_person_presses(show, phone, live_server):
    show("open")
    requests = []
    phone.on("request", lambda request: requests.append(request.url))
    phone.route("https://**", lambda route: route.fulfill(body="<p>video</p>", content_type="text/html"))
    for path in PATHS.values():
        phone.goto(path)
        phone.wait_for_load_state("networkidle")
    assert [url for url in requests if not url.startswith((live_server.url, "data:"))] == []
    phone.goto(PATHS["contest"])
    phone.get_by_role("link", name="Xem trên YouTube").click()
    expect(phone.locator("iframe")).to_have_count(1)
    assert any(url.startswith("https://www.youtube-nocookie.com/embed/abcdefghijk") for url in requests)


def test_the_first_view_of_a_contest_needs_few_requests(show, phone):
    show("open")
    requests = []
    phone.on("request", lambda request: requests.append(request.url))
    phone.goto(PATHS["contest"])
    phone.wait_for_load_state("networkidle")
    assert len(requests) <= 15, requests


def test_without_scripts_a_visitor_searches_filters_and_watches(show, new_context):
    contest = show("finished")
    tab = new_context(java_script_enabled=False).new_page()
    tab.goto(PATHS["index"])
    tab.get_by_label("Tìm kiếm").fill("ke chuyen")
    tab.get_by_role("button", name="Tìm", exact=True).click()
    expect(tab.get_by_role("status")).to_have_text("Tìm thấy 1 cuộc thi.")
    tab.get_by_role("link", name=contest.title).first.click()
    tab.get_by_role("link", name="Tác phẩm", exact=True).first.click()
    tab.get_by_role("link", name="Mới nhất trước").click()
    expect(tab.locator(".contest-card__title").first).to_have_text(
        contest.live_rounds[0].specific.entries.get(number=3).title
    )
    tab.locator(".contest-card__title a").first.click()
    expect(tab.locator("video")).to_have_count(1)
    tab.locator("[rel=next]").click()
    expect(tab.locator("main")).to_contain_text("TP-0002")
    tab.get_by_role("link", name="Về danh sách tác phẩm").click()
    expect(tab.get_by_role("link", name="Mới nhất trước")).to_have_attribute("aria-current", "true")
    tab.goto(PATHS["contest"])
    tab.get_by_text("Ai thi được?").click()
    expect(tab.get_by_text("Mọi người.", exact=True)).to_be_visible()


def test_a_pdf_is_read_in_place_with_the_keyboard(show, phone, shots):
    show("open")
    phone.goto(PATHS["plan"])
    button = phone.get_by_role("button", name="Đọc tại đây")
    button.focus()
    phone.keyboard.press("Enter")
    first = phone.locator("canvas").first
    expect(first).to_have_attribute("aria-label", "Trang 1 trên 2")
    expect(first).to_contain_text("Kế hoạch tổ chức cuộc thi", timeout=15_000)
    phone.screenshot(path=shots / "public-pdf.png", full_page=True)
    phone.get_by_role("button", name="Đóng").click()
    expect(phone.locator("canvas")).to_have_count(0)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Tải về").first.click()
    assert download.value.suggested_filename.endswith(".pdf")


def test_on_paper_a_page_names_its_address_and_two_moments_and_has_nothing_to_press(show, phone):
    show("finished")
    phone.emulate_media(media="print")
    for name in ("contest", "plan", "rules", "gallery", "entry", "results", "news"):
        phone.goto(PATHS[name])
        phone.wait_for_load_state("networkidle")
        phone.evaluate("dispatchEvent(new Event('beforeprint'))")
        line = phone.locator(".portal-printed")
        expect(line).to_contain_text(PATHS[name])
        assert re.search(
            r"Nội dung lúc [0-9:]{5}, [0-9/]{10} · In lúc [0-9:]{5}, [0-9/]{10}", line.inner_text()
        )
        pressed = phone.locator(":is(.btn, button, input, select, video, nav a):visible").all_inner_texts()
        assert pressed == [], name
    phone.goto(PATHS["results"])
    assert phone.locator(".contest-card .contest-medal:visible").count() == 0  # it would lie over the name


def test_a_keyboard_alone_comes_from_the_home_page_to_a_video(show, phone):
    show("finished")
    phone.goto("/")
    phone.keyboard.press("Tab")
    expect(phone.locator(":focus")).to_have_text("Đến nội dung chính")
    phone.keyboard.press("Enter")
    for _ in range(40):
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement.matches('.contest-card__title a[href*=tac-pham]')"):
            break
    phone.keyboard.press("Enter")
    expect(phone.locator("video")).to_have_count(1)
    for _ in range(40):
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement.tagName") == "VIDEO":
            break
    else:
        pytest.fail("the player is not reached by the keyboard")


def test_a_gallery_filter_needs_no_button_where_scripts_run(show, phone):
    contest = show("open")
    phone.set_viewport_size({"width": 1280, "height": 900})
    phone.goto(PATHS["gallery"])
    unit = contest.live_rounds[0].specific.entries.get(number=2).unit
    phone.get_by_label("Đơn vị").select_option(label=unit.name)
    expect(phone.locator(".contest-card__title")).to_have_count(1)
    assert f"don-vi={unit.pk}" in phone.url
    assert "tim=" not in phone.url


def test_a_link_is_copied(show, new_context, live_server):
    show("open")
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(PATHS["contest"])
    tab.get_by_role("button", name="Sao chép liên kết").click()
    expect(tab.get_by_text("Đã sao chép liên kết.")).to_be_visible()
    assert tab.evaluate("navigator.clipboard.readText()") == f"{live_server.url}{PATHS['contest']}"


@pytest.mark.parametrize("zoom", [2, 4])
def test_a_page_grown_twice_and_four_times_loses_nothing(show, phone, zoom):
    show("open")
    phone.set_viewport_size({"width": 1280 // zoom, "height": 1024 // zoom})
    for name in ("home", "contest", "registration", "gallery", "rules"):
        phone.goto(PATHS[name])
        assert not is_wide(phone), name
        expect(phone.locator("h1")).to_be_visible()


def test_nothing_jumps_while_a_page_loads(show, phone):
    show("open")
    for name in ("home", "contest", "gallery"):
        phone.goto(PATHS[name])
        phone.wait_for_load_state("networkidle")
        shift = phone.evaluate(
            """() => new Promise((ready) => {
                let sum = 0;
                new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value; })
                    .observe({ type: "layout-shift", buffered: true });
                setTimeout(() => ready(sum), 300);
            })"""
        )
        assert shift < 0.02, name
