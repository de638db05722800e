"""Trainees and samples where some jurors judge each work: they get works, and nothing of it counts."""

from __future__ import annotations

import pytest

from contest_pages.judging.domain.assigning import declare_conflicts
from contest_pages.judging.domain.candidates import add_candidate
from contest_pages.judging.domain.proposing import propose_assignment, take_proposal
from contest_pages.judging.domain.seating import add_seat
from contest_pages.judging.models import Assignment, JuryRoundPage, SeatTerm
from contest_pages.judging.queries.results import missing_sheets
from tests.factories import CommitteeMemberFactory, EntryFactory, RegistrationFactory
from tests.factories.pages import NOW

from .screens import shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def shared(scored):
    """Return a round in which two of three jurors judge each of six works, with a trainee and a sample."""
    page = scored.page
    page.assignment, page.jurors_per_work, page.seats_min = "some", 2, 2
    page.save()
    page = JuryRoundPage.objects.get(pk=page.pk)
    for member in scored.members:
        add_seat(round_page=page, member=member, actor=scored.actor, now=NOW)
    learner = CommitteeMemberFactory(contest=scored.stage.contest, committee="jury", full_name="Hoàng Thị Út")
    add_seat(round_page=page, member=learner, kind="trainee", actor=scored.actor, now=NOW)
    for number in range(7):
        registration = RegistrationFactory(page=scored.stage.form)
        entry = EntryFactory(registration=registration, round=scored.stage.round, submitted=True)
        add_candidate(
            round_page=page, entry=entry, reason="Thử", actor=scored.actor, now=NOW, is_sample=number == 6
        )
    return page


def propose(page, nth=1):
    return propose_assignment(round_page=page, nth=nth, now=NOW)


def take(page, actor):
    return take_proposal(round_page=page, nth=1, digest=propose(page).digest, actor=actor, now=NOW)


def works_of(seat: int) -> set[int]:
    return set(Assignment.objects.filter(seat__number=seat).values_list("candidate__number", flat=True))


def test_a_trainee_gets_as_many_works_as_a_juror_beside_those_that_count(shared, scored):
    proposal = propose(shared)
    assert proposal.trainees == {4: 4}
    assert {seat for _work, seat in proposal.pairs} == {1, 2, 3}
    assert len(proposal.pairs) == 12
    take(shared, scored.actor)
    assert len(works_of(4) - {7}) == 4
    assert take(shared, scored.actor) == 0, "the same press once more assigns nothing"


def test_every_seat_scores_the_sample(shared, scored):
    take(shared, scored.actor)
    assert all(7 in works_of(seat) for seat in (1, 2, 3, 4))


def test_nothing_of_it_is_missing_from_a_ranking(shared, scored):
    take(shared, scored.actor)
    assert not {pair for pair in missing_sheets(shared.pk) if pair[0] == 7 or pair[1] == 4}


def test_a_trainee_gets_no_work_with_a_conflict(shared, scored):
    author = shared.candidates.get(number=1).entry.registration
    term = SeatTerm.objects.get(round_id=shared.pk, seat__number=4)
    declare_conflicts(term=term, registrations=(author,), actor=scored.actor, now=NOW)
    for nth in range(1, 6):
        assert (1, 4) not in propose(shared, nth).uncounted


def test_the_screen_says_that_it_does_not_count(shared, organiser):
    text = shown(organiser, "contest_jury_panel", shared)
    assert "tập sự" in text
    assert "không tính" in text
