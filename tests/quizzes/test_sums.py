"""Prizes of a whole quiz: the points of all rounds added up, for persons and for units."""

from __future__ import annotations

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.quizzes.enums import QuizPrizes
from contest_pages.quizzes.standings.sums import PersonSums, UnitSums
from contest_pages.standings.domain.awarding import decide_by_chair, propose_awards
from contest_pages.standings.domain.publishing import missing_of, publish
from contest_pages.standings.domain.ranking import count, exclude, freeze, rank
from contest_pages.standings.errors import RankingRefused
from contest_pages.standings.logic.lines import Line
from contest_pages.standings.logic.ranks import rank_lines
from contest_pages.standings.models import Award, RankedRow, Ranking, Subject
from contest_pages.standings.queries.proposals import open_ties
from tests.factories import (
    ContestResultsPageFactory,
    PrizeFactory,
    QuizRoundPageFactory,
    RegistrationFactory,
    UnitFactory,
    UserFactory,
    take_quiz,
)
from tests.factories.pages import NOW, hanoi

pytestmark = pytest.mark.django_db

AFTER = hanoi("2024-07-23 09:00")
WEEK = datetime.timedelta(days=7)
PERSONS, UNITS = QuizPrizes.QUIZ_OVERALL, QuizPrizes.QUIZ_UNITS


@pytest.fixture
def weeks(quiz):
    """Return two rounds, the second a week after the first."""
    second = QuizRoundPageFactory(
        parent=quiz.contest,
        question_set=quiz.round.question_set,
        opens_at=quiz.round.opens_at + WEEK,
        closes_at=quiz.round.closes_at + WEEK,
    )
    return [quiz.round, second]


@pytest.fixture
def play(quiz, weeks):
    """Return a function that lets a new person take the weeks, given the right answers of each; None: not that week."""

    def take(*right, unit=None, seconds=300, division=""):
        registration = RegistrationFactory(page=quiz.form, unit=unit, division=division)
        for number, (week, score) in enumerate(zip(weeks, right, strict=True)):
            if score is not None:
                take_quiz(week, registration, right=score, at=NOW + number * WEEK, seconds=seconds)
        return registration

    return take


def published(round_page, excluded=()):
    kwargs = {"subject": Subject.of_round(round_page), "actor": UserFactory(), "now": AFTER}
    freeze(**kwargs)
    for registration in excluded:
        exclude(registration=registration, reason="Hai tài khoản", **kwargs)
    rank(**kwargs)
    propose_awards(**kwargs)
    return publish(**kwargs)


def step(quiz, basis=PERSONS, **more):
    subject = Subject.of_contest(quiz.contest, basis)
    return {"subject": subject, "actor": UserFactory(), "now": AFTER, **more}


def publish_sums(quiz, basis=PERSONS):
    propose_awards(**step(quiz, basis))
    return publish(**step(quiz, basis))


def winner_of(prize):
    return Award.objects.effective().get(prize=prize)


def sums_on_record():
    return Ranking.objects.filter(round=None)


def places(overall):
    column = "registration" if overall.basis == PERSONS else "unit"
    return dict(overall.rows.values_list(column, "rank"))


def test_the_points_of_all_rounds_are_added_up_and_less_time_decides(quiz, weeks, play):
    steady, slow, once = play(4, 4), play(3, 5, seconds=301), play(5, None)
    for week in weeks:
        published(week)
    overall = count(**step(quiz))
    assert places(overall) == {steady.pk: 1, slow.pk: 2, once.pk: 3}
    row = overall.rows.get(registration=once)
    assert (row.score, row.keys) == (5000, [300, 1, 1])


def test_an_excluded_contestant_has_no_points_of_the_round(quiz, weeks, play):
    honest, cheat = play(3, 3), play(5, 4)
    published(weeks[0], excluded=[cheat])
    published(weeks[1])
    overall = count(**step(quiz))
    assert places(overall) == {honest.pk: 1, cheat.pk: 2}
    assert overall.rows.get(registration=cheat).score == 4000


def test_units_are_ranked_by_people_then_by_points(quiz, weeks, play):
    large, small, equal = UnitFactory(), UnitFactory(), UnitFactory()
    play(1, 1, unit=large), play(1, None, unit=large), play(None, 2, unit=large)
    play(5, 5, unit=small), play(5, 5, unit=small)
    play(5, 5, unit=equal), play(5, None, unit=equal)
    play(5, 5)  # of no unit
    for week in weeks:
        published(week)
    overall = count(**step(quiz, UNITS))
    assert places(overall) == {large.pk: 1, small.pk: 2, equal.pk: 3}
    assert overall.rows.get(unit=large).keys[1] == 3


