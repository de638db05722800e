"""A launch as Sơn La held one in 2023: rehearsed the day before, pressed before two operators and a visitor, once by mistake.

The facts are those of that plan (hours, halls, bodies, minutes); the words and the names are plainly invented.
"""

from __future__ import annotations

import datetime
import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import expect

from contest_pages.admin.roles import ROLES
from contest_pages.ceremonies.models import Duty, InvitedGuests, Press, ProgrammeItem, Venue
from contest_pages.contests.models import ContestRoundPage
from contest_pages.data import process_memo
from contest_pages.quizzes.domain.attempts import begin
from contest_pages.quizzes.models import Attempt
from contest_pages.quizzes.queries.snapshots import snapshot_of
from tests.factories import (
    ContestCeremonyPageFactory,
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestRulesPageFactory,
    QuestionFactory,
    QuizRoundPageFactory,
    RegistrationFactory,
    UserFactory,
)

HOUR = datetime.timedelta(hours=1)
OPEN = re.compile("contest-phase--open")
DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)
WALLS = {"1920": (1920, 1080), "1280": (1280, 720), "3840": (3840, 1080)}
#: As long as the plan's own: three lines above the stage, a title of more than sixty letters, a duty of 350.
BACKDROP = """BAN ĐIỀU HÀNH THỬ NGHIỆM CÔNG DÂN SỐ TỈNH NÚI XANH
LỄ KHAI MẠC CUỘC THI TRẮC NGHIỆM KIẾN THỨC CÔNG DÂN SỐ TỈNH NÚI XANH
Núi Xanh, buổi sáng cuối cùng của tháng Bảy"""
TITLE = "Khai mạc Cuộc thi trắc nghiệm kiến thức công dân số tỉnh Núi Xanh lần thứ nhất"
LONG_DUTY = (
    "Cử người và máy quay để phát hình ảnh từ hội trường lên mạng; đưa đường tín hiệu cho các báo, trang tin và "
    "trung tâm văn hóa ở các địa bàn dùng chung; "
) * 3
PROGRAMME = (
    ("Chào đại biểu, nêu lý do", "Văn phòng (trình diễn)", None),
    ("Tuyên bố khai mạc", "Trưởng Ban Tổ chức (trình diễn)", None),
    ("Đọc thể lệ", "Phó Trưởng Ban Tổ chức (trình diễn)", None),
    ("Hưởng ứng của thành phố", "Đại diện thành phố (trình diễn)", 7),
    ("Bấm nút mở cuộc thi", "Ban Điều hành (trình diễn)", None),
)


@pytest.fixture
def launch(portal):
    """Publish the launch of a quiz, five minutes from now, that would open by itself in a day."""
    process_memo.forget()
    now = timezone.now()
    contest = ContestPageFactory(
        parent=portal.get_children().get(slug="cuoc-thi"),
        slug="cong-dan-so",
        title="Cuộc thi trắc nghiệm kiến thức công dân số tỉnh Núi Xanh",
    )
    ContestRulesPageFactory(parent=contest, slug="the-le")
    form = ContestRegistrationPageFactory(parent=contest, slug="dang-ky")
    week = QuizRoundPageFactory(
        parent=contest, title="Tuần 1", slug="tuan-1", opens_at=now + DAY, closes_at=now + 8 * DAY
    )
    QuestionFactory(checked=True, released=True, explanation="Vì vậy.")
    page = ContestCeremonyPageFactory(
        parent=contest,
        title=TITLE,
        starts_at=now + 18 * HOUR,
        rehearsal_at=now - MINUTE,
        opens_round=ContestRoundPage.objects.get(pk=week.pk),
        backdrop=BACKDROP,
        chair="Chủ tịch tỉnh (trình diễn)",
        replaces_invitation=True,
        recording="https://www.youtube.com/watch?v=lmnopqrstuv",
    )
    page.programme = [
        ProgrammeItem(title=title, who=who, minutes=minutes, sort_order=place)
        for place, (title, who, minutes) in enumerate(PROGRAMME)
    ]
    page.venues = [
        Venue(level=1, name="Phòng họp 218", address="Khu hành chính", sort_order=0),
        Venue(level=2, name="Phòng họp trực tuyến các huyện", sort_order=1),
        Venue(level=3, name="Phòng họp trực tuyến các xã", sort_order=2),
    ]
    page.invited = [InvitedGuests(level=1, who="Thành viên Ban Điều hành", expected=120, confirmed=87)]
    page.duties = [Duty(who="Đài tỉnh (trình diễn)", what=LONG_DUTY, sort_order=0)]
    page.save_revision().publish()
    page.form, page.week = form, week
    return page


