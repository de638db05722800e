"""The quiz on a phone: with a script and without, with the line gone and the server stopped in the middle."""

from __future__ import annotations

import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from contest_pages.data import process_memo
from contest_pages.quizzes.models import Attempt
from tests.e2e.conftest import PHONE, answer, choose, hand_in, predict
from tests.factories import RegistrationFactory, take_quiz
from tests.servers.break_quiz import run_in


def test_the_whole_quiz_on_a_phone(quiz, phone, shots):
    phone.goto(quiz.url)
    assert Axe().run(phone).violations_count == 0
    phone.screenshot(path=shots / "quiz-page.png", full_page=True)
    phone.goto(quiz.door)
    phone.get_by_role("button", name="Bắt đầu làm bài").click()
    answer(phone, 3)
    expect(phone.locator("[data-contest-state]")).to_contain_text("Đã lưu")
    expect(phone.locator("[data-contest-answered]")).to_have_text("3")
    # “Saved” may still speak of the answer before.
    for _again in range(100):
        if len(Attempt.objects.get().answers) == 3:
            break
        phone.wait_for_timeout(200)
    assert len(Attempt.objects.get().answers) == 3
    found = Axe().run(phone)
    assert found.violations_count == 0, found.generate_report()
    phone.screenshot(path=shots / "quiz-attempt.png")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.reload()
    expect(phone.locator("[data-contest-answered]")).to_have_text("3")
    answer(phone, 5)
    phone.get_by_role("button", name="Kiểm tra và nộp bài").click()
    expect(phone.get_by_role("heading", name="Kiểm tra trước khi nộp")).to_be_focused()
    found = Axe().run(phone)
    assert found.violations_count == 0, found.generate_report()
    phone.screenshot(path=shots / "quiz-summary.png")
    phone.get_by_role("button", name="Nộp bài", exact=True).click()
    expect(phone.locator("[data-contest-unpredicted]")).to_contain_text("Bạn chưa trả lời câu dự đoán")
    expect(phone.get_by_label("Có bao nhiêu người")).to_be_focused()
    predict(phone, "1.250")
    hand_in(phone)
    expect(phone.get_by_role("heading", name="Đã nhận bài làm")).to_be_visible()
    attempt = Attempt.objects.get()
    assert (attempt.answered, attempt.prediction) == (5, 1250)
    expect(phone.get_by_text(attempt.code, exact=True).first).to_be_visible()
    found = Axe().run(phone)
    assert found.violations_count == 0, found.generate_report()
    phone.screenshot(path=shots / "quiz-receipt.png", full_page=True)
    phone.goto(phone.url)
    expect(phone.get_by_role("heading", name="Đã nhận bài làm")).to_be_visible()


def test_the_keyboard_alone_is_enough(quiz, phone):
    phone.goto(quiz.door)
    phone.get_by_role("button", name="Bắt đầu làm bài").focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("[data-contest-clock]")).to_have_text(
        re.compile(r"^\d+:\d\d$")
    )  # the script is awake
    phone.locator("#cau-1 input[type=radio]").first.focus()
    for key in ("Space", "b", "C", "a"):
        phone.keyboard.press(key)
        phone.keyboard.press("Enter")
    phone.keyboard.press("b")
    assert phone.locator("#cau-5 input").nth(2).is_checked()
    phone.get_by_role("button", name="Kiểm tra và nộp bài").press("Enter")
    expect(phone.get_by_role("heading", name="Kiểm tra trước khi nộp")).to_be_focused()
    phone.get_by_label("Có bao nhiêu người").focus()
    phone.keyboard.type("7")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("button", name="Nộp bài", exact=True)).to_be_focused()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="Đã nhận bài làm")).to_be_visible()


def test_without_a_script_the_same_quiz_is_taken(quiz, new_context, shots):
    tab = new_context(java_script_enabled=False).new_page()
    tab.set_viewport_size(PHONE)
    tab.goto(quiz.door)
    tab.get_by_role("button", name="Bắt đầu làm bài").click()
    answer(tab, 2)
    tab.get_by_role("button", name="Lưu và làm tiếp").click()
    expect(tab.get_by_text("Đã lưu câu trả lời của bạn")).to_be_visible()
    answer(tab, 5)
    predict(tab, "5")
    hand_in(tab)
    expect(tab.get_by_role("heading", name="Đã nhận bài làm")).to_be_visible()
    tab.goto(quiz.url + "luyen-tap/")
    tab.locator("fieldset label").first.click()
    tab.get_by_role("button", name="Xem đáp án").click()
    expect(tab.get_by_text("Vì vậy.")).to_be_visible()


def on_a_slow_line(route) -> None:
    """Let a file arrive long after the page that asks for it."""
    time.sleep(1.5)
    route.continue_()