def test_the_best_places_get_the_prizes_and_everybody_sees_them(quiz, weeks, play, client):
    ContestResultsPageFactory(parent=quiz.contest, slug="ket-qua")
    first = PrizeFactory(contest=quiz.contest, name="Giải Nhất chung cuộc", count=1, basis=PERSONS)
    unit = PrizeFactory(contest=quiz.contest, name="Giải tập thể", count=1, basis=UNITS)
    commune = UnitFactory(name="Xã Mường Thử")
    winner, _other = play(5, 5, unit=commune), play(4, 5)
    for week in weeks:
        published(week)
    for basis in (PERSONS, UNITS):
        count(**step(quiz, basis))
        publish_sums(quiz, basis)
    assert winner_of(first).registration == winner
    assert winner_of(unit).unit == commune
    html = client.get(quiz.contest.url + "ket-qua/").content.decode()
    assert "Giải Nhất chung cuộc" in html
    assert "Giải tập thể" in html
    assert "Xã Mường Thử" in html


def test_publishing_is_idempotent(quiz, weeks, play):
    PrizeFactory(contest=quiz.contest, count=1, basis=PERSONS)
    play(5, 5)
    for week in weeks:
        published(week)
    count(**step(quiz))
    assert publish_sums(quiz).pk == publish(**step(quiz)).pk
    assert Award.objects.count() == 1


def test_nothing_is_published_while_a_round_is_not_ranked(quiz, weeks, play):
    play(5, 5)
    with pytest.raises(RankingRefused, match="chưa có vòng"):
        count(**step(quiz))
    published(weeks[0])
    count(**step(quiz))
    with pytest.raises(RankingRefused, match=weeks[1].title):
        publish_sums(quiz)


def test_a_later_ranking_requires_new_sums(quiz, weeks, play):
    honest, cheat = play(3, 3), play(5, 5)
    for week in weeks:
        published(week)
    count(**step(quiz))
    published(weeks[0], excluded=[cheat])
    with pytest.raises(RankingRefused, match="tổng hợp lại"):
        publish_sums(quiz)
    assert places(count(**step(quiz))) == {honest.pk: 1, cheat.pk: 2}
    assert sums_on_record().count() == 1


def test_a_correction_after_publication_makes_the_next_one_and_the_first_stays(quiz, weeks, play):
    play(3, 3)
    for week in weeks:
        published(week)
    count(**step(quiz))
    publish_sums(quiz)
    published(weeks[0])
    second = count(**step(quiz))
    publish_sums(quiz)
    assert (second.number, sums_on_record().count()) == (2, 2)
    assert list(Ranking.objects.published().filter(round=None)) == [second]


def test_a_tie_that_keeps_a_prize_open_is_settled_by_the_chair(quiz, weeks, play):
    prize = PrizeFactory(contest=quiz.contest, count=1, basis=PERSONS)
    first, second = play(5, 5), play(5, 5)
    for week in weeks:
        published(week)
    overall = count(**step(quiz))
    assert [(tie.prize, tie.rank, tie.count) for tie in open_ties(overall)] == [(prize, 1, 2)]
    with pytest.raises(RankingRefused, match="đồng hạng"):
        publish_sums(quiz)
    for wrong in ([first.code, first.code], [], ["KHONGCO1"]):
        with pytest.raises(RankingRefused):
            decide_by_chair(division="", rank=1, codes=wrong, reason="Bốc thăm tại họp", **step(quiz))
    decide_by_chair(division="", rank=1, codes=[second.code], reason="Bốc thăm tại họp", **step(quiz))
    propose_awards(**step(quiz))
    assert missing_of(sums_on_record().get()) == ""
    publish_sums(quiz)
    assert winner_of(prize).registration == second


def test_a_winner_of_a_week_is_passed_over_under_the_cap(quiz, weeks, play):
    for week in weeks:
        week.award_cap = 1
        week.save()
    PrizeFactory(contest=quiz.contest, count=1, basis="quiz_round")
    overall_prize = PrizeFactory(contest=quiz.contest, count=1, basis=PERSONS)
    best, second = play(5, 5, seconds=100), play(4, 4)
    third = play(3, 3)
    for week in weeks:
        published(week)
    count(**step(quiz))
    publish_sums(quiz)
    assert {best.pk, second.pk, third.pk} > {winner_of(overall_prize).registration_id}
    assert winner_of(overall_prize).registration == third


