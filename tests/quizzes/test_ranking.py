"""Rank a round: freeze, exclude, rank, settle ties, award, publish; the same input gives the same ranking."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest_pages.data.lots import lot_order
from contest_pages.question_bank.domain.correcting import correct_key
from contest_pages.quizzes.domain.attempts import begin
from contest_pages.quizzes.logic.ranking import Line, rank_all, target_of
from contest_pages.quizzes.logic.rules import QuizRules
from contest_pages.quizzes.models import Attempt
from contest_pages.standings.domain.awarding import decide_by_chair, draw_lot, propose_awards
from contest_pages.standings.domain.publishing import publish, revoke_award
from contest_pages.standings.domain.ranking import exclude, freeze, lift_exclusion, rank
from contest_pages.standings.domain.sealing import seal_lot
from contest_pages.standings.domain.writing import write_rows
from contest_pages.standings.errors import RankingRefused
from contest_pages.standings.models import Award, LotSeed, RankedRow, Ranking, RankingStep, Subject
from contest_pages.standings.queries.proposals import open_ties
from contest_pages.standings.queries.rankings import changes_between
from tests.factories import PrizeFactory, QuizRoundPageFactory, RegistrationFactory, UserFactory, take_quiz
from tests.factories.pages import NOW, hanoi

pytestmark = pytest.mark.django_db

AFTER = hanoi("2024-07-15 09:00")
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def people(quiz):
    """Return a function that lets a number of new people take the quiz and returns their attempts."""

    def take(*results, round_page=None):
        attempts = []
        for number, (right, prediction) in enumerate(results):
            registration = RegistrationFactory(page=quiz.form)
            attempts.append(
                take_quiz(
                    round_page or quiz.round,
                    registration,
                    right=right,
                    prediction=prediction,
                    at=NOW + number * MINUTE,
                )
            )
        return attempts

    return take


def ranked(round_page, at=AFTER):
    actor = UserFactory()
    freeze(subject=Subject.of_round(round_page), actor=actor, now=at)
    return rank(subject=Subject.of_round(round_page), actor=actor, now=at)


def figures(ranking):
    facts = ranking.facts
    return facts["persons_left"], facts["all_right"], facts["target"]


def target(ranking):
    return int(ranking.facts["target"])


def ranks(ranking):
    return dict(ranking.rows.values_list("code", "rank"))


def test_score_then_prediction_then_the_earlier_decides(quiz, people):
    attempts = people((5, 7), (5, 3), (5, 1), (4, 3), (5, 3))
    ranking = ranked(quiz.round)
    assert figures(ranking) == (5, 4, "4")
    by_code = ranks(ranking)
    assert [by_code[attempt.code] for attempt in attempts] == [3, 1, 4, 5, 2]


def test_an_open_round_is_not_ranked(quiz, people):
    people((5, 1))
    with pytest.raises(RankingRefused):
        freeze(subject=Subject.of_round(quiz.round), actor=UserFactory(), now=NOW)


def test_freezing_submits_what_is_overdue_and_refuses_during_extra_time(quiz):
    begin(snapshot=quiz.snapshot, registration=quiz.registration, now=hanoi("2024-07-14 23:55"))
    Attempt.objects.update(ends_at=hanoi("2024-07-15 00:30"))
    with pytest.raises(RankingRefused):
        freeze(subject=Subject.of_round(quiz.round), actor=UserFactory(), now=hanoi("2024-07-15 00:10"))
    ranking = freeze(subject=Subject.of_round(quiz.round), actor=UserFactory(), now=AFTER)
    assert ranking.facts["attempts"] == 1
    assert freeze(subject=Subject.of_round(quiz.round), actor=UserFactory(), now=AFTER) == ranking


def test_an_exclusion_changes_the_target_and_can_be_lifted(quiz, people):
    cheat, first, second = people((5, 9), (5, 2), (5, 3))
    actor = UserFactory()
    ranking = ranked(quiz.round)
    assert target(ranking) == 3
    assert ranks(ranking)[second.code] == 1
    exclusion = exclude(
        subject=Subject.of_round(quiz.round),
        registration=cheat.registration,
        reason="Hai người một máy",
        actor=actor,
        now=AFTER,
    )
    assert not Ranking.objects.get().digest
    ranking = rank(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    assert target(ranking) == 2
    assert ranks(ranking) == {first.code: 1, second.code: 2}
    assert Attempt.objects.filter(pk=cheat.pk).exists()
    lift_exclusion(exclusion=exclusion, reason="Đã giải trình", actor=actor, now=AFTER)
    assert target(rank(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)) == 3
    steps = list(RankingStep.objects.values_list("step", flat=True))
    assert steps == ["freeze", "rank", "exclude", "rank", "lift", "rank"]


def test_a_withdrawn_contestant_is_not_ranked(quiz, people):
    gone, _stays = people((5, 1), (4, 1))
    gone.registration.status = "withdrawn"
    gone.registration.save()
    assert ranked(quiz.round).facts["persons_left"] == 1


def test_divisions_are_ranked_apart_by_the_rules(quiz):
    quiz.round.ranked_apart = True
    quiz.round.save()
    for division, right in (("Cán bộ", 3), ("Cán bộ", 5), ("Người dân", 4)):
        take_quiz(quiz.round, RegistrationFactory(page=quiz.form, division=division), right=right)
    rows = ranked(quiz.round).rows.order_by("division", "rank").values_list("division", "rank", "score")
    assert list(rows) == [("Cán bộ", 1, 5000), ("Cán bộ", 2, 3000), ("Người dân", 1, 4000)]


def test_prizes_go_down_the_places_under_the_cap_of_the_contest(quiz, people):
    quiz.round.award_cap = 1
    quiz.round.save()
    for order, (name, count) in enumerate((("Nhất", 1), ("Nhì", 2))):
        PrizeFactory(contest=quiz.contest, name=name, count=count, basis="quiz_round", sort_order=order)
    attempts = people((5, 1), (4, 1), (3, 1), (2, 1))
    actor = UserFactory()
    ranked(quiz.round)
    propose_awards(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    publish(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    given = Award.objects.values_list("prize__name", "row__code")
    assert list(given) == [("Nhất", attempts[0].code), ("Nhì", attempts[1].code), ("Nhì", attempts[2].code)]

    second = QuizRoundPageFactory(parent=quiz.contest, award_cap=1)
    for attempt in attempts:
        take_quiz(second, attempt.registration, right=attempt.right)
    ranked(second)
    propose_awards(subject=Subject.of_round(second), actor=actor, now=AFTER)
    publish(subject=Subject.of_round(second), actor=actor, now=AFTER)
    winners = Award.objects.filter(ranking__round=second.pk).values_list("registration", flat=True)
    assert list(winners) == [attempts[3].registration_id]


def test_a_tie_that_keeps_a_prize_open_stops_the_publication_until_the_chair_decides(quiz):
    quiz.round.tie_break_2 = ""
    quiz.round.ties = "chair"
    quiz.round.save()
    PrizeFactory(contest=quiz.contest, name="Nhất", count=1, basis="quiz_round")
    first, second, third = (
        take_quiz(quiz.round, RegistrationFactory(page=quiz.form), right=5, prediction=3) for _n in range(3)
    )
    actor = UserFactory()
    ranking = ranked(quiz.round)
    propose_awards(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    assert not ranking.awards.exists()
    with pytest.raises(RankingRefused):
        publish(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    with pytest.raises(RankingRefused):
        draw_lot(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    kwargs = {
        "subject": Subject.of_round(quiz.round),
        "division": "",
        "rank": 1,
        "reason": "Biên bản",
        "actor": actor,
        "now": AFTER,
    }
    for wrong in (["KHONGCO1"], [], [second.code, second.code]):
        with pytest.raises(RankingRefused):
            decide_by_chair(codes=wrong, **kwargs)
    decide_by_chair(codes=[second.code], **kwargs)
    propose_awards(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    publish(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    assert Award.objects.get().row.code == second.code
    places = dict(RankedRow.objects.values_list("code", "place"))
    assert places[second.code] == 1
    assert sorted([places[first.code], places[third.code]]) == [2, 3]


def test_a_lot_is_sealed_beforehand_and_can_be_drawn_again(quiz):
    quiz.round.tie_break_2 = ""
    quiz.round.ties = "lot"
    quiz.round.save_revision().publish()
    seal = LotSeed.objects.get(round=quiz.round.pk)
    assert seal.opened_at is None
    PrizeFactory(contest=quiz.contest, name="Nhất", count=2, basis="quiz_round")
    attempts = [
        take_quiz(quiz.round, RegistrationFactory(page=quiz.form), right=5, prediction=3) for _n in range(4)
    ]
    actor = UserFactory()
    ranking = ranked(quiz.round)
    assert open_ties(ranking)
    draw_lot(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    propose_awards(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    publish(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    order = lot_order(seal.seed, [attempt.code for attempt in attempts])
    winners = Award.objects.order_by("row__place").values_list("row__code", flat=True)
    assert list(winners) == order[:2]
    assert LotSeed.objects.get().opened_at == AFTER
    assert seal_lot(quiz.round, AFTER).seed == seal.seed


def test_a_corrected_key_marks_again_and_the_next_ranking_lists_the_changes(quiz, people):
    quiz.round.draw = "fixed"  # both get the question
    quiz.round.save()
    _right, wrong = people((5, 3), (4, 1))
    actor = UserFactory()
    first = ranked(quiz.round)
    publish(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    from contest_pages.question_bank.models import QuestionVersion

    missed = QuestionVersion.objects.get(pk=wrong.questions[4])
    correction = correct_key(version=missed, accepted=[1], reason="Đáp án in nhầm", actor=actor, now=AFTER)
    assert correction.changed_marks >= 1
    wrong.refresh_from_db()
    assert wrong.right == 5
    assert wrong.receipt_holds
    assert Ranking.objects.get().published_at
    freeze(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    second = rank(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    changes, total = changes_between(first, second)
    assert total == len(changes) == 2
    publish(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    assert list(Ranking.objects.published()) == [second]
    assert first.rows.count() == 2


def test_a_question_with_all_options_accepted_gives_everybody_its_point(quiz, people):
    attempts = people((0, 3), (5, 1))
    from contest_pages.question_bank.models import QuestionVersion

    version = QuestionVersion.objects.get(pk=attempts[0].questions[0])
    correct_key(
        version=version, accepted=[0, 1, 2, 3], reason="Câu hỏi mơ hồ", actor=UserFactory(), now=AFTER
    )
    attempts[0].refresh_from_db()
    assert attempts[0].right == 1


def test_a_revoked_prize_leaves_its_notice(quiz, people):
    PrizeFactory(contest=quiz.contest, name="Nhất", count=1, basis="quiz_round")
    people((5, 1))
    actor = UserFactory()
    ranked(quiz.round)
    propose_awards(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    publish(subject=Subject.of_round(quiz.round), actor=actor, now=AFTER)
    revoke_award(award=Award.objects.get(), reason="Sai hồ sơ", actor=actor, now=AFTER)
    assert Award.objects.get().revoked_because == "Sai hồ sơ"


def test_publishing_prizes_that_were_not_proposed_is_refused(quiz, people):
    PrizeFactory(contest=quiz.contest, name="Nhất", count=1, basis="quiz_round")
    people((5, 1))
    ranked(quiz.round)
    with pytest.raises(RankingRefused):
        publish(subject=Subject.of_round(quiz.round), actor=UserFactory(), now=AFTER)


MOMENTS = [NOW + number * MINUTE for number in range(4)]
LINES = st.lists(
    st.builds(
        dict,
        person=st.integers(0, 5),
        division=st.sampled_from(["", "Cán bộ"]),
        score=st.integers(0, 3),
        prediction=st.one_of(
            st.none(), st.sampled_from(["0", "1", "2", "2.5", "33.33333", "66.6"]).map(Decimal)
        ),
        seconds=st.integers(1, 3),
        submitted_at=st.sampled_from(MOMENTS),
        is_valid=st.booleans(),
    ),
    max_size=12,
)
RULES = st.builds(
    QuizRules,
    question_count=st.just(3),
    attempts_allowed=st.none(),
    counting=st.sampled_from(["first", "last", "best", "best_fastest", "best_earliest"]),
    prediction=st.sampled_from(["", "all_right", "participants", "attempts", "all_right_share"]),
    tie_breaks=st.permutations(["prediction", "time", "earlier"]).flatmap(
        lambda order: st.integers(0, 3).map(lambda count: tuple(order[:count]))
    ),
    ranked_apart=st.booleans(),
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=LINES, rules=RULES)
def test_the_database_ranks_as_plain_python_does(quiz, drawn, rules):
    from dataclasses import asdict

    from contest_pages.quizzes.standings.sql import counts_of, target_in

    RankedRow.objects.all().delete()
    Ranking.objects.all().delete()
    Attempt.objects.all().delete()
    if not hasattr(quiz, "crowd"):
        quiz.crowd = [RegistrationFactory(page=quiz.form) for _number in range(6)]
    lines = []
    for number, line in enumerate(drawn):
        code = f"MA{number:06}"
        lines.append(Line(code=code, **line))
        values = dict(line)
        Attempt.objects.create(
            code=code,
            round=quiz.round,
            registration=quiz.crowd[values.pop("person")],
            period="x",
            number=number,
            seed="",
            questions=[],
            started_at=NOW,
            ends_at=NOW,
            digest="x",
            **values,
        )
    counts = counts_of(quiz.round.pk, rules)
    target = target_in(rules, counts)
    assert target == target_of(lines, rules)
    ranking = Ranking.objects.create(
        contest=quiz.contest,
        round=quiz.round,
        basis="quiz_round",
        number=1,
        rules=asdict(rules),
        frozen_at=NOW,
        facts={"target": None if target is None else f"{target:f}"},
    )
    ranking.refresh_from_db()
    write_rows(ranking)
    stored = {
        (code, rank_, keys[0]) for code, rank_, keys in ranking.rows.values_list("code", "rank", "keys")
    }
    assert stored == {(place.line.code, place.rank, place.distance) for place in rank_all(lines, rules)}
    fields = ("code", "division", "registration", "unit", "score", "keys")
    written = {(*row[:5], tuple(row[5])) for row in ranking.rows.values_list(*fields)}
    assert written == {
        (line.code, line.division, line.registration, line.unit, line.score, line.keys)
        for line in ranking.source.lines(ranking)
    }
