"""Two people at the standings and awards of one contest at the same moment."""

from __future__ import annotations

import pytest

from contest_pages.standings.domain.giving import propose_award, publish_awards, remove_award
from contest_pages.standings.domain.pasting import paste_standings
from contest_pages.standings.domain.publishing import publish
from contest_pages.standings.errors import AwardRefused
from contest_pages.standings.models import Award, Ranking, RankingStep, Subject
from tests.factories import EntryFactory, PrizeFactory, RegistrationFactory, UserFactory
from tests.factories.pages import NOW
from tests.races import at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("in_july"),
]


def test_of_two_editors_at_once_only_one_gives_the_last_prize_that_the_plan_promises(stage):
    prize = PrizeFactory(contest=stage.contest, count=1)
    actor = UserFactory()
    people = [RegistrationFactory(page=stage.form, full_name=name) for name in ("Lò Văn Một", "Lò Văn Hai")]

    def give_to(person):
        return lambda: propose_award(
            contest=stage.contest, prize=prize, registration=person, actor=actor, now=NOW
        )

    outcomes = at_once(*map(give_to, people))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Award", "MoreThanPromised"]
    same = at_once(*[give_to(Award.objects.get().registration)] * 3)
    assert {outcome.pk for outcome in same} == {Award.objects.get().pk}


def test_awards_published_by_two_at_once_are_published_and_recorded_once(stage):
    actor = UserFactory()
    award = propose_award(
        contest=stage.contest,
        prize=PrizeFactory(contest=stage.contest),
        registration=RegistrationFactory(page=stage.form),
        actor=actor,
        now=NOW,
    )
    publishing = [lambda: publish_awards(contest=stage.contest, actor=actor, now=NOW)] * 2
    assert sorted(at_once(*publishing)) == [0, 1]
    award.refresh_from_db()
    assert award.published_at == NOW


def test_an_award_removed_while_it_is_published_is_one_or_the_other(stage):
    actor = UserFactory()
    award = propose_award(
        contest=stage.contest,
        prize=PrizeFactory(contest=stage.contest),
        registration=RegistrationFactory(page=stage.form),
        actor=actor,
        now=NOW,
    )
    published, removed = at_once(
        lambda: publish_awards(contest=stage.contest, actor=actor, now=NOW),
        lambda: remove_award(award=award, actor=actor),
    )
    if Award.objects.exists():
        assert (published, type(removed)) == (1, AwardRefused)
    else:
        assert (published, removed) == (0, None)


def test_a_ranking_published_by_two_at_once_is_published_once(stage):
    actor = UserFactory()
    work = EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True)
    paste_standings(round_page=stage.round, text=f"{work.code}\t1\t90", actor=actor, now=NOW)
    publishing = [lambda: publish(subject=Subject.of_round(stage.round), actor=actor, now=NOW)] * 2
    assert {ranking.published_at for ranking in at_once(*publishing)} == {NOW}
    assert RankingStep.objects.filter(step="publish").count() == 1


def test_of_two_pastes_at_once_one_list_stays_whole(stage):
    actor = UserFactory()
    works = [
        EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True)
        for _ in range(3)
    ]

    def paste(*order):
        text = "\n".join(f"{work.code}\t{rank}\t{90 - rank}" for rank, work in enumerate(order, start=1))
        return lambda: paste_standings(round_page=stage.round, text=text, actor=actor, now=NOW)

    outcomes = at_once(paste(*works), paste(*reversed(works)))
    assert [problems for _ranking, problems in outcomes] == [[], []]
    rows = [row.code for row in Ranking.objects.get().rows.order_by("rank")]
    assert rows in ([work.code for work in works], [work.code for work in reversed(works)])
