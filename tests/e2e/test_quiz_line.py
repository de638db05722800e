"""Handing in a quiz when the line, the server, the browser or the clock fails: no answer is lost, none counted twice."""

from __future__ import annotations

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import Route, expect

from contest_pages.quizzes.domain.attempts import end_by_time
from contest_pages.quizzes.models import Attempt
from contest_pages.quizzes.queries.snapshots import snapshot_of
from tests.e2e.conftest import answer, choose, hand_in, predict

MINUTE = datetime.timedelta(minutes=1)

#: A device whose timers run on while its date jumps: what a page sees of sleep, and of a date that is set by hand.
JUMPING_DATE = """
    const plain = Date.now;
    window.jumped = 0;
    Date.now = () => plain() + window.jumped;
"""
WITHOUT_STORE = """
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
"""


def begin(tab: Tab, quiz) -> str:
    """Begin an attempt, wait for the script, return its address."""
    tab.goto(quiz.door)
    tab.get_by_role("button", name="Bắt đầu làm bài").click()
    expect(clock(tab)).to_have_text(re.compile(r"^[0-9]+:[0-9]{2}$"))
    return tab.url


def clock(tab: Tab):
    """Return the clock of the attempt."""
    return tab.locator("[data-contest-clock]")


def state(tab: Tab):
    """Return the line that says what is saved."""
    return tab.locator("[data-contest-state]")


def receipt(tab: Tab):
    """Return the heading of the receipt."""
    return tab.get_by_role("heading", name="Đã nhận bài làm")


def unsent(tab: Tab) -> list[str]:
    """Return the names of what is stored on the device until the server has it."""
    return tab.evaluate("Object.keys(localStorage).filter((key) => key.includes('unsent'))")


def all_sent(tab: Tab) -> None:
    """Wait until the server has everything."""
    for _again in range(100):
        if not unsent(tab):
            return
        tab.wait_for_timeout(100)
    raise AssertionError("Answers are still waiting to be sent.")


def test_handing_in_without_a_line_loses_nothing_however_late_one_comes_back(quiz, phone):
    address = begin(phone, quiz)
    phone.context.set_offline(True)
    answer(phone, 5)
    predict(phone, "1.250")
    hand_in(phone)
    expect(state(phone)).to_contain_text("Bài chưa nộp được")
    expect(state(phone)).to_contain_text("vẫn được giữ trên máy này")
    phone.close()
    assert Attempt.objects.get().answers == {}
    phone.context.set_offline(False)
    again = phone.context.new_page()
    again.goto(address)
    expect(again.locator("[data-contest-answered]")).to_have_text("5")
    expect(again.get_by_label("Có bao nhiêu người")).to_have_value("1.250")
    expect(state(again)).to_contain_text("Đã lưu")
    hand_in(again)
    expect(receipt(again)).to_be_visible()
    attempt = Attempt.objects.get()
    assert (attempt.answered, attempt.prediction, attempt.prediction_typed) == (5, 1250, "1.250")
    assert unsent(again) == []


def test_the_line_that_comes_back_hands_in_what_was_asked_for(quiz, phone):
    begin(phone, quiz)
    answer(phone, 5)
    predict(phone, "7")
    phone.context.set_offline(True)
    hand_in(phone)
    expect(state(phone)).to_contain_text("Bài chưa nộp được")
    phone.context.set_offline(False)
    expect(receipt(phone)).to_be_visible()
    assert Attempt.objects.get().answered == 5


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_that_fails_at_handing_in_is_asked_again(quiz, phone, status):
    begin(phone, quiz)
    answer(phone, 5)
    predict(phone, "7")
    phone.locator("#du-doan").blur()
    expect(state(phone)).to_contain_text("Đã lưu")
    failures = [status, status]

    def fail_twice(route: Route) -> None:
        route.fulfill(status=failures.pop(), body="<h1>Lỗi</h1>") if failures else route.continue_()

    phone.route("**/luu/", fail_twice)
    phone.get_by_role("button", name="Nộp bài", exact=True).click()
    expect(state(phone)).to_contain_text("Hệ thống đang bận")
    expect(receipt(phone)).to_be_visible()
    assert failures == []


