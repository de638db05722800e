"""An organiser writes to chosen contestants: whom, which words, how many, sent; each gets one letter."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import expect

from contest_pages.mailings.models import Mailing
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestRulesPageFactory,
    RegistrationFactory,
    UnitFactory,
)
from tests.letters import words_of

from .conftest import PHONE

#: What a picture holds: the admin scrolls inside its window.
TALL = {"width": 1280, "height": 1900}


@pytest.fixture
def form(portal):
    """Return the form of a contest with three registrations of one teacher, one of another unit, and one with a phone."""
    contest = ContestPageFactory(
        parent=portal.get_children().get(slug="cuoc-thi"), title="Cuộc thi video “Sơn La số”", slug="video"
    )
    ContestRulesPageFactory(parent=contest, slug="the-le")
    form = ContestRegistrationPageFactory(parent=contest, title="Đăng ký dự thi", slug="dang-ky")
    school, other = UnitFactory(name="Trường THPT Mường Suối"), UnitFactory(name="Xã Bản Xa")
    for number in range(3):
        RegistrationFactory(
            page=form, email="co.giao@vidu.example", full_name=f"Lò Thị {number}", unit=school
        )
    RegistrationFactory(page=form, email="", phone="0912345678", full_name="Quàng Văn Suối", unit=school)
    RegistrationFactory(page=form, email="xa@vidu.example", unit=other)
    return form


def is_narrow_enough(tab) -> bool:
    return tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def look(tab, shots, name: str) -> None:
    """Keep the screen in both widths, and fail on what does not fit or what axe finds in it."""
    # Wagtail's own messages have colours of their own.
    part = {"include": ["main"], "exclude": [".messages"]}
    found = Axe().run(tab, context=part, options={"runOnly": ["wcag2a", "wcag2aa"]})
    wrong = [violation["id"] for violation in found.response["violations"]]
    assert wrong == [], [
        (violation["id"], [node["html"] for node in violation["nodes"]])
        for violation in found.response["violations"]
    ]
    tab.set_viewport_size(TALL)
    tab.screenshot(path=shots / f"{name}.png")
    tab.set_viewport_size({**TALL, "width": PHONE["width"]})
    assert is_narrow_enough(tab), name
    tab.screenshot(path=shots / f"{name}-phone.png")
    tab.set_viewport_size({"width": 1280, "height": 900})


def test_an_organiser_writes_to_the_contestants_of_a_unit(form, enter_admin, shots):
    tab = enter_admin("organisers")
    main = tab.locator("main")
    tab.goto("/admin/contest_mailings/mailing/")
    expect(main).to_contain_text("Chưa có đợt gửi thư nào")
    look(tab, shots, "mailings-empty")
    tab.get_by_role("link", name="Soạn thư").click()
    tab.get_by_role("button", name="Tiếp tục").click()
    expect(tab.get_by_role("alert")).to_contain_text("Vui lòng chọn cuộc thi và nhóm người nhận")
    look(tab, shots, "mailings-choose")
    tab.get_by_role("radio", name="Thí sinh", exact=True).check()
    tab.get_by_role("button", name="Tiếp tục").click()

    main.get_by_label("Đơn vị, địa bàn").select_option("Trường THPT Mường Suối")
    main.get_by_label("Mẫu thư").select_option("Gửi thư: mời dự lễ trao giải")
    tab.get_by_role("button", name="Điền theo mẫu").click()
    expect(main.get_by_label("Nội dung thư")).to_have_value(re.compile("Chào bạn {tên},"))
    assert (
        main.get_by_label("Đơn vị, địa bàn").locator("option:checked").inner_text()
        == "Trường THPT Mường Suối"
    )
    look(tab, shots, "mailings-words")
    tab.get_by_role("button", name="Lưu và xem trước").click()
    expect(tab.get_by_text("Vui lòng điền các chỗ còn để trống trong mẫu").first).to_be_visible()
    assert not Mailing.objects.exists()
    main.get_by_label("Nội dung thư").fill("Chào bạn,\n\nMời dự lễ trao giải lúc 8 giờ ngày 20/12 {điểm}.")
    main.get_by_label("Tin nhắn, dành cho người chỉ có số điện thoại").fill(
        "Mời dự lễ trao giải {tên cuộc thi}."
    )
    tab.get_by_role("button", name="Lưu và xem trước").click()
    expect(tab.get_by_text("Nhóm người nhận này không có {điểm}.")).to_be_visible()
    look(tab, shots, "mailings-wrong")
    main.get_by_label("Nội dung thư").fill("Chào bạn,\n\nMời dự lễ trao giải lúc 8 giờ ngày 20/12.")
    tab.get_by_role("button", name="Lưu và xem trước").click()

    expect(main).to_contain_text("2 người nhận trùng địa chỉ với người khác")
    expect(main).to_contain_text("Mời dự lễ trao giải lúc 8 giờ ngày 20/12.")
    expect(main).to_contain_text("Mời dự lễ trao giải Cuộc thi video Sơn La số.")
    look(tab, shots, "mailings-preview")
    tab.get_by_role("button", name="Gửi cho 2 người nhận").click()
    expect(main).to_contain_text("Số lượng đã lập")
    look(tab, shots, "mailings-sent")
    assert [letter.to for letter in mail.outbox] == [["co.giao@vidu.example"]]
    assert "Mời dự lễ trao giải lúc 8 giờ" in words_of(mail.outbox[0])

    tab.get_by_role("link", name="Xem từng thư và kết quả gửi").click()
    expect(tab.locator(".result-list")).to_contain_text("Thư mời dự lễ trao giải")
    look(tab, shots, "mailings-letters")
    tab.goto("/admin/contest_mailings/mailing/")
    look(tab, shots, "mailings-list")