def test_two_tabs_share_the_attempt_and_the_newest_answer_stays(quiz, phone):
    phone.goto(quiz.door)
    phone.get_by_role("button", name="Bắt đầu làm bài").click()
    other = phone.context.new_page()
    other.route("**/js/quiz*.js", on_a_slow_line)
    other.goto(phone.url)
    choose(phone, 1, 1)
    expect(phone.locator("[data-contest-state]")).to_contain_text("Đã lưu")
    # Nobody changes the tab faster; the two clocks differ by the time of an answer at most.
    other.wait_for_timeout(500)
    choose(other, 1, 2)
    choose(other, 2)
    expect(other.locator("[data-contest-state]")).to_contain_text("Đã lưu")
    chosen = other.locator("#cau-1 input:checked").get_attribute("value")
    choose(phone, 3)
    expect(phone.locator("[data-contest-state]")).to_contain_text("Đã lưu")
    phone.wait_for_timeout(300)
    attempt = Attempt.objects.get()
    assert len(attempt.answers) == 3
    first = phone.locator("#cau-1 input[type=radio]").first.get_attribute("name").removeprefix("q")
    assert attempt.answers[first][0] == int(chosen)


def test_the_server_stopped_in_the_middle_loses_nothing(site, new_context):
    path = run_in(site, "build", "1")["begin"][0]
    door = path.rsplit("trac-nghiem-", 1)[0]
    tab = new_context().new_page()
    tab.set_viewport_size(PHONE)
    tab.goto(site.url + door)
    tab.get_by_role("button", name="Bắt đầu làm bài").click()
    choose(tab, 1)
    expect(tab.locator("[data-contest-state]")).to_contain_text("Đã lưu")
    site.kill()
    choose(tab, 2)
    expect(tab.locator("[data-contest-state]")).to_contain_text("Mất kết nối")
    choose(tab, 3)
    site.start()
    expect(tab.locator("[data-contest-state]")).to_contain_text("Đã lưu", timeout=40_000)
    tab.reload()
    expect(tab.locator("[data-contest-answered]")).to_have_text("3")
    answer(tab, 5)
    hand_in(tab)
    expect(tab.get_by_role("heading", name="Đã nhận bài làm")).to_be_visible()
    assert run_in(site, "check")["submitted"] == 1


def test_a_browser_that_was_closed_with_answers_unsent_sends_them_later(quiz, phone):
    phone.goto(quiz.door)
    phone.get_by_role("button", name="Bắt đầu làm bài").click()
    expect(phone.locator("[data-contest-clock]")).to_have_text(
        re.compile(r"^\d+:\d\d$")
    )  # the script is awake
    address = phone.url
    phone.context.set_offline(True)
    choose(phone, 1)
    expect(phone.locator("[data-contest-state]")).to_contain_text("Mất kết nối")
    phone.close()
    phone.context.set_offline(False)
    again = phone.context.new_page()
    again.goto(address)
    expect(again.locator("[data-contest-state]")).to_contain_text("Đã lưu")
    assert len(Attempt.objects.get().answers) == 1


@pytest.fixture
def open_quiz(quiz):
    """Return the quiz with the rule that visitors may answer first."""
    quiz.answer_first = True
    quiz.save()
    process_memo.forget()
    return quiz


def say_who(tab: Tab) -> None:
    """Fill the form on the receipt of an attempt without a name, and send it."""
    tab.get_by_label("Họ và tên").fill("Lường Văn Thử")
    tab.get_by_role("textbox", name="Ngày sinh").fill("2/3/1990")
    tab.get_by_label("Email").fill("thu@vidu.example")
    tab.get_by_role("button", name="Tiếp tục").click()
    tab.get_by_label("Tôi đồng ý").check()
    tab.get_by_label("Tôi không phải là thành viên").check()
    tab.get_by_role("button", name="Hoàn tất đăng ký").click()


def confirm_by_letter(tab: Tab) -> None:
    """Open the link in the letter and confirm."""
    address = next(line for line in mail.outbox[-1].body.splitlines() if line.startswith("http"))
    tab.goto(address)
    tab.get_by_role("button", name="Xác nhận").click()


def test_a_visitor_answers_first_and_says_afterwards_who_it_is(open_quiz, phone, shots):
    phone.goto(open_quiz.url)
    phone.get_by_role("button", name="Làm bài ngay").click()
    answer(phone, 2)
    expect(phone.locator("[data-contest-state]")).to_contain_text("Đã lưu")
    phone.goto(open_quiz.url)
    phone.get_by_role("link", name="Tiếp tục bài làm").click()
    expect(phone.locator("[data-contest-answered]")).to_have_text("2")
    answer(phone, 5)
    predict(phone, "12")
    hand_in(phone)
    expect(phone.locator("main")).to_contain_text("chưa được tính")
    found = Axe().run(phone)
    assert found.violations_count == 0, found.generate_report()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.screenshot(path=shots / "quiz-unnamed.png", full_page=True)
    say_who(phone)
    expect(phone.locator("h1")).to_have_text("Còn một bước nữa: hãy mở email")
    assert Attempt.objects.get().registration is None
    confirm_by_letter(phone)
    expect(phone.locator("main")).to_contain_text(Attempt.objects.get().code)
    assert Attempt.objects.get().registration.email == "thu@vidu.example"


