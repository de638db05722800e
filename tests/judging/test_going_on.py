"""The first works of a ranked jury round go on to the next one; the list stands once it is closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageLogEntry

from contest_pages.entries.models import AdvanceList
from contest_pages.judging.domain.advancing import close_list, reopen_list
from contest_pages.judging.domain.candidates import collect_candidates
from contest_pages.judging.domain.planning import refusal_to_change
from contest_pages.judging.errors import JudgingRefused, NothingToJudge
from contest_pages.judging.logic.advancing import Placed, going_on
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.logic.sentences import judging_sentences
from contest_pages.judging.models import Candidate, JuryRoundPage, JurySource
from contest_pages.judging.queries.advancing import proposed
from contest_pages.standings.domain.publishing import publish
from tests.factories.judging import JuryRoundPageFactory
from tests.factories.pages import NOW, hanoi
from tests.judging.screens import address, press, shown
from tests.judging.test_standings import CLOSED, ranked, seal_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

LATER = hanoi("2024-07-25 08:00")


def let_go_on(jury, count=1, **rules) -> JuryRoundPage:
    """Publish rules by which the first works of the round go on, before a sheet is sealed."""
    jury.page.advance_count = count
    for name, value in rules.items():
        setattr(jury.page, name, value)
    jury.page.save()
    jury.page = JuryRoundPage.objects.get(pk=jury.page.pk)
    return jury.page


def next_round(jury, **values) -> JuryRoundPage:
    """Return a jury round that judges what goes on from the round of `jury`."""
    page = JuryRoundPageFactory(
        parent=jury.page.contest,
        opens_at=hanoi("2024-07-22 08:00"),
        closes_at=hanoi("2024-07-30 24:00"),
        **values,
    )
    page.sources.add(JurySource(entry_round=jury.page))
    page.save()
    return JuryRoundPage.objects.get(pk=page.pk)


def place(key, place, score=80_000, division=""):
    return Placed(key, place, score, division)


def keys(found):
    return [one.key for one in found]


def test_the_first_of_all_go_on_in_the_order_of_their_places():
    assert keys(going_on([place(7, 2), place(8, 3), place(9, 1)], count=2)) == [9, 7]


def test_those_equal_to_the_last_one_go_on_too():
    assert keys(going_on([place(1, 1), place(2, 2), place(3, 2), place(4, 4)], count=2)) == [1, 2, 3]


def test_what_a_lot_has_decided_is_no_longer_equal():
    assert keys(going_on([place(1, 1), place(2, 3), place(3, 2)], count=2)) == [1, 3]


def test_each_division_has_its_own_first_ones():
    rows = [place(1, 1, division="B"), place(2, 2, division="B"), place(3, 1, division="A")]
    assert keys(going_on(rows, count=1)) == [3, 1]


def test_works_below_the_least_result_and_without_one_stay():
    rows = [place(1, 1, 50_000), place(2, 2, 49_999), place(3, 3, None)]
    assert keys(going_on(rows, count=3, least=50_000)) == [1]


def test_fewer_works_than_places_all_go_on():
    assert keys(going_on([place(1, 1)], count=10)) == [1]
    assert going_on([], count=10) == []


@given(st.permutations([place(n, rank) for n, rank in enumerate((1, 2, 2, 4, 5, 5, 7))]), st.integers(1, 8))
def test_the_order_in_which_works_are_read_changes_nothing(rows, count):
    found = going_on(rows, count=count)
    assert found == going_on(sorted(rows, key=lambda one: one.key), count=count)
    assert len(found) >= min(count, len(rows))
    stays = [one.place for one in rows if one not in found]
    assert all(one.place < least for one in found for least in stays)


def test_the_rules_say_it_in_a_sentence():
    sentences = judging_sentences(JudgingRules(advance_count=12, knock_out=50_000))
    assert any("12 tác phẩm" in words and "vào vòng sau" in words for words in sentences)
    assert not any("vòng sau" in words for words in judging_sentences(JudgingRules()))


def test_plans_of_the_version_before_keep_their_digest(jury):
    assert "advance_count" not in JudgingRules().as_json()
    assert JudgingRules.from_json(JudgingRules(advance_count=3).as_json()).advance_count == 3


def test_under_sealed_sheets_the_number_is_changed_by_a_plan_only(jury):
    let_go_on(jury, 2)
    jury.seal()
    jury.page.advance_count = 3
    del jury.page.rules
    assert refusal_to_change(jury.page)


def test_nobody_goes_on_before_the_ranking_nor_from_a_last_round(jury):
    let_go_on(jury)
    seal_all(jury, [[70, 60, 50], [71, 60, 55], [70, 65, 50]])
    with pytest.raises(JudgingRefused):
        close_list(round_page=jury.page, actor=jury.actor, now=CLOSED)
    assert not AdvanceList.objects.filter(from_round=jury.page.pk).exists()


def test_a_last_round_lets_nobody_go_on(jury):
    seal_all(jury, [[70, 60, 50], [71, 60, 55], [70, 65, 50]])
    ranked(jury)
    with pytest.raises(JudgingRefused):
        close_list(round_page=jury.page, actor=jury.actor, now=CLOSED)


def test_the_next_round_takes_the_works_of_the_closed_list_once(jury):
    page = let_go_on(jury, 2)
    seal_all(jury, [[70, 60, 50], [71, 60, 55], [70, 65, 50]])
    ranked(jury)
    final = next_round(jury)
    with pytest.raises(NothingToJudge, match=page.title):
        collect_candidates(round_page=final, actor=jury.actor, now=LATER)
    first = close_list(round_page=page, actor=jury.actor, now=CLOSED)
    assert close_list(round_page=page, actor=jury.actor, now=LATER) == first
    assert collect_candidates(round_page=final, actor=jury.actor, now=LATER) == 2
    assert collect_candidates(round_page=final, actor=jury.actor, now=LATER) == 0
    taken = Candidate.objects.filter(round_id=final.pk).order_by("number")
    assert [one.entry for one in taken] == [one.entry for one in jury.candidates[:2]]
    entry = PageLogEntry.objects.get(action="contest.close_jury_list")
    assert entry.data["works"] == [one.code for one in jury.candidates[:2]]


def test_a_correction_of_the_ranking_takes_no_place_away(jury):
    page = let_go_on(jury, 1)
    seal_all(jury, [[70, 60, 50], [71, 60, 55], [70, 65, 50]])
    publish(subject=ranked(jury).subject, actor=jury.actor, now=CLOSED)
    closed = close_list(round_page=page, actor=jury.actor, now=CLOSED)
    ranked(jury, now=LATER)
    assert close_list(round_page=page, actor=jury.actor, now=LATER) == closed
    assert [row.entry for row in closed.rows.all()] == [jury.candidates[0].entry]


def test_the_list_is_opened_again_with_a_reason_until_a_round_has_taken_its_works(jury):
    page = let_go_on(jury, 1)
    seal_all(jury, [[70, 60, 50], [71, 60, 55], [70, 65, 50]])
    ranked(jury)
    close_list(round_page=page, actor=jury.actor, now=CLOSED)
    with pytest.raises(JudgingRefused):
        reopen_list(round_page=page, reason=" ", actor=jury.actor)
    reopen_list(round_page=page, reason="Chốt nhầm ngày", actor=jury.actor)
    assert not AdvanceList.objects.filter(from_round=page.pk).exists()
    close_list(round_page=page, actor=jury.actor, now=CLOSED)
    final = next_round(jury)
    collect_candidates(round_page=final, actor=jury.actor, now=LATER)
    with pytest.raises(JudgingRefused, match=final.title):
        reopen_list(round_page=page, reason="Muộn rồi", actor=jury.actor)


def test_equals_at_the_cut_are_counted(jury):
    page = let_go_on(jury, 1, ties="joint")
    seal_all(jury, [[70, 70, 50], [70, 70, 55], [70, 70, 50]])
    ranked(jury)
    found = proposed(page)
    assert len(found.rows) == 2
    assert found.more == 1


def test_a_round_judges_nothing_of_its_own(jury):
    page = let_go_on(jury, 1)
    page.sources.add(JurySource(entry_round=page))
    with pytest.raises(Exception, match="chính"):
        page.full_clean()


def test_organisers_close_the_list_on_its_screen(organiser, jury, at):
    page = let_go_on(jury, 2)
    seal_all(jury, [[70, 60, 50], [71, 60, 55], [70, 65, 50]])
    with at(CLOSED):
        assert "chưa xếp hạng" in shown(organiser, "contest_jury_advance", page)
        ranked(jury)
        text = shown(organiser, "contest_jury_advance", page)
        assert jury.candidates[0].entry.title in text
        assert jury.candidates[2].entry.title not in text
        assert press(organiser, "contest_jury_advance", page, "close_list").status_code == 302
        assert AdvanceList.objects.get(from_round=page.pk).count == 2
        assert press(organiser, "contest_jury_advance", page, "reopen_list", reason="").status_code == 422
        press(organiser, "contest_jury_advance", page, "reopen_list", reason="Chốt nhầm")
    assert not AdvanceList.objects.filter(from_round=page.pk).exists()


def test_who_may_not_rank_closes_nothing(client, roles, jury, at):
    page = let_go_on(jury, 1)
    seal_all(jury, [[70, 60, 50], [71, 60, 55], [70, 65, 50]])
    ranked(jury)
    for role in ("editors", "moderators", "secretaries"):
        client.force_login(roles[role])
        client.post(address("contest_jury_advance", page), {"close_list": "1"})
    assert not AdvanceList.objects.filter(from_round=page.pk).exists()


def test_the_screen_costs_the_same_for_any_number_of_works(
    organiser, jury, at, django_assert_max_num_queries
):
    page = let_go_on(jury, 3)
    seal_all(jury, [[70, 60, 50], [71, 60, 55], [70, 65, 50]])
    with at(CLOSED):
        ranked(jury)
        shown(organiser, "contest_jury_advance", page)
        with django_assert_max_num_queries(20):
            shown(organiser, "contest_jury_advance", page)
        close_list(round_page=page, actor=jury.actor, now=NOW)
        with django_assert_max_num_queries(20):
            shown(organiser, "contest_jury_advance", page)
