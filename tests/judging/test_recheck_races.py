"""Two at a check of the sum, or at a void sheet and its ranking, at the same moment."""

from __future__ import annotations

import pytest

from contest_pages.judging.domain.chain import verify
from contest_pages.judging.domain.rechecking import answer_recheck, ask_recheck
from contest_pages.judging.domain.voiding import declare_void
from contest_pages.judging.errors import RecheckRefused
from contest_pages.judging.models import RecheckRequest, ScoreSheet
from contest_pages.notices.models import Notice
from contest_pages.standings.domain.ranking import rank
from contest_pages.standings.errors import RankingRefused
from contest_pages.standings.models import Ranking
from tests.races import at_once

from .conftest import CLOSED

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("in_july"),
]


def asking(jury, number):
    candidate = jury.candidates[number]
    registration = candidate.entry.registration
    return lambda: ask_recheck(registration=registration, candidate=candidate, words="", now=CLOSED)


def test_two_presses_enter_one_request_and_two_contestants_get_two_numbers(published):
    first, again, other = at_once(asking(published, 0), asking(published, 0), asking(published, 1))
    assert first == again
    assert sorted([first.number, other.number]) == [1, 2]


def test_of_two_replies_the_first_stays_and_one_letter_goes(published):
    recheck = asking(published, 0)()

    def reply(words):
        return lambda: answer_recheck(
            recheck=recheck, outcome="corrected", reply=words, actor=published.actor, now=CLOSED
        )

    outcomes = at_once(reply("Một"), reply("Hai"))
    assert sum(isinstance(outcome, RecheckRefused) for outcome in outcomes) == 1
    assert RecheckRequest.objects.get().reply in ("Một", "Hai")
    assert Notice.objects.filter(kind="judging.recheck_answer").count() == 1


def test_a_sheet_declared_void_while_the_round_is_ranked_is_in_no_ranking(ranked):
    sheet = ScoreSheet.objects.get(candidate=ranked.candidates[0], seat=ranked.seats[0])

    def void():
        return declare_void(sheet=sheet, reason="Nhầm bài", now=CLOSED, actor=ranked.actor)

    outcome, _void = at_once(lambda: rank(subject=ranked.subject, actor=ranked.actor, now=CLOSED), void)
    assert isinstance(outcome, RankingRefused | Ranking), (
        "ranked before it, or refused after it; never a deadlock"
    )
    ranking = Ranking.objects.get()
    assert (ranking.ranked_at, ranking.rows.count()) == (None, 0)
    assert verify(ranked.page.pk).is_sound
