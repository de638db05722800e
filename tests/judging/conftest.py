"""A round of entries with a closed list, a jury of three, and a jury round that is open at NOW."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
import time_machine

from contest_pages.entries.domain.advancing import close_advance_list
from contest_pages.judging.domain.assigning import assign_everybody, declare_conflicts
from contest_pages.judging.domain.candidates import collect_candidates
from contest_pages.judging.domain.scoring import Filled, seal_sheet
from contest_pages.judging.domain.seating import add_seat
from contest_pages.judging.models import Candidate, JuryRoundPage, SeatTerm
from contest_pages.standings.domain.publishing import publish
from contest_pages.standings.domain.ranking import freeze, rank
from contest_pages.standings.models import Subject
from tests.factories import CommitteeMemberFactory, EntryFactory, RegistrationFactory, UserFactory
from tests.factories.judging import JuryRoundPageFactory
from tests.factories.pages import NOW, hanoi

#: When the judging of the jury round is over, and its ranking is published.
CLOSED = hanoi("2024-07-21 00:00")
#: As many points as each criterion of the usual sheet has.
FULL = {"noi-dung": 50_000, "hinh-thuc": 30_000, "suc-lan-toa": 20_000}


class Jury:
    """A jury at work: who sits where, what is judged."""

    def __init__(self, page, seats, actor):
        self.page, self.seats, self.actor = page, seats, actor

    @property
    def terms(self) -> list[SeatTerm]:
        found = SeatTerm.objects.filter(round_id=self.page.pk, until_at=None)
        return list(found.select_related("seat", "member").order_by("seat__number"))

    @property
    def candidates(self) -> list[Candidate]:
        found = Candidate.objects.filter(round_id=self.page.pk)
        return list(found.select_related("entry__video", "entry__registration").order_by("number"))

    def seal(self, term=0, candidate=0, points=None, **more):
        """Seal a sheet: by default a full one of the first seat for the first candidate."""
        filled = Filled(FULL if points is None else points, more.pop("remark", ""), more.pop("reason", ""))
        values = {"op_id": uuid.uuid4(), "now": NOW, **more}
        return seal_sheet(
            round_page=self.page,
            term=self.terms[term],
            candidate=self.candidates[candidate],
            filled=filled,
            **values,
        )


@pytest.fixture
def scored(stage):
    """Return contest, entry round and jury round, with a committee of three and three finalists; nothing arranged."""
    page = JuryRoundPageFactory(parent=stage.contest)
    entries = [
        EntryFactory(
            registration=RegistrationFactory(page=stage.form),
            round=stage.round,
            submitted=True,
            state="accepted",
        )
        for _n in range(3)
    ]
    actor = UserFactory()
    members = [
        CommitteeMemberFactory(contest=stage.contest, committee="jury", full_name=name)
        for name in ("Lò Văn Minh", "Quàng Thị Hoa", "Cầm Bá Sơn")
    ]
    return SimpleNamespace(stage=stage, page=page, entries=entries, actor=actor, members=members)


def arranged(scored) -> Jury:
    """Return a jury of three who have declared that they have no conflicts, and judge three works."""
    close_advance_list(from_round=scored.stage.round, entries=scored.entries, actor=scored.actor, now=NOW)
    seats = [
        add_seat(round_page=scored.page, member=member, actor=scored.actor, now=NOW)
        for member in scored.members
    ]
    collect_candidates(round_page=scored.page, actor=scored.actor, now=NOW)
    assign_everybody(round_page=scored.page, actor=scored.actor, now=NOW)
    found = Jury(scored.page, seats, scored.actor)
    for term in found.terms:
        declare_conflicts(term=term, actor=scored.actor, now=NOW)
    return found


@pytest.fixture
def jury(scored):
    """Return a jury at work."""
    return arranged(scored)


@pytest.fixture
def ranked(jury):
    """Return the jury after the ranking, which is not published yet."""
    for seat, points in enumerate((40_000, 41_000, 43_500)):
        for number in range(3):
            jury.seal(
                term=seat,
                candidate=number,
                points={"noi-dung": points - 1_000 * number, "hinh-thuc": 20_000, "suc-lan-toa": 0},
                remark="Cần nói rõ hơn",
            )
    subject = Subject.of_round(JuryRoundPage.objects.get(pk=jury.page.pk))
    freeze(subject=subject, actor=jury.actor, now=CLOSED)
    rank(subject=subject, actor=jury.actor, now=CLOSED)
    jury.subject = subject
    return jury


@pytest.fixture
def published(ranked):
    """Return the jury after the publication."""
    publish(subject=ranked.subject, actor=ranked.actor, now=CLOSED)
    return ranked


@pytest.fixture
def organiser(client, roles):
    """Return a browser in which an organiser is signed in."""
    client.force_login(roles["organisers"])
    return client


@pytest.fixture
def at(organiser, roles):
    """Return a context in which it is another time, and the organiser is signed in since then."""

    @contextmanager
    def travelled(moment):
        with time_machine.travel(moment, tick=False):
            organiser.force_login(roles["organisers"])
            yield

    return travelled