def begin_in(page, **span) -> None:
    """Move the ceremony so that it begins so long from now, as the passing of time would."""
    fresh = type(page).objects.get(pk=page.pk)
    fresh.starts_at = timezone.now() + datetime.timedelta(**span)
    fresh.rehearsal_at = fresh.starts_at - 18 * HOUR
    fresh.save_revision().publish()


def begin_an_attempt(page):
    """Begin an attempt as a contestant, and return the registration."""
    process_memo.forget()
    registration = RegistrationFactory(page=page.form)
    begin(snapshot=snapshot_of(page.week.pk), registration=registration, now=timezone.now())
    return registration


def no_barriers(tab) -> None:
    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()
    assert tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def everything_fits(wall) -> None:
    """Nothing stands outside the stage, whatever its size."""
    hidden = wall.evaluate(
        """() => { const stage = document.querySelector("main").getBoundingClientRect();
        return [...document.querySelectorAll(".scene > *")].filter((line) => {
            const at = line.getBoundingClientRect();
            return at.top < stage.top - 1 || at.bottom > stage.bottom + 1 || at.left < -1 || at.right > innerWidth + 1;
        }).map((line) => line.textContent.trim()); }"""
    )
    assert hidden == []
    assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")


def shoot(wall, shots, name: str) -> None:
    for width, size in WALLS.items():
        wall.set_viewport_size({"width": size[0], "height": size[1]})
        wall.wait_for_timeout(150)
        everything_fits(wall)
        wall.screenshot(path=shots / f"launch-wall-{name}-{width}.png")


def open_console(enter_admin, name, launch):
    console = enter_admin(name)
    console.goto(f"/admin/contest/ceremony/{launch.pk}/launch/")
    return console


def test_a_launch_from_its_rehearsal_to_its_recording(launch, enter_admin, new_context, phone, shots):
    second = UserFactory(username="to_thu_ky", first_name="ký", last_name="Tổ Thư")
    second.groups.add(Group.objects.get(name=next(r.group for r in ROLES if r.key == "organisers")))
    console = open_console(enter_admin, "organisers", launch)

    # The wall is a device of its own: it shows a code, which the console types.
    wall = new_context().new_page()
    wall.set_viewport_size({"width": 1920, "height": 1080})
    wall.goto("/man-hinh/")
    wall.get_by_role("button", name="Hiện mã").click()
    code = wall.locator(".huge").inner_text()
    wall.screenshot(path=shots / "launch-wall-code.png")
    console.fill("#contest-code", code)
    console.get_by_role("button", name="Ghép nối").click()
    expect(wall.locator(".mark")).to_have_text("CHẠY THỬ")
    shoot(wall, shots, "rehearsal")
    wall.get_by_role("button", name="Toàn màn hình").click()
    assert wall.evaluate("Boolean(document.fullscreenElement)")

    # The day before: everything is shown, nothing is opened.
    expect(console.locator(".contest-console__mark")).to_have_text("CHẠY THỬ")
    console.get_by_role("link", name="Bấm thử").click()
    console.get_by_role("button", name="Đồng ý, bấm thử").click()
    expect(wall.get_by_text("Cuộc thi đã bắt đầu!")).to_be_visible()
    expect(wall.locator(".mark")).to_have_text("CHẠY THỬ")
    shoot(wall, shots, "trial")
    assert wall.evaluate("Boolean(document.fullscreenElement)"), "full screen survives every state"
    assert not ContestRoundPage.objects.get(pk=launch.week.pk).is_open(timezone.now())
    phone.goto(launch.contest.url)
    expect(phone.locator(".contest-phase").first).not_to_have_class(OPEN)
    console.get_by_role("button", name="Đặt lại").click()
    expect(wall.get_by_text("Cuộc thi đã bắt đầu!")).not_to_be_visible()

    # The morning: the real button, no mark; the public reads the hour of the launch and follows it.
    begin_in(launch, minutes=5)
    wall.reload()
    expect(wall.locator(".mark")).to_have_count(0)
    expect(wall.get_by_role("timer")).to_contain_text("00:0")
    shoot(wall, shots, "waiting")
    other = open_console(enter_admin, "to_thu_ky", launch)
    expect(console.locator(".contest-console__operators")).to_contain_text(second.get_full_name())
    phone.goto(launch.contest.url)
    hour = timezone.localtime(timezone.now() + 5 * MINUTE)
    expect(phone.locator("#buoi-le + ul")).to_contain_text(hour.strftime("%H:%M")[:4])
    phone.screenshot(path=shots / "launch-visitor-before.png", full_page=True)
    no_barriers(console)
    for width in (390, 1280, 1920, 3840):
        console.set_viewport_size({"width": width, "height": 844 if width == 390 else 1080})
        console.wait_for_timeout(600)  # the menu slides
        console.screenshot(path=shots / f"launch-console-ready-{width}.png", full_page=width == 390)

    # A press by mistake. Wall, the other operator and the visitor follow without a reload.
    console.get_by_role("link", name="Khai mạc cuộc thi").click()
    expect(console.get_by_role("button", name="Đồng ý, mở ngay")).to_be_focused()
    console.screenshot(path=shots / "launch-console-asks.png")
    assert wall.get_by_text("Đồng ý").count() == 0, "no question stands before the hall"
    console.get_by_role("button", name="Đồng ý, mở ngay").press("Enter")
    begun = time.monotonic()
    expect(wall.get_by_text("Cuộc thi đã bắt đầu!")).to_be_visible()
    expect(other.locator(".contest-console__line")).to_contain_text("đã mở")
    expect(phone.locator(".contest-phase").first).to_have_class(OPEN)
    print(f"followed in {time.monotonic() - begun:.1f} s")
    shoot(wall, shots, "open")
    phone.screenshot(path=shots / "launch-visitor-open.png", full_page=True)
    console.set_viewport_size({"width": 390, "height": 844})
    console.wait_for_timeout(600)
    console.screenshot(path=shots / "launch-console-open-390.png", full_page=True)
    registration = begin_an_attempt(launch)

    # The other operator takes it back: what had begun is counted, told, and does not count.
    other.get_by_role("button", name="Hoàn tác").click()
    expect(console.locator(".contest-console__undone")).to_contain_text(
        "lượt thi bắt đầu ở “Tuần 1”; không được tính"
    )
    expect(console.locator(".contest-console__undone")).to_contain_text(
        second.get_full_name() or second.username
    )
    expect(wall.get_by_role("timer")).to_be_visible()
    expect(phone.locator(".contest-phase").first).not_to_have_class(OPEN)
    assert not Attempt.objects.filter(registration=registration).exists()
    console.screenshot(path=shots / "launch-console-undone-390.png", full_page=True)

    # The right press, some minutes into the ceremony.
    begin_in(launch, minutes=-3)
    expect(wall.get_by_text("khi nút khai mạc được bấm")).to_be_visible(timeout=30_000)
    shoot(wall, shots, "live")
    other.get_by_role("link", name="Khai mạc cuộc thi").click()
    other.get_by_role("button", name="Đồng ý, mở ngay").click()
    expect(wall.get_by_text("Cuộc thi đã bắt đầu!")).to_be_visible()
    expect(console.locator(".contest-console__line")).to_contain_text("đã mở")
    assert Press.objects.filter(undone_at=None, is_rehearsal=False).count() == 1

    # Afterwards: the recording; what is internal never was public.
    begin_in(launch, hours=-4)
    phone.goto(launch.url)
    expect(phone.locator("#ghi-hinh")).to_be_visible()
    page = phone.content()
    assert "Đài tỉnh" not in page
    assert "BAN ĐIỀU HÀNH" not in page
    phone.screenshot(path=shots / "launch-visitor-after.png", full_page=True)
    no_barriers(phone)


