"""Claims of entries: temporary, exclusive, the oldest entry first."""

from __future__ import annotations

import datetime

import pytest

from contest_pages.review.domain.claiming import claim, claim_next, release, release_for_other
from contest_pages.review.domain.conflicts import declare_conflict_with_unit
from contest_pages.review.errors import ClaimedByOther, NotAwaitingReview
from contest_pages.review.models import ReviewCase
from tests.factories import RegistrationFactory, UnitFactory
from tests.factories.pages import NOW
from tests.races import at_once

from .helpers import case_of, moderator, say, steps_of, waiting_entry

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def queued(stage, minutes_ago: int, **fields):
    entry = waiting_entry(stage, **fields)
    ReviewCase.objects.filter(entry=entry).update(queued_at=NOW - datetime.timedelta(minutes=minutes_ago))
    return entry


def next_for(stage, user, now=NOW, after=None):
    case = claim_next(round_page=stage.round, moderator=user, now=now, after=after)
    return case.entry if case else None


def test_the_next_is_the_one_that_has_waited_longest(stage, roles, mai):
    queued(stage, 5)
    oldest = queued(stage, 50)
    assert next_for(stage, mai) == oldest
    case = case_of(oldest)
    assert (case.claimed_by, case.claimed_until) == (mai, NOW + HOUR)


def test_another_moderator_gets_another_entry(stage, roles, mai, nam):
    oldest, second = queued(stage, 50), queued(stage, 40)
    assert next_for(stage, mai) == oldest
    assert next_for(stage, nam) == second
    assert next_for(stage, nam) == second  # what is mine comes first


def test_nothing_left_is_none(stage, roles, mai, nam):
    queued(stage, 5)
    next_for(stage, mai)
    assert next_for(stage, nam) is None


def test_a_claim_ends_by_itself(stage, roles, mai, nam):
    entry = queued(stage, 50)
    claim(case=case_of(entry), moderator=mai, now=NOW)
    with pytest.raises(ClaimedByOther, match="Mai Lan đang xem"):
        claim(case=case_of(entry), moderator=nam, now=NOW + HOUR - datetime.timedelta(seconds=1))
    claim(case=case_of(entry), moderator=nam, now=NOW + HOUR)
    assert case_of(entry).claimed_by == nam


def test_nobody_decides_about_an_entry_claimed_by_another(stage, roles, mai, nam):
    entry = queued(stage, 50)
    claim(case=case_of(entry), moderator=mai, now=NOW)
    with pytest.raises(ClaimedByOther):
        say(entry, nam)
    say(entry, mai)


def test_a_released_entry_is_free(stage, roles, mai, nam):
    entry = queued(stage, 50)
    claim(case=case_of(entry), moderator=mai, now=NOW)
    release(case=case_of(entry), moderator=nam)  # not theirs to give
    assert case_of(entry).claimed_by == mai
    release(case=case_of(entry), moderator=mai)
    assert next_for(stage, nam) == entry


def test_an_organiser_releases_a_claim(stage, roles, mai, nam, organiser):
    entry = queued(stage, 50)
    claim(case=case_of(entry), moderator=mai, now=NOW)
    release_for_other(case=case_of(entry), actor=organiser)
    assert next_for(stage, nam) == entry


def test_a_skipped_entry_is_not_the_next(stage, roles, mai):
    oldest, second = queued(stage, 50), queued(stage, 40)
    assert next_for(stage, mai, after=case_of(oldest)) == second


def test_what_a_moderator_may_not_decide_is_not_their_next(stage, roles, mai):
    unit = UnitFactory()
    own = queued(stage, 50, registration=RegistrationFactory(page=stage.form, unit=unit))
    declare_conflict_with_unit(contest=stage.contest, moderator=mai, unit=unit, nature="", now=NOW)
    other = queued(stage, 10)
    assert next_for(stage, mai) == other
    assert own != other


def test_a_decided_entry_cannot_be_claimed(stage, roles, mai, nam):
    entry = queued(stage, 50)
    case = case_of(entry)
    say(entry, mai)
    with pytest.raises(NotAwaitingReview):
        claim(case=case, moderator=nam, now=NOW)


def test_an_entry_at_the_next_step_is_free_for_others(stage, roles, mai, nam):
    steps_of(stage, {}, {})
    entry = queued(stage, 50)
    claim(case=case_of(entry), moderator=mai, now=NOW)
    say(entry, mai)
    assert next_for(stage, nam) == entry


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_five_concurrent_claims_of_the_next_entry_get_different_entries(stage, roles):
    users = [moderator(roles, f"Người {number}") for number in range(5)]
    for number in range(5):
        queued(stage, 50 - number)
    got = at_once(*[lambda u=user: next_for(stage, u).pk for user in users])
    assert len(set(got)) == 5


def test_a_moderator_who_decided_about_all_the_oldest_still_gets_the_rest(stage, roles, mai):
    steps_of(stage, {"moderators": 2})
    for number in range(25):
        say(queued(stage, 100 - number), mai)
    last = queued(stage, 1)
    assert next_for(stage, mai) == last