def test_a_prize_of_a_division_goes_to_its_people(quiz, weeks, play):
    prize = PrizeFactory(contest=quiz.contest, count=1, basis=PERSONS, division="Học sinh")
    play(5, 5, division="Cán bộ")
    pupil = play(3, 3, division="Học sinh")
    for week in weeks:
        published(week)
    count(**step(quiz))
    publish_sums(quiz)
    assert winner_of(prize).registration == pupil


def test_the_command_adds_up_again_and_detects_changes(quiz, weeks, play):
    play(5, 5), play(3, 4)
    for week in weeks:
        published(week)
    overall = count(**step(quiz))
    output = io.StringIO()
    call_command("contest_recompute_standings", "--check", stdout=output)
    assert "2 ranked again" in output.getvalue()
    row = overall.rows.first()
    RankedRow.objects.filter(pk=row.pk).update(rank=9)
    with pytest.raises(CommandError):
        call_command("contest_recompute_standings", "--check", stdout=output, stderr=io.StringIO())


def test_a_row_belongs_to_a_person_or_a_unit(quiz, weeks, play):
    play(5, 5)
    published(weeks[0])
    overall = count(**step(quiz))
    with pytest.raises(IntegrityError), transaction.atomic():
        overall.rows.update(registration=None, unit=None)


sums = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 3)), min_size=1, max_size=12
).map(lambda totals: [Line(str(n), p, (s, k, 1)) for n, (p, s, k) in enumerate(totals)])


@given(sums, st.sampled_from([PersonSums(), UnitSums()]))
def test_a_rank_is_the_number_of_better_totals_plus_1(totals, source):
    def value(total):
        seconds, persons, _rounds = total.keys
        return (total.score, -seconds) if source.basis == PERSONS else (persons, total.score)

    for rank_given, total in rank_lines(totals, source.order(None), source.comparators):
        assert rank_given == 1 + sum(value(other) > value(total) for other in totals)


# --- the screen ------------------------------------------------------------------------------------------


def path(quiz, basis="quiz_overall"):
    return f"/admin/contest/standings/of/{quiz.contest.pk}/{basis}/"


@pytest.mark.parametrize(
    ("role", "status"), [("organisers", 200), ("editors", 302), ("question_writers", 302), ("jurors", 302)]
)
def test_only_organisers_add_up(quiz, roles, client, role, status):
    client.force_login(roles[role])
    assert client.get(path(quiz)).status_code == status


def test_an_organiser_goes_from_sums_to_prizes_on_a_single_screen(quiz, weeks, play, roles, client):
    prize = PrizeFactory(contest=quiz.contest, name="Nhất chung cuộc", count=1, basis=PERSONS)
    first, second = play(5, 5), play(5, 5)
    client.force_login(roles["organisers"])
    assert path(quiz) in client.get("/admin/contest/quiz/").content.decode()
    assert "chưa công bố" in client.get(path(quiz)).content.decode()
    for week in weeks:
        published(week)
    client.post(path(quiz), {"count": "1"})
    html = client.get(path(quiz)).content.decode()
    assert "Nhất chung cuộc" in html
    rows = {row.registration_id: row.pk for row in RankedRow.objects.filter(ranking__round=None)}
    wrong = client.post(path(quiz), {"chair": "1", f"place-{rows[first.pk]}": "2", "reason": "Bốc thăm"})
    assert wrong.status_code == 422
    order = {f"place-{rows[first.pk]}": "2", f"place-{rows[second.pk]}": "1"}
    client.post(path(quiz), {"chair": "1", **order, "reason": "Bốc thăm"})
    client.post(path(quiz), {"award": "1"})
    client.post(path(quiz), {"publish": "1"})
    assert winner_of(prize).registration == second
    assert client.get(path(quiz, "khac")).status_code == 404


@pytest.mark.parametrize("people", [2, 12])
def test_the_screen_costs_the_same_queries_however_many_take_part(
    quiz, weeks, play, roles, client, people, django_assert_max_num_queries
):
    PrizeFactory(contest=quiz.contest, count=1, basis=PERSONS)
    for number in range(people):
        play(5, 5, seconds=100 + number)
    for week in weeks:
        published(week)
    count(**step(quiz))
    client.force_login(roles["organisers"])
    client.get(path(quiz))
    with django_assert_max_num_queries(34):
        client.get(path(quiz))
