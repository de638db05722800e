"""A contest's page offers what a visitor can do now, and never a page that asks for a link they do not have."""

from __future__ import annotations

import pytest

from contest_pages.contests.logic.medals import is_top, medal_of
from contest_pages.contests.way_in import state_words
from contest_pages.vietnamese import Title, phone_link, title_parts
from tests.factories import QuizRoundPageFactory
from tests.factories.pages import NOW, hanoi


def words(stage) -> tuple[str, str]:
    way = stage.again().first_screen(NOW)["way_in"]
    return tuple(link.words if link else "" for link in (way.main, way.other))


def show_in_menu(page, **values) -> None:
    type(page).objects.filter(pk=page.pk).update(show_in_menus=True, **values)


@pytest.mark.django_db
def test_who_wants_to_hand_in_registers_first(stage):
    show_in_menu(stage.form, title="Đăng ký dự thi")
    assert words(stage) == ("Đăng ký dự thi", "Đã đăng ký? Vào trang thí sinh")


@pytest.mark.django_db
def test_where_nobody_registers_any_more_contestants_find_their_own_page(stage):
    stage.form.unpublish()
    assert words(stage)[0] == "Vào trang thí sinh"


@pytest.mark.django_db
def test_a_quiz_is_entered_at_once(stage):
    stage.round.unpublish()
    QuizRoundPageFactory(
        parent=stage.contest,
        title="Tuần 3",
        opens_at=hanoi("2024-07-01 08:00"),
        closes_at=hanoi("2024-07-31 24:00"),
    )
    assert words(stage)[0] == "Vào thi Tuần 3"
    assert state_words(stage.again(), NOW) == "Đang thi Tuần 3"


@pytest.mark.parametrize(
    ("prize", "medal"),
    [
        ("Giải Nhất", "nhat"),
        ("Giải Nhì tuần", "nhi"),
        ("GIẢI BA", "ba"),
        ("Giải Khuyến khích", "kk"),
        ("Giải tập thể", "phu"),
        ("Giải Bài thi hay", "phu"),
        ("Second prize", "nhi"),
        ("Consolation prize", "kk"),
    ],
)
def test_the_medal_of_a_prize_follows_its_name(prize, medal):
    assert medal_of(prize) == medal
    assert is_top(prize) == (medal in ("nhat", "nhi", "ba"))


def test_a_title_is_split_at_its_quote_and_nowhere_else():
    assert title_parts("Cuộc thi video “Sơn La số”") == Title("Cuộc thi video", "“Sơn La số”")
    for whole in ("Hội thi tuyên truyền", "“Sơn La số”", "Cuộc thi “chưa đóng"):
        assert title_parts(whole) == Title("", whole)


def test_a_number_is_dialled_without_its_spaces():
    assert phone_link("0212 000 0000") == "tel:02120000000"
    assert phone_link(" +84 (212) 000.0000") == "tel:+842120000000"
