"""Standings: pasted by the organisers, shown by round, division and unit, as far as people agreed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from contest_pages.entries.enums import EntryState
from contest_pages.results.domain.standings import put_standings, read_standings
from contest_pages.results.models import Award, ContestResultsPage, Standing
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestResultsPageFactory,
    EntryFactory,
    EntryRoundPageFactory,
    PrizeFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.factories.people import UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def results(stage) -> ContestResultsPage:
    return ContestResultsPageFactory(parent=stage.contest, slug="ket-qua")


@pytest.fixture
def work(stage):
    """Return a function that makes an accepted work."""

    def make(number: int, **registration):
        registration.setdefault("unit", None)
        person = RegistrationFactory(page=stage.form, **registration)
        return EntryFactory(
            registration=person, round=stage.round, number=number, unit=person.unit, accepted=True
        )

    return make


def read(stage, text: str):
    return read_standings(contest=stage.contest, round_page=stage.round, text=text)


def test_three_columns_of_a_table_are_read_with_and_without_a_heading(stage, work):
    first, second = work(1), work(2)
    team = RegistrationFactory(page=stage.form)
    found = read(stage, f"Mã\tHạng\tĐiểm\nTP-0001\t1\t95,5\n\ntp-0002;2;90\n{team.code.lower()}\t3\n")
    assert found.problems == []
    assert [(s.entry, s.registration, s.rank, s.score) for s in found.standings] == [
        (first, None, 1, Decimal("95.50")),
        (second, None, 2, Decimal("90.00")),
        (None, team, 3, None),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("TP-0001\tnhất\t5", "“nhất” không phải thứ hạng"),
        ("TP-0001\t0\t5", "“0” không phải thứ hạng"),
        ("TP-0001\t1\tchín", "“chín” không phải số điểm"),
        ("TP-0001\t1\tNaN", "“NaN” không phải số điểm"),
        ("TP-0001\t1\t99999999", "không phải số điểm"),
        ("TP-9999\t1\t5", "không có tác phẩm đạt sơ loại"),
        ("TP-0001\t2\t5", "TP-0001 bị lặp lại"),
    ],
)
def test_each_wrong_line_is_named(stage, work, line, words):
    work(1)
    found = read(stage, f"TP-0001\t1\t5\n{line}" if "2\t5" in line else f"\n{line}")
    assert words in found.problems[0]
    assert found.problems[0].startswith("Dòng 2:")


def test_a_rejected_work_and_one_of_another_contest_are_refused(stage, index, work):
    rejected = work(1)
    rejected.state = EntryState.REJECTED
    rejected.save()
    other = ContestPageFactory(parent=index)
    EntryFactory(
        registration=RegistrationFactory(page=ContestRegistrationPageFactory(parent=other)),
        round=EntryRoundPageFactory(parent=other),
        number=2,
        accepted=True,
    )
    assert len(read(stage, "TP-0001\t1\t5\nTP-0002\t2\t5").problems) == 2


def test_pasting_makes_a_draft_and_replaces_that_round_alone(stage, results, work):
    one, two = work(1), work(2)
    final = EntryRoundPageFactory(parent=stage.contest, slug="chung-ket")
    Standing.objects.create(page=results, round=stage.round, entry=one, rank=7)
    Standing.objects.create(page=results, round=final, entry=one, rank=1)
    new = read(stage, "TP-0002\t1\t9\nTP-0001\t2\t8").standings
    put_standings(page=results, round_page=stage.round, standings=new, actor=UserFactory())
    assert Standing.objects.get(round=stage.round).rank == 7  # still the published one
    results.refresh_from_db()
    results.get_latest_revision().publish()
    assert list(Standing.objects.filter(round=stage.round).values_list("entry", "rank")) == [
        (two.pk, 1),
        (one.pk, 2),
    ]
    assert Standing.objects.get(round=final).rank == 1


def test_an_editor_pastes_mends_and_publishes(client, stage, results, work, roles):
    work(1)
    client.force_login(roles["editors"])
    address = reverse("contest_paste_standings", args=[results.pk])
    wrong = client.post(address, {"round": stage.round.pk, "lines": "TP-0001\tx\t1"})
    assert "không phải thứ hạng" in wrong.content.decode()
    assert "TP-0001\tx\t1" in wrong.content.decode()
    right = client.post(address, {"round": stage.round.pk, "lines": "TP-0001\t1\t95"}, follow=True)
    assert "Đã đưa 1 kết quả vào bản nháp" in right.content.decode()
    assert not Standing.objects.exists()


@pytest.mark.parametrize("role", ["moderators", "jurors", "nobody"])
def test_who_may_not_edit_pages_may_not_paste(client, results, roles, role):
    client.force_login(roles[role])
    assert client.get(reverse("contest_paste_standings", args=[results.pk])).status_code in (302, 403)


def test_standings_are_shown_by_round_division_and_unit(client, stage, results, work):
    commune, ward = UnitFactory(name="Xã Một"), UnitFactory(name="Phường Hai")
    Standing.objects.create(
        page=results,
        round=stage.round,
        entry=work(1, unit=commune, publish_unit=True, division="Cán bộ"),
        rank=1,
    )
    Standing.objects.create(
        page=results,
        round=stage.round,
        entry=work(2, unit=ward, publish_unit=True, division="Nhân dân"),
        rank=2,
    )
    final = EntryRoundPageFactory(parent=stage.contest, slug="chung-ket", title="Chung kết")
    Standing.objects.create(
        page=results, round=final, registration=RegistrationFactory(page=stage.form), rank=1
    )

    def codes(**query) -> list[str]:
        return [s.code for s in client.get(results.url, query).context["standings"]]

    assert codes() == ["TP-0001", "TP-0002", ""]
    assert codes(vong=final.pk) == [""]
    assert codes(bang="Nhân dân") == ["TP-0002"]
    assert codes(**{"don-vi": commune.pk}) == ["TP-0001"]
    assert codes(vong="x", bang="không có") == []


def test_a_unit_that_may_not_be_named_is_neither_shown_nor_counted(client, stage, results, work):
    hidden = UnitFactory(name="Xã Không Nêu")
    entry = work(1, unit=hidden, publish_unit=False)
    Standing.objects.create(page=results, round=stage.round, entry=entry, rank=1)
    Award.objects.create(page=results, prize=PrizeFactory(contest=stage.contest), entry=entry)
    response = client.get(results.url)
    assert "Xã Không Nêu" not in response.content.decode()
    assert response.context["tally"] == []
    assert list(client.get(results.url, {"don-vi": hidden.pk}).context["standings"]) == []


def test_a_work_that_was_struck_off_shows_its_number_alone(client, stage, results, work):
    entry = work(1, full_name="Lò Thị Mây", publish_name=True)
    Standing.objects.create(page=results, round=stage.round, entry=entry, rank=1)
    entry.state = EntryState.DISQUALIFIED
    entry.save()
    html = client.get(results.url).content.decode()
    assert "TP-0001" in html
    assert "Lò Thị Mây" not in html
    assert entry.title not in html


def test_units_are_counted_with_awards_ranks_and_the_best_of_them(client, stage, results, work):
    unit = UnitFactory(name="Xã Một")
    entries = [work(number, unit=unit, publish_unit=True) for number in (1, 2)]
    for rank, entry in ((4, entries[0]), (2, entries[1])):
        Standing.objects.create(page=results, round=stage.round, entry=entry, rank=rank)
    Award.objects.create(page=results, prize=PrizeFactory(contest=stage.contest), entry=entries[1])
    (row,) = client.get(results.url).context["tally"]
    assert (row.name, row.awards, row.ranked, row.best) == ("Xã Một", 1, 2, 2)


def test_many_standings_are_paged_and_printed_on_one(client, stage, results, work):
    for number in range(1, 61):
        Standing.objects.create(page=results, round=stage.round, entry=work(number), rank=number)
    first = client.get(results.url)
    assert len(first.context["standings"]) == 50
    assert "tat-ca=1" in first.content.decode()
    assert len(client.get(results.url, {"p": 2}).context["standings"]) == 10
    assert len(client.get(results.url, {"tat-ca": 1}).context["standings"]) == 60


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_standing_and_for_three(
    client, stage, results, work, rows, django_assert_num_queries
):
    for number in range(1, rows + 1):
        Standing.objects.create(page=results, round=stage.round, entry=work(number), rank=number)
    client.get(results.url)
    with django_assert_num_queries(31):
        client.get(results.url)


def test_a_standing_belongs_to_one_and_to_one_contest(stage, index, results, work):
    entry = work(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Standing.objects.create(page=results, round=stage.round, rank=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Standing.objects.create(
            page=results, round=stage.round, entry=entry, registration=entry.registration, rank=1
        )
    other = EntryRoundPageFactory(parent=ContestPageFactory(parent=index))
    with pytest.raises(ValidationError):
        Standing(page=results, round=other, entry=entry, rank=1).full_clean()
