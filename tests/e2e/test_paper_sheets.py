"""Two secretaries type a paper sheet by keys alone, each without the other's copy; how many keys it costs is counted."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from contest_pages.judging.models import Assignment, Candidate, PaperCopy, ScoreSheet, Seat, SeatTerm
from tests.e2e.conftest import PASSWORD
from tests.factories import (
    CommitteeMemberFactory,
    ContestPageFactory,
    ContestRegistrationPageFactory,
    EntryFactory,
    EntryRoundPageFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.factories.judging import JuryRoundPageFactory

DAY = datetime.timedelta(days=1)
#: The points of a sheet of five criteria as they are written, then their sum.
WRITTEN = ("8,5", "9", "7,5", "10", "6", "41")
FIVE = [(name, 10) for name in ("Nội dung", "Hình thức", "Sáng tạo", "Tuyên truyền", "Âm thanh")]
#: Beyond the digits of number, points and sum: Enter after the number, after each of five points, after the sum.
KEYS = 7


@pytest.fixture
def jury_round(portal):
    """Return an open jury round of five criteria with two works and one juror, and a second secretary."""
    now = timezone.now()
    contest = ContestPageFactory(parent=portal.get_children().get(slug="cuoc-thi"), slug="video")
    form = ContestRegistrationPageFactory(parent=contest, slug="dang-ky")
    entry_round = EntryRoundPageFactory(parent=contest, slug="tac-pham")
    page = JuryRoundPageFactory(
        parent=contest, with_criteria=FIVE, title="Chung khảo", opens_at=now - DAY, closes_at=now + DAY
    )
    member = CommitteeMemberFactory(contest=contest, committee="jury", full_name="Lò Văn Minh")
    seat = Seat.objects.create(round_id=page.pk, number=1)
    SeatTerm.objects.create(round_id=page.pk, seat=seat, member=member, from_at=now - DAY)
    for number in (1, 2):
        entry = EntryFactory(
            registration=RegistrationFactory(page=form),
            round=entry_round,
            accepted=True,
            title="Bản em số hóa",
        )
        candidate = Candidate.objects.create(round_id=page.pk, number=number, entry=entry, added_at=now)
        Assignment.objects.create(candidate=candidate, seat=seat, made_at=now)
    second = UserFactory(username="secretaries-2")
    second.groups.add(Group.objects.get(name="Tổ Thư ký"))
    return page


class Keyboard:
    """The keys of a tab, counted."""

    def __init__(self, tab):
        self.tab, self.keys = tab, 0

    def type(self, text: str) -> None:
        """Press the keys of a text."""
        for sign in text:
            self.tab.keyboard.press(sign)
            self.keys += 1

    def enter(self) -> None:
        """Press Enter."""
        self.tab.keyboard.press("Enter")
        self.keys += 1


def open_round(tab, page) -> None:
    tab.goto(reverse("contest_paper_round", args=[page.pk]))
    expect(tab.locator("#number")).to_be_focused()


def type_sheet(tab, number: str, written=WRITTEN) -> int:
    """Type a sheet from its number to the last Enter; return how many keys were pressed."""
    keyboard = Keyboard(tab)
    keyboard.type(number)
    keyboard.enter()
    fields = tab.locator(".contest-paper__row input")
    expect(fields).to_have_count(len(written))
    for place, text in enumerate(written):
        expect(fields.nth(place)).to_be_focused()
        keyboard.type(text)
        keyboard.enter()
    return keyboard.keys


def test_a_sheet_of_five_criteria_costs_its_digits_and_seven_keys(enter_admin, jury_round, shots):
    assert get_user_model().objects.get(username="secretaries").check_password(PASSWORD)
    first, second = enter_admin("secretaries"), enter_admin("secretaries-2")
    for tab, name in ((first, "first"), (second, "second")):
        open_round(tab, jury_round)
        keys = type_sheet(tab, "011")
        # Back at the field for the next number, which has the focus.
        tab.wait_for_url(f"**{reverse('contest_paper_round', args=[jury_round.pk])}")
        expect(tab.locator("#number")).to_be_focused()
        assert keys <= len("011") + sum(map(len, WRITTEN)) + KEYS
        tab.screenshot(path=shots / f"paper-{name}.png")
    sheet = ScoreSheet.objects.get()
    assert (sheet.total, sheet.source) == (4_100_000, "paper")
    assert PaperCopy.objects.filter(sheet=sheet).count() == 2
    expect(second.get_by_text(sheet.check_code)).to_be_visible()


def test_what_is_typed_wrongly_is_found_by_keys_too(enter_admin, jury_round, shots):
    first, second = enter_admin("secretaries"), enter_admin("secretaries-2")
    open_round(first, jury_round)
    type_sheet(first, "021", (*WRITTEN[:-1], "14"))
    expect(first.locator("[role=alert]")).to_contain_text("trả lại giám khảo")
    wrong = first.locator(".contest-paper__row.is-sum input")
    expect(wrong).to_be_focused()
    first.screenshot(path=shots / "paper-sum.png")
    keyboard = Keyboard(first)
    keyboard.type("41")  # what stood there is selected
    keyboard.enter()
    expect(first.locator("#number")).to_be_focused()
    open_round(second, jury_round)
    type_sheet(second, "021", ("8,5", "9", "7,5", "9", "6", "40"))
    expect(second.locator("tr.is-different")).to_have_count(1)
    second.screenshot(path=shots / "paper-differs.png")
    keyboard = Keyboard(second)
    keyboard.type("10")
    keyboard.enter()
    keyboard.type("Hai nguoi cung xem")
    keyboard.enter()
    expect(second.locator("#number")).to_be_focused()
    assert ScoreSheet.objects.get().total == 4_100_000
