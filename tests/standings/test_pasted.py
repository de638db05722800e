"""Standings: pasted by the organisers, shown by round, division and unit, as far as people agreed."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from contest_pages.entries.enums import EntryState
from contest_pages.results.models import ContestResultsPage
from contest_pages.standings.domain.pasting import discard_pasted, paste_standings, read_standings
from contest_pages.standings.domain.publishing import publish
from contest_pages.standings.errors import RankingRefused
from contest_pages.standings.models import RankedRow, Ranking, Subject
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestResultsPageFactory,
    EntryFactory,
    EntryRoundPageFactory,
    PrizeFactory,
    RegistrationFactory,
    UserFactory,
    give,
    put_rank,
)
from tests.factories.pages import NOW
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


def paste(round_page, text: str):
    return paste_standings(round_page=round_page, text=text, actor=UserFactory(), now=NOW)


def publish_round(round_page):
    return publish(subject=Subject.of_round(round_page), actor=UserFactory(), now=NOW)


def ranks_of(round_page) -> list[tuple[str, int]]:
    shown = Ranking.objects.published().get(round=round_page)
    return list(shown.rows.order_by("rank").values_list("code", "rank"))


def test_three_columns_of_a_table_are_read_with_and_without_a_heading(stage, work):
    first, second = work(1), work(2)
    team = RegistrationFactory(page=stage.form)
    reading = read(stage, f"Mã\tHạng\tĐiểm\nTP-0001\t1\t95,5\n\ntp-0002;2;90\n{team.code.lower()}\t3\n")
    assert reading.problems == []
    assert [(row.entry, row.registration, row.rank, row.score) for row in reading.rows] == [
        (first, first.registration, 1, 95_500),
        (second, second.registration, 2, 90_000),
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
        ("TP-OOO1\t1\t95", "không có tác phẩm đạt sơ loại"),
    ],
)
def test_each_wrong_line_is_named(stage, work, line, words):
    work(1)
    reading = read(stage, f"TP-0001\t1\t5\n{line}" if "2\t5" in line else f"\n{line}")
    assert words in reading.problems[0]
    assert reading.problems[0].startswith("Dòng 2:")


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


def test_a_first_line_whose_code_is_mistyped_is_an_error_and_no_heading(stage, work):
    work(1)
    reading = read(stage, "TP-OOO1\tnhất\t95\nTP-0001\t1\t95")
    assert reading.problems[0].startswith("Dòng 1:")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("TP-0001\t1\t80\nTP-0002\t3\t99", "hạng tốt hơn không thể ít điểm hơn"),
        ("TP-0001\t2\t80\nTP-0002\t2\t81", "cùng hạng 2"),
        ("TP-0001\t1\t80\nTP-0002\t2\t80", ""),
        ("TP-0001\t1\t\nTP-0002\t2\t80", ""),
        ("TP-0001\t1\t8,1254\nTP-0002\t2\t8,125", ""),
    ],
)
def test_ranks_must_not_contradict_points(stage, work, lines, words):
    work(1), work(2)
    problems = read(stage, lines).problems
    assert (words in problems[0]) if words else problems == []


def test_each_division_has_ranks_of_its_own(stage, work):
    work(1, division="Cán bộ"), work(2, division="Nhân dân")
    assert read(stage, "TP-0001\t1\t80\nTP-0002\t1\t99").problems == []


def test_points_are_rounded_half_up_where_they_are_read(stage, work):
    work(1)
    paste(stage.round, "TP-0001\t1\t8,125")
    assert publish_round(stage.round).rows.get().points == "8,13"


def test_a_paste_is_the_next_ranking_and_changes_nothing_until_it_is_published(stage, work):
    work(1), work(2)
    final = EntryRoundPageFactory(parent=stage.contest, slug="chung-ket")
    paste(stage.round, "TP-0001\t1\t9\nTP-0002\t2\t8")
    publish_round(stage.round)
    paste(final, "TP-0001\t1")
    publish_round(final)
    second, problems = paste(stage.round, "TP-0002\t1\t9\nTP-0001\t2\t8")
    assert (second.number, problems) == (2, [])
    assert ranks_of(stage.round) == [("TP-0001", 1), ("TP-0002", 2)]
    again, _problems = paste(stage.round, "TP-0002\t1\t9")
    assert again.pk == second.pk
    publish_round(stage.round)
    assert ranks_of(stage.round) == [("TP-0002", 1)]
    assert ranks_of(final) == [("TP-0001", 1)]
    assert Ranking.objects.filter(round=stage.round).count() == 2


def test_lines_with_an_error_change_nothing(stage, work):
    work(1)
    assert paste(stage.round, "TP-0001\t1\nTP-0009\t2")[0] is None
    assert not Ranking.objects.exists()


def test_a_pasted_ranking_can_be_discarded_until_it_is_published(stage, work):
    work(1)
    paste(stage.round, "TP-0001\t1")
    discard_pasted(round_page=stage.round, actor=UserFactory())
    assert not Ranking.objects.exists()
    paste(stage.round, "TP-0001\t1")
    publish_round(stage.round)
    with pytest.raises(RankingRefused):
        discard_pasted(round_page=stage.round, actor=UserFactory())


def test_nothing_is_pasted_for_a_round_that_attempts_rank(quiz):
    with pytest.raises(RankingRefused, match="không dán"):
        paste(quiz.round, f"{quiz.registration.code}\t1")


def test_a_number_of_works_in_two_rounds_refers_to_the_round_that_is_pasted(stage, work):
    work(1)
    second = EntryRoundPageFactory(parent=stage.contest, slug="dot-hai")
    other = EntryFactory(
        registration=RegistrationFactory(page=stage.form), round=second, number=1, accepted=True
    )
    ranking, _problems = paste(second, "TP-0001\t1")
    assert ranking.rows.get().entry == other


def test_a_pasted_ranking_is_verified_like_every_other(stage, work):
    work(1), work(2)
    paste(stage.round, "TP-0001\t1\t9\nTP-0002\t2\t8")
    ranking = publish_round(stage.round)
    call_command("contest_recompute_standings", check=True, stdout=io.StringIO())
    ranking.rows.filter(rank=2).update(score=10_000)
    with pytest.raises(CommandError):
        call_command("contest_recompute_standings", check=True, stdout=io.StringIO(), stderr=io.StringIO())


def test_an_editor_pastes_corrects_checks_and_publishes(client, stage, results, work, roles):
    work(1)
    client.force_login(roles["editors"])
    address = reverse("contest_paste_standings", args=[stage.contest.pk])
    assert address in client.get(reverse("wagtailadmin_pages:edit", args=[results.pk])).content.decode()
    wrong = client.post(address, {"round": stage.round.pk, "lines": "TP-0001\tx\t1"})
    assert wrong.status_code == 422
    assert "không phải thứ hạng" in wrong.content.decode()
    assert "TP-0001\tx\t1" in wrong.content.decode()
    right = client.post(address, {"round": stage.round.pk, "lines": "TP-0001\t1\t95"}, follow=True)
    assert "TP-0001" in right.content.decode()
    assert not Ranking.objects.published().exists()
    assert "TP-0001" not in client.get(results.url).content.decode()
    client.post(address, {"publish": stage.round.pk})
    assert ranks_of(stage.round) == [("TP-0001", 1)]


def test_a_writer_pastes_but_does_not_publish(client, stage, work, roles):
    work(1)
    client.force_login(roles["writers"])
    address = reverse("contest_paste_standings", args=[stage.contest.pk])
    client.post(address, {"round": stage.round.pk, "lines": "TP-0001\t1\t95"})
    assert client.post(address, {"publish": stage.round.pk}).status_code == 302
    assert Ranking.objects.get().published_at is None
    client.post(address, {"discard": stage.round.pk})
    assert not Ranking.objects.exists()


@pytest.mark.parametrize("role", ["moderators", "jurors", "nobody"])
def test_users_who_cannot_edit_pages_cannot_paste(client, results, roles, role):
    client.force_login(roles[role])
    assert client.get(reverse("contest_paste_standings", args=[results.contest.pk])).status_code in (302, 403)


def test_standings_are_shown_by_round_division_and_unit(client, stage, results, work):
    commune, ward = UnitFactory(name="Xã Một"), UnitFactory(name="Phường Hai")
    put_rank(stage.round, 1, entry=work(1, unit=commune, publish_unit=True, division="Cán bộ"))
    put_rank(stage.round, 2, entry=work(2, unit=ward, publish_unit=True, division="Nhân dân"))
    final = EntryRoundPageFactory(parent=stage.contest, slug="chung-ket", title="Chung kết")
    finalist = RegistrationFactory(page=stage.form)
    put_rank(final, 1, registration=finalist)

    def codes(**query) -> list[str]:
        return [row.code for row in client.get(results.url, query).context["standings"]]

    assert codes() == ["TP-0001", "TP-0002", finalist.code]
    assert codes(vong=final.pk) == [finalist.code]
    assert codes(bang="Nhân dân") == ["TP-0002"]
    assert codes(**{"don-vi": commune.pk}) == ["TP-0001"]
    assert codes(vong="x", bang="không có") == []


def test_a_unit_that_may_not_be_named_is_neither_shown_nor_counted(client, stage, results, work):
    hidden = UnitFactory(name="Xã Không Nêu")
    entry = work(1, unit=hidden, publish_unit=False)
    put_rank(stage.round, 1, entry=entry)
    give(PrizeFactory(contest=stage.contest), entry=entry)
    response = client.get(results.url)
    assert "Xã Không Nêu" not in response.content.decode()
    assert response.context["tally"] == []
    assert list(client.get(results.url, {"don-vi": hidden.pk}).context["standings"]) == []


def test_a_disqualified_work_is_shown_by_its_number_only(client, stage, results, work):
    entry = work(1, full_name="Lò Thị Mây", publish_name=True)
    put_rank(stage.round, 1, entry=entry)
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
        put_rank(stage.round, rank, entry=entry)
    give(PrizeFactory(contest=stage.contest), entry=entries[1])
    (row,) = client.get(results.url).context["tally"]
    assert (row.name, row.awards, row.ranked, row.best) == ("Xã Một", 1, 2, 2)


def test_many_standings_are_paginated_and_printed_on_a_single_page(client, stage, results, work):
    for number in range(1, 61):
        put_rank(stage.round, number, entry=work(number))
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
        put_rank(stage.round, number, entry=work(number))
    client.get(results.url)
    with django_assert_num_queries(32):
        client.get(results.url)


def test_a_row_has_a_candidate_who_is_ranked_once(stage, work):
    row = put_rank(stage.round, 1, entry=work(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        RankedRow.objects.filter(pk=row.pk).update(entry=None, registration=None, unit=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        RankedRow.objects.create(
            ranking=row.ranking, entry=row.entry, registration=row.registration, code="khác", rank=2
        )


def test_a_team_is_shown_by_its_name_and_a_person_as_agreed(client, stage, results):
    team = RegistrationFactory(page=stage.form, kind="team", team_name="Đội Hoa Ban", publish_name=False)
    shy = RegistrationFactory(page=stage.form, full_name="Cà Thị Ẩn", publish_name=False)
    put_rank(stage.round, 1, registration=team)
    put_rank(stage.round, 2, registration=shy)
    html = client.get(results.url).content.decode()
    assert "Đội Hoa Ban" in html
    assert team.members.get().full_name not in html
    assert "Cà Thị Ẩn" not in html