def test_two_tabs_without_a_line_keep_the_answers_of_both(quiz, phone):
    address = begin(phone, quiz)
    other = phone.context.new_page()
    other.goto(address)
    expect(clock(other)).to_have_text(re.compile(r"^[0-9]+:[0-9]{2}$"))
    phone.context.set_offline(True)
    choose(phone, 1)
    choose(other, 2)
    expect(phone.locator("#cau-2 input[type=radio]").first).to_be_checked()
    phone.close()
    other.close()
    phone.context.set_offline(False)
    again = phone.context.new_page()
    again.goto(address)
    expect(state(again)).to_contain_text("Đã lưu")
    assert len(Attempt.objects.get().answers) == 2


def test_a_browser_that_keeps_nothing_says_so(quiz, phone):
    phone.add_init_script(WITHOUT_STORE)
    begin(phone, quiz)
    phone.context.set_offline(True)
    answer(phone, 1)
    expect(state(phone)).to_contain_text("đừng đóng trang này")
    phone.context.set_offline(False)
    expect(state(phone)).to_contain_text("Đã lưu")
    assert len(Attempt.objects.get().answers) == 1


def test_the_back_button_after_the_receipt_shows_the_receipt(quiz, phone):
    address = begin(phone, quiz)
    answer(phone, 5)
    predict(phone, "7")
    hand_in(phone)
    expect(receipt(phone)).to_be_visible()
    assert phone.url == address
    phone.go_back()
    expect(receipt(phone)).to_be_visible()


def test_an_attempt_that_ended_meanwhile_counts_with_what_was_saved_and_says_what_came_too_late(quiz, phone):
    begin(phone, quiz)
    answer(phone, 2)
    expect(state(phone)).to_contain_text("Đã lưu")
    all_sent(phone)
    phone.context.set_offline(True)
    choose(phone, 3)
    expect(state(phone)).to_contain_text("Mất kết nối")
    freeze = phone.context.new_cdp_session(phone)
    freeze.send("Page.setWebLifecycleState", {"state": "frozen"})
    Attempt.objects.update(ends_at=timezone.now() - MINUTE)
    end_by_time(Attempt.objects.get().pk, snapshot_of(quiz.pk), now=timezone.now())
    phone.context.set_offline(False)
    freeze.send("Page.setWebLifecycleState", {"state": "active"})
    expect(phone.get_by_role("heading", name="Đã hết giờ")).to_be_visible()
    expect(phone.locator("main")).to_contain_text("Những câu đã lưu trước lúc hết giờ vẫn được tính")
    expect(phone.locator("[data-contest-late]")).to_be_visible()
    assert Attempt.objects.get().answered == 2


def test_when_the_time_is_over_the_page_hands_in_by_itself(quiz, phone):
    begin(phone, quiz)
    answer(phone, 3)
    all_sent(phone)
    Attempt.objects.update(ends_at=timezone.now() + datetime.timedelta(seconds=4))
    phone.reload()
    expect(phone.locator("[data-contest-receipt]")).to_be_visible()
    attempt = Attempt.objects.get()
    assert (attempt.is_submitted, attempt.answered) == (True, 3)
    assert attempt.submitted_at >= attempt.ends_at


def test_a_phone_that_slept_shows_the_time_that_is_left(quiz, phone):
    phone.add_init_script(JUMPING_DATE)
    begin(phone, quiz)
    Attempt.objects.update(ends_at=Attempt.objects.get().ends_at - 11 * MINUTE)
    phone.context.set_offline(True)
    phone.evaluate("window.jumped = 11 * 60000; document.dispatchEvent(new Event('visibilitychange'))")
    expect(clock(phone)).to_have_text(re.compile("^03:[0-9]{2}$"))
    phone.context.set_offline(False)
    phone.evaluate("window.dispatchEvent(new Event('focus'))")
    phone.wait_for_timeout(1500)
    expect(clock(phone)).to_have_text(re.compile("^03:[0-9]{2}$"))


