"""The chooser of units in a form, by keyboard on a phone, by touch, and without a script."""

from __future__ import annotations

import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from contest_pages.units.models import Succession, Unit
from tests.e2e.conftest import PHONE
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestRulesPageFactory,
    EntryRoundPageFactory,
    UnitFactory,
)

MERGER = datetime.date(2025, 7, 1)


@pytest.fixture
def form(portal):
    """Return the path of an open registration form, with units of today and of the past."""
    contest = ContestPageFactory(parent=portal.get_children().get(slug="cuoc-thi"), slug="mo")
    ContestRulesPageFactory(parent=contest, slug="the-le")
    now = datetime.datetime.now(datetime.UTC)
    week = datetime.timedelta(days=7)
    EntryRoundPageFactory(parent=contest, slug="tac-pham", opens_at=now - week, closes_at=now + week)
    form = ContestRegistrationPageFactory(parent=contest, slug="dang-ky")
    province = UnitFactory(name="Tỉnh Sơn La", kind="province", code="14")
    old = UnitFactory(name="Huyện Mường La", kind="district", valid_to=MERGER - datetime.timedelta(days=1))
    for name in ("Xã Mường La", "Xã Mường Bú", "Xã Ngọc Chiến"):
        UnitFactory(name=name, parent=Unit.objects.get(pk=province.pk), valid_from=MERGER)
    Succession.objects.create(predecessor=old, successor=Unit.objects.get(name="Xã Ngọc Chiến"))
    return form.url


def test_a_unit_is_typed_without_marks_and_chosen_with_the_keyboard(form, phone, shots):
    phone.goto(form)
    field = phone.locator("input[role=combobox]")  # once the script is awake
    field.press_sequentially("muong", delay=20)
    expect(phone.get_by_role("option")).to_have_count(3)
    expect(phone.get_by_role("option").last).to_contain_text("trước thuộc Huyện Mường La")
    expect(phone.get_by_text("3 đơn vị được tìm thấy")).to_be_attached()
    phone.screenshot(path=shots / "units.png")
    found = Axe().run(phone)
    assert found.violations_count == 0, found.generate_report()
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Xã Mường Bú")
    expect(field).to_have_attribute("aria-expanded", "false")
    chosen = phone.locator("select[data-contest-units]").input_value()
    assert Unit.objects.get(pk=chosen).name == "Xã Mường Bú"
    field.press("x")
    field.press("Tab")
    expect(field).to_have_value("Xã Mường Búx")
    expect(field).to_have_accessible_description("Chọn đơn vị, địa bàn trong danh sách.")
    assert phone.locator("select[data-contest-units]").input_value() == ""
    found = Axe().run(phone)
    assert found.violations_count == 0, found.generate_report()
    phone.screenshot(path=shots / "units-to-choose.png")


def test_a_unit_that_was_typed_and_left_is_taken_where_it_is_certain(form, phone):
    phone.goto(form)
    field = phone.locator("input[role=combobox]")  # once the script is awake
    for typed, name in (("ngoc chien", "Xã Ngọc Chiến"), ("XÃ MƯỜNG LA", "Xã Mường La")):
        field.fill(typed)
        field.press("Tab")
        expect(field).to_have_value(name)
        chosen = phone.locator("select[data-contest-units]").input_value()
        assert Unit.objects.get(pk=chosen).name == name
    field.fill("muong")
    field.press("Tab")
    expect(phone.get_by_text("Chọn đơn vị, địa bàn trong danh sách.")).to_be_visible()
    field.fill("")
    field.press("Tab")
    expect(phone.get_by_text("Chọn đơn vị, địa bàn trong danh sách.")).to_be_hidden()


def test_a_unit_that_was_sent_off_before_it_was_found_stays_in_the_field(form, phone):
    phone.route("**/don-vi/**", lambda route: route.abort())  # a line that breaks
    phone.goto(form)
    field = phone.locator("input[role=combobox]")  # once the script is awake
    field.fill("xã không có")
    phone.evaluate("document.querySelector('form[method=post] [type=submit]').formNoValidate = true")
    phone.get_by_role("button", name="Tiếp tục").click()
    expect(phone.get_by_role("combobox", name="Đơn vị")).to_have_value("xã không có")
    expect(phone.get_by_text("Chọn đơn vị, địa bàn trong danh sách.").first).to_be_visible()


def test_a_unit_is_chosen_by_touch_and_escape_closes_the_list(form, phone):
    phone.goto(form)
    field = phone.locator("input[role=combobox]")  # once the script is awake
    field.press_sequentially("bu", delay=20)
    phone.get_by_role("option", name="Xã Mường Bú").click()
    expect(field).to_have_value("Xã Mường Bú")
    field.fill("khong co dau")
    expect(phone.get_by_text("Không tìm thấy đơn vị").first).to_be_visible()
    field.press("Escape")
    expect(phone.get_by_role("listbox")).to_be_hidden()


def test_without_a_script_the_units_are_a_plain_list_by_level(form, new_context):
    tab = new_context(java_script_enabled=False).new_page()
    tab.set_viewport_size(PHONE)
    tab.goto(form)
    units = tab.get_by_label("Đơn vị, địa bàn")
    units.select_option(label=units.locator("option", has_text="Xã Mường Bú").text_content())
    assert Unit.objects.get(pk=units.input_value()).name == "Xã Mường Bú"
    expect(units.locator("option", has_text="Huyện Mường La")).to_have_count(0)