def test_a_busy_console_says_so_and_cannot_be_pressed_twice(launch, enter_admin, shots):
    begin_in(launch, minutes=5)
    console = open_console(enter_admin, "organisers", launch)
    console.get_by_role("link", name="Khai mạc cuộc thi").click()

    def slowly(route):
        if route.request.method == "POST":
            time.sleep(1)
        route.continue_()

    console.route("**/launch/", slowly)
    button = console.get_by_role("button", name="Đồng ý, mở ngay")
    button.evaluate("button => button.click()")
    expect(console.locator("[aria-busy=true]")).to_have_text("Đang mở…")
    expect(console.locator("[aria-busy=true]")).to_be_disabled()
    expect(console.locator(".contest-console__line")).to_contain_text("đã mở")
    assert Press.objects.count() == 1


def test_without_scripts_the_console_works_by_its_links_and_forms(launch, new_context):
    begin_in(launch, minutes=5)
    tab = new_context(java_script_enabled=False).new_page()
    tab.goto(f"/admin/login/?next=/admin/contest/ceremony/{launch.pk}/launch/")
    tab.fill("#id_login", "organisers")
    tab.fill("#id_password", "mat-khau-thu")
    tab.locator("form button[type=submit]").first.click()
    tab.goto(f"/admin/contest/ceremony/{launch.pk}/launch/")
    tab.get_by_role("link", name="Khai mạc cuộc thi").click()
    tab.get_by_role("button", name="Đồng ý, mở ngay").click()
    expect(tab.locator(".contest-console__line")).to_contain_text("đã mở")
    tab.get_by_role("button", name="Hoàn tác").click()
    assert Press.objects.get().undone_at is not None