@pytest.mark.parametrize("hours", [1, -1])
def test_a_date_set_while_the_quiz_runs_changes_nothing(quiz, phone, hours):
    phone.add_init_script(JUMPING_DATE)
    begin(phone, quiz)
    phone.evaluate(f"window.jumped = {hours} * 3600000")
    expect(clock(phone)).to_have_text(re.compile("^14:[0-9]{2}$"))
    answer(phone, 1)
    expect(state(phone)).to_contain_text("Đã lưu")
    expect(clock(phone)).to_have_text(re.compile("^14:[0-9]{2}$"))
    attempt = Attempt.objects.get()
    assert not attempt.is_submitted
    [[_option, revision]] = attempt.answers.values()
    assert revision < 60_000


def test_a_refused_prediction_stays_as_typed_and_holds_up_no_answer(quiz, phone):
    begin(phone, quiz)
    predict(phone, "khoảng 500")
    answer(phone, 5)
    expect(phone.locator("#du-doan-loi")).to_contain_text("Bạn đã ghi “khoảng 500”")
    all_sent(phone)
    assert len(Attempt.objects.get().answers) == 5
    phone.reload()
    expect(phone.get_by_label("Có bao nhiêu người")).to_have_value("khoảng 500")
    expect(phone.locator("#du-doan-loi")).to_contain_text("một số nguyên")
    phone.get_by_role("button", name="Kiểm tra và nộp bài").click()
    phone.get_by_role("button", name="Nộp bài", exact=True).click()
    expect(phone.locator("[data-contest-refusal]")).to_contain_text("vẫn được giữ")
    predict(phone, "500")
    hand_in(phone)
    expect(receipt(phone)).to_be_visible()
    assert Attempt.objects.get().prediction == 500


def test_the_summary_leads_to_what_is_open(quiz, phone):
    begin(phone, quiz)
    choose(phone, 2)
    predict(phone, "12")
    note = phone.locator("[data-contest-open]")
    expect(note.get_by_role("link")).to_have_text(["Câu 1", "Câu 3", "Câu 4", "Câu 5"])
    expect(phone.get_by_role("button", name="Nộp bài", exact=True)).to_be_hidden()
    note.get_by_role("link", name="Câu 3").click()
    expect(phone.locator("#cau-3 legend")).to_be_focused()
    phone.go_back()
    expect(phone.get_by_role("heading", name="Kiểm tra trước khi nộp")).to_be_visible()


def test_each_question_has_a_screen_unless_the_contestant_wants_all_on_one(quiz, phone, shots):
    begin(phone, quiz)
    expect(phone.locator("fieldset:visible")).to_have_count(1)
    expect(phone.locator("header")).to_have_count(0)
    phone.screenshot(path=shots / "quiz-step.png")
    choose(phone, 1)
    phone.get_by_role("link", name="Câu tiếp theo").click()
    expect(phone.locator("#cau-2 legend")).to_be_focused()
    phone.get_by_role("link", name="Câu trước").click()
    expect(phone.locator("#cau-1 input:checked")).to_have_count(1)
    phone.get_by_role("link", name="Câu 5").first.click()
    expect(phone.locator("#cau-5")).to_be_visible()
    expect(phone.get_by_role("link", name="Câu tiếp theo")).to_be_hidden()
    phone.reload()
    expect(phone.locator("fieldset:visible")).to_have_count(1)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_role("button", name="Xem tất cả các câu").click()
    expect(phone.locator("fieldset:visible")).to_have_count(5)
    phone.reload()
    expect(phone.locator("fieldset:visible")).to_have_count(5)


def test_what_is_chosen_before_the_script_has_come_is_saved_too(quiz, phone):
    held: list[Route] = []
    is_held = True
    phone.route("**/js/quiz*.js", lambda route: held.append(route) if is_held else route.continue_())
    phone.goto(quiz.door)
    phone.get_by_role("button", name="Bắt đầu làm bài").click(no_wait_after=True)
    answer(phone, 5)
    predict(phone, "12")
    is_held = False
    for route in held:
        route.continue_()
    expect(state(phone)).to_contain_text("Đã lưu")
    attempt = Attempt.objects.get()
    assert (len(attempt.answers), attempt.prediction) == (5, 12)
