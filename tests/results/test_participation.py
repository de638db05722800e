"""Participation by unit: persons, attempts, works and awards; shares; blocks; old and new trees."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from contest_pages.results.logic.participation import UnitParticipation, ranked
from contest_pages.results.queries.participation import participation_of
from contest_pages.units.models import Headcount, Succession
from tests.factories import (
    EntryFactory,
    PrizeFactory,
    RegistrationFactory,
    UnitFactory,
    give,
    take_quiz,
)
from tests.factories.pages import NOW
from tests.registrations.helpers import enter_and_confirm, team
from tests.rosters.sheets import opened

DAY = NOW.date()


def rows(contest, **more) -> dict[str, UnitParticipation]:
    return {row.name: row for row in participation_of(contest, on=DAY, **more)}


def unit_row(name: str, block="Xã", **counts) -> UnitParticipation:
    return UnitParticipation(unit=1, name=name, block=block, **counts)


def test_units_are_ranked_within_their_block_and_equals_share_a_place():
    blocks = ranked(
        [
            unit_row("B", persons=5),
            unit_row("A", persons=5),
            unit_row("C", persons=9),
            unit_row("D", persons=1),
            unit_row("Trường", block="Trường học", persons=2),
        ],
        "persons",
    )
    assert [(block.name, [(row.rank, row.name) for row in block.rows]) for block in blocks] == [
        ("Trường học", [(1, "Trường")]),
        ("Xã", [(1, "C"), (2, "A"), (2, "B"), (4, "D")]),
    ]


def test_by_share_a_small_unit_may_rank_first_and_a_unit_without_a_headcount_last():
    blocks = ranked(
        [
            unit_row("Lớn", persons=90, headcount=1000),
            unit_row("Nhỏ", persons=30, headcount=100),
            unit_row("Chưa biết", persons=500),
        ],
        "share",
    )
    assert [(row.name, row.share) for row in blocks[0].rows] == [
        ("Nhỏ", 30.0),
        ("Lớn", 9.0),
        ("Chưa biết", None),
    ]


def test_persons_attempts_and_works_are_counted_separately(quiz, in_july):
    unit = UnitFactory(name="Xã Đông")
    Headcount.objects.create(unit=unit, counted_on=datetime.date(2024, 1, 1), persons=10)
    Headcount.objects.create(unit=unit, counted_on=datetime.date(2025, 1, 1), persons=99)
    first = RegistrationFactory(page=quiz.form, unit=unit)
    second = RegistrationFactory(page=quiz.form, unit=unit)
    RegistrationFactory(page=quiz.form, unit=unit)
    quiz.round.attempts_per_contestant = 2
    quiz.round.save_revision().publish()
    take_quiz(quiz.round, first)
    take_quiz(quiz.round, second)
    row = rows(quiz.contest)["Xã Đông"]
    assert (row.registered, row.persons, row.attempts, row.works) == (3, 2, 2, 0)
    assert (row.headcount, row.share) == (10, 20.0)


def test_all_authors_of_a_work_took_part(stage, in_july):
    unit = UnitFactory(name="Xã Phim")
    stage.form.kinds, stage.form.smallest_team, stage.form.main_members = ["team"], 3, None
    stage.form.save()
    made = enter_and_confirm(stage, *team(4), kind="team", unit=unit)
    EntryFactory(round=stage.round, registration=made, state="accepted")
    RegistrationFactory(page=stage.form, unit=unit)
    row = rows(stage.contest)["Xã Phim"]
    assert (row.registered, row.persons, row.works, row.attempts) == (5, 4, 1, 0)


def test_where_nothing_is_handed_in_who_registered_took_part(stage):
    unit = UnitFactory(name="Xã Sân Khấu")
    RegistrationFactory(page=stage.form, unit=unit)
    RegistrationFactory(page=stage.form, unit=unit, pending=True)
    assert rows(stage.contest)["Xã Sân Khấu"].persons == 1


def test_old_communes_add_up_to_new_ones_and_to_their_district(stage):
    last, first = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)
    district = UnitFactory(name="Huyện Cũ", kind="district", valid_to=last)
    communes = [UnitFactory(name=f"Xã Cũ {n}", parent=district, valid_to=last) for n in range(3)]
    merged = UnitFactory(name="Xã Mới", valid_from=first)
    for commune in communes:
        Succession.objects.create(predecessor=commune, successor=merged)
        RegistrationFactory(page=stage.form, unit=commune)
    assert set(rows(stage.contest)) == {"Xã Cũ 0", "Xã Cũ 1", "Xã Cũ 2"}
    assert rows(stage.contest, kind="district")["Huyện Cũ"].registered == 3
    today = {
        row.name: row.registered for row in participation_of(stage.contest, on=datetime.date(2026, 1, 1))
    }
    assert today == {"Xã Mới": 3}
    RegistrationFactory(page=stage.form, unit=merged)
    assert rows(stage.contest)["Không tách được theo đơn vị"].registered == 1
    assert rows(stage.contest, kind="district")["Huyện Cũ"].registered == 4


def test_awards_count_for_the_unit_that_won_them(stage):
    unit = UnitFactory(name="Xã Được Giải")
    winner = RegistrationFactory(page=stage.form, unit=unit)
    entry = EntryFactory(round=stage.round, registration=winner, state="accepted", unit=unit)
    give(PrizeFactory(contest=stage.contest), entry=entry)
    assert rows(stage.contest)["Xã Được Giải"].awards == 1


def test_the_screen_shows_the_same_as_its_spreadsheet(client, stage, roles):
    unit = UnitFactory(name="Xã Bảng")
    RegistrationFactory(page=stage.form, unit=unit)
    client.force_login(roles["organisers"])
    url = reverse("contest_participation")
    page = client.get(url, {"contest": stage.contest.pk, "by": "share", "on": "01/8/2024"}).content.decode()
    assert "Xã Bảng" in page
    assert 'value="01/8/2024"' in page
    book = opened(client.get(url, {"contest": stage.contest.pk, "as": "xlsx"}))
    assert list(book.active.iter_rows(values_only=True))[1][2:4] == ("Xã Bảng", 1)
    wrong = client.get(url, {"contest": stage.contest.pk, "on": "hôm qua", "by": "x"})
    assert wrong.status_code == 422
    assert client.get(url).status_code == 200


def test_without_a_contest_the_screen_shows_a_message(client, roles):
    client.force_login(roles["organisers"])
    assert "Chưa có cuộc thi nào." in client.get(reverse("contest_participation")).content.decode()


@pytest.mark.parametrize(
    "role", ["editors", "question_writers", "moderators", "jurors", "administrators", "nobody"]
)
def test_only_organisers_see_it(client, stage, roles, role):
    client.force_login(roles[role])
    assert client.get(reverse("contest_participation")).status_code == 302


def test_many_units_cost_as_many_queries_as_a_single_unit(stage, django_assert_max_num_queries):
    for n in range(60):
        RegistrationFactory(page=stage.form, unit=UnitFactory(name=f"Xã {n}"))
    with django_assert_max_num_queries(12):
        assert len(rows(stage.contest)) == 60