def test_without_a_script_too(open_quiz, new_context):
    tab = new_context(java_script_enabled=False).new_page()
    tab.set_viewport_size(PHONE)
    tab.goto(open_quiz.url)
    tab.get_by_role("button", name="Làm bài ngay").click()
    answer(tab, 5)
    predict(tab, "12")
    hand_in(tab)
    expect(tab.locator("main")).to_contain_text("chưa được tính")
    say_who(tab)
    expect(tab.locator("h1")).to_have_text("Còn một bước nữa: hãy mở email")
    confirm_by_letter(tab)
    assert Attempt.objects.get().registration.email == "thu@vidu.example"


def test_practice_explains_each_answer_as_soon_as_it_is_given(quiz, phone, shots):
    phone.goto(quiz.url + "luyen-tap/")
    explained = phone.locator("[data-contest-why]")
    expect(explained).to_be_hidden()
    phone.get_by_label("Sai một").check()
    expect(explained).to_contain_text(re.compile("Đáp án đúng là [A-D]"))
    expect(explained).to_contain_text("Vì vậy.")
    expect(phone.locator(".contest-answer--wrong")).to_contain_text("Sai một")
    phone.locator(".contest-answer--right").click()
    expect(explained).to_contain_text("Bạn chọn đúng")
    expect(phone.locator(".contest-answer--wrong")).to_have_count(0)
    expect(phone.locator("[data-contest-practice-score]")).to_have_text("Đúng 1/1 câu")
    found = Axe().run(phone)
    assert found.violations_count == 0, found.generate_report()
    phone.screenshot(path=shots / "quiz-practice.png", full_page=True)


@pytest.mark.parametrize("rule", ["register first", "answer first"])
def test_the_first_screen_of_a_phone_has_the_figures_and_the_button(quiz, phone, rule, shots):
    quiz.answer_first = rule == "answer first"
    quiz.live_statistics = True
    quiz.save()
    process_memo.forget()
    phone.goto(quiz.url)
    name = "Làm bài ngay" if quiz.answer_first else "Đăng ký"
    button = phone.locator(".contest-door").get_by_role("button" if quiz.answer_first else "link", name=name)
    box = button.bounding_box()
    assert box["y"] + box["height"] <= PHONE["height"]
    tops = [
        cell.bounding_box()["y"] for cell in phone.locator(".contest-quiz-facts").first.locator("div").all()
    ]
    assert tops[0] == tops[1] < tops[2] == tops[3]
    expect(phone.get_by_role("link", name="Thể lệ cuộc thi")).to_be_visible()
    phone.screenshot(path=shots / f"quiz-start-{rule[:6].strip()}.png", full_page=True)


def test_the_figures_of_an_open_round_renew_themselves(quiz, phone):
    quiz.live_statistics = True
    quiz.save()
    cache.clear()
    phone.clock.install()
    phone.goto(quiz.url)
    live = phone.locator("[data-contest-live] dd").first
    expect(live).to_have_text("0")
    take_quiz(quiz, RegistrationFactory(page=quiz.contest.registration_pages[0]), at=timezone.now())
    cache.clear()
    phone.clock.fast_forward(61_000)
    expect(live).to_have_text("1")


def test_the_receipt_has_a_card_to_share_with_the_rounds_own_address(quiz, phone, shots):
    phone.add_init_script("navigator.share = (card) => { window.shared = card; return Promise.resolve(); };")
    phone.goto(quiz.door)
    phone.get_by_role("button", name="Bắt đầu làm bài").click()
    answer(phone, 5)
    predict(phone, "12")
    hand_in(phone)
    card = phone.get_by_role("region", name="Tôi vừa dự thi, mời bạn cùng thi!")
    card.get_by_role("button", name="Zalo, tin nhắn").click()
    shared = phone.evaluate("window.shared")
    assert shared["url"] == quiz.full_url
    assert shared["text"].startswith("Tôi vừa dự thi Tuần 1")
    assert phone.url not in str(shared)
    facebook = card.get_by_role("link", name="Facebook").get_attribute("href")
    assert phone.url.split("/")[-2] not in facebook
    phone.screenshot(path=shots / "quiz-receipt-card.png", full_page=True)
